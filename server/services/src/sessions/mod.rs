//! The live schedule: my sessions, a session's page, attendance, edits by hand, cancellations, calendar feeds.

mod attendance;
mod calendar;
mod cancel;
mod decide;
mod edit;
mod list;
mod mine;
mod page;
#[cfg(test)]
mod tests;

pub use abhyas_store::sessions::{Attendee, CoTrainer, DecisionRecord, Message, SessionRecord};
pub use attendance::{Mark, attendance_open, mark};
pub use calendar::{calendar_address, feed, new_calendar_address};
pub use cancel::cancel;
pub use decide::{Decisions, Undecided, hold, undecided, undecided_count};
pub use edit::{EditForm, SessionEdit, edit, edit_form};
pub use list::{Filter, Schedule, list};
pub(crate) use mine::seats_of;
pub use mine::{Mine, MySeat, messages_read, mine};
pub use page::{Linked, SessionPage, session_page};

use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::clock::ist;
use abhyas_core::{Language, Permission, SessionId};
use abhyas_store::sessions as store;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};

/// Refusals of sessions.
pub mod codes {
    abhyas_core::codes! {
        /// Attendance is marked around the session only.
        NOT_NOW = "session.attendance_closed";
        /// The person has no seat here.
        NO_SEAT = "session.no_seat";
        /// Not a mark.
        MARK = "session.mark";
        /// The session was cancelled.
        CANCELLED = "session.cancelled";
        /// The session has begun or was held: it can not be changed any more.
        BEGUN = "session.begun";
        /// A remote link is an https address.
        LINK = "session.link";
        /// Not a day.
        DAY = "session.day";
        /// Nobody has this staff id, or they need no such module.
        NO_PERSON = "session.no_person";
        /// What a rule says of this session, with whom and what.
        CONFLICT = "session.conflict";
        /// Other rooms join it by a link.
        IS_JOINED = "session.is_joined";
        /// It has as many people as its module asks for, or its module asks for none.
        ENOUGH = "session.enough";
        /// Somebody decided already that it is held. Values: `who`, `why`.
        DECIDED = "session.decided";
    }
}

/// Begin and end of a session, over all its half-days, by the hours of the programme.
pub(crate) fn times(hours: &crate::plans::Hours, session: &SessionRecord) -> (DateTime<Utc>, DateTime<Utc>) {
    let ((begin, _), (_, end)) = (hours.of(session.half), hours.of(session.last_half));
    let at = |day: NaiveDate, text: &str| {
        let time = day.and_time(NaiveTime::parse_from_str(text, "%H:%M").unwrap_or(NaiveTime::MIN));
        let local = ist().from_local_datetime(&time).single();
        local.map_or_else(|| time.and_utc(), |at| at.with_timezone(&Utc))
    };
    (at(session.day, begin), at(session.last_day, end))
}

/// When a session is held, in words.
#[must_use]
pub fn when(hours: &crate::plans::Hours, session: &SessionRecord, language: Language) -> String {
    hours.span(language, (session.day, session.half), (session.last_day, session.last_half))
}

/// A session that the actor may see: coordinators those of their districts, trainers the ones they hold or help to, trainees the ones
/// they sit in. Returns whether the actor leads there (sees more than their own).
pub(crate) async fn visible(sv: &Services, actor: &Actor, id: &SessionId) -> Outcome<(SessionRecord, bool)> {
    let session = store::session_by_id(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
    if actor.may(Permission::SeeSessions, Subject::District(&session.district)) || session.led_by(&actor.person) {
        return Ok((session, true));
    }
    let sits = store::presence(sv.db(), id, &actor.person).await?.is_some();
    if sits && actor.may(Permission::SeeSessions, Subject::Own) {
        Ok((session, false))
    } else {
        Err(ServiceError::NotFound)
    }
}
