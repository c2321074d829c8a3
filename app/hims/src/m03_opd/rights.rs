//! Which role may do what at the doctor's desk, and the records that typed ids name.

use super::codes;
use super::encounter::{Encounter, EncounterId, EncounterState};
use crate::engine::{Ctx, Persona, Tx};
use crate::m01_registration::{Patient, active_patient};
use crate::reference::{Product, ProductId};
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Measure vital signs, ask for allergies: whoever cares for the patient.
    Care,
    /// Examine, decide, prescribe, sign.
    Treat,
}

/// Refuses what the role may not do.
pub(super) fn require(ctx: &Ctx, right: Right) -> Result<(), Refusal> {
    match (right, ctx.persona) {
        (_, Persona::System | Persona::Doctor) | (Right::Care, Persona::Nurse) => Ok(()),
        (Right::Care, _) => Err(Refusal::new(codes::PERSONA_MAY_NOT)),
        (Right::Treat, _) => Err(Refusal::new(codes::DOCTOR_ONLY)),
    }
}

/// The consultation of a typed id, whatever its state.
pub(super) fn encounter(tx: &Tx, typed: &str) -> Result<Encounter, Refusal> {
    let found = EncounterId::parse(typed.trim()).and_then(|id| tx.world().encounters().get(&id).cloned());
    found.map(|e| (*e).clone()).ok_or_else(|| Refusal::new(codes::ENCOUNTER_NOT_FOUND))
}

/// The consultation of a typed id, if it is going on, and its patient.
pub(super) fn open_encounter(tx: &Tx, typed: &str) -> Result<(Encounter, Patient), Refusal> {
    let encounter = encounter(tx, typed)?;
    match encounter.state {
        EncounterState::Open => {
            let patient = active_patient(tx, encounter.patient.as_str(), "patient")?;
            Ok((encounter, patient))
        }
        EncounterState::Signed { .. } | EncounterState::Amended { .. } => Err(Refusal::new(codes::ENCOUNTER_SIGNED)),
        EncounterState::Cancelled { .. } | EncounterState::EnteredInError(_) => {
            Err(Refusal::new(codes::ENCOUNTER_GONE))
        }
    }
}

/// The medicine of a typed id.
pub(super) fn product(
    world: &World,
    typed: &str,
    field: impl Into<std::borrow::Cow<'static, str>>,
) -> Result<Arc<Product>, Refusal> {
    let found = ProductId::parse(typed.trim()).and_then(|id| world.products().get(&id).cloned());
    found.ok_or_else(|| Refusal::new(codes::PRODUCT_UNKNOWN).at(field))
}
