//! What is typed as a result, and how it stands to what is usual, possible and was before.

use super::codes;
use super::order::{LabOrder, OrderState};
use super::result::{Flag, LabResult, ResultValue, trend_key};
use crate::engine::Ctx;
use crate::m01_registration::{BhavyaId, Patient, check};
use crate::reference::lab_test::{Limits, Mark, milli};
use crate::reference::{LabTest, Measure};
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// The longest result that is a text, in characters.
const LONGEST_TEXT: usize = 600;

/// Reads a result. `unit` is the unit that the form showed; one may also be typed behind the number.
///
/// # Errors
/// [`codes::VALUE_FORM`], [`codes::WRONG_UNIT`], [`codes::IMPLAUSIBLE`], [`codes::FINDING_UNKNOWN`]; at no field.
pub(super) fn read(test: &LabTest, typed: &str, unit: &str) -> Result<ResultValue, Refusal> {
    match test.measure {
        Measure::Number => {
            let value = number(test, typed, unit)?;
            let possible = test.plausible.unwrap_or_default();
            if possible.below(value) || possible.above(value) {
                return Err(implausible(test, possible));
            }
            Ok(ResultValue::Number { milli: value })
        }
        Measure::Choice => {
            let unknown = || Refusal::new(codes::FINDING_UNKNOWN);
            test.choice(typed.trim()).map(|c| ResultValue::Choice { code: c.code.clone() }).ok_or_else(unknown)
        }
        Measure::Text => check::text(typed, "value", LONGEST_TEXT).map(|text| ResultValue::Text { text }),
        Measure::Panel => Err(codes::TEST_NOT_ORDERED.into()),
    }
}

/// A number in the test's unit.
///
/// # Errors
/// [`codes::VALUE_FORM`], [`codes::WRONG_UNIT`].
pub(super) fn number(test: &LabTest, typed: &str, unit: &str) -> Result<i64, Refusal> {
    let ascii: String =
        typed.trim().chars().map(|c| check::digits(&c.to_string()).chars().next().unwrap_or(c)).collect();
    let end = ascii.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(ascii.len());
    let (number, behind) = ascii.split_at_checked(end).unwrap_or((&ascii, ""));
    let value = milli(number).ok_or_else(|| Refusal::new(codes::VALUE_FORM))?;
    let wrong = |said: &str| !said.trim().is_empty() && plain(said) != plain(&test.unit);
    if wrong(behind) || wrong(unit) {
        return Err(Refusal::new(codes::WRONG_UNIT).with("unit", &test.unit));
    }
    Ok(value)
}

/// A unit without what people write in different ways: case, spaces, the two signs for micro.
fn plain(unit: &str) -> String {
    unit.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(|c| if matches!(c, 'µ' | 'μ') { 'u' } else { c }.to_lowercase())
        .collect()
}

fn implausible(test: &LabTest, possible: Limits) -> Refusal {
    let side = |side: Option<i64>| side.map_or_else(String::new, |v| test.written(v));
    Refusal::new(codes::IMPLAUSIBLE)
        .with("low", side(possible.low))
        .with("high", side(possible.high))
        .with("unit", &test.unit)
}

/// What is usual for a patient.
pub(super) fn usual(test: &LabTest, patient: &Patient, ctx: &Ctx) -> Option<Limits> {
    let age_days = ctx.now.day().0.saturating_sub(patient.birth.day(ctx.calendar).0);
    test.range(patient.sex, age_days.into()).map(|r| r.limits)
}

/// How a result stands to what is usual and to the critical limits.
pub(super) fn flag(test: &LabTest, value: &ResultValue, usual: Option<Limits>) -> Flag {
    match value {
        ResultValue::Number { milli } => {
            let (critical, usual) = (test.critical.unwrap_or_default(), usual.unwrap_or_default());
            match *milli {
                v if critical.below(v) => Flag::CriticalLow,
                v if critical.above(v) => Flag::CriticalHigh,
                v if usual.below(v) => Flag::Low,
                v if usual.above(v) => Flag::High,
                _ => Flag::Normal,
            }
        }
        ResultValue::Choice { code } => match test.choice(code).map(|c| c.mark) {
            Some(Mark::Critical) => Flag::Critical,
            Some(Mark::Abnormal) => Flag::Abnormal,
            Some(Mark::Normal) | None => Flag::Normal,
        },
        ResultValue::Text { .. } | ResultValue::NotCalculated { .. } => Flag::Normal,
    }
}

/// The patient's last result from which a new one differs beyond the test's delta limit, and by how many per cent.
/// Only results that somebody or a rule has verified are compared with.
pub(super) fn delta_breach(
    world: &World,
    ctx: &Ctx,
    order: &LabOrder,
    test: &LabTest,
    value: &ResultValue,
) -> Option<(Arc<LabResult>, u32)> {
    let (limit, new) = (test.delta?, value.number()?);
    let since = ctx.now.plus_minutes(-i64::from(limit.days) * 24 * 60);
    let counts = |r: &&Arc<LabResult>| r.is_current() && r.order != order.id && r.entered.at >= since;
    let last = trend(world, &order.patient, test).filter(counts).max_by_key(|r| (r.entered.at, r.id.clone()))?;
    let old = last.value.number().filter(|old| *old != 0)?;
    let difference = new.abs_diff(old).saturating_mul(100);
    let breach = difference > u64::from(limit.percent).saturating_mul(old.unsigned_abs());
    let percent = difference.div_ceil(old.unsigned_abs());
    breach.then(|| (last.clone(), u32::try_from(percent).unwrap_or(u32::MAX)))
}

/// The verified results of a patient's test, oldest order first.
pub(super) fn trend<'a>(
    world: &'a World,
    patient: &BhavyaId,
    test: &LabTest,
) -> impl Iterator<Item = &'a Arc<LabResult>> {
    let of_patient = world.lab_results().find(LabResult::BY_TREND, &trend_key(patient, &test.id));
    of_patient.filter(move |r| {
        world.lab_orders().get(&r.order).is_some_and(|o| {
            matches!(o.state, OrderState::Verified { .. } | OrderState::Released { .. } | OrderState::Amended { .. })
        })
    })
}
