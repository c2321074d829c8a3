//! Pins: what the next plan must leave as it is, with who decided so and why.
//!
//! A pin holds a session where it stands (its place, time and trainer), with its people or without them, or one person's seat
//! in it. It binds everybody until it is removed: the search, whoever publishes a plan, and whoever changes the session by
//! hand. It may name a session of a draft; the next plan then has it too. A pin that can not be kept stops the next plan with
//! what stands in its way; one whose day has come holds nothing any more. A week that was pinned as a whole takes no new
//! session from the next plan on.

mod add;
mod bar;
mod form;
mod hold;
mod list;
mod lock;
mod remove;
#[cfg(test)]
mod tests;
mod together;

pub use add::{NewPin, What, pin};
pub(super) use bar::bar;
pub use form::{PinForm, pin_form, trainers, week_districts};
pub(crate) use hold::{before_cancel, before_edit};
pub use list::{PinLine, SessionPins, pins, session_pins};
pub(super) use lock::{broken, lock};
pub use remove::{unpin, unpin_week};
pub use together::{pin_trainer, pin_week};

use super::book::Book;
use super::tell::Hours;
use crate::Outcome;
use abhyas_core::{Code, Language, Refusal};
use abhyas_store::plan_pins::PinRecord;

/// Refusals of pins.
pub mod codes {
    abhyas_core::codes! {
        /// What lies on or before today can not be pinned: it does not change any more.
        PAST = "pin.past";
        /// The same is pinned already.
        ALREADY = "pin.already";
        /// The session is pinned at another place or time.
        ELSEWHERE = "pin.elsewhere";
        /// The person's seat for the module is pinned in another session.
        OTHER_SEAT = "pin.other_seat";
        /// The person does not sit in this session.
        NO_SEAT = "pin.no_seat";
        /// Nothing of this week can be pinned.
        EMPTY_WEEK = "pin.empty_week";
        /// The trainer holds nothing that can be pinned.
        EMPTY_TRAINER = "pin.empty_trainer";
        /// Not a day.
        DAY = "pin.day";
        /// The pinned session was cancelled.
        CANCELLED = "pin.cancelled";
        /// The room of a pinned session is not there any more.
        ROOM_GONE = "pin.room_gone";
        /// The trainer of a pinned session is not there any more.
        TRAINER_GONE = "pin.trainer_gone";
        /// The module of a pinned session is not there any more.
        MODULE_GONE = "pin.module_gone";
        /// The day of a pinned session is not in the calendar any more.
        DAY_GONE = "pin.day_gone";
        /// Somebody who is pinned left, or does not need the module any more.
        PERSON_GONE = "pin.person_gone";
        /// Pinned as it is, the session breaks a rule.
        BREAKS = "pin.breaks";
        /// The plan to be published does not keep a pin.
        NOT_KEPT = "pin.not_kept";
        /// A change by hand would break a pin.
        HOLDS = "pin.holds";
    }
}

/// What a pin holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// The session with exactly its people.
    Session,
    /// The session; its people may change.
    Place,
    /// One person's seat in it, and so the session's place.
    Seat,
}

impl PinKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Place => "place",
            Self::Seat => "seat",
        }
    }

    fn of(record: &PinRecord) -> Self {
        match record.kind.as_str() {
            "seat" => Self::Seat,
            "place" => Self::Place,
            _ => Self::Session,
        }
    }
}

/// The people of a pin.
fn people(pin: &PinRecord) -> Outcome<Vec<String>> {
    Ok(serde_json::from_str(&pin.people)?)
}

/// Speaks of pins.
struct Speaker<'a> {
    language: Language,
    book: &'a Book,
    hours: &'a Hours,
}

impl Speaker<'_> {
    /// `M01 Registration, Monday 7 December 2026, 09:30–13:00`.
    fn session(&self, pin: &PinRecord) -> String {
        let module = self.book.module(&pin.module);
        format!("{} {}, {}", pin.module, module.name(self.language), self.hours.long(self.language, pin.day, pin.half))
    }

    fn place(&self, pin: &PinRecord) -> String {
        let place = self.book.place(&pin.room);
        format!("{}, {}", place.venue.name(self.language), place.room.name(self.language))
    }

    /// A refusal that says which pin it is about: session, who and why.
    fn about(&self, code: Code, pin: &PinRecord) -> Refusal {
        Refusal::new(code).with("session", self.session(pin)).with("who", &pin.made_by_name).with("why", &pin.reason)
    }
}
