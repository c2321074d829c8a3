//! Link the verified ABHA number with the record.

use super::patient::{Patient, Stamp};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkAbha {
    /// The patient's BHAVYA ID.
    pub patient: String,
}

impl Command for LinkAbha {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut patient = rights::active_patient(tx, &self.patient, "patient")?;
        patient.abha = patient.abha.link(Stamp::of(ctx)).map_err(Refusal::from)?;
        let receipt = Receipt::of::<Patient>(&patient.id);
        tx.put(patient)?;
        Ok(receipt)
    }
}
