//! What an operation answers when it does not succeed.

use abhyas_core::Refusal;
use abhyas_store::{Constraint, StoreError};

/// Refusals that belong to no area.
pub mod codes {
    abhyas_core::codes! {
        /// A field that must be filled is empty.
        MISSING = "form.missing";
        /// Someone else changed the same record meanwhile.
        CHANGED_MEANWHILE = "form.changed_meanwhile";
        /// A value that must be unique is in use.
        TAKEN = "form.taken";
        /// Something that the record refers to does not exist (any more), or is still referred to.
        REFERENCE = "form.reference";
        /// A form's key was used for another act.
        KEY_REUSED = "form.key_reused";
        /// The mobile number belongs to another person.
        MOBILE_TAKEN = "person.mobile_taken";
        /// The staff id belongs to another person.
        STAFF_ID_TAKEN = "person.staff_id_taken";
        /// The room has another session in this slot.
        ROOM_TAKEN = "session.room_taken";
        /// The trainer has another session in this slot.
        TRAINER_TAKEN = "session.trainer_taken";
        /// The person sits in another session in this slot.
        PERSON_TAKEN = "session.person_taken";
        /// The person has a seat for this module already.
        MODULE_SEATED = "session.module_seated";
        /// No seat is left.
        FULL = "session.full";
        /// The person has a valid certificate for this module already.
        CERTIFIED = "certificate.exists";
    }
}

/// Why an operation did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    /// The rules refuse it; each refusal says why and what to do next.
    #[error("refused: {0:?}")]
    Refused(Vec<Refusal>),
    /// It does not exist, or not for this person.
    #[error("not found")]
    NotFound,
    /// It needs someone to be signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Too much at once: try again later.
    #[error("busy")]
    Busy {
        /// After how many seconds to try again.
        retry_after_seconds: u32,
    },
    /// The disk is full: reading goes on, writing does not.
    #[error("storage full")]
    StorageFull,
    /// Something is broken. The text is for the log, never for the screen.
    #[error("internal: {0}")]
    Internal(String),
}

/// What an operation answers.
pub type Outcome<T> = Result<T, ServiceError>;

impl ServiceError {
    /// One refusal.
    #[must_use]
    pub fn refused(refusal: impl Into<Refusal>) -> Self {
        Self::Refused(vec![refusal.into()])
    }
}

impl From<Refusal> for ServiceError {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal)
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("json: {error}"))
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Constraint(constraint) => Self::refused(refusal_of(&constraint)),
            StoreError::Busy(_) => Self::Busy { retry_after_seconds: 2 },
            StoreError::Full => Self::StorageFull,
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The refusal that a broken constraint stands for, at the field that a form would mark.
fn refusal_of(constraint: &Constraint) -> Refusal {
    match constraint {
        Constraint::PersonMobile => Refusal::new(codes::MOBILE_TAKEN).at("mobile"),
        Constraint::PersonStaffId => Refusal::new(codes::STAFF_ID_TAKEN).at("staff_id"),
        Constraint::SessionRoomSlot => Refusal::new(codes::ROOM_TAKEN).at("room"),
        Constraint::SessionTrainerSlot => Refusal::new(codes::TRAINER_TAKEN).at("trainer"),
        Constraint::SessionCapacity => Refusal::new(codes::FULL),
        Constraint::SeatPersonSlot => Refusal::new(codes::PERSON_TAKEN).at("person"),
        Constraint::SeatPersonModule => Refusal::new(codes::MODULE_SEATED).at("person"),
        Constraint::PinOnce => Refusal::new(codes::CHANGED_MEANWHILE),
        Constraint::CertificateOneValid => Refusal::new(codes::CERTIFIED),
        Constraint::Reference => Refusal::new(codes::REFERENCE),
        _ => Refusal::new(codes::TAKEN),
    }
}
