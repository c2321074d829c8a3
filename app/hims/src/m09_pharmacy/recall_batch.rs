//! Recall a batch: nothing of it is dispensed any more, what is on the shelf goes to quarantine, and whoever got of it is
//! known ([`stock::holders`]).

use super::batch::{Batch, Recall};
use super::codes;
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::stock::{self, Because};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecallBatch {
    /// The id of the batch.
    pub batch: String,
    /// Why, with the number of the order.
    pub reason: String,
}

impl Command for RecallBatch {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Batch>(&self.batch))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let mut batch = (*rights::batch(tx.world(), &self.batch, "batch")?).clone();
        if batch.recall.is_some() {
            return Err(Refusal::new(codes::ALREADY_RECALLED).at("reason").into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let shelf = batch.shelf;
        if shelf > 0 {
            let because = Because { note: reason.clone(), ..Because::default() };
            batch = stock::post(tx, ctx, &batch.id, MovementKind::Quarantine, shelf, because)?;
        }
        batch.recall = Some(Recall { reason, recalled: Stamp::of(ctx) });
        let receipt = Receipt::of::<Batch>(&batch.id);
        tx.put(batch)?;
        Ok(receipt)
    }
}
