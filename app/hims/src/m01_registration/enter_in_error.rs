//! Mark a record as made in error: it stays readable, stands no longer, and its BHAVYA ID is not used again.

use super::abha::AbhaLink;
use super::check;
use super::codes;
use super::merge::Merge;
use super::patient::{Patient, Stamp, Standing};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnterInError {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// Why.
    pub reason: String,
}

impl Command for EnterInError {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut patient = rights::active_patient(tx, &self.patient, "patient")?;
        let reason = check::reason(&self.reason, "reason")?;
        let id = patient.id.as_str();
        if tx.world().patients().find(Patient::BY_MOTHER, id).any(|child| child.is_active()) {
            return Err(Refusal::new(codes::IN_ERROR_HAS_CHILD).into());
        }
        let in_merge = |m: &Merge| m.state.is_open() || m.state.name() == "merged";
        if tx.world().merges().find(Merge::BY_PATIENT, id).any(|m| in_merge(m)) {
            return Err(Refusal::new(codes::IN_ERROR_IN_MERGE).into());
        }
        if matches!(patient.abha, AbhaLink::Linked { .. }) {
            return Err(Refusal::new(codes::IN_ERROR_HAS_ABHA).into());
        }
        patient.standing = Standing::EnteredInError { reason, marked: Stamp::of(ctx) };
        let receipt = Receipt::of::<Patient>(&patient.id);
        tx.put(patient)?;
        Ok(receipt)
    }
}
