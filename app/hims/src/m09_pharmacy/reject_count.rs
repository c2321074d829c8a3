//! Reject a count: a second person does not agree; the balance stays.

use super::approve_count::decided_by_second;
use super::count::StockCount;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RejectCount {
    /// The id of the count.
    pub count: String,
    /// Why.
    pub reason: String,
}

impl Command for RejectCount {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<StockCount>(&self.count))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        let mut count = decided_by_second(tx.world(), ctx, &self.count)?;
        let reason = check::reason(&self.reason, "reason")?;
        count.state = count.state.reject(reason, Stamp::of(ctx)).map_err(Refusal::from)?;
        let receipt = Receipt::of::<StockCount>(&count.id);
        tx.put(count)?;
        Ok(receipt)
    }
}
