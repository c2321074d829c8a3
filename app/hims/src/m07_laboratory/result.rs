//! Results of single tests.

use super::barcode::Barcode;
use super::calculated::{Formula, NotCalculated};
use super::critical_call::CriticalCallId;
use super::order::LabOrderId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::reference::lab_test::Limits;
use crate::reference::{LabTest, LabTestId};
use abhyas_core::Language;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a result: `LBR` and a number.
    LabResultId, "LBR"
}

named! {
    /// How a result stands to what is usual.
    Flag {
        /// Usual, or nothing is known of what is usual.
        Normal = "normal",
        /// Below the usual.
        Low = "low",
        /// Above the usual.
        High = "high",
        /// Not usual (of a finding).
        Abnormal = "abnormal",
        /// Dangerously low.
        CriticalLow = "critical_low",
        /// Dangerously high.
        CriticalHigh = "critical_high",
        /// Dangerous (of a finding).
        Critical = "critical",
    }
}

impl Flag {
    /// Whether somebody who treats the patient must be told at once.
    #[must_use]
    pub const fn is_critical(self) -> bool {
        matches!(self, Self::CriticalLow | Self::CriticalHigh | Self::Critical)
    }

    /// The mark on a report: `L`, `H`, `A`, `LL`, `HH`, `!!`; empty for the usual.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Low => "L",
            Self::High => "H",
            Self::Abnormal => "A",
            Self::CriticalLow => "LL",
            Self::CriticalHigh => "HH",
            Self::Critical => "!!",
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultValue {
    /// A number, in thousandths of the unit.
    Number {
        /// The number.
        milli: i64,
    },
    /// A finding of the test's list.
    Choice {
        /// Its code.
        code: String,
    },
    /// A sentence.
    Text {
        /// The sentence.
        text: String,
    },
    /// It is calculated, and has no value in this patient.
    NotCalculated {
        /// Why.
        why: NotCalculated,
    },
}

impl ResultValue {
    /// The number, where it is one.
    #[must_use]
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Number { milli } => Some(*milli),
            Self::Choice { .. } | Self::Text { .. } | Self::NotCalculated { .. } => None,
        }
    }

    /// The value as it is written, without its unit.
    #[must_use]
    pub fn written(&self, test: &LabTest, language: Language) -> String {
        match self {
            Self::Number { milli } => test.written(*milli),
            Self::Choice { code } => {
                test.choice(code).map_or(code.as_str(), |c| language.pick(&c.hi, &c.en)).to_owned()
            }
            Self::Text { text } => text.clone(),
            Self::NotCalculated { .. } => "–".to_owned(),
        }
    }
}

/// The last result of the patient from which a new one differs beyond the test's delta limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    /// The earlier result.
    pub earlier: LabResultId,
    /// By how many per cent of it the new one differs.
    pub percent: u32,
    /// What was looked into, in the words of the one who entered the result.
    pub acknowledged: String,
}

/// Whether a result counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ResultState {
    /// It does.
    Current,
    /// Another was entered in its place: typed again before the report, or corrected after it.
    Replaced {
        /// Why; empty before the report.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// When and by whom.
        replaced: Stamp,
    },
    /// Its sample was rejected.
    Withdrawn {
        /// When and by whom.
        withdrawn: Stamp,
    },
}

/// The result of one test of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabResult {
    /// Its id.
    pub id: LabResultId,
    /// The order.
    pub order: LabOrderId,
    /// The sample.
    pub specimen: Barcode,
    /// The patient.
    pub patient: BhavyaId,
    /// The test.
    pub test: LabTestId,
    /// What was found.
    pub value: ResultValue,
    /// The unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What is usual for this patient, as it was when the result was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<Limits>,
    /// How the result stands to it.
    pub flag: Flag,
    /// The delta check, when it was breached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<Delta>,
    /// Who entered it, and when.
    pub entered: Stamp,
    /// Whether it counts.
    pub state: ResultState,
    /// The call by which somebody was told of it, when it is critical and somebody was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<CriticalCallId>,
    /// The formula, where it was calculated from other results of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculated: Option<Formula>,
}

/// The key of a patient's results of a test, under which an index has them.
#[must_use]
pub fn trend_key(patient: &BhavyaId, test: &LabTestId) -> String {
    format!("{}|{}", patient.as_str(), test.as_str())
}

impl LabResult {
    /// Index of the order.
    pub const BY_ORDER: &'static str = "order";
    /// Index of patient and test ([`trend_key`]).
    pub const BY_TREND: &'static str = "trend";
    /// Index of the critical results of which nobody was told yet: the one key `open`.
    pub const BY_CALL: &'static str = "call";

    /// Whether it counts.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.state == ResultState::Current
    }

    /// Whether it is critical and nobody was told yet.
    #[must_use]
    pub fn needs_call(&self) -> bool {
        self.is_current() && self.flag.is_critical() && self.told.is_none()
    }
}

impl Record for LabResult {
    const KIND: &'static str = "lab_result";
    type Id = LabResultId;

    fn id(&self) -> &LabResultId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_ORDER, keys: |r| vec![r.order.as_str().to_owned()] },
            Index { name: Self::BY_TREND, keys: |r| vec![trend_key(&r.patient, &r.test)] },
            Index { name: Self::BY_CALL, keys: |r| if r.needs_call() { vec!["open".to_owned()] } else { Vec::new() } },
        ]
    }
}
