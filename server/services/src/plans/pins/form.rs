//! What the form that pins a session offers.

use super::super::book::Book;
use super::super::tell::Hours;
use super::add::{district, found};
use super::list::{PinLine, session_pins};
use super::{Speaker, people};
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::clock::date_in_india;
use abhyas_core::{Permission, PlanId};
use abhyas_store::sessions::{self, SessionRecord};
use std::collections::BTreeSet;

/// A session that may be pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinForm {
    /// Module, day and hours.
    pub what: String,
    /// Venue and room.
    pub place: String,
    /// The trainer's name.
    pub trainer: String,
    /// Its people: id, and name with staff id.
    pub people: Vec<(String, String)>,
    /// The pins it has already.
    pub pins: Vec<PinLine>,
}

/// Loads a session of a draft, or of the live schedule, to be pinned.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] when there is none, or not for this person; refusals when it is over or cancelled.
pub async fn pin_form(sv: &Services, actor: &Actor, plan: Option<&PlanId>, session: &str) -> Outcome<PinForm> {
    let pin = found(sv, actor, plan, session).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    actor.require(Permission::EditSession, Subject::District(&district(&book, &pin.room)?))?;
    let speaker = Speaker { language: actor.language, book: &book, hours: &hours };
    let mut sits: Vec<(String, String)> = people(&pin)?
        .into_iter()
        .map(|id| {
            let who = book.person(&id);
            (id, format!("{} ({})", who.name, who.staff_id))
        })
        .collect();
    sits.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(PinForm {
        what: speaker.session(&pin),
        place: speaker.place(&pin),
        trainer: book.trainer(&pin.trainer).name(actor.language).to_owned(),
        people: sits,
        pins: session_pins(sv, actor, session, &pin.room).await?.pins,
    })
}

/// The trainers whose sessions this person may pin: id, and name with staff id, by name.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn trainers(sv: &Services, actor: &Actor) -> Outcome<Vec<(String, String)>> {
    let today = date_in_india(sv.now());
    let may = |s: &SessionRecord| actor.may(Permission::EditSession, Subject::District(&s.district));
    let open = sessions::all_sessions(sv.db()).await?.into_iter().filter(|s| s.day > today && s.state == "planned");
    let ids: BTreeSet<String> = open.filter(may).map(|s| s.trainer.to_string()).collect();
    let book = Book::load(sv).await?;
    let named = ids.into_iter().map(|id| {
        let staff_id = book.trainer_staff_ids.get(&id).cloned().unwrap_or_default();
        let name = format!("{} ({staff_id})", book.trainer(&id).name(actor.language));
        (id, name)
    });
    let mut named: Vec<(String, String)> = named.collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(named)
}

/// The districts in which this person may pin a week: id and name.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn week_districts(sv: &Services, actor: &Actor) -> Outcome<Vec<(String, String)>> {
    let mine = actor.districts(Permission::EditSession);
    let sees = |id: &str| mine.as_ref().is_none_or(|mine| mine.iter().any(|d| d.as_str() == id));
    let book = Book::load(sv).await?;
    let known = book.districts.iter().filter(|d| sees(&d.id));
    Ok(known.map(|d| (d.id.clone(), d.name(actor.language).to_owned())).collect())
}
