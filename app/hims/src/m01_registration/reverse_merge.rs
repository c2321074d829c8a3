//! Take a merge back: both records stand again as they were.

use super::approve_merge::find;
use super::check;
use super::codes;
use super::merge::{Merge, MovedAbha};
use super::patient::{Patient, Stamp, Standing};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReverseMerge {
    /// The merge.
    pub merge: String,
    /// Why.
    pub reason: String,
}

impl Command for ReverseMerge {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Merge>(&self.merge))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut merge = find(tx, &self.merge)?;
        let reason = check::reason(&self.reason, "reason")?;
        let (state, moved) = merge.state.reverse(reason, Stamp::of(ctx)).map_err(Refusal::from)?;
        merge.state = state;
        // The survivor must stand itself: a later merge is taken back first.
        let mut survivor = rights::active_patient(tx, merge.survivor.as_str(), "merge")?;
        let mut duplicate = (*rights::any_patient(tx.world(), merge.duplicate.as_str(), "merge")?).clone();
        duplicate.standing = Standing::Active;
        if let Some(moved) = moved {
            give_back(&mut survivor, &mut duplicate, moved)?;
        }
        let receipt = Receipt::of::<Merge>(&merge.id);
        tx.put(survivor)?;
        tx.put(duplicate)?;
        tx.put(merge)?;
        Ok(receipt)
    }
}

/// Gives the ABHA link back. When it was linked or taken back since, somebody has to decide about it first.
fn give_back(survivor: &mut Patient, duplicate: &mut Patient, moved: MovedAbha) -> Result<(), Refusal> {
    if survivor.abha != moved.duplicate_had {
        return Err(Refusal::new(codes::MERGE_ABHA_CHANGED));
    }
    survivor.abha = moved.survivor_had;
    duplicate.abha = moved.duplicate_had;
    Ok(())
}
