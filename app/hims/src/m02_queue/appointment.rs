//! Appointments: slot → booked → arrived → in consultation → fulfilled, or cancelled, or no-show.

use super::department::DepartmentId;
use super::session::DoctorSessionId;
use super::time_of_day::TimeOfDay;
use super::token::TokenId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of an appointment: `APT` and a number.
    AppointmentId, "APT"
}

/// A slot: a doctor's session, a day and a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The line of the roster.
    pub session: DoctorSessionId,
    /// The day.
    pub day: Day,
    /// When it begins.
    pub at: TimeOfDay,
}

impl Slot {
    /// The instant at which it begins.
    #[must_use]
    pub fn begins(&self) -> Moment {
        self.at.on(self.day)
    }

    /// The key under which the index has it.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}|{}|{}", self.session.as_str(), self.day.0, self.at.0)
    }
}

/// An earlier slot of an appointment that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The slot before.
    pub from: Slot,
    /// Why.
    pub reason: String,
    /// When and by whom.
    pub moved: Stamp,
}

/// The states of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AppointmentState {
    /// The patient is expected.
    Booked,
    /// The patient is here and has a token.
    Arrived {
        /// The token.
        token: TokenId,
        /// When and by whom.
        arrived: Stamp,
    },
    /// With the doctor.
    InConsult {
        /// The token.
        token: TokenId,
    },
    /// The consultation took place.
    Fulfilled {
        /// The token.
        token: TokenId,
    },
    /// Taken back before the slot.
    Cancelled {
        /// Why.
        reason: String,
        /// When and by whom.
        cancelled: Stamp,
    },
    /// The patient did not come.
    NoShow {
        /// When and by whom it was noted.
        noted: Stamp,
    },
}

/// A step that the appointment's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppointmentStateError;

impl AppointmentState {
    /// The name of the state.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Arrived { .. } => "arrived",
            Self::InConsult { .. } => "in_consult",
            Self::Fulfilled { .. } => "fulfilled",
            Self::Cancelled { .. } => "cancelled",
            Self::NoShow { .. } => "no_show",
        }
    }

    /// Whether the patient is expected, waits or is with the doctor.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Booked | Self::Arrived { .. } | Self::InConsult { .. })
    }

    /// Whether the appointment takes a place in its slot.
    #[must_use]
    pub const fn holds_place(&self) -> bool {
        !matches!(self, Self::Cancelled { .. } | Self::NoShow { .. })
    }

    /// booked → arrived.
    ///
    /// # Errors
    /// [`AppointmentStateError`] from any other state.
    pub fn arrive(self, token: TokenId, arrived: Stamp) -> Result<Self, AppointmentStateError> {
        match self {
            Self::Booked => Ok(Self::Arrived { token, arrived }),
            _ => Err(AppointmentStateError),
        }
    }

    /// booked → cancelled.
    ///
    /// # Errors
    /// [`AppointmentStateError`] from any other state.
    pub fn cancel(self, reason: String, cancelled: Stamp) -> Result<Self, AppointmentStateError> {
        match self {
            Self::Booked => Ok(Self::Cancelled { reason, cancelled }),
            _ => Err(AppointmentStateError),
        }
    }

    /// booked → no-show.
    ///
    /// # Errors
    /// [`AppointmentStateError`] from any other state.
    pub fn not_shown(self, noted: Stamp) -> Result<Self, AppointmentStateError> {
        match self {
            Self::Booked => Ok(Self::NoShow { noted }),
            _ => Err(AppointmentStateError),
        }
    }

    /// What becomes of it when its token is with the doctor; any other state stays.
    #[must_use]
    pub fn consulted(self) -> Self {
        match self {
            Self::Arrived { token, .. } => Self::InConsult { token },
            other => other,
        }
    }

    /// What becomes of it when the consultation ended; any other state stays.
    #[must_use]
    pub fn fulfilled(self) -> Self {
        match self {
            Self::InConsult { token } => Self::Fulfilled { token },
            other => other,
        }
    }
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// The patient.
    pub patient: BhavyaId,
    /// The department.
    pub department: DepartmentId,
    /// The slot.
    pub slot: Slot,
    /// What it is for, in a few words; may be empty.
    #[serde(default)]
    pub note: String,
    /// Where it stands.
    pub state: AppointmentState,
    /// When and by whom it was booked.
    pub booked: Stamp,
    /// The slots that it had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Moved>,
}

impl Appointment {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of department and day: [`super::queue_key`].
    pub const BY_DAY: &'static str = "day";
    /// Index of the slot ([`Slot::key`]), of those that take a place in it.
    pub const BY_SLOT: &'static str = "slot";
}

impl Record for Appointment {
    const KIND: &'static str = "appointment";
    type Id = AppointmentId;

    fn id(&self) -> &AppointmentId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |a| vec![a.patient.as_str().to_owned()] },
            Index { name: Self::BY_DAY, keys: |a| vec![super::queue_key(&a.department, a.slot.day)] },
            Index {
                name: Self::BY_SLOT,
                keys: |a| if a.state.holds_place() { vec![a.slot.key()] } else { Vec::new() },
            },
        ]
    }
}
