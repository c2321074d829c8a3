//! One session: where, when, by whom, and who is coming.

use super::{times, visible};
use crate::plans::Hours;
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::{Permission, SessionId};
use abhyas_store::sessions::{self as store, Attendee, DecisionRecord, SessionRecord};
use chrono::{DateTime, Utc};

/// Another session of the same link.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The session.
    pub session: SessionRecord,
    /// Whether this person may open its page.
    pub may_open: bool,
}

impl Linked {
    fn new(actor: &Actor, session: SessionRecord) -> Self {
        let sees = actor.may(Permission::SeeSessions, Subject::District(&session.district));
        Self { may_open: sees || session.led_by(&actor.person), session }
    }
}

/// A session as its page shows it.
#[derive(Debug, Clone)]
pub struct SessionPage {
    /// The session.
    pub session: SessionRecord,
    /// The session that it joins by a link.
    pub hub: Option<Linked>,
    /// Those that join it.
    pub joining: Vec<Linked>,
    /// What was decided although too few are coming; for those who lead.
    pub decision: Option<DecisionRecord>,
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
    let holds = session.led_by(&actor.person) && actor.may(Permission::MarkAttendance, Subject::Own);
    let open = session.state == "planned" && sv.now() < begins;
    let hub = match &session.joins {
        Some(hub) => store::session_by_id(sv.db(), hub).await?,
        None => None,
    };
    let joining = store::sessions_joining(sv.db(), id).await?;
    let decision = if leads { store::session_decision(sv.db(), id).await? } else { None };
    Ok(SessionPage {
        hub: hub.map(|hub| Linked::new(actor, hub)),
        joining: joining.into_iter().map(|room| Linked::new(actor, room)).collect(),
        decision,
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
