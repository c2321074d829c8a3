//! What is looked at before a medicine is prescribed, one file per check.
//!
//! A check finds what speaks against a line, and says whether it can be overridden with a reason.

pub(super) mod allergy;
mod dose;
mod duplicate;
mod interaction;
mod list;
mod pregnancy;

use super::encounter::Mode;
use super::person::Person;
use super::prescription::RxLine;
use crate::reference::Product;
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// A line that is to be prescribed, with its medicine.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The line.
    pub line: RxLine,
    /// The medicine.
    pub product: Arc<Product>,
}

impl Asked {
    /// The name of a field of this line in the form: `dose` of the second line is `dose_2`.
    pub fn field(&self, name: &str) -> String {
        format!("{name}_{}", self.line.n)
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gravity {
    /// The line can not be prescribed.
    Never,
    /// Only with a reason.
    WithReason,
    /// It can, but the prescriber should know.
    Watch,
}

/// Something that speaks against a line.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// How grave.
    pub gravity: Gravity,
    /// What.
    pub refusal: Refusal,
}

impl Finding {
    fn new(gravity: Gravity, refusal: Refusal, asked: &Asked) -> Self {
        let field = if gravity == Gravity::WithReason { "override" } else { "product" };
        Self { gravity, refusal: refusal.at(asked.field(field)) }
    }

    fn at(mut self, field: String) -> Self {
        self.refusal = self.refusal.at(field);
        self
    }
}

/// What the checks look at.
pub(super) struct Case<'a> {
    /// The hospital.
    pub world: &'a World,
    /// The patient.
    pub person: &'a Person,
    /// How doctor and patient meet.
    pub mode: Mode,
    /// All lines of the prescription.
    pub lines: &'a [Asked],
}

/// Everything that speaks against a line, the gravest first.
pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let checks = [allergy::check, duplicate::check, interaction::check, dose::check, pregnancy::check, list::check];
    let mut found: Vec<Finding> = checks.iter().flat_map(|check| check(case, asked)).collect();
    found.sort_by_key(|f| match f.gravity {
        Gravity::Never => 0,
        Gravity::WithReason => 1,
        Gravity::Watch => 2,
    });
    found
}
