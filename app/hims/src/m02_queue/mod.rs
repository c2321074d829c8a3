//! M02: appointments, tokens and queues. Who waits where, and who is next?
//!
//! * Appointments: slot → booked → arrived → in consultation → fulfilled, or cancelled, or no-show ([`AppointmentState`]).
//!   No double booking, no doctor off the roster, no slot of the past, no more patients than a slot has places.
//! * Tokens: one queue a department and day; numbers strictly increase, and a patient has one open token in a queue.
//!   waiting → called → in consultation → done, or left, cancelled, transferred ([`TokenState`]).
//! * Priority lanes with the reason: emergency before pregnant, elderly (60 and older) and disabled, these before everybody
//!   else ([`Lane`]). Nobody is called before them without a reason that is kept.
//! * Scan & Share: the profile that a patient shares by the hospital's QR is good for half an hour ([`ShareToken`]).
//!
//! Rules of the row M02 in the module table of the programme.

mod appointment;
mod call_next;
pub mod codes;
mod consult;
mod department;
mod lane;
pub mod queue;
mod rights;
mod session;
mod share;
pub mod standard;
mod time_of_day;
mod token;

pub use appointment::{Appointment, AppointmentId, AppointmentState, AppointmentStateError, Moved, Slot};
pub use call_next::CallNext;
pub(crate) use consult::{begin_consult, end_consult};
pub use department::{Department, DepartmentId};
pub use lane::{ELDERLY_FROM, Lane};
pub use session::{DayOff, Days, DoctorSession, DoctorSessionId};
pub use share::{SHARE_MINUTES, ShareId, ShareState, ShareToken};
pub use time_of_day::TimeOfDay;
pub use token::{Call, LaneChange, Origin, Token, TokenId, TokenState, queue_key};
