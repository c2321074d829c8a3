//! Medicines: what a hospital of Bihar's public health service has on its list, with doses and cautions.
//!
//! Written in the manner of the National List of Essential Medicines 2022 and the Bihar Essential Drug List. Doses,
//! maxima, schedules, pregnancy categories and interactions are common pharmacology and **to be confirmed by a
//! clinician** before real use ([`Product::confirmed`]).

mod interaction;
mod kinds;
mod read;

#[cfg(test)]
mod tests;

pub use interaction::{Interaction, InteractionId};
pub use kinds::{DoseUnit, Form, Level, Pregnancy, Schedule, Severity, Unit};
pub use read::{read_interactions, read_products};

use crate::engine::{Index, Record, slug_id};
use crate::m03_opd::{Frequency, Route};
use crate::naming;
use abhyas_core::Language;
use serde::{Deserialize, Serialize};

/// The file of medicines.
pub const PRODUCTS: &str = include_str!("../../../reference/products.csv");
/// The file of interactions.
pub const INTERACTIONS: &str = include_str!("../../../reference/interactions.csv");

slug_id! {
    /// The id of a product, e.g. `paracetamol-tab-500`: small Latin letters, digits and hyphens.
    ProductId
}

/// The dose of a child, by weight. Amounts are micrograms (or thousandths of an IU, see [`Product::content`]) of the
/// active substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildDose {
    /// One dose, per kilogram of body weight.
    pub per_kg: u64,
    /// Doses a day.
    pub times: u32,
    /// At most so much a day, per kilogram.
    pub max_per_kg_day: u64,
    /// Not below this age, in completed months.
    pub from_months: u32,
}

/// A medicine in one form and strength.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// The generic: the same for all forms and strengths of a substance (or fixed combination).
    pub generic: String,
    /// The generic name in Hindi.
    pub generic_hi: String,
    /// The generic name in English.
    pub generic_en: String,
    /// The form.
    pub form: Form,
    /// The strength as it is printed, e.g. `125 mg/5 ml`.
    pub strength: String,
    /// In which unit a dose is said.
    pub dose_unit: DoseUnit,
    /// Active substance in one dose unit: micrograms, or thousandths of an IU. Of a fixed combination: the substance by
    /// which its dose is reckoned. 0 where a dose is not reckoned (creams, fluids).
    pub content: u64,
    /// Which unit is handed out.
    pub unit: Unit,
    /// Dose units in one unit handed out, in thousandths: 1000 for a tablet, 60000 for a bottle of 60 ml.
    pub unit_size_milli: u64,
    /// The ways by which it may be given; the usual one first.
    pub routes: Vec<Route>,
    /// The usual dose of an adult, in thousandths of the dose unit; 0 where it is not for adults.
    pub adult_dose_milli: i64,
    /// The usual frequency.
    pub frequency: Frequency,
    /// At most so much of the active substance a day, for anybody: micrograms or thousandths of an IU; 0 for no limit.
    pub max_day: u64,
    /// The dose by weight, where it is given to children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildDose>,
    /// The schedule.
    pub schedule: Schedule,
    /// The allergy classes, e.g. `penicillin`; of a combination those of all parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allergies: Vec<String>,
    /// The therapeutic class: two of one class at a time are a duplicate.
    pub class: String,
    /// Further groups that interactions name, e.g. `qt_prolonging`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The category of risk in pregnancy.
    pub pregnancy: Pregnancy,
    /// The lowest level of facility on whose list it is.
    pub level: Level,
    /// A high-alert medicine: a mistake with it does great harm.
    pub high_risk: bool,
    /// Whether a clinician has confirmed this row. No row of this release is.
    pub confirmed: bool,
}

impl Product {
    /// Index of the generic.
    pub const BY_GENERIC: &'static str = "generic";
    /// Index of the therapeutic class.
    pub const BY_CLASS: &'static str = "class";
    /// Index of the name of the schedule.
    pub const BY_SCHEDULE: &'static str = "schedule";
    /// Index of the words of the names in both scripts, as they sound.
    pub const BY_NAME: &'static str = "name";

    /// The name with form-independent strength: `Paracetamol 500 mg`.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        let name = language.pick(&self.generic_hi, &self.generic_en);
        if self.strength.is_empty() { name.to_owned() } else { format!("{name} {}", self.strength) }
    }

    /// Whether it is on the list of a facility of this level.
    #[must_use]
    pub fn is_listed_at(&self, level: Level) -> bool {
        self.level != Level::Unlisted && self.level <= level
    }

    /// The usual route.
    #[must_use]
    pub fn route(&self) -> Option<Route> {
        self.routes.first().copied()
    }

    /// Units to hand out for so many dose units: opened units (bottles, tubes) are handed out whole.
    #[must_use]
    pub fn units(&self, dose_units: u32) -> u32 {
        let milli = u64::from(dose_units).saturating_mul(1000);
        u32::try_from(milli.div_ceil(self.unit_size_milli.max(1))).unwrap_or(u32::MAX)
    }

    /// The active substance of a dose, in micrograms or thousandths of an IU.
    #[must_use]
    pub fn amount(&self, dose_milli: i64) -> u64 {
        u64::try_from(dose_milli).unwrap_or(0).saturating_mul(self.content) / 1000
    }

    /// The names by which interactions know it: generic, class, groups.
    pub fn interaction_names(&self) -> impl Iterator<Item = &str> {
        [self.generic.as_str(), self.class.as_str()].into_iter().chain(self.groups.iter().map(String::as_str))
    }
}

impl Record for Product {
    const KIND: &'static str = "product";
    type Id = ProductId;

    fn id(&self) -> &ProductId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_GENERIC, keys: |p| vec![p.generic.clone()] },
            Index { name: Self::BY_CLASS, keys: |p| vec![p.class.clone()] },
            Index { name: Self::BY_SCHEDULE, keys: |p| vec![p.schedule.name().to_owned()] },
            Index {
                name: Self::BY_NAME,
                keys: |p| {
                    let mut keys = naming::index_keys(&p.generic_hi);
                    keys.extend(naming::index_keys(&p.generic_en));
                    keys.sort();
                    keys.dedup();
                    keys
                },
            },
        ]
    }
}
