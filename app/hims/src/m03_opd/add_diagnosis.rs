//! Make a diagnosis.

use super::codes;
use super::encounter::{DiagnosisKind, Encounter, MadeDiagnosis};
use super::person::CHILD_BEARING;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, Sex, Stamp};
use crate::reference::{Diagnosis, DiagnosisCode};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddDiagnosis {
    /// The consultation.
    pub encounter: String,
    /// The ICD-10 code.
    pub code: String,
    /// How sure; provisional when nothing is said.
    pub kind: Option<DiagnosisKind>,
    /// Whether it is the main one. The first one is in any case.
    pub primary: bool,
}

impl Command for AddDiagnosis {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        let diagnosis = add(tx.world(), ctx, &patient, &mut encounter, self)?;
        let mut receipt = Receipt::of::<Encounter>(&encounter.id);
        if diagnosis.notifiable {
            receipt.warnings.push(Refusal::new(codes::NOTIFIABLE).with("code", diagnosis.code.as_str()));
        }
        tx.put(encounter)?;
        Ok(receipt)
    }
}

/// Adds the diagnosis if it can be this patient's.
pub(super) fn add(
    world: &World,
    ctx: &Ctx,
    patient: &Patient,
    encounter: &mut Encounter,
    asked: &AddDiagnosis,
) -> Result<Arc<Diagnosis>, Refusal> {
    let found = DiagnosisCode::parse(&asked.code).and_then(|code| world.diagnoses().get(&code).cloned());
    let diagnosis = found.ok_or_else(|| Refusal::new(codes::DIAGNOSIS_UNKNOWN).at("code"))?;
    fits(&diagnosis, patient, ctx)?;
    let standing = encounter.standing_diagnoses();
    if standing.iter().any(|d| d.code == diagnosis.code) {
        return Err(Refusal::new(codes::DIAGNOSIS_TWICE).at("code"));
    }
    let primary = asked.primary || standing.is_empty();
    if primary {
        encounter.diagnoses.iter_mut().for_each(|d| d.primary = false);
    }
    let n = u16::try_from(encounter.diagnoses.len()).unwrap_or(u16::MAX).saturating_add(1);
    let kind = asked.kind.unwrap_or(DiagnosisKind::Provisional);
    let code = diagnosis.code.clone();
    encounter.diagnoses.push(MadeDiagnosis { n, code, kind, primary, made: Stamp::of(ctx), removed: None });
    Ok(diagnosis)
}

fn fits(diagnosis: &Diagnosis, patient: &Patient, ctx: &Ctx) -> Result<(), Refusal> {
    // Whoever is recorded as neither may have the diagnoses of both.
    let other_sex = diagnosis.sex.is_some_and(|sex| patient.sex != Sex::Other && sex != patient.sex);
    if other_sex {
        return Err(Refusal::new(codes::DIAGNOSIS_SEX).at("code").with("code", diagnosis.code.as_str()));
    }
    let years = patient.birth.age(ctx.calendar, ctx.now.day());
    if diagnosis.is_of_pregnancy() && !CHILD_BEARING.contains(&years) {
        return Err(Refusal::new(codes::DIAGNOSIS_AGE).at("code").with("years", years));
    }
    Ok(())
}
