//! Which role may do what at the registration desk.

use super::bhavya_id::BhavyaId;
use super::codes;
use super::patient::{Patient, Standing};
use crate::engine::{Ctx, Persona, Tx};
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Search, register an unknown patient: whoever receives a patient.
    Receive,
    /// Register, link, identify, amend, propose and decide merges.
    Register,
}

/// Refuses what the role may not do.
pub(super) fn require(ctx: &Ctx, right: Right) -> Result<(), Refusal> {
    let may = match (right, ctx.persona) {
        (Right::Receive, _)
        | (Right::Register, Persona::System | Persona::Clerk | Persona::Nurse | Persona::Supervisor) => true,
        (
            Right::Register,
            Persona::Doctor | Persona::LaboratoryTechnician | Persona::Pathologist | Persona::Pharmacist,
        ) => false,
    };
    if may { Ok(()) } else { Err(Refusal::new(codes::PERSONA_MAY_NOT)) }
}

/// The record of a typed BHAVYA ID, whatever its standing.
pub(crate) fn any_patient(world: &World, typed: &str, field: &'static str) -> Result<Arc<Patient>, Refusal> {
    let missing = || Refusal::new(codes::PATIENT_NOT_FOUND).at(field);
    let id = BhavyaId::parse(typed).map_err(|_| missing())?;
    world.patients().get(&id).cloned().ok_or_else(missing)
}

/// The record of a typed BHAVYA ID, if it stands.
pub(crate) fn active_patient(tx: &Tx, typed: &str, field: &'static str) -> Result<Patient, Refusal> {
    let patient = any_patient(tx.world(), typed, field)?;
    match &patient.standing {
        Standing::Active => Ok((*patient).clone()),
        Standing::Merged { into, .. } => Err(Refusal::new(codes::PATIENT_MERGED).at(field).with("id", into.spaced())),
        Standing::EnteredInError { .. } => Err(Refusal::new(codes::PATIENT_IN_ERROR).at(field)),
    }
}
