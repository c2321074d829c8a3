//! Attendance: marked by the one who holds the session, or by those who lead the district; around the session only.

use super::codes;
use super::page::{SessionPage, session_page};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{Language, OnceKey, PersonId, Refusal, SessionId};
use abhyas_i18n::format;
use abhyas_store::sessions as store;
use chrono::Duration;

/// Attendance opens so long before a session begins: people come early.
const BEFORE_MINUTES: i64 = 60;
/// And stays open so long after its end: paper lists are entered a day later.
const AFTER_HOURS: i64 = 48;

/// One person's mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub person: PersonId,
    /// `present`, `absent`, `excused`; empty takes a mark back.
    pub presence: String,
}

/// Whether attendance of a session is open at the programme's present.
///
/// # Errors
/// A refusal with the times between which it is.
pub fn attendance_open(sv: &Services, page: &SessionPage, language: Language) -> Result<(), Refusal> {
    let from = page.begins - Duration::minutes(BEFORE_MINUTES);
    let to = page.ends + Duration::hours(AFTER_HOURS);
    let now = sv.now();
    if now >= from && now <= to {
        return Ok(());
    }
    Err(Refusal::new(codes::NOT_NOW)
        .with("from", format::instant(language, from))
        .with("to", format::instant(language, to)))
}

/// Marks who was there. The session counts as held from its first mark on, and plans leave it alone.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not; refusals outside the time, for other marks and for people without a seat.
pub async fn mark(sv: &Services, actor: &Actor, key: &OnceKey, session: &SessionId, marks: &[Mark]) -> Outcome<usize> {
    let page = session_page(sv, actor, session).await?;
    if page.session.state == "cancelled" {
        return Err(Refusal::new(codes::CANCELLED).into());
    }
    if !page.may_mark {
        return Err(ServiceError::NotFound);
    }
    attendance_open(sv, &page, actor.language)?;
    if marks.iter().any(|m| !matches!(m.presence.as_str(), "" | "present" | "absent" | "excused")) {
        return Err(Refusal::new(codes::MARK).into());
    }
    let new: Vec<&Mark> = marks.iter().filter(|m| changes(&page, m)).collect();
    let mut tx = sv.db().begin().await?;
    if once::begin(&mut tx, sv, actor, key, "session.attendance").await?.is_some() || new.is_empty() {
        return Ok(0);
    }
    for it in &new {
        if !store::mark(&mut tx, session, &it.person, &it.presence, &actor.person, sv.now()).await? {
            return Err(Refusal::new(codes::NO_SEAT).into());
        }
    }
    store::session_is_held(&mut tx, session, sv.real_now()).await?;
    let detail: Vec<_> =
        new.iter().map(|m| serde_json::json!({"person": m.person.as_str(), "presence": m.presence})).collect();
    let district = Some(&page.session.district);
    audit::record(&mut tx, sv, actor, "session.attendance", ("session", session.as_str()), district, detail.into())
        .await?;
    once::finish(&mut tx, key, "marked").await?;
    tx.commit().await?;
    Ok(new.len())
}

/// Whether a mark says anything new.
fn changes(page: &SessionPage, mark: &Mark) -> bool {
    page.people.iter().find(|p| p.person == mark.person).is_none_or(|p| p.presence != mark.presence)
}
