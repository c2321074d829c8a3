//! Runs of control material: does the analyser measure right today?

use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{Stamp, named};
use crate::reference::LabTestId;
use crate::time::Day;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a run: `QCR` and a number.
    QcRunId, "QCR"
}

named! {
    /// A rule that a run broke (Westgard and others, Clin Chem 27:493, 1981).
    Westgard {
        /// 1-3s: more than three standard deviations from the mean.
        OneThreeS = "one_three_s",
        /// 2-2s: two in a row more than two standard deviations away, on one side.
        TwoTwoS = "two_two_s",
        /// R-4s: two levels of one day more than four standard deviations apart, on opposite sides.
        RangeFourS = "range_four_s",
    }
}

impl Westgard {
    /// The rule's usual name.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::OneThreeS => "1-3s",
            Self::TwoTwoS => "2-2s",
            Self::RangeFourS => "R-4s",
        }
    }
}

/// One run of one level of control material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QcRun {
    /// Its id.
    pub id: QcRunId,
    /// The test.
    pub test: LabTestId,
    /// The analyser on which it ran.
    pub analyser: String,
    /// The level of the material, from 1.
    pub level: u8,
    /// What was measured, in thousandths of the unit.
    pub value: i64,
    /// What should be measured.
    pub mean: i64,
    /// One standard deviation.
    pub sd: i64,
    /// The rules that it broke; none: in control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<Westgard>,
    /// What was done about the run before, when that was out of control.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub action: String,
    /// Who ran it, and when.
    pub run: Stamp,
}

/// The key of a test's runs on one day, under which an index has them.
#[must_use]
pub fn qc_key(test: &LabTestId, day: Day) -> String {
    format!("{}|{}", test.as_str(), day.0)
}

impl QcRun {
    /// Index of the test.
    pub const BY_TEST: &'static str = "test";
    /// Index of test and day ([`qc_key`]).
    pub const BY_DAY: &'static str = "day";

    /// Whether the run broke no rule.
    #[must_use]
    pub const fn in_control(&self) -> bool {
        self.broken.is_empty()
    }

    /// The distance from the mean in thousandths of a standard deviation.
    #[must_use]
    pub fn z_milli(&self) -> i64 {
        self.value.saturating_sub(self.mean).saturating_mul(1000) / self.sd.max(1)
    }
}

impl Record for QcRun {
    const KIND: &'static str = "qc_run";
    type Id = QcRunId;

    fn id(&self) -> &QcRunId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_TEST, keys: |r| vec![r.test.as_str().to_owned()] },
            Index { name: Self::BY_DAY, keys: |r| vec![qc_key(&r.test, r.run.at.day())] },
        ]
    }
}
