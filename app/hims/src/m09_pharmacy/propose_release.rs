//! Propose to lift a recall: what was taken off the shelf by it may go back. The balance stands until somebody else agrees.

use super::batch::{Batch, ReleaseProposal};
use super::codes;
use super::rights::{self, Right};
use super::stock;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProposeRelease {
    /// The id of the batch.
    pub batch: String,
    /// Why, with the number of the order or the test report.
    pub reason: String,
}

impl Command for ProposeRelease {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Batch>(&self.batch))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let batch = rights::batch(tx.world(), &self.batch, "batch")?;
        if batch.release.is_some() {
            return Err(Refusal::new(codes::RELEASE_OPEN).into());
        }
        if batch.recall.is_none() || stock::releasable(tx.world(), &batch) == 0 {
            return Err(Refusal::new(codes::NOTHING_TO_RELEASE).into());
        }
        if batch.is_expired(ctx.now.day()) {
            return Err(Refusal::new(codes::BATCH_EXPIRED).with("number", &batch.number).into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let release = Some(ReleaseProposal { reason, proposed: Stamp::of(ctx) });
        let receipt = Receipt::of::<Batch>(&batch.id);
        tx.put(Batch { release, ..(*batch).clone() })?;
        Ok(receipt)
    }
}
