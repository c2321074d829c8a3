//! The pins there are, for the page of all and for the page of one session.

use super::super::book::Book;
use super::super::tell::Hours;
use super::super::{instance, make};
use super::add::district;
use super::together::{TRAINER, WEEK};
use super::{PinKind, Speaker, lock, people};
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::clock::date_in_india;
use abhyas_core::{Permission, Refusal};
use abhyas_store::plan_pins::{PinRecord, all_pins};
use chrono::{DateTime, Days, Utc};
use std::collections::HashMap;

/// A pin with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinLine {
    /// Which pin.
    pub id: String,
    /// The session.
    pub session: String,
    /// What it holds.
    pub kind: PinKind,
    /// Whose seat, by id; empty for the other kinds.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Module, day and hours.
    pub what: String,
    /// Venue and room.
    pub place: String,
    /// The trainer's name.
    pub trainer: String,
    /// How many people it holds there.
    pub people: usize,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What the pins of a week have in common; empty for a single one.
    pub week: String,
    /// Whether those are all sessions of a trainer, and not of a week.
    pub of_trainer: bool,
    /// Whether their week takes no new session.
    pub bars: bool,
    /// Its day has come, so that it holds nothing any more.
    pub past: bool,
    /// Whether this person may remove it.
    pub may_remove: bool,
    /// Why the next plan can not keep it.
    pub trouble: Option<Refusal>,
}

/// The pins of one session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionPins {
    /// Those there are.
    pub pins: Vec<PinLine>,
    /// Whether this person may pin there.
    pub may: bool,
}

/// Every pin that this person sees, in the order of the calendar, with what stands in its way.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for whoever may not see plans.
pub async fn pins(sv: &Services, actor: &Actor) -> Outcome<Vec<PinLine>> {
    make::may_see(actor)?;
    let all = all_pins(sv.db()).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let today = date_in_india(sv.now());
    let from = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let mut programme = instance::programme(sv, from).await?;
    let troubles: HashMap<String, Refusal> = lock(sv, &mut programme, actor.language).await?.into_iter().collect();
    lines(sv, actor, &all, &troubles).await
}

/// The pins of one session, wherever it stands, and whether this person may pin it.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn session_pins(sv: &Services, actor: &Actor, session: &str, room: &str) -> Outcome<SessionPins> {
    let all: Vec<PinRecord> = all_pins(sv.db()).await?.into_iter().filter(|p| p.session == session).collect();
    let book = Book::load(sv).await?;
    let district = district(&book, room);
    let may = district.is_ok_and(|d| actor.may(Permission::EditSession, Subject::District(&d)));
    Ok(SessionPins { pins: lines(sv, actor, &all, &HashMap::new()).await?, may })
}

async fn lines(
    sv: &Services,
    actor: &Actor,
    all: &[PinRecord],
    troubles: &HashMap<String, Refusal>,
) -> Outcome<Vec<PinLine>> {
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let speaker = Speaker { language: actor.language, book: &book, hours: &hours };
    let today = date_in_india(sv.now());
    let mut found = Vec::new();
    for pin in all {
        let district = district(&book, &pin.room);
        let may =
            |p| district.as_ref().map_or(actor.may(p, Subject::Everything), |d| actor.may(p, Subject::District(d)));
        if !may(Permission::SeePlans) {
            continue;
        }
        let name = if pin.person.is_empty() { String::new() } else { book.person(&pin.person).name };
        found.push(PinLine {
            id: pin.id.clone(),
            session: pin.session.clone(),
            kind: PinKind::of(pin),
            person: pin.person.clone(),
            name,
            what: speaker.session(pin),
            place: speaker.place(pin),
            trainer: book.trainer(&pin.trainer).name(actor.language).to_owned(),
            people: people(pin)?.len(),
            reason: pin.reason.clone(),
            by: pin.made_by_name.clone(),
            at: pin.made_at,
            week: pin.week.clone(),
            of_trainer: pin.scope == TRAINER,
            bars: pin.scope.starts_with(WEEK),
            past: pin.day <= today,
            may_remove: may(Permission::EditSession),
            trouble: troubles.get(&pin.id).cloned(),
        });
    }
    Ok(found)
}
