//! What a command did, row by row, as data.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

/// One row before and after. `before` is absent for a new row; `after` is never absent in a journal (nothing is deleted).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The kind of the record.
    pub kind: Cow<'static, str>,
    /// The id of the row.
    pub id: String,
    /// The row as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The row as it is now.
    pub after: Option<Value>,
}

/// Why a change can not be applied. The journal it came from can not be trusted: it is quarantined, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// This version knows no such kind of record.
    #[error("no record of kind {0:?} is known")]
    UnknownKind(String),
    /// The row is not what the change says it was.
    #[error("{kind} {id} is not as the change found it")]
    NotAsBefore {
        /// The kind of the record.
        kind: String,
        /// The id of the row.
        id: String,
    },
    /// The row's data can not be read as its kind.
    #[error("{kind} {id}: {why}")]
    Unreadable {
        /// The kind of the record.
        kind: String,
        /// The id of the row.
        id: String,
        /// What the reader said.
        why: String,
    },
}
