//! What is kept about an import beside its rows.

use abhyas_core::Refusal;
use abhyas_training::roster::layout::LineKind;
use abhyas_training::roster::report::Summary;
use serde::{Deserialize, Serialize};

/// The counts and findings of an import.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportSummary {
    /// Rows good, to be reviewed, faulty.
    pub counts: Summary,
    /// Rows of districts for which the one who uploads may not import.
    pub skipped: u32,
    /// Rows (good or to be reviewed) of people who are not known yet.
    pub new: u32,
    /// Rows that change a known person.
    pub changed: u32,
    /// Rows that say what is known already.
    pub same: u32,
    /// Lines below the header that are no people, with what they are.
    pub ignored: Vec<(u32, LineKind)>,
    /// The sheets of the file and how many lines each has.
    pub sheets: Vec<(String, usize)>,
    /// The texts above the columns, from A on.
    pub headers: Vec<String>,
    /// Why no row could be looked at: a column is missing, or cells hold formulas. The columns can be changed.
    pub stopped: Option<Refusal>,
    /// What applying it did.
    pub applied: Option<Applied>,
}

/// What applying an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Applied {
    /// People added.
    pub added: u32,
    /// People changed.
    pub changed: u32,
    /// People who were just so already.
    pub same: u32,
    /// Rows left out: faulty, undecided or decided no.
    pub left_out: u32,
}
