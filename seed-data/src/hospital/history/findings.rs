//! What a test finds in somebody: usual values, and what goes with the illness and the body.

use super::super::being::Being;
use super::super::body::{Body, Level, whole};
use super::super::dice::Dice;
use abhyas_hims::Day;
use abhyas_hims::m07_laboratory::{Flag, Formula, LabResult, NotCalculated, ResultValue, Whose};
use abhyas_hims::reference::lab_test::{Limits, Mark};
use abhyas_hims::reference::{LabTest, Measure};

/// Results outside the usual limits without any special reason.
const UNUSUAL: f64 = 0.06;

/// In whom something is measured.
pub(super) struct Subject<'a> {
    pub being: &'a Being,
    pub body: &'a Body,
    pub day: Day,
    pub pregnant: bool,
    /// The code of the illness.
    pub ill: &'a str,
    /// For what never changes in a person, e.g. the blood group.
    pub kept: u64,
}

/// The value, how it stands, and the usual limits for this patient.
pub(super) fn of(test: &LabTest, subject: &Subject<'_>, dice: &mut Dice) -> (ResultValue, Flag, Option<Limits>) {
    match test.measure {
        Measure::Choice => {
            let code = choice(test, subject, dice);
            let flag = match test.choice(&code).map(|c| c.mark) {
                Some(Mark::Abnormal) => Flag::Abnormal,
                Some(Mark::Critical) => Flag::Critical,
                _ => Flag::Normal,
            };
            (ResultValue::Choice { code }, flag, None)
        }
        Measure::Number => {
            let days = i64::from(subject.day.0.saturating_sub(subject.being.born.0));
            let usual = test.range(subject.being.sex, days).map(|r| r.limits);
            let milli = rounded(number(test, subject, usual.unwrap_or_default(), dice), test);
            (ResultValue::Number { milli }, flag(test, usual.unwrap_or_default(), milli), usual)
        }
        Measure::Text | Measure::Panel => (ResultValue::Text { text: "सामान्य".to_owned() }, Flag::Normal, None),
    }
}

/// What follows from the results of the order that were made before it: the members of a panel stand behind their parts.
pub(super) fn calculated(
    test: &LabTest,
    formula: Formula,
    subject: &Subject<'_>,
    made: &[LabResult],
) -> (ResultValue, Flag, Option<Limits>) {
    let days = i64::from(subject.day.0.saturating_sub(subject.being.born.0));
    let usual = test.range(subject.being.sex, days).map(|r| r.limits);
    let whose = Whose { sex: subject.being.sex, years: subject.being.months(subject.day) / 12 };
    let of = |input: &str| made.iter().find(|r| r.test.as_str() == input).and_then(|r| r.value.number());
    match formula.value(whose, of) {
        Some(Ok(milli)) => {
            let milli = rounded(milli, test);
            (ResultValue::Number { milli }, flag(test, usual.unwrap_or_default(), milli), usual)
        }
        Some(Err(why)) => (ResultValue::NotCalculated { why }, Flag::Normal, usual),
        None => (ResultValue::NotCalculated { why: NotCalculated::BelowZero }, Flag::Normal, usual),
    }
}

fn flag(test: &LabTest, usual: Limits, milli: i64) -> Flag {
    let critical = test.critical.unwrap_or_default();
    if critical.below(milli) {
        Flag::CriticalLow
    } else if critical.above(milli) {
        Flag::CriticalHigh
    } else if usual.below(milli) {
        Flag::Low
    } else if usual.above(milli) {
        Flag::High
    } else {
        Flag::Normal
    }
}

/// As the analyser writes it, inside what is plausible.
fn rounded(milli: i64, test: &LabTest) -> i64 {
    let step = 10_i64.pow(u32::from(3_u8.saturating_sub(test.decimals)));
    let plausible = test.plausible.unwrap_or_default();
    let milli = milli.max(plausible.low.unwrap_or(0)).min(plausible.high.unwrap_or(i64::MAX));
    milli / step * step
}

/// A value in thousandths of the unit.
fn number(test: &LabTest, subject: &Subject<'_>, usual: Limits, dice: &mut Dice) -> i64 {
    let months = subject.being.months(subject.day);
    // Tenths of g/dl.
    let haemoglobin = subject.body.haemoglobin(subject.being.sex, months, subject.pregnant);
    match (test.id.as_str(), subject.ill) {
        ("haemoglobin", _) => haemoglobin * 100,
        // What is short of haemoglobin has small, pale cells.
        ("rbc", _) => {
            let per_cell = if haemoglobin < 100 { dice.between(22, 27) } else { dice.between(27, 31) };
            haemoglobin * 1000 / i64::from(per_cell)
        }
        // The haematocrit is about three times the haemoglobin.
        ("haematocrit", _) => haemoglobin * 300 + i64::from(dice.between(-900, 900)),
        ("glucose-random" | "glucose-fasting" | "glucose-pp", ill) => glucose(subject.body.sugar, ill, dice),
        ("hba1c", _) => i64::from(dice.between(6600, 10_800)),
        ("platelets", "A90") => i64::from(dice.between(18, 120)) * 1000,
        ("platelets", "B55.0") => i64::from(dice.between(50, 140)) * 1000,
        ("wbc", "J18.9" | "L02.9" | "A86") => i64::from(dice.between(12_000, 24_000)),
        ("wbc", "A90" | "A01.0" | "B55.0") => i64::from(dice.between(2200, 4600)),
        ("bilirubin-total", "B15.9") => i64::from(dice.between(3000, 14_000)),
        ("bilirubin-total", "P59.9") => i64::from(dice.between(7000, 19_000)),
        ("ast" | "alt", "B15.9") => i64::from(dice.between(180, 1400)) * 1000,
        ("tsh", "E03.9") => i64::from(dice.between(7000, 48_000)),
        ("rf", "M06.9") => i64::from(dice.between(30, 180)) * 1000,
        ("esr", "M06.9" | "A15.0") => i64::from(dice.between(40, 95)) * 1000,
        ("urine-pus-cells", "N39.0") => i64::from(dice.between(12, 60)) * 1000,
        _ => common(usual, dice),
    }
}

fn glucose(level: Level, ill: &str, dice: &mut Dice) -> i64 {
    let value = match (level, ill) {
        (_, "A86") => dice.between(38, 110),
        (Level::Normal | Level::Controlled, _) => dice.between(78, 138),
        (Level::Mild, _) => dice.between(141, 160),
        (Level::High, _) => dice.between(165, 340),
    };
    i64::from(value) * 1000
}

/// Mostly within the usual limits; now and then a little outside.
fn common(usual: Limits, dice: &mut Dice) -> i64 {
    let high = usual.high.or(usual.low.map(|low| low * 2)).unwrap_or(10_000);
    let low = usual.low.unwrap_or(0);
    let width = f64::from(i32::try_from(high - low).unwrap_or(i32::MAX));
    let share =
        if dice.happens(UNUSUAL) { 1.02 + 0.25 * dice.unit() } else { (0.5 + dice.normal() * 0.14).clamp(0.02, 0.98) };
    low + whole(width * share)
}

/// The code of a finding: the usual one, unless illness or chance say another.
fn choice(test: &LabTest, subject: &Subject<'_>, dice: &mut Dice) -> String {
    let of = |at: usize| test.choices.get(at).map(|c| c.code.clone()).unwrap_or_default();
    let mut kept = Dice::salted(subject.kept ^ 0xB100D);
    let positive = match (test.id.as_str(), subject.ill) {
        ("blood-group", _) => {
            // A 22, B 38, AB 9, O 31 of a hundred, as blood banks of north India have them (our rounding).
            return of(match kept.below(100) {
                0..22 => 0,
                22..60 => 1,
                60..69 => 2,
                _ => 3,
            });
        }
        ("rh-factor", _) => return of(usize::from(kept.below(100) < 5)),
        ("urine-colour", _) => return of(usize::from(dice.happens(0.4))),
        ("urine-pregnancy", _) => {
            if subject.pregnant {
                1.0
            } else {
                0.0
            }
        }
        ("malaria-smear", "B51.9") => 0.95,
        ("malaria-smear", _) => 0.01,
        ("dengue-ns1", "A90") => 0.8,
        ("rk39", "B55.0") => 0.93,
        ("sputum-afb", "A15.0") => 0.65,
        ("widal-o" | "widal-h", ill) => {
            let high = if ill == "A01.0" { 0.7 } else { 0.08 };
            return of(if dice.happens(high) {
                2 + usize::from(dice.happens(0.4))
            } else {
                usize::from(dice.happens(0.3))
            });
        }
        ("hbsag", "B15.9") => 0.06,
        ("hbsag", _) => 0.012,
        ("hiv" | "vdrl", _) => 0.002,
        ("urine-protein" | "urine-nitrite", "N39.0") => 0.4,
        _ => 0.04,
    };
    of(usize::from(dice.happens(positive)))
}
