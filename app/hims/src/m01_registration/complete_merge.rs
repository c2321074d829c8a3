//! Carry out an approved merge: one record stands for the patient from now on.

use super::abha::AbhaLink;
use super::approve_merge::{find, supervised};
use super::codes;
use super::merge::{Conflict, Merge, MergeState, MovedAbha};
use super::patient::{Patient, Stamp, Standing};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompleteMerge {
    /// The merge.
    pub merge: String,
}

impl Command for CompleteMerge {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Merge>(&self.merge))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut merge = find(tx, &self.merge)?;
        let MergeState::Approved { approved } = &merge.state else {
            return Err(Refusal::new(codes::MERGE_STATE).into());
        };
        let mut survivor = rights::active_patient(tx, merge.survivor.as_str(), "survivor")?;
        let mut duplicate = rights::active_patient(tx, merge.duplicate.as_str(), "duplicate")?;
        // An amendment since the approval may have brought a conflict that nobody has decided about.
        supervised(&Conflict::between(&survivor, &duplicate, ctx.calendar), approved.persona)?;
        let moved = move_abha(&mut survivor, &mut duplicate);
        duplicate.standing = Standing::Merged { into: survivor.id.clone(), merge: merge.id.clone() };
        merge.state = merge.state.complete(moved, Stamp::of(ctx)).map_err(Refusal::from)?;
        let receipt = Receipt::of::<Merge>(&merge.id);
        tx.put(survivor)?;
        tx.put(duplicate)?;
        tx.put(merge)?;
        Ok(receipt)
    }
}

/// The duplicate's ABHA link goes to a survivor that has none. Everything else stays where it is and is reached
/// through the survivor; nothing is copied, so that a reversal finds both records as they were.
fn move_abha(survivor: &mut Patient, duplicate: &mut Patient) -> Option<MovedAbha> {
    if survivor.abha.number().is_some() || duplicate.abha.number().is_none() {
        return None;
    }
    let duplicate_had = std::mem::take(&mut duplicate.abha);
    let survivor_had = std::mem::replace(&mut survivor.abha, duplicate_had.clone());
    debug_assert_eq!(duplicate.abha, AbhaLink::Unlinked);
    Some(MovedAbha { survivor_had, duplicate_had })
}
