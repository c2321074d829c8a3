//! The private calendar feed: an address that only its owner knows, read by phones and desktop calendars (RFC 5545).

use super::times;
use crate::plans::Hours;
use crate::{Actor, Outcome, ServiceError, Services, audit};
use abhyas_core::{Language, PersonId};
use abhyas_store::sessions::{self as store, SessionRecord};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use sha2::{Digest, Sha256};

/// The secret of an address: 192 random bits.
const SECRET_BYTES: usize = 24;

fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// Makes the actor a new calendar address and returns it. It is shown once; the old one stops working.
///
/// # Errors
/// [`ServiceError`] when it can not be written.
pub async fn new_calendar_address(sv: &Services, actor: &Actor) -> Outcome<String> {
    let mut bytes = [0; SECRET_BYTES];
    sv.entropy().fill(&mut bytes);
    let secret = URL_SAFE_NO_PAD.encode(bytes);
    let mut tx = sv.db().begin().await?;
    store::put_calendar_feed(&mut tx, &actor.person, &hash(&secret), sv.real_now()).await?;
    let subject = ("person", actor.person.as_str());
    audit::record(&mut tx, sv, actor, "calendar.address", subject, None, serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(format!("{}/calendar/{secret}.ics", sv.config().public_url))
}

/// When the actor's calendar address was made, if they have one.
///
/// # Errors
/// [`ServiceError`] when it can not be read.
pub async fn calendar_address(sv: &Services, actor: &Actor) -> Outcome<Option<DateTime<Utc>>> {
    Ok(store::calendar_feed_made(sv.db(), &actor.person).await?)
}

/// The calendar behind an address.
///
/// # Errors
/// [`ServiceError::NotFound`] for an address that is nobody's (any more).
pub async fn feed(sv: &Services, secret: &str, language: Language) -> Outcome<String> {
    let person = store::person_of_calendar_feed(sv.db(), &hash(secret)).await?.ok_or(ServiceError::NotFound)?;
    let hours = Hours::load(sv).await?;
    let mut calendar = Calendar::new();
    calendar.name("अभ्यास – Abhyas");
    for (session, cancelled) in sessions(sv, &person).await? {
        calendar.push(event(sv, &hours, &session, cancelled, language));
    }
    Ok(calendar.done().to_string())
}

/// Sessions that a person sits in, sat in or teaches, alone or together; those that are no longer theirs as cancelled.
async fn sessions(sv: &Services, person: &PersonId) -> Outcome<Vec<(SessionRecord, bool)>> {
    let mut found = Vec::new();
    for seat in store::seats_of_person(sv.db(), person).await? {
        if let Some(session) = store::session_by_id(sv.db(), &seat.session).await? {
            let cancelled = !seat.confirmed || session.state == "cancelled";
            found.push((session, cancelled));
        }
    }
    found.extend(store::sessions_of_trainer_by_day(sv.db(), person).await?.into_iter().map(|s| (s, false)));
    Ok(found)
}

/// One event. The UID is the session's, so that a change moves the entry instead of adding one.
fn event(sv: &Services, hours: &Hours, session: &SessionRecord, cancelled: bool, language: Language) -> Event {
    let (begins, ends) = times(hours, session);
    let place = |hi: &str, en: &str| language.pick(hi, en).to_owned();
    let venue = place(&session.venue_hi, &session.venue_en);
    let room = place(&session.room_hi, &session.room_en);
    let directions = place(&session.directions_hi, &session.directions_en);
    let link = format!("{}/sessions/{}", sv.config().public_url, session.id);
    let mut lines = vec![session.teachers(), directions, session.remote_link.clone(), link];
    lines.retain(|line| !line.is_empty());
    let mut event = Event::new();
    // A released seat changes nothing in the session, so a cancelled entry counts one further.
    let sequence = session.sequence + i64::from(cancelled);
    event
        .uid(&format!("session-{}@abhyas", session.id))
        .timestamp(sv.now())
        .starts(begins)
        .ends(ends)
        .summary(&format!("{} {}", session.module, place(&session.module_hi, &session.module_en)))
        .location(&format!("{venue}, {room}"))
        .description(&lines.join("\n"))
        .add_property("SEQUENCE", sequence.to_string());
    event.status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    event.done()
}
