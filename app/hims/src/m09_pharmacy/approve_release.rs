//! A second person lifts a recall: what was taken off the shelf by it goes back.

use super::batch::{Batch, LiftedRecall, ReleaseProposal};
use super::codes;
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::stock::{self, Because};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApproveRelease {
    /// The id of the batch.
    pub batch: String,
}

impl Command for ApproveRelease {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Batch>(&self.batch))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        let (batch, proposal) = decided_by_second(tx.world(), ctx, &self.batch)?;
        let Some(recall) = batch.recall.clone() else { return Err(Refusal::new(codes::NOTHING_TO_RELEASE).into()) };
        if batch.is_expired(ctx.now.day()) {
            return Err(Refusal::new(codes::BATCH_EXPIRED).with("number", &batch.number).into());
        }
        let units = stock::releasable(tx.world(), &batch);
        if units == 0 {
            return Err(Refusal::new(codes::NOTHING_TO_RELEASE).into());
        }
        let because = Because { note: proposal.reason.clone(), ..Because::default() };
        let mut batch = stock::post(tx, ctx, &batch.id, MovementKind::Release, units, because)?;
        batch.lifted.push(LiftedRecall { recall, proposal, units, approved: Stamp::of(ctx) });
        batch.recall = None;
        batch.release = None;
        let receipt = Receipt::of::<Batch>(&batch.id);
        tx.put(batch)?;
        Ok(receipt)
    }
}

/// The batch with its proposal, if whoever acts may decide about it: another person than the one who proposed it, or in
/// another role.
pub(super) fn decided_by_second(world: &World, ctx: &Ctx, id: &str) -> Result<(Batch, ReleaseProposal), Refusal> {
    rights::require(ctx, Right::Decide)?;
    let batch = rights::batch(world, id, "batch")?;
    let proposal = batch.release.clone().ok_or_else(|| Refusal::new(codes::RELEASE_NOT_PROPOSED))?;
    if proposal.proposed.by == ctx.actor && proposal.proposed.persona == ctx.persona {
        return Err(Refusal::new(codes::RELEASE_OWN));
    }
    Ok(((*batch).clone(), proposal))
}
