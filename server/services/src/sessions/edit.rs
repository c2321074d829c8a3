//! One session changed by hand: time, room, trainer, people. Conflicts are named by the planner's checker; those that a
//! person may decide against (leave, cover, travel, order, load) can be overruled, the others are constraints.

use super::codes;
use super::page::{SessionPage, session_page};
use crate::error::codes as form;
use crate::plans::{Book, Change, Hours, Programme, Spot, pins, programme, row, tell};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{Language, OnceKey, Permission, PersonId, Refusal, SessionId};
use abhyas_i18n::refusals::explain as words;
use abhyas_planner::checker::Violation;
use abhyas_planner::format::{CO_TRAINERS, PlannedSession};
use abhyas_planner::{Plan, Rule, explain};
use abhyas_store::sessions::{self as store, SessionPlace};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What the form of a session offers.
#[derive(Debug, Clone)]
pub struct EditForm {
    /// The session as it is.
    pub page: SessionPage,
    /// Rooms that can be chosen: id and name.
    pub rooms: Vec<(String, String)>,
    /// Trainers of the module: id and name.
    pub trainers: Vec<(String, String)>,
    /// How many its module asks for who teach together with the trainer.
    pub co_trainers: usize,
}

/// A session as it should become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEdit {
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// The room's id.
    pub room: String,
    /// The trainer's id.
    pub trainer: String,
    /// Who teaches together with the trainer, by id; empty texts are nobody.
    pub co_trainers: Vec<String>,
    /// Where to join from afar; empty: nowhere.
    pub remote_link: String,
    /// People to take out, by id.
    pub remove: Vec<String>,
    /// People to put in, by staff id.
    pub add: Vec<String>,
    /// The version that was shown.
    pub version: i64,
    /// Go on against rules that may be overruled.
    pub overrule: bool,
}

/// Rules that a person may decide against.
const MAY_OVERRULE: [Rule; 7] = [Rule::H08, Rule::H09, Rule::H11, Rule::H12, Rule::H14, Rule::H15, Rule::H23];

/// Loads what the form of a session offers.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not change it, a refusal once it has begun.
pub async fn edit_form(sv: &Services, actor: &Actor, id: &SessionId) -> Outcome<EditForm> {
    let page = editable(sv, actor, id).await?;
    let book = Book::load(sv).await?;
    let now = programme(sv, date_in_india(sv.now())).await?;
    let rooms = now.instance.rooms.iter().map(|r| {
        let place = book.place(&r.id);
        (r.id.clone(), format!("{}, {}", place.venue.name(actor.language), place.room.name(actor.language)))
    });
    let module = page.session.module.as_str();
    let able = now.instance.trainers.iter().filter(|t| t.modules.iter().any(|m| m == module));
    let trainers = able.map(|t| (t.id.clone(), book.trainer(&t.id).hi));
    let asked = now.instance.modules.iter().find(|m| m.id == module).map_or(0, |m| m.co_trainers);
    Ok(EditForm { rooms: rooms.collect(), trainers: trainers.collect(), co_trainers: asked, page })
}

async fn editable(sv: &Services, actor: &Actor, id: &SessionId) -> Outcome<SessionPage> {
    let page = session_page(sv, actor, id).await?;
    actor.require(Permission::EditSession, Subject::District(&page.session.district))?;
    if page.session.state == "cancelled" {
        return Err(Refusal::new(codes::CANCELLED).into());
    }
    if page.may_edit { Ok(page) } else { Err(Refusal::new(codes::BEGUN).into()) }
}

/// Changes a session. Exactly those concerned are told; calendars get the next SEQUENCE.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not; refusals with every conflict by its rule, with whom and what.
pub async fn edit(sv: &Services, actor: &Actor, key: &OnceKey, id: &SessionId, change: &SessionEdit) -> Outcome<()> {
    if let Some(refusal) = link_refusal(&change.remote_link) {
        return Err(refusal.into());
    }
    let page = editable(sv, actor, id).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let now = programme(sv, date_in_india(sv.now())).await?;
    let before = now.live.sessions.iter().find(|s| s.id == id.as_str()).cloned().ok_or(ServiceError::NotFound)?;
    let after = changed(&now, &book, &before, change)?;
    let mut refusals = pins::before_edit(sv, actor, &now, &before, &after).await?;
    refusals.extend(joined(&page, &before, &after));
    refusals.extend(conflicts(&now, &book, &after, change.overrule, actor.language));
    if !refusals.is_empty() {
        return Err(ServiceError::Refused(refusals));
    }
    let place = place(&now, &page, &after, change)?;
    let told = told(&page, (&before, &after), &place);
    let mut tx = sv.db().begin().await?;
    if once::begin(&mut tx, sv, actor, key, "session.edit").await?.is_some() {
        return Ok(());
    }
    store::release_seats(&mut tx, id).await?;
    let same = page.session.version == change.version;
    if !same || !store::cancel_session(&mut tx, id, change.version, sv.real_now()).await? {
        return Err(ServiceError::refused(Refusal::new(form::CHANGED_MEANWHILE)));
    }
    store::place_session(&mut tx, &place).await?;
    for person in &after.trainees {
        let person = PersonId::parse(person.as_str()).map_err(|e| ServiceError::Internal(e.to_string()))?;
        store::release_module(&mut tx, &person, &place.module).await?;
        store::confirm_seat(&mut tx, id, &person, &place.module, place.day, place.half).await?;
    }
    store::count_seats(&mut tx, id).await?;
    for (person, changes) in &told {
        tell(&mut tx, sv, person, changes, &book, &hours).await?;
    }
    let detail = serde_json::json!({
        "day": change.day.to_string(), "half": change.half, "room": change.room, "trainer": change.trainer,
        "co_trainers": place.co_trainers.iter().map(PersonId::as_str).collect::<Vec<_>>(), "removed": change.remove, "added": change.add, "overruled": change.overrule, "told": told.len(),
    });
    audit::record(&mut tx, sv, actor, "session.edit", ("session", id.as_str()), Some(&page.session.district), detail)
        .await?;
    once::finish(&mut tx, key, "changed").await?;
    tx.commit().await?;
    Ok(())
}

/// A link that people are asked to open has to be a web address over TLS.
fn link_refusal(link: &str) -> Option<Refusal> {
    let fine =
        link.is_empty() || (link.starts_with("https://") && link.len() <= 500 && !link.contains(char::is_whitespace));
    (!fine).then(|| Refusal::new(codes::LINK).at("remote_link"))
}

/// The session as it should become, in the planner's words.
fn changed(now: &Programme, book: &Book, before: &PlannedSession, change: &SessionEdit) -> Outcome<PlannedSession> {
    let day_refused = || ServiceError::refused(Refusal::new(codes::DAY).at("day"));
    let slot = now.slot(change.day, change.half).ok_or_else(day_refused)?;
    let mut trainees: Vec<String> = before.trainees.iter().filter(|p| !change.remove.contains(p)).cloned().collect();
    for staff_id in change.add.iter().filter(|s| !s.is_empty()) {
        let known = book.people.iter().find(|(_, who)| who.staff_id.eq_ignore_ascii_case(staff_id));
        let (id, _) = known.ok_or_else(|| Refusal::new(codes::NO_PERSON).at("add").with("staff_id", staff_id))?;
        if !trainees.contains(id) {
            trainees.push(id.clone());
        }
    }
    let mut extra = before.extra.clone();
    let co_trainers: Vec<&str> = change.co_trainers.iter().map(String::as_str).filter(|id| !id.is_empty()).collect();
    if co_trainers != before.co_trainers().collect::<Vec<_>>() {
        extra.insert(CO_TRAINERS.to_owned(), co_trainers.into());
    }
    let (room, trainer) = (change.room.clone(), change.trainer.clone());
    Ok(PlannedSession { slot, room, trainer, trainees, extra, ..before.clone() })
}

/// Rooms that join by a link would be left without a trainer, or at another time than they know.
fn joined(page: &SessionPage, before: &PlannedSession, after: &PlannedSession) -> Option<Refusal> {
    let moved = before.slot != after.slot || before.trainer != after.trainer;
    (moved && !page.joining.is_empty()).then(|| Refusal::new(codes::IS_JOINED).with("rooms", page.joining.len()))
}

/// Every rule that the changed session breaks, in words, at the field it belongs to.
fn conflicts(now: &Programme, book: &Book, after: &PlannedSession, overrule: bool, language: Language) -> Vec<Refusal> {
    let mut plan = Plan { sessions: now.live.sessions.clone(), extra: serde_json::Map::new() };
    // Whoever is put in here gives up the seat for the same module elsewhere.
    for other in plan.sessions.iter_mut().filter(|s| s.module == after.module) {
        other.trainees.retain(|p| !after.trainees.contains(p));
    }
    plan.sessions.retain(|s| s.id != after.id);
    plan.sessions.push(after.clone());
    let found = explain::conflicts(&now.instance, &plan, &after.id);
    let stands = |v: &&Violation| !(overrule && MAY_OVERRULE.contains(&v.rule));
    found.iter().filter(stands).map(|v| refusal(v, book, language)).collect()
}

fn refusal(violation: &Violation, book: &Book, language: Language) -> Refusal {
    let field = match violation.rule {
        Rule::H02 | Rule::H03 | Rule::H04 | Rule::H05 | Rule::H21 => "room",
        Rule::H06 | Rule::H07 | Rule::H08 | Rule::H09 | Rule::H20 => "trainer",
        Rule::H24 => "co_trainer_0",
        Rule::H13 | Rule::H18 | Rule::H26 => "day",
        _ => "add",
    };
    let people = violation.trainees.iter().take(4).map(|p| book.person(p).name);
    let about = &violation.about;
    let thing = book
        .trainers
        .get(about)
        .or_else(|| book.modules.get(about))
        .or_else(|| book.facilities.get(about))
        .or_else(|| book.rooms.get(about).map(|w| &w.room))
        .map(|named| named.name(language).to_owned());
    let who: Vec<String> = thing.into_iter().chain(people).collect();
    let rule = words(language, &Refusal::new(violation.rule.code())).message;
    let rule = rule.trim_end_matches(['।', '.']);
    let what = if who.is_empty() { rule.to_owned() } else { format!("{rule} ({})", who.join(", ")) };
    Refusal::new(codes::CONFLICT).at(field).with("what", what)
}

fn place(now: &Programme, page: &SessionPage, after: &PlannedSession, change: &SessionEdit) -> Outcome<SessionPlace> {
    let known = |list: bool| if list { Ok(()) } else { Err(Refusal::new(form::REFERENCE)) };
    known(now.instance.rooms.iter().any(|r| r.id == after.room))?;
    known(now.instance.trainers.iter().any(|t| t.id == after.trainer))?;
    row(now, after, &page.session.plan, change.remote_link.clone())
}

/// Who is told what.
fn told(
    page: &SessionPage,
    (before, after): (&PlannedSession, &PlannedSession),
    place: &SessionPlace,
) -> BTreeMap<String, Vec<Change>> {
    let s = &page.session;
    let spot = |(day, half), until, s: &PlannedSession| Spot {
        day,
        half,
        until,
        module: s.module.clone(),
        room: s.room.clone(),
    };
    let was = spot((s.day, s.half), (s.last_day, s.last_half), before);
    let first = (place.day, place.half);
    let is = spot(first, place.further.last().copied().unwrap_or(first), after);
    let link = s.remote_link != place.remote_link;
    let mut told: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    let mut note = |person: &str, teaches, old: Option<&Spot>, new: Option<&Spot>| {
        if old != new || link {
            let change = Change { teaches, before: old.cloned(), after: new.cloned() };
            told.entry(person.to_owned()).or_default().push(change);
        }
    };
    for person in &before.trainees {
        note(person, false, Some(&was), after.trainees.contains(person).then_some(&is));
    }
    for person in after.trainees.iter().filter(|p| !before.trainees.contains(p)) {
        note(person, false, None, Some(&is));
    }
    // The trainer of a session that joins another one stands there.
    let teach = |trainer: String, co: Vec<String>| -> BTreeSet<String> {
        s.joins.is_none().then_some(trainer).into_iter().chain(co).collect()
    };
    let old = teach(before.trainer.clone(), s.co_trainers.iter().map(|co| co.person.to_string()).collect());
    let new = teach(after.trainer.clone(), place.co_trainers.iter().map(ToString::to_string).collect());
    for person in old.union(&new) {
        note(person, true, old.contains(person).then_some(&was), new.contains(person).then_some(&is));
    }
    told
}
