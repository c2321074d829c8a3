//! Scan & Share: the patient scans the hospital's QR with an ABHA app, the profile comes to the desk, and a share token
//! holds the place for half an hour.

use super::department::DepartmentId;
use super::token::TokenId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{AbhaNumber, Birth, Name, Sex, Stamp};
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a share token: `SHR` and a number.
    ShareId, "SHR"
}

/// How long a share token is good for, in minutes. The hospital sets it when it answers a shared profile (the `expiry` of ABDM's
/// Scan & Share); half an hour is what its documents show.
pub const SHARE_MINUTES: i64 = 30;

/// The states of a share token. Whether it expired follows from the time, not from a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ShareState {
    /// The profile is at the desk.
    Shared,
    /// The patient came to the desk with it and has a token.
    Used {
        /// That token.
        token: TokenId,
        /// When and by whom.
        used: Stamp,
    },
}

/// A share token, with the profile that the patient shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareToken {
    /// Its id.
    pub id: ShareId,
    /// Its number of the day, which the patient's phone shows.
    pub number: u64,
    /// The department that the patient chose.
    pub department: DepartmentId,
    /// The ABHA number of the profile.
    pub abha: AbhaNumber,
    /// The name of the profile.
    pub name: Name,
    /// The sex of the profile.
    pub sex: Sex,
    /// The birth of the profile.
    pub birth: Birth,
    /// When it was shared, and who played the patient's phone.
    pub shared: Stamp,
    /// Until when it is good.
    pub expires: Moment,
    /// Where it stands.
    pub state: ShareState,
}

impl ShareToken {
    /// Index of the day on which it was shared, of those that are not used.
    pub const BY_OPEN: &'static str = "open";

    /// The key of a day in the index.
    #[must_use]
    pub fn day_key(day: Day) -> String {
        day.0.to_string()
    }

    /// Whether it is too late to use it.
    #[must_use]
    pub fn has_expired(&self, now: Moment) -> bool {
        now >= self.expires
    }
}

impl Record for ShareToken {
    const KIND: &'static str = "share_token";
    type Id = ShareId;

    fn id(&self) -> &ShareId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index {
            name: Self::BY_OPEN,
            keys: |s| match s.state {
                ShareState::Shared => vec![Self::day_key(s.shared.at.day())],
                ShareState::Used { .. } => Vec::new(),
            },
        }]
    }
}
