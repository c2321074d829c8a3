//! Put a patient in as the set-up of an exercise. Only the system may; no search comes before it.

use super::abha::{AbhaLink, AbhaMethod};
use super::codes;
use super::create_patient::{free_number, new_patient, next_id};
use super::details::DetailsInput;
use super::patient::{Patient, Stamp};
use crate::command::Command;
use crate::engine::{Ctx, Persona, Receipt, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlacePatient {
    /// The patient's details.
    pub details: DetailsInput,
    /// A linked ABHA number; empty for none.
    pub abha_number: String,
}

impl Command for PlacePatient {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        if ctx.persona != Persona::System {
            return Err(Refusal::new(codes::PERSONA_MAY_NOT).into());
        }
        let details = self.details.check(ctx)?;
        let mut abha = AbhaLink::Unlinked;
        if !self.abha_number.trim().is_empty() {
            let (number, _) = free_number(tx, &self.abha_number, None)?;
            let verified = abha.verify(number, AbhaMethod::Qr, Stamp::of(ctx)).map_err(Refusal::from)?;
            abha = verified.link(Stamp::of(ctx)).map_err(Refusal::from)?;
        }
        let id = next_id(tx, ctx)?;
        let mut patient = new_patient(id.clone(), details, ctx);
        patient.abha = abha;
        tx.put(patient)?;
        Ok(Receipt::of::<Patient>(id))
    }
}
