//! Record that an ABHA number was verified at the desk, with the patient's consent.

use super::abha::AbhaMethod;
use super::codes;
use super::create_patient::free_number;
use super::otp;
use super::patient::{Patient, Stamp};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VerifyAbha {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// The number as typed.
    pub number: String,
    /// How it was verified.
    pub method: AbhaMethod,
    /// Whether the patient agreed.
    pub consent: bool,
    /// The one-time password, where it was verified by one.
    pub otp: String,
}

impl Command for VerifyAbha {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut patient = rights::active_patient(tx, &self.patient, "patient")?;
        let (number, warning) = free_number(tx, &self.number, Some(&patient.id))?;
        if !self.consent {
            return Err(Refusal::new(codes::ABHA_CONSENT).at("abha_consent").into());
        }
        if patient.abha.number().is_some() {
            return Err(codes::ABHA_PRESENT.into());
        }
        otp::required(tx, ctx, self.method, &number, &self.otp)?;
        patient.abha = patient.abha.verify(number, self.method, Stamp::of(ctx)).map_err(Refusal::from)?;
        let mut receipt = Receipt::of::<Patient>(&patient.id);
        receipt.warnings.extend(warning);
        tx.put(patient)?;
        Ok(receipt)
    }
}
