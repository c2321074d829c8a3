//! Tokens: waiting → called → in consultation → done, or left, cancelled, transferred.

use super::appointment::AppointmentId;
use super::codes;
use super::department::DepartmentId;
use super::lane::Lane;
use super::share::ShareId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::time::{Day, Moment};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a token: `TOK` and a number. What the patient reads is the token's number in its queue.
    TokenId, "TOK"
}

/// The key of a queue, one department on one day, under which indexes have it.
#[must_use]
pub fn queue_key(department: &DepartmentId, day: Day) -> String {
    format!("{}|{}", department.as_str(), day.0)
}

/// Where a token came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// The patient came without an appointment.
    WalkIn,
    /// The patient came to an appointment.
    Appointment {
        /// Which.
        appointment: AppointmentId,
    },
    /// The patient scanned the hospital's QR and shared the ABHA profile.
    Share {
        /// Which.
        share: ShareId,
    },
    /// The patient was sent from another department.
    Transfer {
        /// The token there.
        token: TokenId,
    },
}

/// One call of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// When and by whom.
    pub called: Stamp,
    /// Why others were passed over, when they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<String>,
}

/// A change of the lane while waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneChange {
    /// The lane before.
    pub from: Lane,
    /// The reason of that lane.
    pub reason: String,
    /// When and by whom it was changed.
    pub changed: Stamp,
}

/// The states of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TokenState {
    /// In the waiting hall.
    Waiting,
    /// Called to the room.
    Called,
    /// With the doctor.
    InConsult {
        /// Since when, and with whom.
        began: Stamp,
    },
    /// The consultation ended.
    Done {
        /// When it began.
        began: Stamp,
        /// When it ended.
        ended: Stamp,
    },
    /// The patient went away.
    Left {
        /// What is known of it.
        reason: String,
        /// When and by whom it was noted.
        noted: Stamp,
    },
    /// Given in error.
    Cancelled {
        /// Why.
        reason: String,
        /// When and by whom.
        cancelled: Stamp,
    },
    /// Sent to another department.
    Transferred {
        /// The token there.
        to: TokenId,
        /// Why.
        reason: String,
        /// When and by whom.
        transferred: Stamp,
    },
}

impl TokenState {
    /// The name of the state.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::InConsult { .. } => "in_consult",
            Self::Done { .. } => "done",
            Self::Left { .. } => "left",
            Self::Cancelled { .. } => "cancelled",
            Self::Transferred { .. } => "transferred",
        }
    }

    /// Whether the patient is still to be seen, or with the doctor.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Called | Self::InConsult { .. })
    }

    /// waiting → called.
    ///
    /// # Errors
    /// [`codes::TOKEN_NOT_WAITING`].
    pub fn call(self) -> Result<Self, Refusal> {
        match self {
            Self::Waiting => Ok(Self::Called),
            _ => Err(codes::TOKEN_NOT_WAITING.into()),
        }
    }

    /// called → waiting again, because nobody came.
    ///
    /// # Errors
    /// [`codes::TOKEN_NOT_CALLED`].
    pub fn skip(self) -> Result<Self, Refusal> {
        match self {
            Self::Called => Ok(Self::Waiting),
            _ => Err(codes::TOKEN_NOT_CALLED.into()),
        }
    }

    /// called → in consultation.
    ///
    /// # Errors
    /// [`codes::TOKEN_NOT_CALLED`].
    pub fn begin(self, began: Stamp) -> Result<Self, Refusal> {
        match self {
            Self::Called => Ok(Self::InConsult { began }),
            _ => Err(codes::TOKEN_NOT_CALLED.into()),
        }
    }

    /// in consultation → done.
    ///
    /// # Errors
    /// [`codes::TOKEN_NOT_IN_CONSULT`].
    pub fn end(self, ended: Stamp) -> Result<Self, Refusal> {
        match self {
            Self::InConsult { began } => Ok(Self::Done { began, ended }),
            _ => Err(codes::TOKEN_NOT_IN_CONSULT.into()),
        }
    }

    /// waiting, called or in consultation → left.
    ///
    /// # Errors
    /// [`codes::TOKEN_CLOSED`] from any other state.
    pub fn leave(self, reason: String, noted: Stamp) -> Result<Self, Refusal> {
        if self.is_open() { Ok(Self::Left { reason, noted }) } else { Err(codes::TOKEN_CLOSED.into()) }
    }

    /// waiting or called → cancelled.
    ///
    /// # Errors
    /// [`codes::TOKEN_CLOSED`] from any other state.
    pub fn cancel(self, reason: String, cancelled: Stamp) -> Result<Self, Refusal> {
        self.before_consult().map(|()| Self::Cancelled { reason, cancelled })
    }

    /// waiting or called → transferred.
    ///
    /// # Errors
    /// [`codes::TOKEN_CLOSED`] from any other state.
    pub fn transfer(self, to: TokenId, reason: String, transferred: Stamp) -> Result<Self, Refusal> {
        self.before_consult().map(|()| Self::Transferred { to, reason, transferred })
    }

    /// Whether the patient has not been with the doctor yet.
    ///
    /// # Errors
    /// [`codes::TOKEN_CLOSED`] when the patient is there, was there, or has gone.
    pub fn before_consult(&self) -> Result<(), Refusal> {
        match self {
            Self::Waiting | Self::Called => Ok(()),
            _ => Err(codes::TOKEN_CLOSED.into()),
        }
    }
}

/// A token: a patient's place in the queue of a department on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// The department.
    pub department: DepartmentId,
    /// The day.
    pub day: Day,
    /// Its number in the queue: from 1, strictly increasing, given once.
    pub number: u64,
    /// The patient.
    pub patient: BhavyaId,
    /// The lane.
    pub lane: Lane,
    /// Why in that lane: what the desk wrote; the age for the elderly; empty for everybody else.
    #[serde(default)]
    pub lane_reason: String,
    /// Where it came from.
    pub origin: Origin,
    /// The place within its lane: the number, until the patient was called and did not come.
    pub turn: u64,
    /// When and by whom it was given.
    pub issued: Stamp,
    /// Where it stands.
    pub state: TokenState,
    /// The calls so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// The times when nobody came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skips: Vec<Stamp>,
    /// Changes of the lane.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lane_changes: Vec<LaneChange>,
}

impl Token {
    /// Index of the queue ([`queue_key`]).
    pub const BY_QUEUE: &'static str = "queue";
    /// Index of the queue, of those that are open ([`TokenState::is_open`]).
    pub const BY_OPEN: &'static str = "open";
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";

    /// What decides who is called first: the lane's rank, then the place within it.
    #[must_use]
    pub const fn order(&self) -> (u8, u64, u64) {
        (self.lane.rank(), self.turn, self.number)
    }

    /// Minutes from the issue of the token until `now`, or until the consultation began.
    #[must_use]
    pub fn waited_minutes(&self, now: Moment) -> i64 {
        let until = match &self.state {
            TokenState::InConsult { began } | TokenState::Done { began, .. } => began.at,
            TokenState::Left { noted: at, .. }
            | TokenState::Cancelled { cancelled: at, .. }
            | TokenState::Transferred { transferred: at, .. } => at.at,
            TokenState::Waiting | TokenState::Called => now,
        };
        until.minutes_since(self.issued.at).max(0)
    }
}

impl Record for Token {
    const KIND: &'static str = "token";
    type Id = TokenId;

    fn id(&self) -> &TokenId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_QUEUE, keys: |t| vec![queue_key(&t.department, t.day)] },
            Index {
                name: Self::BY_OPEN,
                keys: |t| if t.state.is_open() { vec![queue_key(&t.department, t.day)] } else { Vec::new() },
            },
            Index { name: Self::BY_PATIENT, keys: |t| vec![t.patient.as_str().to_owned()] },
        ]
    }
}
