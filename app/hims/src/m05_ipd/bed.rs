//! Beds.

use super::ward::WardId;
use crate::engine::{Index, Record, slug_id};
use serde::{Deserialize, Serialize};

slug_id! {
    /// The id of a bed: that of its ward and its number, e.g. `ward-medical-women-07`.
    BedId
}

impl BedId {
    /// The bed of a ward with a number.
    #[must_use]
    pub fn of(ward: &WardId, number: u16) -> Self {
        Self(format!("{ward}-{number:02}"))
    }
}

/// Whether somebody can be put into a bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum BedState {
    /// It can be used. Whether it is taken is said by the admissions.
    InUse,
    /// Nobody is put into it until it is put right.
    Blocked {
        /// Why.
        reason: String,
    },
}

/// A bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bed {
    /// Its id.
    pub id: BedId,
    /// Its ward.
    pub ward: WardId,
    /// Its number in the ward, from 1.
    pub number: u16,
    /// Whether it can be used.
    pub state: BedState,
}

impl Bed {
    /// Index of the ward.
    pub const BY_WARD: &'static str = "ward";
}

impl Record for Bed {
    const KIND: &'static str = "bed";
    type Id = BedId;

    fn id(&self) -> &BedId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index { name: Self::BY_WARD, keys: |b| vec![b.ward.as_str().to_owned()] }]
    }
}
