//! Two records of one patient become one, and can become two again.

use super::abha::AbhaLink;
use super::bhavya_id::BhavyaId;
use super::codes;
use super::patient::{Birth, Patient, Stamp};
use crate::engine::{Index, Record, numbered_id};
use crate::time::Calendar;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a merge: `MRG` and a number.
    MergeId, "MRG"
}

/// What speaks against two records being one patient. A supervisor decides about these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// The sex differs.
    Sex,
    /// The birth dates differ, or the ages by more than five years.
    Birth,
    /// Both have an ABHA number, and not the same.
    Abha,
}

/// Ages told from memory may differ by this many years without being a conflict.
const AGE_TOLERANCE_YEARS: i32 = 5;

impl Conflict {
    /// The conflicts between two records.
    #[must_use]
    pub fn between(one: &Patient, other: &Patient, calendar: Calendar) -> Vec<Self> {
        let mut found = Vec::new();
        if one.sex != other.sex {
            found.push(Self::Sex);
        }
        let births_differ = match (one.birth, other.birth) {
            (Birth::On { day: a }, Birth::On { day: b }) => a != b,
            (a, b) => a.day(calendar).0.abs_diff(b.day(calendar).0) > (AGE_TOLERANCE_YEARS * 366).unsigned_abs(),
        };
        if births_differ {
            found.push(Self::Birth);
        }
        if let (Some(a), Some(b)) = (one.abha.number(), other.abha.number())
            && a != b
        {
            found.push(Self::Abha);
        }
        found
    }
}

/// The ABHA link that went to the surviving record, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedAbha {
    /// The survivor's link before.
    pub survivor_had: AbhaLink,
    /// The duplicate's link before: the one that the survivor got.
    pub duplicate_had: AbhaLink,
}

/// The states of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MergeState {
    /// Somebody thinks so.
    Proposed,
    /// Somebody in another role agrees.
    Approved {
        /// When and by whom.
        approved: Stamp,
    },
    /// Somebody in another role does not agree.
    Rejected {
        /// Why.
        reason: String,
        /// When and by whom.
        rejected: Stamp,
    },
    /// Done.
    Merged {
        /// The approval.
        approved: Stamp,
        /// When and by whom it was carried out.
        merged: Stamp,
        /// What went over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved: Option<MovedAbha>,
    },
    /// Taken back: both records stand again as before.
    Reversed {
        /// Why.
        reason: String,
        /// When it was carried out, and by whom.
        merged: Stamp,
        /// When it was taken back, and by whom.
        reversed: Stamp,
    },
}

/// A step that the merge's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeStateError;

impl From<MergeStateError> for Refusal {
    fn from(_: MergeStateError) -> Self {
        Self::new(codes::MERGE_STATE)
    }
}

impl MergeState {
    /// The name of the state.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Merged { .. } => "merged",
            Self::Reversed { .. } => "reversed",
        }
    }

    /// Whether it still waits for somebody.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Proposed | Self::Approved { .. })
    }

    /// proposed → approved.
    ///
    /// # Errors
    /// [`MergeStateError`] from any other state.
    pub fn approve(self, approved: Stamp) -> Result<Self, MergeStateError> {
        match self {
            Self::Proposed => Ok(Self::Approved { approved }),
            _ => Err(MergeStateError),
        }
    }

    /// proposed or approved → rejected.
    ///
    /// # Errors
    /// [`MergeStateError`] from any other state.
    pub fn reject(self, reason: String, rejected: Stamp) -> Result<Self, MergeStateError> {
        match self {
            Self::Proposed | Self::Approved { .. } => Ok(Self::Rejected { reason, rejected }),
            _ => Err(MergeStateError),
        }
    }

    /// approved → merged.
    ///
    /// # Errors
    /// [`MergeStateError`] from any other state.
    pub fn complete(self, moved: Option<MovedAbha>, merged: Stamp) -> Result<Self, MergeStateError> {
        match self {
            Self::Approved { approved } => Ok(Self::Merged { approved, merged, moved }),
            _ => Err(MergeStateError),
        }
    }

    /// merged → reversed; gives back what had gone over.
    ///
    /// # Errors
    /// [`MergeStateError`] from any other state.
    pub fn reverse(self, reason: String, reversed: Stamp) -> Result<(Self, Option<MovedAbha>), MergeStateError> {
        match self {
            Self::Merged { merged, moved, .. } => Ok((Self::Reversed { reason, merged, reversed }, moved)),
            _ => Err(MergeStateError),
        }
    }
}

/// A merge of two records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Its id.
    pub id: MergeId,
    /// The record that stands.
    pub survivor: BhavyaId,
    /// The record that stands no longer.
    pub duplicate: BhavyaId,
    /// Why they are thought to be one patient.
    pub reason: String,
    /// What speaks against it, when it was proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// Who proposed it, and when.
    pub proposed: Stamp,
    /// Where it stands.
    pub state: MergeState,
}

impl Merge {
    /// Index of both patients' BHAVYA IDs.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the name of the state.
    pub const BY_STATE: &'static str = "state";
}

impl Record for Merge {
    const KIND: &'static str = "merge";
    type Id = MergeId;

    fn id(&self) -> &MergeId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index {
                name: Self::BY_PATIENT,
                keys: |m| vec![m.survivor.as_str().to_owned(), m.duplicate.as_str().to_owned()],
            },
            Index { name: Self::BY_STATE, keys: |m| vec![m.state.name().to_owned()] },
        ]
    }
}
