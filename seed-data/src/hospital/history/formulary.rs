//! The hospital's reference data as the history uses it: departments, the medicines of each regimen.

use super::super::SeedError;
use super::super::ailments::{Ailments, CHILD_MONTHS, Regimen};
use super::super::dice::Dice;
use abhyas_hims::m02_queue::Department;
use abhyas_hims::m03_opd::{Frequency, RxLine};
use abhyas_hims::reference::{DoseUnit, Pregnancy, Product, Standard};
use std::collections::BTreeMap;

/// A regimen with its medicines.
struct Resolved<'a> {
    adult: Option<&'a Product>,
    child: Option<&'a Product>,
    days: u16,
    share: f64,
}

/// For whom a prescription is.
pub(super) struct For<'a> {
    pub months: u32,
    pub weight_g: u32,
    pub pregnant: bool,
    /// Allergy classes that the patient does not tolerate.
    pub allergies: &'a [&'static str],
}

/// Departments and medicines.
pub(in super::super) struct Formulary<'a> {
    departments: Vec<Department>,
    products: &'a [Product],
    /// By ailment.
    regimens: Vec<Vec<Resolved<'a>>>,
}

impl<'a> Formulary<'a> {
    /// Finds every medicine of the table of ailments in the drug list.
    ///
    /// # Errors
    /// [`SeedError::Table`] for one that is not there.
    pub(in super::super) fn new(
        standard: &'a Standard,
        departments: Vec<Department>,
        ailments: &Ailments,
    ) -> Result<Self, SeedError> {
        let by_id: BTreeMap<&str, &Product> = standard.products.iter().map(|p| (p.id.as_str(), p)).collect();
        let find = |id: &Option<String>| match id {
            None => Ok(None),
            Some(id) => by_id.get(id.as_str()).copied().map(Some).ok_or_else(|| unknown("product", id)),
        };
        let resolve =
            |r: &Regimen| Ok(Resolved { adult: find(&r.adult)?, child: find(&r.child)?, days: r.days, share: r.share });
        let regimens = ailments.0.iter().map(|a| a.regimens.iter().map(resolve).collect::<Result<Vec<_>, _>>());
        Ok(Self { departments, products: &standard.products, regimens: regimens.collect::<Result<_, _>>()? })
    }

    pub(super) fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// The drug list.
    pub(super) const fn products(&self) -> &'a [Product] {
        self.products
    }

    pub(super) fn department_place(&self, id: &str) -> Result<usize, SeedError> {
        self.departments.iter().position(|d| d.id.as_str() == id).ok_or_else(|| unknown("department", id))
    }

    /// Adds what is prescribed for an ailment to the lines so far; nothing twice.
    pub(super) fn prescribe(
        &self,
        ailment: usize,
        to: &For<'_>,
        always: bool,
        dice: &mut Dice,
        lines: &mut Vec<RxLine>,
    ) {
        for regimen in self.regimens.get(ailment).map(Vec::as_slice).unwrap_or_default() {
            let wanted = dice.happens(regimen.share) || (always && lines.is_empty());
            let product = if to.months < CHILD_MONTHS { regimen.child } else { regimen.adult };
            let Some(product) = product.filter(|p| wanted && suits(p, to)) else { continue };
            if lines.iter().any(|line| line.product == product.id) {
                continue;
            }
            let number = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
            lines.extend(line(product, regimen.days, to, number));
        }
    }
}

fn unknown(what: &str, id: &str) -> SeedError {
    SeedError::Table { table: "ailments.csv", why: format!("{what} {id:?} is not there") }
}

fn suits(product: &Product, to: &For<'_>) -> bool {
    let harmful = to.pregnant && matches!(product.pregnancy, Pregnancy::D | Pregnancy::X);
    let tolerated = !product.allergies.iter().any(|class| to.allergies.contains(&class.as_str()));
    let old_enough = product.child.is_none_or(|child| to.months >= CHILD_MONTHS || to.months >= child.from_months);
    !harmful && tolerated && old_enough
}

/// A line with the usual dose of an adult, or a child's dose by weight.
fn line(product: &Product, days: u16, to: &For<'_>, n: u16) -> Option<RxLine> {
    let child = product.child.filter(|_| to.months < CHILD_MONTHS);
    let (dose_milli, frequency) = match child {
        Some(child) if product.content > 0 => {
            // Micrograms for the weight, in thousandths of the dose unit, to the next half tablet or half millilitre.
            let amount = child.per_kg.saturating_mul(u64::from(to.weight_g)) / 1000;
            let milli = amount.saturating_mul(1000) / product.content;
            let halves = (milli + 250) / 500;
            (i64::try_from(halves.max(1) * 500).ok()?, times(child.times))
        }
        _ => (product.adult_dose_milli.max(1000), product.frequency),
    };
    let whole = matches!(product.dose_unit, DoseUnit::Capsule | DoseUnit::Sachet | DoseUnit::Piece | DoseUnit::Puff);
    let dose_milli = if whole { (dose_milli + 999) / 1000 * 1000 } else { dose_milli };
    let doses = frequency.doses_in(days);
    let units = u64::try_from(dose_milli).ok()?.saturating_mul(u64::from(doses)).div_ceil(1000);
    Some(RxLine {
        n,
        product: product.id.clone(),
        dose_milli,
        route: product.route()?,
        frequency,
        days,
        quantity: product.units(u32::try_from(units).ok()?),
        instruction: String::new(),
        overrides: Vec::new(),
    })
}

const fn times(a_day: u32) -> Frequency {
    match a_day {
        0 | 1 => Frequency::Od,
        2 => Frequency::Bd,
        3 => Frequency::Tds,
        _ => Frequency::Qid,
    }
}
