//! Laboratory tests: what is measured, in which unit and sample, what is usual by age and sex, and what is dangerous.
//!
//! Reference ranges, critical limits, delta limits, plausible limits and turnaround times are common practice of
//! district laboratories and **to be confirmed by a pathologist** before real use ([`LabTest::confirmed`]); each
//! laboratory sets its own. LOINC codes stand only where they are certain; their licence is in the file's first lines.
//!
//! Numbers are kept in thousandths of the test's unit, so that no result is ever rounded by a floating point.

mod kinds;
mod range;
mod read;

#[cfg(test)]
mod tests;

pub use kinds::{Container, Measure, SpecimenKind};
pub use range::{Mark, RefRange, decimal, milli};
pub use read::read_lab_tests;

use crate::engine::{Index, Record, slug_id};
use crate::m01_registration::Sex;
use crate::naming;
use crate::reference::Level;
use abhyas_core::Language;
use serde::{Deserialize, Serialize};

/// The file of laboratory tests.
pub const LAB_TESTS: &str = include_str!("../../../reference/lab_tests.csv");
/// The file of findings: the words of results that are no numbers.
pub const FINDINGS: &str = include_str!("../../../reference/lab_findings.csv");

slug_id! {
    /// The id of a test, e.g. `haemoglobin`: small Latin letters, digits and hyphens.
    LabTestId
}

/// Limits in thousandths of the unit; an absent side is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Limits {
    /// The lowest value within.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<i64>,
    /// The highest value within.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<i64>,
}

impl Limits {
    /// Whether a value lies below.
    #[must_use]
    pub fn below(self, value: i64) -> bool {
        self.low.is_some_and(|low| value < low)
    }

    /// Whether a value lies above.
    #[must_use]
    pub fn above(self, value: i64) -> bool {
        self.high.is_some_and(|high| value > high)
    }

    /// Whether there is no limit at all.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

/// How much a value may differ from the patient's last one before somebody must say that they looked into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeltaLimit {
    /// Per cent of the earlier value.
    pub percent: u32,
    /// Earlier results older than this many days do not count.
    pub days: u32,
}

/// One result that is no number: a code with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The code in forms and records.
    pub code: String,
    /// In Hindi.
    pub hi: String,
    /// In English.
    pub en: String,
    /// What it means.
    pub mark: Mark,
}

/// What the control material of one level should give, in thousandths of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlTarget {
    /// The mean.
    pub mean: i64,
    /// One standard deviation.
    pub sd: i64,
}

/// A laboratory test, or a panel of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabTest {
    /// Its id.
    pub id: LabTestId,
    /// The short name on labels and work lists, e.g. `Hb`.
    pub short: String,
    /// The name in Hindi.
    pub hi: String,
    /// The name in English.
    pub en: String,
    /// What a result is.
    pub measure: Measure,
    /// The unit; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Digits after the point that are shown.
    pub decimals: u8,
    /// The sex to which the test belongs, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// What is usual, by sex and age; the first that fits a patient counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<RefRange>,
    /// Outside of these a value is critical: somebody who treats the patient is called at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<Limits>,
    /// The delta check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<DeltaLimit>,
    /// Outside of these a value is a slip of the pen or of the analyser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plausible: Option<Limits>,
    /// The results to choose from; the first is the usual one where one is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The tests of a panel, in the order of the report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<LabTestId>,
    /// What is collected.
    pub specimen: SpecimenKind,
    /// Into what.
    pub container: Container,
    /// The bench or analyser on which it runs, e.g. `haematology`.
    pub analyser: String,
    /// Minutes from the sample to the report, routine.
    pub turnaround: u32,
    /// The same when it is urgent.
    pub turnaround_urgent: u32,
    /// The control material, level 1 first; empty where no numeric control is run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ControlTarget>,
    /// Whether unremarkable results may be verified by rule.
    pub auto_verify: bool,
    /// The LOINC code, where it is certain. This material contains content from LOINC (<http://loinc.org>).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loinc: Option<String>,
    /// The lowest level of facility whose laboratory does it.
    #[serde(default = "everywhere")]
    pub level: Level,
    /// Whether a pathologist has confirmed this row. No row of this release is.
    pub confirmed: bool,
}

/// A row of a list without the level: the test is done everywhere.
pub(super) const fn everywhere() -> Level {
    Level::Hsc
}

impl LabTest {
    /// Index of the words of the names in both scripts, as they sound.
    pub const BY_NAME: &'static str = "name";
    /// Index of the analyser.
    pub const BY_ANALYSER: &'static str = "analyser";

    /// The name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.hi, &self.en)
    }

    /// Whether it is a panel.
    #[must_use]
    pub const fn is_panel(&self) -> bool {
        matches!(self.measure, Measure::Panel)
    }

    /// What is measured when it is ordered: the members of a panel, else the test itself.
    #[must_use]
    pub fn measured(&self) -> Vec<LabTestId> {
        if self.is_panel() { self.members.clone() } else { vec![self.id.clone()] }
    }

    /// The range that fits a patient of this sex and age in days.
    #[must_use]
    pub fn range(&self, sex: Sex, age_days: i64) -> Option<&RefRange> {
        self.ranges.iter().find(|r| r.fits(sex, age_days))
    }

    /// The result of a code.
    #[must_use]
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|c| c.code == code)
    }

    /// A value as it is written: with the digits after the point that the test has.
    #[must_use]
    pub fn written(&self, value: i64) -> String {
        decimal(value, self.decimals)
    }
}

impl Record for LabTest {
    const KIND: &'static str = "lab_test";
    type Id = LabTestId;

    fn id(&self) -> &LabTestId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index {
                name: Self::BY_NAME,
                keys: |t| {
                    let mut keys: Vec<String> =
                        [&t.hi, &t.en, &t.short].into_iter().flat_map(|text| naming::index_keys(text)).collect();
                    keys.sort();
                    keys.dedup();
                    keys
                },
            },
            Index { name: Self::BY_ANALYSER, keys: |t| vec![t.analyser.clone()] },
        ]
    }
}
