//! Propose that two records are one patient.

use super::check;
use super::codes;
use super::merge::{Conflict, Merge, MergeId, MergeState};
use super::patient::{Patient, Stamp};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposeMerge {
    /// The record that is to stand.
    pub survivor: String,
    /// The record that is to stand no longer.
    pub duplicate: String,
    /// Why they are thought to be one patient.
    pub reason: String,
}

impl Command for ProposeMerge {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.survivor))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let survivor = rights::active_patient(tx, &self.survivor, "survivor")?;
        let duplicate = rights::active_patient(tx, &self.duplicate, "duplicate")?;
        if survivor.id == duplicate.id {
            return Err(Refusal::new(codes::MERGE_WITH_ITSELF).at("duplicate").into());
        }
        let of_one = tx.world().merges().find(Merge::BY_PATIENT, duplicate.id.as_str());
        let concerns = |m: &Merge| m.survivor == survivor.id || m.duplicate == survivor.id;
        if let Some(open) = of_one.filter(|m| m.state.is_open()).find(|m| concerns(m)) {
            return Err(Refusal::new(codes::MERGE_OPEN).at("duplicate").with("id", open.id.as_str()).into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let conflicts = Conflict::between(&survivor, &duplicate, ctx.calendar);
        let id = MergeId::numbered(tx.next_number("merge")?);
        let mut receipt = Receipt::of::<Merge>(&id);
        if !conflicts.is_empty() {
            receipt.warnings.push(Refusal::new(codes::MERGE_CONFLICT));
        }
        let (survivor, duplicate) = (survivor.id, duplicate.id);
        let proposed = Stamp::of(ctx);
        tx.put(Merge { id, survivor, duplicate, reason, conflicts, proposed, state: MergeState::Proposed })?;
        Ok(receipt)
    }
}
