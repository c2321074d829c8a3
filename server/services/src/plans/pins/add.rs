//! Pinning a session, its place, or somebody's seat.

use super::super::book::Book;
use super::super::instance::half_day;
use super::super::tell::Hours;
use super::super::{board, make};
use super::{PinKind, Speaker, codes, people};
use crate::error::codes as form;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{DistrictId, OnceKey, Permission, PlanId, Reach, Refusal, SessionId};
use abhyas_store::plan_pins::{self as store, PinRecord};
use abhyas_store::sessions::{self, SessionRecord};

/// What is to be pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The session with its people.
    Session,
    /// Its place, time and trainer.
    Place,
    /// The seat of a person, by id.
    Seat(String),
}

/// A pin as a form asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPin {
    /// The draft in which the session stands; `None`: the live schedule.
    pub plan: Option<PlanId>,
    /// The session.
    pub session: String,
    /// What of it.
    pub what: What,
    /// Why.
    pub reason: String,
}

/// Pins a session, or a part of it, where it stands.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change the session; refusals without a reason, for a session that is past
/// or cancelled, for what is pinned already, and for somebody who does not sit there.
pub async fn pin(sv: &Services, actor: &Actor, key: &OnceKey, new: &NewPin) -> Outcome<()> {
    let mut pin = found(sv, actor, new.plan.as_ref(), &new.session).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let district = district(&book, &pin.room)?;
    actor.require(Permission::EditSession, Subject::District(&district))?;
    let reason = reason(&new.reason)?;
    if pin.day <= date_in_india(sv.now()) {
        return Err(Refusal::new(codes::PAST).into());
    }
    let kind = match &new.what {
        What::Session => PinKind::Session,
        What::Place => PinKind::Place,
        What::Seat(person) => {
            if !people(&pin)?.contains(person) {
                return Err(Refusal::new(codes::NO_SEAT).at("person").into());
            }
            pin.person.clone_from(person);
            PinKind::Seat
        }
    };
    pin.kind = kind.name().to_owned();
    if kind == PinKind::Seat {
        pin.people = serde_json::to_string(&[&pin.person])?;
    }
    sign(sv, actor, &mut pin, reason);
    let mut tx = sv.db().begin().await?;
    if once::begin(&mut tx, sv, actor, key, "pin.add").await?.is_some() {
        return Ok(());
    }
    let speaker = Speaker { language: actor.language, book: &book, hours: &hours };
    may_stand(&speaker, &pin, &store::all_pins_in(&mut tx).await?)?;
    store::insert_pin(&mut tx, &pin).await?;
    let detail = serde_json::json!({
        "session": pin.session, "kind": pin.kind, "person": pin.person, "day": pin.day.to_string(), "half": pin.half,
        "room": pin.room, "trainer": pin.trainer, "reason": pin.reason,
    });
    audit::record(&mut tx, sv, actor, "pin.add", ("pin", &pin.id), Some(&district), detail).await?;
    once::finish(&mut tx, key, &pin.id).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) fn reason(typed: &str) -> Outcome<&str> {
    let reason = typed.trim();
    if reason.is_empty() { Err(Refusal::new(form::MISSING).at("reason").into()) } else { Ok(reason) }
}

pub(super) fn sign(sv: &Services, actor: &Actor, pin: &mut PinRecord, reason: &str) {
    pin.id = abhyas_core::ids::mint(sv.real_now(), sv.entropy());
    pin.made_by = actor.person.to_string();
    pin.made_by_name.clone_from(&actor.name);
    pin.made_at = sv.now();
    reason.clone_into(&mut pin.reason);
}

/// The district of a room; whoever may not know of the room does not learn of it.
pub(super) fn district(book: &Book, room: &str) -> Outcome<DistrictId> {
    DistrictId::parse(book.place(room).district.id).map_err(|_| ServiceError::NotFound)
}

/// A session of a draft, or of the live schedule, as a pin of it.
pub(super) async fn found(sv: &Services, actor: &Actor, plan: Option<&PlanId>, session: &str) -> Outcome<PinRecord> {
    match plan {
        Some(plan) => drafted(sv, actor, plan, session).await,
        None => live(sv, session).await,
    }
}

/// A session of the live schedule as a pin of it.
async fn live(sv: &Services, id: &str) -> Outcome<PinRecord> {
    let id = SessionId::parse(id).map_err(|_| ServiceError::NotFound)?;
    let session = sessions::session_by_id(sv.db(), &id).await?.ok_or(ServiceError::NotFound)?;
    match session.state.as_str() {
        "planned" => {}
        "cancelled" => return Err(Refusal::new(crate::sessions::codes::CANCELLED).into()),
        _ => return Err(Refusal::new(codes::PAST).into()),
    }
    let seats = sessions::confirmed_seats(sv.db()).await?;
    record(&session, seats.iter().filter(|s| s.session == id).map(|s| s.person.to_string()).collect())
}

pub(super) fn record(session: &SessionRecord, people: Vec<String>) -> Outcome<PinRecord> {
    Ok(PinRecord {
        id: String::new(),
        session: session.id.to_string(),
        kind: PinKind::Session.name().to_owned(),
        person: String::new(),
        module: session.module.to_string(),
        room: session.room.to_string(),
        trainer: session.trainer.to_string(),
        day: session.day,
        half: session.half,
        people: serde_json::to_string(&people)?,
        week: String::new(),
        reason: String::new(),
        made_by: String::new(),
        made_by_name: String::new(),
        made_at: chrono::DateTime::UNIX_EPOCH,
        scope: String::new(),
    })
}

/// A session of a draft, or of a version, as a pin of it.
async fn drafted(sv: &Services, actor: &Actor, plan: &PlanId, id: &str) -> Outcome<PinRecord> {
    if actor.reach(Permission::SeePlans) < Reach::District {
        return Err(ServiceError::NotFound);
    }
    let summary = make::plan_summary(sv, actor, plan).await?;
    if !matches!(summary.plan.state.as_str(), "draft" | "stopped") {
        return live(sv, id).await;
    }
    let (instance, document, _) = board::document(sv, plan).await?;
    let session = document.sessions.into_iter().find(|s| s.id == id).ok_or(ServiceError::NotFound)?;
    let (day, half) = half_day(&instance, session.slot).ok_or_else(|| Refusal::new(codes::DAY))?;
    Ok(PinRecord {
        id: String::new(),
        session: session.id,
        kind: PinKind::Session.name().to_owned(),
        person: String::new(),
        module: session.module,
        room: session.room,
        trainer: session.trainer,
        day,
        half,
        people: serde_json::to_string(&session.trainees)?,
        week: String::new(),
        reason: String::new(),
        made_by: String::new(),
        made_by_name: String::new(),
        made_at: chrono::DateTime::UNIX_EPOCH,
        scope: String::new(),
    })
}

/// Whether a pin goes together with those there are.
fn may_stand(speaker: &Speaker<'_>, pin: &PinRecord, all: &[PinRecord]) -> Outcome<()> {
    let place = |p: &PinRecord| (p.room.clone(), p.trainer.clone(), p.day, p.half);
    let of_session = || all.iter().filter(|other| other.session == pin.session);
    if let Some(other) = of_session().find(|other| place(other) != place(pin)) {
        let refusal = speaker.about(codes::ELSEWHERE, other).with("place", speaker.place(other));
        return Err(refusal.into());
    }
    if let Some(other) = of_session().find(|other| other.person == pin.person) {
        return Err(speaker.about(codes::ALREADY, other).into());
    }
    for other in all.iter().filter(|other| other.module == pin.module && other.session != pin.session) {
        let theirs = if PinKind::of(other) == PinKind::Place { Vec::new() } else { people(other)? };
        let mine = if PinKind::of(pin) == PinKind::Place { Vec::new() } else { people(pin)? };
        if let Some(both) = mine.iter().find(|p| theirs.contains(p)) {
            let name = speaker.book.person(both).name;
            return Err(speaker.about(codes::OTHER_SEAT, other).with("person", name).into());
        }
    }
    Ok(())
}
