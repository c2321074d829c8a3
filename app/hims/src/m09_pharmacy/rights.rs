//! Which role may do what in the pharmacy, and the look-ups that every command needs.

use super::batch::{Batch, BatchId};
use super::codes;
use super::dispensing::{Dispense, DispenseId};
use super::rules::PharmacyRules;
use crate::engine::{Ctx, Persona};
use crate::m01_registration::matching::standing_for;
use crate::m01_registration::{BhavyaId, codes as m01};
use crate::m03_opd::{Prescription, PrescriptionId, PrescriptionState};
use crate::reference::{Product, ProductId, Schedule};
use crate::time::Day;
use crate::world::World;
use abhyas_core::Refusal;
use std::borrow::Cow;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Dispense, receive, write off, recall, count.
    Dispense,
    /// Decide about a count.
    Decide,
}

/// Refuses what the role may not do.
pub(super) fn require(ctx: &Ctx, right: Right) -> Result<(), Refusal> {
    let may = match (right, ctx.persona) {
        (_, Persona::Pharmacist | Persona::System) | (Right::Decide, Persona::Supervisor) => true,
        (
            Right::Dispense | Right::Decide,
            Persona::Clerk
            | Persona::Nurse
            | Persona::Doctor
            | Persona::LaboratoryTechnician
            | Persona::Pathologist
            | Persona::Supervisor,
        ) => false,
    };
    if may { Ok(()) } else { Err(Refusal::new(codes::PERSONA_MAY_NOT)) }
}

/// The prescription of a typed number, whatever its state.
pub(super) fn prescription(world: &World, typed: &str) -> Result<Arc<Prescription>, Refusal> {
    let missing = || Refusal::new(codes::PRESCRIPTION_NOT_FOUND).at("prescription");
    let id = PrescriptionId::parse(&typed.trim().to_ascii_uppercase()).ok_or_else(missing)?;
    world.prescriptions().get(&id).cloned().ok_or_else(missing)
}

/// Refuses a prescription that was taken back or is older than its validity.
pub(super) fn still_valid(world: &World, ctx: &Ctx, rx: &Prescription) -> Result<(), Refusal> {
    match &rx.state {
        PrescriptionState::Signed => {}
        PrescriptionState::Cancelled { .. } => {
            return Err(Refusal::new(codes::PRESCRIPTION_CANCELLED).at("prescription"));
        }
        PrescriptionState::Superseded { by, .. } => {
            return Err(Refusal::new(codes::PRESCRIPTION_SUPERSEDED).at("prescription").with("id", by.as_str()));
        }
    }
    let days = validity_days(world, rx);
    let age = ctx.now.day().0.saturating_sub(rx.signed.at.day().0);
    if age > i32::from(days) {
        let refusal = Refusal::new(codes::PRESCRIPTION_TOO_OLD).at("prescription");
        return Err(refusal.with("age", age).with("days", days));
    }
    Ok(())
}

/// Days on which a prescription can be dispensed after the day of its signature.
fn validity_days(world: &World, rx: &Prescription) -> u16 {
    let rules = PharmacyRules::of(world);
    let scheduled_x =
        rx.lines.iter().any(|l| product(world, l.product.as_str()).is_ok_and(|p| p.schedule == Schedule::X));
    if scheduled_x { rules.validity_days_x } else { rules.validity_days }
}

/// The last day on which a prescription can be dispensed.
pub(super) fn last_day(world: &World, rx: &Prescription) -> Day {
    Day(rx.signed.at.day().0.saturating_add(i32::from(validity_days(world, rx))))
}

/// Refuses Schedule H, H1 and X on a prescription that no doctor signed. What the set-up of an exercise signs stands for
/// a doctor's.
pub(super) fn by_prescriber(rx: &Prescription, product: &Product, field: String) -> Result<(), Refusal> {
    let doctor = matches!(rx.signed.persona, Persona::Doctor | Persona::System);
    if doctor || !product.schedule.needs_prescriber() { Ok(()) } else { Err(needs_prescriber(product, field)) }
}

/// The refusal of a medicine that needs a doctor's prescription.
pub(super) fn needs_prescriber(product: &Product, field: impl Into<Cow<'static, str>>) -> Refusal {
    let refusal = Refusal::new(codes::SCHEDULE_NEEDS_PRESCRIBER).at(field);
    refusal.with("product", &product.generic_en).with("schedule", product.schedule.name().to_ascii_uppercase())
}

/// The right patient: the BHAVYA ID that was typed or scanned now is that of `expected`.
pub(super) fn right_patient(world: &World, expected: &BhavyaId, typed: &str) -> Result<BhavyaId, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::new(codes::PATIENT_CHECK_MISSING).at("patient_check"));
    }
    let shown = patient(world, typed)?;
    // Both may have been merged meanwhile: the records that stand for them are compared.
    let meant = standing_for(world, expected).ok_or_else(|| Refusal::new(m01::PATIENT_IN_ERROR).at("patient_check"))?;
    if shown == meant.id { Ok(shown) } else { Err(Refusal::new(codes::WRONG_PATIENT).at("patient_check")) }
}

/// The patient of a typed or scanned BHAVYA ID.
pub(super) fn patient(world: &World, typed: &str) -> Result<BhavyaId, Refusal> {
    let at = |code| Refusal::new(code).at("patient_check");
    let id = BhavyaId::parse(typed).map_err(|_| at(codes::PATIENT_CHECK_FORM))?;
    let standing = standing_for(world, &id).ok_or_else(|| at(m01::PATIENT_NOT_FOUND))?;
    Ok(standing.id.clone())
}

/// The product of an id.
pub(super) fn product(world: &World, typed: &str) -> Result<Arc<Product>, Refusal> {
    let missing = || Refusal::new(codes::PRODUCT_UNKNOWN).at("product");
    let id = ProductId::parse(typed.trim()).ok_or_else(missing)?;
    world.products().get(&id).cloned().ok_or_else(missing)
}

/// The batch of an id.
pub(super) fn batch(world: &World, typed: &str, field: impl Into<Cow<'static, str>>) -> Result<Arc<Batch>, Refusal> {
    let found = BatchId::parse(typed.trim()).and_then(|id| world.batches().get(&id).cloned());
    found.ok_or_else(|| Refusal::new(codes::BATCH_NOT_FOUND).at(field))
}

/// The record of dispensing of an id.
pub(super) fn dispense(world: &World, typed: &str) -> Result<Dispense, Refusal> {
    let found = DispenseId::parse(typed.trim()).and_then(|id| world.dispenses().get(&id).cloned());
    found.map(|d| (*d).clone()).ok_or_else(|| Refusal::new(codes::DISPENSE_NOT_FOUND).at("dispense"))
}
