//! Approve a proposed merge: somebody in another role than the one who proposed it.

use super::codes;
use super::merge::{Conflict, Merge, MergeId};
use super::patient::Stamp;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Persona, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApproveMerge {
    /// The merge.
    pub merge: String,
}

impl Command for ApproveMerge {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Merge>(&self.merge))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut merge = find(tx, &self.merge)?;
        other_persona(&merge, ctx)?;
        // Asked of the records as they are now: they may have been amended since the proposal.
        let survivor = rights::active_patient(tx, merge.survivor.as_str(), "survivor")?;
        let duplicate = rights::active_patient(tx, merge.duplicate.as_str(), "duplicate")?;
        supervised(&Conflict::between(&survivor, &duplicate, ctx.calendar), ctx.persona)?;
        merge.state = merge.state.approve(Stamp::of(ctx)).map_err(Refusal::from)?;
        let receipt = Receipt::of::<Merge>(&merge.id);
        tx.put(merge)?;
        Ok(receipt)
    }
}

/// The merge of a typed id.
pub(super) fn find(tx: &Tx, typed: &str) -> Result<Merge, Refusal> {
    let merge = MergeId::parse(typed).and_then(|id| tx.world().merges().get(&id).cloned());
    merge.map(|m| (*m).clone()).ok_or_else(|| Refusal::new(codes::MERGE_NOT_FOUND))
}

/// Nobody decides in the role in which it was proposed.
pub(super) fn other_persona(merge: &Merge, ctx: &Ctx) -> Result<(), Refusal> {
    if merge.proposed.persona == ctx.persona { Err(Refusal::new(codes::MERGE_OWN_PROPOSAL)) } else { Ok(()) }
}

/// Conflicting records are for a supervisor.
pub(super) fn supervised(conflicts: &[Conflict], persona: Persona) -> Result<(), Refusal> {
    if conflicts.is_empty() || persona == Persona::Supervisor {
        Ok(())
    } else {
        Err(Refusal::new(codes::MERGE_NEEDS_SUPERVISOR))
    }
}
