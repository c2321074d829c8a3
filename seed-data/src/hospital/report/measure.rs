//! One measure beside its target.

use serde::{Deserialize, Serialize};

/// The two-sided 99 % point of the normal distribution.
const Z_99: f64 = 2.576;

/// A measured number, what it should be, and whether it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Which of the seven kinds: `age_sex`, `prevalence`, `pattern`, `process`, `time`, `season`, `determinism`.
    pub kind: String,
    /// What was measured.
    pub name: String,
    /// The value: a share, a ratio or a count.
    pub value: f64,
    /// What it should be, where there is one number.
    pub target: Option<f64>,
    /// The smallest value that is right.
    pub low: f64,
    /// The largest value that is right.
    pub high: f64,
    /// In how many records it was measured.
    pub n: u64,
    /// Whether the value is right.
    pub holds: bool,
    /// Where the target comes from.
    pub source: String,
}

impl Measure {
    fn new(kind: &str, name: &str, value: f64, n: usize) -> Self {
        Self {
            kind: kind.to_owned(),
            name: name.to_owned(),
            value,
            target: None,
            low: 0.0,
            high: 0.0,
            n: u64::try_from(n).unwrap_or(u64::MAX),
            holds: false,
            source: String::new(),
        }
    }

    fn within(self, low: f64, high: f64, target: Option<f64>, source: &str) -> Self {
        let holds = low <= self.value && self.value <= high;
        Self { low, high, target, holds, source: source.to_owned(), ..self }
    }

    /// A share of `n`, right within the binomial 99 % interval around the target (and half a case either way).
    pub(super) fn share(kind: &str, name: &str, hits: usize, n: usize, target: f64, source: &str) -> Self {
        let size = count(n).max(1.0);
        let half = Z_99 * (target * (1.0 - target) / size).sqrt() + 0.5 / size;
        let (low, high) = ((target - half).max(0.0), (target + half).min(1.0));
        Self::new(kind, name, count(hits) / size, n).within(low, high, Some(target), source)
    }

    /// A number that is at most so much.
    pub(super) fn at_most(kind: &str, name: &str, value: f64, n: usize, most: f64, source: &str) -> Self {
        Self::new(kind, name, value, n).within(0.0, most, None, source)
    }

    /// A number between two others.
    pub(super) fn between(kind: &str, name: &str, value: f64, n: usize, range: (f64, f64), source: &str) -> Self {
        Self::new(kind, name, value, n).within(range.0, range.1, None, source)
    }
}

/// A count as a number to reckon with; exact below 2^53.
pub(super) fn count(n: usize) -> f64 {
    n as f64
}

/// What a hospital's records say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The base's name.
    pub base: String,
    /// Patients.
    pub patients: usize,
    /// Records of all kinds.
    pub records: usize,
    /// SHA-256 of all records.
    pub digest: String,
    /// The measures.
    pub measures: Vec<Measure>,
}

impl Report {
    /// Whether everything is as it should be.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.measures.iter().all(|m| m.holds)
    }
}
