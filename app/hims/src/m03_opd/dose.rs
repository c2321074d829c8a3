//! The dose calculator: what a patient of this age and weight is usually given, and what is too much. Pure functions.
//!
//! Amounts are those of [`Product`]: micrograms, or thousandths of an IU, of the active substance.

use super::person::CHILD_BELOW_YEARS;
use super::prescription::Frequency;
use crate::reference::{DoseUnit, Form, Product};

/// What a dose depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// Completed months of age.
    pub age_months: u32,
    /// Weight in grams, where it is known and fresh.
    pub weight_g: Option<u32>,
}

impl Body {
    /// Whether doses are reckoned by weight.
    #[must_use]
    pub const fn is_child(self) -> bool {
        self.age_months < CHILD_BELOW_YEARS * 12
    }
}

/// A dose that can be written as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggested {
    /// In thousandths of the product's dose unit.
    pub dose_milli: i64,
    /// How often.
    pub frequency: Frequency,
}

/// Why no dose can be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDose {
    /// There is no usual dose for this age.
    NotForThisAge,
    /// The child must be weighed first.
    NoWeight,
    /// The child is younger than the dose is meant for, in completed months.
    TooYoung {
        /// From which age it is given.
        from_months: u32,
    },
    /// The smallest part of this form is too much.
    OtherStrength,
}

/// The usual dose: an adult's as the list has it, a child's by weight, rounded to what can be measured and never above
/// the highest dose.
///
/// # Errors
/// [`NoDose`].
pub fn suggest(product: &Product, body: Body) -> Result<Suggested, NoDose> {
    if !body.is_child() || product.content == 0 {
        let usual = product.adult_dose_milli;
        let some = usual > 0;
        return if some {
            Ok(Suggested { dose_milli: usual, frequency: product.frequency })
        } else {
            Err(NoDose::NotForThisAge)
        };
    }
    let child = product.child.ok_or(NoDose::NotForThisAge)?;
    if body.age_months < child.from_months {
        return Err(NoDose::TooYoung { from_months: child.from_months });
    }
    let weight = u64::from(body.weight_g.ok_or(NoDose::NoWeight)?);
    let frequency = of_times(child.times);
    let wanted = child.per_kg.saturating_mul(weight);
    // Amount per kilogram times grams is a thousand times the amount, as thousandths of a unit want it.
    let mut milli = wanted.checked_div(product.content).unwrap_or(0);
    if product.adult_dose_milli > 0 {
        milli = milli.min(u64::try_from(product.adult_dose_milli).unwrap_or(0));
    }
    let step = step(product);
    let mut rounded = (milli + step / 2) / step * step;
    while rounded > 0 && too_much(product, body, signed(rounded), frequency).is_some() {
        rounded -= step;
    }
    if rounded == 0 { Err(NoDose::OtherStrength) } else { Ok(Suggested { dose_milli: signed(rounded), frequency }) }
}

fn signed(milli: u64) -> i64 {
    i64::try_from(milli).unwrap_or(i64::MAX)
}

const fn of_times(times: u32) -> Frequency {
    match times {
        0 | 1 => Frequency::Od,
        2 => Frequency::Bd,
        3 => Frequency::Tds,
        4 | 5 => Frequency::Qid,
        _ => Frequency::Q4h,
    }
}

/// The smallest part of a form that can be given, in thousandths of the dose unit.
#[must_use]
pub const fn step(product: &Product) -> u64 {
    match (product.form, product.dose_unit) {
        (Form::SlowTablet | Form::Capsule, _) => 1000,
        (Form::DispersibleTablet, _) => 500,
        (_, DoseUnit::Tablet) => 250,
        (Form::Syrup | Form::Suspension, DoseUnit::Ml) => 500,
        (_, DoseUnit::Ml) => 100,
        (_, DoseUnit::Vial) => 50,
        _ => 1000,
    }
}

/// Whether a dose can be measured with this form.
#[must_use]
pub fn is_divisible(product: &Product, dose_milli: i64) -> bool {
    let smallest = match product.dose_unit {
        // A syringe or spoon measures finer than we suggest.
        DoseUnit::Ml | DoseUnit::Vial => 10,
        _ => step(product),
    };
    u64::try_from(dose_milli).is_ok_and(|dose| dose.is_multiple_of(smallest))
}

/// The highest amount of the active substance a day; `None` where there is no limit that can be reckoned.
#[must_use]
pub fn most_a_day(product: &Product, body: Body) -> Option<u64> {
    let anybody = Some(product.max_day).filter(|max| *max > 0);
    let by_weight = match (body.is_child(), product.child, body.weight_g) {
        (true, Some(child), Some(grams)) => Some(child.max_per_kg_day.saturating_mul(grams.into()) / 1000),
        _ => None,
    };
    match (anybody, by_weight) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// When a dose at this frequency is more than a day allows: the highest single dose that can be measured, in thousandths of
/// the dose unit.
#[must_use]
pub fn too_much(product: &Product, body: Body, dose_milli: i64, frequency: Frequency) -> Option<i64> {
    let most = most_a_day(product, body)?;
    let doses = u64::from(frequency.doses_a_day().max(1));
    let a_day = product.amount(dose_milli).saturating_mul(doses);
    if a_day <= most || product.content == 0 {
        return None;
    }
    let step = step(product);
    Some(signed(most.saturating_mul(1000) / doses / product.content / step * step))
}
