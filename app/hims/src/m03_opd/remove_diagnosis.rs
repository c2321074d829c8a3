//! A diagnosis is taken back, with the reason. It stays readable.

use super::InError;
use super::codes;
use super::confirm_diagnosis::standing;
use super::encounter::Encounter;
use super::prescription::Prescription;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemoveDiagnosis {
    /// The consultation.
    pub encounter: String,
    /// The number of the diagnosis in it.
    pub n: u16,
    /// Why.
    pub reason: String,
}

impl Command for RemoveDiagnosis {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, _) = rights::open_encounter(tx, &self.encounter)?;
        let reason = check::reason(&self.reason, "reason")?;
        remove(tx.world(), &mut encounter, self.n, InError { reason, marked: Stamp::of(ctx) })?;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}

/// Takes the diagnosis back; the next one becomes the main one. The last one on which a prescription rests stays.
pub(super) fn remove(world: &World, encounter: &mut Encounter, n: u16, why: InError) -> Result<(), Refusal> {
    let last = encounter.standing_diagnoses().len() == 1 && has_prescription(world, &encounter.id);
    let diagnosis = standing(encounter, n)?;
    if last {
        return Err(Refusal::new(codes::DIAGNOSIS_IN_USE));
    }
    let was_primary = std::mem::replace(&mut diagnosis.primary, false);
    diagnosis.removed = Some(why);
    if was_primary && let Some(next) = encounter.diagnoses.iter_mut().find(|d| d.removed.is_none()) {
        next.primary = true;
    }
    Ok(())
}

/// Whether a prescription of the consultation can be dispensed.
pub(super) fn has_prescription(world: &World, encounter: &super::EncounterId) -> bool {
    world.prescriptions().find(Prescription::BY_ENCOUNTER, encounter.as_str()).any(|p| p.is_signed())
}
