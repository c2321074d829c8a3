//! One session: where, when, by whom, and who is coming.

use super::{times, visible};
use crate::plans::Hours;
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::{Permission, SessionId};
use abhyas_store::sessions::{self as store, Attendee, SessionRecord};
use chrono::{DateTime, Utc};

/// A session as its page shows it.
#[derive(Debug, Clone)]
pub struct SessionPage {
    /// The session.
    pub session: SessionRecord,
    /// Who is coming, by name.
    pub people: Vec<Attendee>,
    /// When it begins.
    pub begins: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// The hours of the half-days.
    pub hours: Hours,
    /// Whether staff ids and attendance are shown: to those who lead or hold it.
    pub leads: bool,
    /// Whether this person may change or cancel it.
    pub may_edit: bool,
    /// Whether this person may mark attendance, at the right time.
    pub may_mark: bool,
}

/// Loads a session's page.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] when there is none, or not for this person.
pub async fn session_page(sv: &Services, actor: &Actor, id: &SessionId) -> Outcome<SessionPage> {
    let (session, leads) = visible(sv, actor, id).await?;
    let hours = Hours::load(sv).await?;
    let (begins, ends) = times(&hours, &session);
    let district = Subject::District(&session.district);
    let holds = session.trainer == actor.person && actor.may(Permission::MarkAttendance, Subject::Own);
    let open = session.state == "planned" && sv.now() < begins;
    Ok(SessionPage {
        people: store::attendees(sv.db(), id).await?,
        may_edit: open && actor.may(Permission::EditSession, district),
        may_mark: session.state != "cancelled" && (holds || actor.may(Permission::MarkAttendance, district)),
        session,
        begins,
        ends,
        hours,
        leads,
    })
}
