//! What the form that pins a session offers.

use super::super::book::Book;
use super::super::tell::Hours;
use super::add::{district, found};
use super::list::{PinLine, session_pins};
use super::{Speaker, people};
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::{Permission, PlanId};

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
