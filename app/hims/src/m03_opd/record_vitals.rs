//! Write down vital signs. What no living patient has is refused; what is dangerous is said at once.

use super::codes;
use super::early_warning::early_warning;
use super::encounter::EncounterId;
use super::number;
use super::person;
use super::rights::{self, Right};
use super::vitals::{Consciousness, Measured, Vitals, VitalsId};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, Stamp, active_patient};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. Empty texts are what was not measured.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordVitals {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// The consultation; empty at the vitals desk.
    pub encounter: String,
    /// Temperature; above 45 it is read as degrees Fahrenheit, as Indian thermometers show it.
    pub temperature: String,
    /// Systolic blood pressure, mmHg.
    pub systolic: String,
    /// Diastolic blood pressure, mmHg.
    pub diastolic: String,
    /// Pulse, beats a minute.
    pub pulse: String,
    /// Breaths a minute.
    pub respiration: String,
    /// Oxygen saturation, per cent.
    pub spo2: String,
    /// Whether oxygen is being given.
    pub on_oxygen: bool,
    /// How awake; alert when nothing is said and anything else is measured.
    pub consciousness: Option<Consciousness>,
    /// Weight in kilograms.
    pub weight: String,
    /// Height in centimetres.
    pub height: String,
    /// Blood glucose, mg/dl.
    pub glucose: String,
}

impl Command for RecordVitals {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Care)?;
        let (patient, encounter) = self.whose(tx)?;
        let age_months = person::age_months(&patient, ctx.calendar, ctx.now.day());
        let measured = self.measured(age_months)?;
        let id = VitalsId::numbered(tx.next_number("vitals")?);
        let mut receipt = Receipt::of::<Vitals>(&id);
        let score = early_warning(&measured, age_months / 12);
        if score.is_urgent() {
            receipt.warnings.push(Refusal::new(codes::EARLY_WARNING).with("score", score.points));
        }
        tx.put(Vitals { id, patient: patient.id, encounter, measured, taken: Stamp::of(ctx), in_error: None })?;
        Ok(receipt)
    }
}

impl RecordVitals {
    fn whose(&self, tx: &Tx) -> Result<(Patient, Option<EncounterId>), Refusal> {
        if self.encounter.trim().is_empty() {
            return Ok((active_patient(tx, &self.patient, "patient")?, None));
        }
        let (encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        if !self.patient.trim().is_empty() && active_patient(tx, &self.patient, "patient")?.id != patient.id {
            return Err(Refusal::new(codes::WRONG_PATIENT).at("patient").with("id", patient.id.spaced()));
        }
        Ok((patient, Some(encounter.id)))
    }

    fn measured(&self, age_months: u32) -> Result<Measured, Refusals> {
        let mut wrong = Vec::new();
        let mut read = |result: Result<Option<u32>, Refusal>| result.map_err(|r| wrong.push(r)).ok().flatten();
        let weight_g = read(weight(&self.weight, age_months));
        let mut small = |result: Result<Option<u32>, Refusal>| read(result).and_then(|v| u16::try_from(v).ok());
        let measured = Measured {
            temperature_c10: small(temperature(&self.temperature)),
            systolic: small(between(&self.systolic, "systolic", 40, 300)),
            diastolic: small(between(&self.diastolic, "diastolic", 20, 200)),
            pulse: small(between(&self.pulse, "pulse", 20, 300)),
            respiration: small(between(&self.respiration, "respiration", 4, 120)),
            spo2: small(between(&self.spo2, "spo2", 40, 100)),
            on_oxygen: self.on_oxygen,
            consciousness: self.consciousness,
            weight_g,
            height_mm: small(tenths(&self.height, "height", 250, 2300)),
            glucose_mg_dl: small(between(&self.glucose, "glucose", 10, 999)),
        };
        if wrong.is_empty() {
            wrong.extend(together(&measured, [&self.systolic, &self.diastolic]));
        }
        if wrong.is_empty() { Ok(measured) } else { Err(Refusals(wrong)) }
    }
}

/// What is wrong with the values together.
fn together(measured: &Measured, [systolic, diastolic]: [&String; 2]) -> Option<Refusal> {
    let nothing = Measured { on_oxygen: measured.on_oxygen, ..Measured::default() };
    if *measured == nothing {
        return Some(Refusal::new(codes::VITALS_EMPTY).at("temperature"));
    }
    match (measured.systolic, measured.diastolic) {
        (Some(_), None) if diastolic.trim().is_empty() => Some(Refusal::new(codes::BP_HALF).at("diastolic")),
        (None, Some(_)) if systolic.trim().is_empty() => Some(Refusal::new(codes::BP_HALF).at("systolic")),
        (Some(upper), Some(lower)) if lower >= upper => Some(Refusal::new(codes::DIASTOLIC_NOT_BELOW).at("diastolic")),
        _ => None,
    }
}

fn implausible(field: &'static str, from: impl ToString, to: impl ToString) -> Refusal {
    Refusal::new(codes::IMPLAUSIBLE).at(field).with("from", from).with("to", to)
}

/// A whole number within plausible limits (module table M06; ours where it is silent: **to be confirmed by a clinician**).
fn between(typed: &str, field: &'static str, from: u32, to: u32) -> Result<Option<u32>, Refusal> {
    match number::whole(typed, field)? {
        Some(value) if !(from..=to).contains(&value) => Err(implausible(field, from, to)),
        value => Ok(value),
    }
}

/// A number with one decimal, in tenths, within limits given in tenths.
fn tenths(typed: &str, field: &'static str, from: u32, to: u32) -> Result<Option<u32>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let value = number::thousandths(typed).ok_or_else(|| Refusal::new(codes::NUMBER_FORM).at(field))?;
    let value = u32::try_from((value + 50) / 100).unwrap_or(u32::MAX);
    if (from..=to).contains(&value) { Ok(Some(value)) } else { Err(implausible(field, from / 10, to / 10)) }
}

/// Tenths of a degree Celsius, 30 to 45 °C (module table M06), or 86 to 113 °F: the two ranges do not meet.
fn temperature(typed: &str) -> Result<Option<u32>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let milli = number::thousandths(typed).ok_or_else(|| Refusal::new(codes::NUMBER_FORM).at("temperature"))?;
    let celsius = if milli > 45_000 { (milli - 32_000) * 5 / 9 } else { milli };
    let tenths = u32::try_from((celsius + 50) / 100).unwrap_or(u32::MAX);
    if (300..=450).contains(&tenths) { Ok(Some(tenths)) } else { Err(implausible("temperature", 30, 45)) }
}

/// The weights that occur at an age, in grams; **to be confirmed by a clinician**.
const fn weights(age_months: u32) -> (u32, u32) {
    match age_months {
        0..=11 => (400, 16_000),
        12..=59 => (3_000, 35_000),
        60..=143 => (8_000, 100_000),
        _ => (15_000, 300_000),
    }
}

/// Grams of a weight typed in kilograms.
fn weight(typed: &str, age_months: u32) -> Result<Option<u32>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let grams = number::thousandths(typed).and_then(|g| u32::try_from(g).ok());
    let grams = grams.ok_or_else(|| Refusal::new(codes::NUMBER_FORM).at("weight"))?;
    let (from, to) = weights(age_months);
    if (from..=to).contains(&grams) {
        return Ok(Some(grams));
    }
    let kg = |grams: u32| number::dose_text(i64::from(grams));
    Err(Refusal::new(codes::WEIGHT_FOR_AGE).at("weight").with("from", kg(from)).with("to", kg(to)))
}
