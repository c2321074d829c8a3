//! Send a one-time password to the phone of whoever has an ABHA number.

use super::codes;
use super::create_patient::free_number;
use super::otp;
use super::patient::Patient;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::outbox::{self, Channel, Message, Recipient};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SendOtp {
    /// The patient's BHAVYA ID; empty before the registration.
    pub patient: String,
    /// The ABHA number as typed.
    pub number: String,
    /// Whether the patient agreed.
    pub consent: bool,
}

impl Command for SendOtp {
    fn subject(&self) -> Option<RecordRef> {
        (!self.patient.is_empty()).then(|| RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let known = !self.patient.trim().is_empty();
        let patient = known.then(|| rights::active_patient(tx, &self.patient, "patient")).transpose()?;
        let (number, warning) = free_number(tx, &self.number, patient.as_ref().map(|p| &p.id))?;
        if patient.as_ref().is_some_and(|p| p.abha.number().is_some()) {
            return Err(codes::ABHA_PRESENT.into());
        }
        if !self.consent {
            return Err(Refusal::new(codes::ABHA_CONSENT).at("abha_consent").into());
        }
        // The OTP goes to the mobile number that the register of ABHA numbers has, which the hospital does not see.
        let to = match patient {
            Some(patient) => Recipient::Patient { patient: patient.id, mobile: None },
            None => Recipient::AbhaHolder { ending: number.as_str().chars().skip(10).collect() },
        };
        let notice = otp::draw(tx, ctx, &number)?;
        let id = outbox::tell(tx, ctx, to, Channel::Sms, notice)?;
        let mut receipt = Receipt::of::<Message>(id);
        receipt.warnings.extend(warning);
        Ok(receipt)
    }
}
