//! What is known of a patient when something is to be decided: age, weight, pregnancy, allergies, medicines that still run.

use super::allergy::{Agent, Allergy};
use super::encounter::{Encounter, Pregnancy};
use super::prescription::{Prescription, PrescriptionId, RxLine};
use super::vitals::Vitals;
use crate::engine::Ctx;
use crate::m01_registration::{BhavyaId, Merge, MergeState, Patient, Sex};
use crate::reference::{DiagnosisCode, Product};
use crate::time::{Calendar, Day};
use crate::world::World;
use std::sync::Arc;

/// Below this age, in completed years, a dose is reckoned by weight; **to be confirmed by a clinician**.
pub const CHILD_BELOW_YEARS: u32 = 12;
/// The ages, in completed years, at which a woman may be pregnant.
pub const CHILD_BEARING: std::ops::RangeInclusive<u32> = 10..=55;
/// The ages at which she is asked before a medicine that harms the unborn.
const ASKED: std::ops::RangeInclusive<u32> = 12..=50;

/// The records of one patient: the BHAVYA ID and those of the records that were merged into it. What was written under
/// any of them is the patient's.
#[must_use]
pub fn ids_of(world: &World, patient: &BhavyaId) -> Vec<BhavyaId> {
    let mut ids = vec![patient.clone()];
    let mut at = 0;
    while let Some(id) = ids.get(at).cloned() {
        for merge in world.merges().find(Merge::BY_PATIENT, id.as_str()) {
            let gone_into_this = matches!(merge.state, MergeState::Merged { .. }) && merge.survivor == id;
            if gone_into_this && !ids.contains(&merge.duplicate) {
                ids.push(merge.duplicate.clone());
            }
        }
        at += 1;
    }
    ids
}

/// The allergies that count, the latest first; with them that none is known, where that was said.
#[must_use]
pub fn allergies(world: &World, patient: &BhavyaId) -> Vec<Arc<Allergy>> {
    let ids = ids_of(world, patient);
    let all = ids.iter().flat_map(|id| world.allergies().find(Allergy::BY_PATIENT, id.as_str()));
    let mut active: Vec<_> = all.filter(|a| a.is_active()).cloned().collect();
    active.sort_by(|a, b| b.recorded.at.cmp(&a.recorded.at).then_with(|| b.id.cmp(&a.id)));
    active
}

/// The vital signs that count, the latest first.
#[must_use]
pub fn vitals(world: &World, patient: &BhavyaId) -> Vec<Arc<Vitals>> {
    let ids = ids_of(world, patient);
    let all = ids.iter().flat_map(|id| world.vitals().find(Vitals::BY_PATIENT, id.as_str()));
    let mut standing: Vec<_> = all.filter(|v| v.stands()).cloned().collect();
    standing.sort_by(|a, b| b.taken.at.cmp(&a.taken.at).then_with(|| b.id.cmp(&a.id)));
    standing
}

/// The consultations that count, the latest first.
#[must_use]
pub fn encounters(world: &World, patient: &BhavyaId) -> Vec<Arc<Encounter>> {
    let ids = ids_of(world, patient);
    let all = ids.iter().flat_map(|id| world.encounters().find(Encounter::BY_PATIENT, id.as_str()));
    let mut standing: Vec<_> = all.filter(|e| e.stands()).cloned().collect();
    standing.sort_by(|a, b| b.opened.at.cmp(&a.opened.at).then_with(|| b.id.cmp(&a.id)));
    standing
}

/// The prescriptions that can be dispensed, the latest first.
#[must_use]
pub fn prescriptions(world: &World, patient: &BhavyaId) -> Vec<Arc<Prescription>> {
    let ids = ids_of(world, patient);
    let all = ids.iter().flat_map(|id| world.prescriptions().find(Prescription::BY_PATIENT, id.as_str()));
    let mut signed: Vec<_> = all.filter(|p| p.is_signed()).cloned().collect();
    signed.sort_by(|a, b| b.signed.at.cmp(&a.signed.at).then_with(|| b.id.cmp(&a.id)));
    signed
}

/// Completed months of age on a day; an estimate where only years are known.
#[must_use]
pub fn age_months(patient: &Patient, calendar: Calendar, today: Day) -> u32 {
    let days = today.0.saturating_sub(patient.birth.day(calendar).0);
    // 1461 days are 48 months.
    u32::try_from(i64::from(days) * 48 / 1461).unwrap_or(0)
}

/// For how many days a weight counts for a dose: infants grow fast. **To be confirmed by a clinician.**
const fn weight_counts_days(age_months: u32) -> i32 {
    if age_months < 24 { 30 } else { 90 }
}

/// A medicine that the patient still takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The prescription.
    pub prescription: PrescriptionId,
    /// Its line.
    pub line: RxLine,
    /// The medicine.
    pub product: Arc<Product>,
}

/// Whether a woman is pregnant, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expecting {
    /// She is.
    Yes,
    /// She is not, or it can not be.
    No,
    /// Nobody asked, or she does not know.
    Unknown,
}

/// A patient as a prescriber must know them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Completed months of age.
    pub age_months: u32,
    /// The latest weight that is fresh enough for a dose, in grams.
    pub weight_g: Option<u32>,
    /// Whether she is pregnant.
    pub expecting: Expecting,
    /// The allergies that count.
    pub allergies: Vec<Arc<Allergy>>,
    /// Whether somebody asked for allergies at all.
    pub allergies_asked: bool,
    /// The medicines that still run.
    pub running: Vec<Running>,
}

impl Person {
    /// The patient of a consultation. `without` is a prescription that is about to be replaced: its medicines do not count.
    #[must_use]
    pub fn of(
        world: &World,
        ctx: &Ctx,
        patient: &Patient,
        encounter: &Encounter,
        without: Option<&PrescriptionId>,
    ) -> Self {
        let today = ctx.now.day();
        let age_months = age_months(patient, ctx.calendar, today);
        let weighed = vitals(world, &patient.id);
        let fresh = weighed.iter().find(|v| v.measured.weight_g.is_some());
        let weight_g = fresh
            .filter(|v| today.0.saturating_sub(v.taken.at.day().0) <= weight_counts_days(age_months))
            .and_then(|v| v.measured.weight_g);
        let allergies = allergies(world, &patient.id);
        Self {
            age_months,
            weight_g,
            expecting: expecting(world, patient, encounter, age_months / 12),
            allergies_asked: !allergies.is_empty(),
            allergies: allergies.into_iter().filter(|a| a.agent != Agent::NoneKnown).collect(),
            running: running(world, &patient.id, today, without),
        }
    }

    /// Whether doses are reckoned by weight.
    #[must_use]
    pub const fn is_child(&self) -> bool {
        self.age_months < CHILD_BELOW_YEARS * 12
    }
}

fn expecting(world: &World, patient: &Patient, encounter: &Encounter, years: u32) -> Expecting {
    if patient.sex == Sex::Male || !CHILD_BEARING.contains(&years) {
        return Expecting::No;
    }
    let of_pregnancy = |code: &DiagnosisCode| world.diagnoses().get(code).is_some_and(|d| d.is_of_pregnancy());
    if encounter.standing_diagnoses().iter().any(|d| of_pregnancy(&d.code)) {
        return Expecting::Yes;
    }
    match encounter.pregnancy {
        Some(Pregnancy::Yes) => Expecting::Yes,
        Some(Pregnancy::No) => Expecting::No,
        Some(Pregnancy::Unsure) => Expecting::Unknown,
        None if ASKED.contains(&years) => Expecting::Unknown,
        None => Expecting::No,
    }
}

/// The medicines of signed prescriptions whose days are not over.
#[must_use]
pub fn running(world: &World, patient: &BhavyaId, today: Day, without: Option<&PrescriptionId>) -> Vec<Running> {
    let signed = prescriptions(world, patient).into_iter().filter(|p| Some(&p.id) != without);
    signed
        .flat_map(|p| {
            let begun = p.signed.at.day().0;
            let lines = p.lines.iter().filter(|line| begun.saturating_add(i32::from(line.days)) > today.0);
            let of = |line: &RxLine| {
                let product = world.products().get(&line.product)?;
                Some(Running { prescription: p.id.clone(), line: line.clone(), product: Arc::clone(product) })
            };
            lines.filter_map(of).collect::<Vec<_>>()
        })
        .collect()
}
