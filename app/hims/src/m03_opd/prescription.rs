//! The prescription: signed as it is made, never edited.

use super::encounter::EncounterId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::reference::ProductId;
use crate::time::Day;
use abhyas_core::Code;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a prescription: `RX` and a number.
    PrescriptionId, "RX"
}

named! {
    /// How a medicine is given.
    Route {
        /// By mouth.
        Oral = "oral",
        /// Under the tongue.
        Sublingual = "sublingual",
        /// Into a vein.
        Iv = "iv",
        /// Into a muscle.
        Im = "im",
        /// Under the skin.
        Sc = "sc",
        /// Into the skin.
        Id = "id",
        /// Inhaled.
        Inhaled = "inhaled",
        /// Nose.
        Nasal = "nasal",
        /// Eye.
        Eye = "eye",
        /// Ear.
        Ear = "ear",
        /// On the skin.
        Topical = "topical",
        /// Rectal.
        Rectal = "rectal",
        /// Vaginal.
        Vaginal = "vaginal",
    }
}

named! {
    /// How often a medicine is given.
    Frequency {
        /// Once a day.
        Od = "od",
        /// Twice a day.
        Bd = "bd",
        /// Three times a day.
        Tds = "tds",
        /// Four times a day.
        Qid = "qid",
        /// Every four hours.
        Q4h = "q4h",
        /// At bedtime.
        Hs = "hs",
        /// Every other day.
        Alternate = "alternate",
        /// Once a week.
        Weekly = "weekly",
        /// When needed, at most three times a day.
        Sos = "sos",
        /// Once, now.
        Stat = "stat",
    }
}

impl Frequency {
    /// The most doses on one day.
    #[must_use]
    pub const fn doses_a_day(self) -> u32 {
        match self {
            Self::Od | Self::Hs | Self::Alternate | Self::Weekly | Self::Stat => 1,
            Self::Bd => 2,
            Self::Tds | Self::Sos => 3,
            Self::Qid => 4,
            Self::Q4h => 6,
        }
    }

    /// How many doses there are in so many days.
    #[must_use]
    pub const fn doses_in(self, days: u16) -> u32 {
        let days = days as u32;
        match self {
            Self::Stat => 1,
            Self::Alternate => days.div_ceil(2),
            Self::Weekly => days.div_ceil(7),
            other => days.saturating_mul(other.doses_a_day()),
        }
    }

    /// The dose units of a course, rounded up to whole ones.
    #[must_use]
    pub fn units_in(self, days: u16, dose_milli: i64) -> u32 {
        let dose = u64::try_from(dose_milli).unwrap_or(0);
        let total = dose.saturating_mul(self.doses_in(days).into()).div_ceil(1000);
        u32::try_from(total).unwrap_or(u32::MAX)
    }
}

/// A check that the prescriber overrode, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RxOverride {
    /// The check, by the code of its refusal.
    pub code: Code,
    /// Why it was overridden.
    pub reason: String,
}

/// One medicine of a prescription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RxLine {
    /// Its number on the prescription, from 1.
    pub n: u16,
    /// The product.
    pub product: ProductId,
    /// One dose, in thousandths of the product's dose unit (500 is half a tablet, 7500 is 7.5 ml).
    pub dose_milli: i64,
    /// How it is given.
    pub route: Route,
    /// How often.
    pub frequency: Frequency,
    /// For how many days.
    pub days: u16,
    /// How much to dispense, in whole dose units of the product.
    pub quantity: u32,
    /// What the patient should heed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instruction: String,
    /// The checks that were overridden.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<RxOverride>,
}

/// Where a prescription stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PrescriptionState {
    /// It can be dispensed.
    Signed,
    /// It was taken back.
    Cancelled {
        /// Why.
        reason: String,
        /// When and by whom.
        cancelled: Stamp,
    },
    /// A later one stands for it.
    Superseded {
        /// The later one.
        by: PrescriptionId,
        /// When and by whom.
        superseded: Stamp,
    },
}

/// The prescription is not signed (any more).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the prescription was cancelled or superseded")]
pub struct NotSigned;

impl PrescriptionState {
    /// The name of the state in records and indexes.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Cancelled { .. } => "cancelled",
            Self::Superseded { .. } => "superseded",
        }
    }

    /// signed → cancelled.
    ///
    /// # Errors
    /// [`NotSigned`] from any other state.
    pub fn cancel(self, reason: String, cancelled: Stamp) -> Result<Self, NotSigned> {
        match self {
            Self::Signed => Ok(Self::Cancelled { reason, cancelled }),
            _ => Err(NotSigned),
        }
    }

    /// signed → superseded.
    ///
    /// # Errors
    /// [`NotSigned`] from any other state.
    pub fn supersede(self, by: PrescriptionId, superseded: Stamp) -> Result<Self, NotSigned> {
        match self {
            Self::Signed => Ok(Self::Superseded { by, superseded }),
            _ => Err(NotSigned),
        }
    }
}

/// A prescription. Signed as it is made; what is wrong is superseded by another or cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prescription {
    /// Its id.
    pub id: PrescriptionId,
    /// For whom.
    pub patient: BhavyaId,
    /// In which consultation.
    pub encounter: EncounterId,
    /// Who signed it, in which role and when.
    pub signed: Stamp,
    /// Where it stands.
    pub state: PrescriptionState,
    /// The medicines.
    pub lines: Vec<RxLine>,
    /// The prescription that this one stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<PrescriptionId>,
}

impl Prescription {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the consultation.
    pub const BY_ENCOUNTER: &'static str = "encounter";
    /// Index of state and day of signing ([`Prescription::state_day`]): the pharmacy's queue.
    pub const BY_STATE_DAY: &'static str = "state_day";

    /// Whether it can be dispensed.
    #[must_use]
    pub const fn is_signed(&self) -> bool {
        matches!(self.state, PrescriptionState::Signed)
    }

    /// The key of [`Prescription::BY_STATE_DAY`], e.g. `signed 0`.
    #[must_use]
    pub fn state_day(state: &str, day: Day) -> String {
        format!("{state} {}", day.0)
    }

    /// The line of a number.
    #[must_use]
    pub fn line(&self, n: u16) -> Option<&RxLine> {
        self.lines.iter().find(|line| line.n == n)
    }
}

impl Record for Prescription {
    const KIND: &'static str = "prescription";
    type Id = PrescriptionId;

    fn id(&self) -> &PrescriptionId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |p| vec![p.patient.as_str().to_owned()] },
            Index { name: Self::BY_ENCOUNTER, keys: |p| vec![p.encounter.as_str().to_owned()] },
            Index { name: Self::BY_STATE_DAY, keys: |p| vec![Self::state_day(p.state.name(), p.signed.at.day())] },
        ]
    }
}
