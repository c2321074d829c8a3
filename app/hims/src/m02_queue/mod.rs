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

mod add_session;
mod appointment;
mod arrive;
mod book_appointment;
mod call_next;
mod cancel_appointment;
mod cancel_token;
mod change_lane;
pub mod codes;
mod consult;
mod department;
mod issue;
mod issue_token;
mod lane;
mod leave_queue;
mod mark_no_show;
pub mod queue;
mod recall;
mod redeem_share;
mod reschedule_appointment;
mod rights;
mod session;
mod share;
mod share_profile;
mod skip;
mod slots;
pub mod standard;
mod take_off;
mod time_of_day;
mod token;
mod transfer_token;

#[cfg(test)]
mod tests;

pub use add_session::AddSession;
pub use appointment::{Appointment, AppointmentId, AppointmentState, AppointmentStateError, Moved, Slot};
pub use arrive::Arrive;
pub use book_appointment::BookAppointment;
pub use call_next::CallNext;
pub use cancel_appointment::CancelAppointment;
pub use cancel_token::CancelToken;
pub use change_lane::ChangeLane;
pub(crate) use consult::{begin_consult, end_consult, leave};
pub use department::{Department, DepartmentId};
pub use issue_token::IssueToken;
pub use lane::{ELDERLY_FROM, Lane};
pub use leave_queue::LeaveQueue;
pub use mark_no_show::MarkNoShow;
pub use recall::Recall;
pub use redeem_share::RedeemShare;
pub use reschedule_appointment::RescheduleAppointment;
pub use session::{DayOff, Days, DoctorSession, DoctorSessionId};
pub use share::{SHARE_MINUTES, ShareId, ShareState, ShareToken};
pub use share_profile::ShareProfile;
pub use skip::Skip;
pub use slots::{DAYS_AHEAD, places_left};
pub use take_off::TakeOff;
pub use time_of_day::TimeOfDay;
pub use token::{Call, LaneChange, Origin, Token, TokenId, TokenState, queue_key};
pub use transfer_token::TransferToken;
