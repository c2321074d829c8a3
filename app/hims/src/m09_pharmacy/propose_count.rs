//! Propose a count: the shelf holds another number than the balance says.

use super::batch::Batch;
use super::codes;
use super::count::{CountState, StockCount, StockCountId};
use super::rights::{self, Right};
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProposeCount {
    /// The id of the batch.
    pub batch: String,
    /// Units that stand on the shelf.
    pub counted: String,
    /// What explains the difference.
    pub reason: String,
}

impl Command for ProposeCount {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Batch>(&self.batch))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let batch = rights::batch(tx.world(), &self.batch, "batch")?;
        let open = |c: &StockCount| c.state == CountState::Proposed;
        if tx.world().stock_counts().find(StockCount::BY_BATCH, batch.id.as_str()).any(|c| open(c)) {
            return Err(Refusal::new(codes::COUNT_OPEN).at("counted").into());
        }
        let counted = typed::count(&self.counted, "counted")?;
        if counted == batch.shelf {
            return Err(Refusal::new(codes::COUNT_AGREES).at("counted").into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let id = StockCountId::numbered(tx.next_number("stock_count")?);
        let receipt = Receipt::of::<StockCount>(&id);
        let (batch, expected) = (batch.id.clone(), batch.shelf);
        let proposed = Stamp::of(ctx);
        tx.put(StockCount { id, batch, expected, counted, reason, proposed, state: CountState::Proposed })?;
        Ok(receipt)
    }
}
