//! What the nurse measures at a visit.

use super::being::Being;
use super::body::{ADULT, Body, Level, whole};
use super::dice::Dice;
use super::targets;
use abhyas_hims::Day;
use abhyas_hims::m03_opd::{Consciousness, Measured};

/// The circumstances of a visit.
pub(super) struct Moment<'a> {
    /// The first visit here: height is measured, and the sugar of adults.
    pub first: bool,
    pub fever: bool,
    /// Treated for high blood pressure since an earlier visit.
    pub treated: bool,
    /// The code of the illness.
    pub ill: &'a str,
}

/// The vital signs of a person on a day.
pub(super) fn measure(being: &Being, body: &Body, day: Day, moment: &Moment<'_>, dice: &mut Dice) -> Measured {
    let months = being.months(day);
    let (height, weight) = body.size(being.sex, months);
    let grown = being.age(Day(0)) >= ADULT;
    // The weight of the first visit is the person's own; later ones go up and down a little.
    let drift = if moment.first { 1.0 } else { 1.0 + 0.012 * dice.normal() };
    let grain = if grown { 100.0 } else { 10.0 };
    let weight = whole(weight * drift / grain + 0.5).saturating_mul(whole(grain));
    let tenths = if moment.fever { 381.0 + 6.0 * dice.normal().abs() } else { 368.0 + 2.5 * dice.normal() };
    let breathless = matches!(moment.ill, "J18.9" | "J45.9" | "J44.9");
    let pressure = grown.then(|| pressure(being, body, moment, dice));
    let spo2 = if breathless { 95.0 - 1.6 * dice.normal().abs() } else { 99.0 - 0.7 * dice.normal().abs() };
    let pulse = usual_pulse(months) * (1.0 + 0.08 * dice.normal()) + if moment.fever { 14.0 } else { 0.0 };
    let breaths = usual_breaths(months) * (1.0 + 0.07 * dice.normal()) + if breathless { 8.0 } else { 0.0 };
    let small = |value: f64| u16::try_from(whole(value)).ok();
    Measured {
        temperature_c10: small(tenths),
        systolic: pressure.map(|p| p.0),
        diastolic: pressure.map(|p| p.1),
        pulse: small(pulse),
        respiration: small(breaths),
        spo2: small(spo2.max(85.0)),
        consciousness: (moment.ill == "A86").then_some(Consciousness::Voice),
        weight_g: u32::try_from(weight).ok(),
        height_mm: (moment.first || months < 60).then(|| small(height)).flatten(),
        glucose_mg_dl: glucose(body, moment, grown, dice),
        ..Measured::default()
    }
}

/// Systolic and diastolic pressure of a grown person.
fn pressure(being: &Being, body: &Body, moment: &Moment<'_>, dice: &mut Dice) -> (u16, u16) {
    let level = match body.pressure {
        Level::Mild | Level::High | Level::Controlled if moment.treated => {
            if dice.happens(targets::PRESSURE_CONTROLLED) { Level::Normal } else { Level::Mild }
        }
        level => level,
    };
    let (systolic, diastolic) = match level {
        Level::Normal | Level::Controlled => {
            let age = f64::from(being.age(Day(0)).min(80));
            (
                (106.0 + 0.25 * age + 8.0 * dice.normal()).clamp(88.0, 138.0),
                (73.0 + 5.0 * dice.normal()).clamp(56.0, 88.0),
            )
        }
        Level::Mild => (140.0 + 19.9 * dice.unit(), 80.0 + 19.0 * dice.unit()),
        Level::High => (160.0 + 11.0 * dice.normal().abs(), 92.0 + 7.0 * dice.normal().abs()),
    };
    let small = |value: f64| u16::try_from(whole(value)).unwrap_or(0);
    (small(systolic), small(diastolic))
}

/// Random glucose: at the first visit of every adult (screening), and whenever diabetes is the matter.
fn glucose(body: &Body, moment: &Moment<'_>, grown: bool, dice: &mut Dice) -> Option<u16> {
    let asked = grown && (moment.first || moment.ill == "E11.9");
    let low = moment.ill == "A86" && dice.happens(0.62);
    let value = match body.sugar {
        // Children with AES: 62 % had little sugar in the blood on admission (Lancet Glob Health 2017;5:e458).
        _ if low => 38.0 + 25.0 * dice.unit(),
        _ if moment.ill == "A86" => 85.0 + 12.0 * dice.normal(),
        Level::Normal | Level::Controlled => (102.0 + 13.0 * dice.normal()).clamp(70.0, 140.0),
        Level::Mild => 141.0 + 19.9 * dice.unit(),
        Level::High => 161.0 + 70.0 * dice.normal().abs(),
    };
    (asked || moment.ill == "A86").then(|| u16::try_from(whole(value.max(20.0))).ok()).flatten()
}

const fn usual_pulse(months: u32) -> f64 {
    match months {
        0..12 => 128.0,
        12..60 => 108.0,
        60..144 => 92.0,
        _ => 79.0,
    }
}

const fn usual_breaths(months: u32) -> f64 {
    match months {
        0..12 => 36.0,
        12..60 => 27.0,
        60..144 => 21.0,
        _ => 17.0,
    }
}
