//! Results that follow from other results of the same order: calculated, never typed.
//!
//! A test is calculated in an order that measures everything it follows from. Ordered by itself, where the analyser
//! measures it, it is typed as any other.

use super::codes;
use super::enter_results::{acknowledgement, put};
use super::order::LabOrder;
use super::result::{Delta, LabResult, LabResultId, ResultState, ResultValue};
use super::{value, work};
use crate::engine::{Ctx, Refusals, Tx};
use crate::m01_registration::{Patient, Sex, Stamp, named};
use crate::reference::{LabTest, LabTestId};
use abhyas_core::Refusal;

named! {
    /// How a result is calculated.
    Formula {
        /// LDL cholesterol = cholesterol − HDL − triglycerides ÷ 5.
        Ldl = "ldl",
        /// VLDL cholesterol = triglycerides ÷ 5.
        Vldl = "vldl",
        /// Globulin = total protein − albumin.
        Globulin = "globulin",
        /// Indirect bilirubin = total − direct.
        IndirectBilirubin = "indirect_bilirubin",
        /// Mean corpuscular volume = packed cell volume × 10 ÷ red cell count.
        Mcv = "mcv",
        /// Mean corpuscular haemoglobin = haemoglobin × 10 ÷ red cell count.
        Mch = "mch",
        /// Mean corpuscular haemoglobin concentration = haemoglobin × 100 ÷ packed cell volume.
        Mchc = "mchc",
        /// Estimated glomerular filtration rate of an adult, from creatinine, age and sex.
        Egfr = "egfr",
    }
}

named! {
    /// Why a result that is calculated has no value.
    NotCalculated {
        /// Triglycerides of 400 mg/dL and more: the formula does not hold, LDL is measured directly.
        Triglycerides = "triglycerides",
        /// The parts do not go together: less than nothing would be left.
        BelowZero = "below_zero",
        /// The formula is for adults.
        Child = "child",
        /// The formula is known for women and men.
        Sex = "sex",
    }
}

/// From here on Friedewald's formula does not hold, in thousandths of mg/dL.
const TRIGLYCERIDES_LIMIT: i64 = 400_000;

/// Whose results they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whose {
    /// The sex.
    pub sex: Sex,
    /// Completed years.
    pub years: u32,
}

impl Formula {
    /// The formula by which a test is calculated in an order that measures `measured`; none where something is missing.
    #[must_use]
    pub fn of(test: &LabTestId, measured: &[LabTestId]) -> Option<Self> {
        let there = |input: &str| measured.iter().any(|m| m.as_str() == input);
        let of_test = Self::ALL.iter().copied().find(|f| f.test() == test.as_str());
        of_test.filter(|formula| formula.inputs().iter().all(|input| there(input)))
    }

    /// The id of the test that it gives.
    #[must_use]
    pub const fn test(self) -> &'static str {
        match self {
            Self::Ldl => "ldl",
            Self::Vldl => "vldl",
            Self::Globulin => "globulin",
            Self::IndirectBilirubin => "bilirubin-indirect",
            Self::Mcv => "mcv",
            Self::Mch => "mch",
            Self::Mchc => "mchc",
            Self::Egfr => "egfr",
        }
    }

    /// The ids of the tests from which it follows.
    #[must_use]
    pub const fn inputs(self) -> &'static [&'static str] {
        match self {
            Self::Ldl => &["cholesterol", "hdl", "triglycerides"],
            Self::Vldl => &["triglycerides"],
            Self::Globulin => &["total-protein", "albumin"],
            Self::IndirectBilirubin => &["bilirubin-total", "bilirubin-direct"],
            Self::Mcv => &["haematocrit", "rbc"],
            Self::Mch => &["haemoglobin", "rbc"],
            Self::Mchc => &["haemoglobin", "haematocrit"],
            Self::Egfr => &["creatinine"],
        }
    }

    /// Where the formula stands, as a report names it.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Ldl | Self::Vldl => "Friedewald, Clin Chem 1972;18:499",
            Self::Globulin => "total protein − albumin",
            Self::IndirectBilirubin => "total − direct bilirubin",
            Self::Mcv | Self::Mch | Self::Mchc => "Wintrobe, Arch Intern Med 1934;54:256",
            Self::Egfr => "CKD-EPI 2021, N Engl J Med 2021;385:1737",
        }
    }

    /// The value in thousandths of the unit, from values in thousandths of theirs; `None` while one of them is missing.
    #[must_use]
    pub fn value(self, whose: Whose, of: impl Fn(&str) -> Option<i64>) -> Option<Result<i64, NotCalculated>> {
        let mut values = self.inputs().iter().map(|input| of(input));
        let mut next = || values.next().flatten();
        let first = next()?;
        Some(match self {
            Self::Ldl => {
                let (hdl, triglycerides) = (next()?, next()?);
                vldl(triglycerides).and_then(|vldl| not_negative(first - hdl - vldl))
            }
            Self::Vldl => vldl(first),
            Self::Globulin | Self::IndirectBilirubin => not_negative(first - next()?),
            Self::Mcv | Self::Mch => ratio(first, 10, next()?),
            Self::Mchc => ratio(first, 100, next()?),
            Self::Egfr => egfr(whose, first),
        })
    }
}

/// The cholesterol of VLDL, below the limit of triglycerides.
const fn vldl(triglycerides: i64) -> Result<i64, NotCalculated> {
    if triglycerides < TRIGLYCERIDES_LIMIT { Ok(triglycerides / 5) } else { Err(NotCalculated::Triglycerides) }
}

const fn not_negative(value: i64) -> Result<i64, NotCalculated> {
    if value < 0 { Err(NotCalculated::BelowZero) } else { Ok(value) }
}

/// `over × times ÷ under`; all in thousandths.
const fn ratio(over: i64, times: i64, under: i64) -> Result<i64, NotCalculated> {
    match over.saturating_mul(times).saturating_mul(1000).checked_div(under) {
        Some(value) => Ok(value),
        None => Err(NotCalculated::BelowZero),
    }
}

/// The CKD-EPI equation of 2021, without race: mL/min per 1.73 m². Its powers are rounded to whole numbers when they are
/// written, so that the last bit of a floating point library does not show.
fn egfr(Whose { sex, years }: Whose, creatinine_milli: i64) -> Result<i64, NotCalculated> {
    let (kappa, alpha, factor) = match sex {
        Sex::Female => (0.7, -0.241, 1.012),
        Sex::Male => (0.9, -0.302, 1.0),
        Sex::Other => return Err(NotCalculated::Sex),
    };
    if years < 18 {
        return Err(NotCalculated::Child);
    }
    let creatinine = f64::from(i32::try_from(creatinine_milli).unwrap_or(i32::MAX)) / 1000.0;
    let share = (creatinine / kappa).max(0.01);
    let rate = 142.0 * share.min(1.0).powf(alpha) * share.max(1.0).powf(-1.2) * 0.9938_f64.powf(years.into()) * factor;
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and some hundreds")]
    let whole = rate.round() as i64;
    Ok(whole * 1000)
}

/// Calculates what follows from the results of an order that stand now, and writes what is new. `note_of` gives what was
/// looked into for a test whose value differs much from the last one.
///
/// # Errors
/// [`codes::CALCULATED_IMPLAUSIBLE`] at the first input when the parts do not go together, [`codes::DELTA_UNACKNOWLEDGED`].
pub(super) fn fill(
    tx: &mut Tx,
    ctx: &Ctx,
    patient: &Patient,
    order: &LabOrder,
    reason: &str,
    note_of: impl Fn(&LabTestId) -> String,
) -> Result<(), Refusals> {
    let years = patient.birth.age(ctx.calendar, ctx.now.day());
    let whose = Whose { sex: patient.sex, years };
    for id in &order.tests {
        let Some(formula) = Formula::of(id, &order.tests) else { continue };
        let Some(test) = tx.world().lab_tests().get(id).cloned() else { continue };
        let of = |input: &str| {
            LabTestId::parse(input)
                .and_then(|id| work::result_of(tx.world(), order, &id))
                .and_then(|r| r.value.number())
        };
        let Some(found) = formula.value(whose, of) else { continue };
        let value = match found {
            Ok(milli) => ResultValue::Number { milli: plausible(&test, formula, rounded(&test, milli))? },
            Err(why) => ResultValue::NotCalculated { why },
        };
        let before = work::result_of(tx.world(), order, id);
        if before.is_some_and(|b| b.value == value) {
            continue;
        }
        let result = calculated(tx, ctx, patient, order, &test, formula, value, &note_of(id))?;
        put(tx, ctx, result, reason.to_owned())?;
    }
    Ok(())
}

/// Half up, to the digits that the test is written with.
fn rounded(test: &LabTest, milli: i64) -> i64 {
    let step = 10_i64.pow(u32::from(3_u8.saturating_sub(test.decimals)));
    (milli + step / 2).div_euclid(step) * step
}

/// Refuses a value that no patient has: one of the numbers behind it is a slip.
fn plausible(test: &LabTest, formula: Formula, milli: i64) -> Result<i64, Refusal> {
    let possible = test.plausible.unwrap_or_default();
    if !possible.below(milli) && !possible.above(milli) {
        return Ok(milli);
    }
    let field = formula.inputs().first().map(|input| format!("value_{input}")).unwrap_or_default();
    let refusal = Refusal::new(codes::CALCULATED_IMPLAUSIBLE).at(field).with("test", &test.short);
    Err(refusal.with("value", test.written(milli)).with("unit", &test.unit))
}

#[expect(clippy::too_many_arguments, reason = "all that a result is made of")]
fn calculated(
    tx: &Tx,
    ctx: &Ctx,
    patient: &Patient,
    order: &LabOrder,
    test: &LabTest,
    formula: Formula,
    value: ResultValue,
    note: &str,
) -> Result<LabResult, Refusal> {
    let usual = value::usual(test, patient, ctx);
    let delta = match value::delta_breach(tx.world(), ctx, order, test, &value) {
        None => None,
        Some((earlier, percent)) => {
            let acknowledged = acknowledgement(test, &earlier, percent, note)?;
            Some(Delta { earlier: earlier.id.clone(), percent, acknowledged })
        }
    };
    let specimen = order.state.specimen().cloned().ok_or_else(|| Refusal::new(codes::RESULT_STATE))?;
    Ok(LabResult {
        id: LabResultId::numbered(0),
        order: order.id.clone(),
        specimen,
        patient: order.patient.clone(),
        test: test.id.clone(),
        flag: value::flag(test, &value, usual),
        value,
        unit: test.unit.clone(),
        usual,
        delta,
        entered: Stamp::of(ctx),
        state: ResultState::Current,
        told: None,
        calculated: Some(formula),
    })
}
