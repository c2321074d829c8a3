//! Counts of the shelf that differ from the balance: proposed by one, approved by another.

use super::batch::BatchId;
use super::codes;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a count: `CNT` and a number.
    StockCountId, "CNT"
}

/// The states of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CountState {
    /// Somebody counted; the balance stands as it was.
    Proposed,
    /// Somebody else agreed; the balance was corrected.
    Approved {
        /// When and by whom.
        approved: Stamp,
    },
    /// Somebody else did not agree.
    Rejected {
        /// Why.
        reason: String,
        /// When and by whom.
        rejected: Stamp,
    },
}

/// The count was decided before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountStateError;

impl From<CountStateError> for Refusal {
    fn from(_: CountStateError) -> Self {
        Self::new(codes::COUNT_STATE)
    }
}

impl CountState {
    /// The name of the state.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// proposed → approved.
    ///
    /// # Errors
    /// [`CountStateError`] from any other state.
    pub fn approve(self, approved: Stamp) -> Result<Self, CountStateError> {
        match self {
            Self::Proposed => Ok(Self::Approved { approved }),
            _ => Err(CountStateError),
        }
    }

    /// proposed → rejected.
    ///
    /// # Errors
    /// [`CountStateError`] from any other state.
    pub fn reject(self, reason: String, rejected: Stamp) -> Result<Self, CountStateError> {
        match self {
            Self::Proposed => Ok(Self::Rejected { reason, rejected }),
            _ => Err(CountStateError),
        }
    }
}

/// A count of what stands on the shelf of one batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockCount {
    /// Its id.
    pub id: StockCountId,
    /// Which batch.
    pub batch: BatchId,
    /// Units that the balance said.
    pub expected: u32,
    /// Units that were counted.
    pub counted: u32,
    /// What explains the difference.
    pub reason: String,
    /// Who counted, and when.
    pub proposed: Stamp,
    /// Where it stands.
    pub state: CountState,
}

impl StockCount {
    /// Index of the batch.
    pub const BY_BATCH: &'static str = "batch";
    /// Index of the name of the state.
    pub const BY_STATE: &'static str = "state";
}

impl Record for StockCount {
    const KIND: &'static str = "stock_count";
    type Id = StockCountId;

    fn id(&self) -> &StockCountId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_BATCH, keys: |c| vec![c.batch.as_str().to_owned()] },
            Index { name: Self::BY_STATE, keys: |c| vec![c.state.name().to_owned()] },
        ]
    }
}
