//! Reject a proposed merge, with a reason. The one who proposed it may withdraw it so, too.

use super::approve_merge::find;
use super::check;
use super::merge::Merge;
use super::patient::Stamp;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectMerge {
    /// The merge.
    pub merge: String,
    /// Why.
    pub reason: String,
}

impl Command for RejectMerge {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Merge>(&self.merge))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut merge = find(tx, &self.merge)?;
        let reason = check::reason(&self.reason, "reason")?;
        merge.state = merge.state.reject(reason, Stamp::of(ctx)).map_err(Refusal::from)?;
        let receipt = Receipt::of::<Merge>(&merge.id);
        tx.put(merge)?;
        Ok(receipt)
    }
}
