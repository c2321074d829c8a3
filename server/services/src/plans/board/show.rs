//! The board's page: one week of a draft, by room, trainer or district.

use super::super::book::Named;
use super::super::instance::company;
use super::super::instance::half_day;
use super::super::make::{self, PlanSummary};
use super::super::tell::Hours;
use super::live::{Live, live};
use super::log::{Entry, Standing};
use super::scope::{Scope, contains, page_of, scope};
use super::words::Speaker;
use crate::{Actor, Outcome, Services};
use abhyas_core::clock::date_in_india;
use abhyas_core::{Permission, PlanId, Reach};
use abhyas_planner::board::Level;
use abhyas_planner::format::PlannedSession;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many of the last changes are told.
const RECENT: usize = 8;

/// What the rows of the board are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// A row for each room.
    #[default]
    Room,
    /// A row for each trainer.
    Trainer,
    /// A row for each district.
    District,
}

/// What part of a draft is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The rows.
    pub by: By,
    /// The week, from 0; `None`: the first with sessions.
    pub week: Option<usize>,
    /// One district, by id; empty: all that may be seen.
    pub district: String,
    /// Words that the names of room or venue (of the trainer, where rows are trainers) contain; empty: all.
    pub find: String,
    /// The page of rows, from 0; `None`: the first, or the one with the session that is looked at.
    pub page: Option<usize>,
}

/// A day of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayColumn {
    /// The date.
    pub day: NaiveDate,
    /// The slots of its two halves.
    pub slots: [i64; 2],
    /// Why no sessions are held, if it is a holiday.
    pub holiday: Option<String>,
    /// Whether it lies on or before today.
    pub past: bool,
}

/// A session on the board.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its module.
    pub module: Named,
    /// Its trainer's name.
    pub trainer: String,
    /// The names of those who teach with them.
    pub co_trainers: Vec<String>,
    /// Its room, by id.
    pub room: String,
    /// Venue and room.
    pub place: String,
    /// The slot in which it begins.
    pub slot: i64,
    /// The slots that it takes, the first one included.
    pub takes: Vec<i64>,
    /// Who sits there.
    pub people: usize,
    /// Its seats.
    pub seats: usize,
    /// The rules it breaks, in words.
    pub troubles: Vec<String>,
    /// How bad that is.
    pub level: Level,
    /// Whether this person may change it.
    pub may_edit: bool,
}

impl Card {
    /// The names of all who teach there, the trainer first.
    #[must_use]
    pub fn teachers(&self) -> String {
        let names: Vec<&str> = std::iter::once(&self.trainer).chain(&self.co_trainers).map(String::as_str).collect();
        names.join(", ")
    }
}

/// A row of the board: for each half-day of the window the numbers of its cards. A long session's stands in each of them.
#[derive(Debug, Clone)]
pub struct Row {
    /// The room's, trainer's or district's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from others.
    pub detail: String,
    /// Cards by half-day.
    pub cells: Vec<Vec<usize>>,
}

/// A change that somebody made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number.
    pub seq: i64,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

impl Told {
    pub(super) fn of(speaker: &Speaker<'_>, entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            who: entry.by_name.clone(),
            what: speaker.entry(entry),
            at: entry.at,
            reason: entry.reason.clone(),
        }
    }
}

/// The board as its page shows it.
#[derive(Debug, Clone)]
pub struct BoardPage {
    /// The plan.
    pub summary: PlanSummary,
    /// The last entry of the log.
    pub seq: i64,
    /// Whether it is a draft, and this person may change sessions somewhere in it.
    pub may_edit: bool,
    /// The rows.
    pub by: By,
    /// The week in view, and how many there are.
    pub week: usize,
    /// How many weeks there are.
    pub weeks: usize,
    /// The days in view.
    pub days: Vec<DayColumn>,
    /// The rows in view.
    pub rows: Vec<Row>,
    /// Which page of rows that is, from 0.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// What was looked for.
    pub find: String,
    /// The sessions in view.
    pub cards: Vec<Card>,
    /// The district in view; empty: all.
    pub district: String,
    /// Districts that can be chosen.
    pub districts: Vec<Named>,
    /// The hours of the half-days.
    pub hours: Hours,
    /// What this person can take back: their own last change.
    pub undo: Option<Told>,
    /// What this person can do again.
    pub redo: Option<Told>,
    /// The last changes, the newest first.
    pub recent: Vec<Told>,
}

/// Loads a week of the board.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] when there is no such plan, or not for this person.
pub async fn page(sv: &Services, actor: &Actor, id: &PlanId, window: &Window) -> Outcome<BoardPage> {
    let summary = drafted(sv, actor, id).await?;
    let live = live(sv, id).await?;
    let scope = scope(sv, actor, &live, window, None);
    let open = matches!(summary.plan.state.as_str(), "draft" | "stopped");
    let (paged, shown) = in_view(actor, &live, &scope, window);
    let cards: Vec<Card> = shown.into_iter().map(|s| card(sv, actor, &live, s, open)).collect();
    let speaker = live.speaker(actor.language);
    let told = |entry: &Entry| Told::of(&speaker, entry);
    let (standing, me) = (Standing::of(&live.entries), actor.person.as_str());
    let may_edit = open && actor.reach(Permission::EditSession) >= Reach::District;
    Ok(BoardPage {
        summary,
        seq: live.seq,
        may_edit,
        by: window.by,
        week: scope.week,
        weeks: scope.weeks,
        rows: rows(actor, &live, &scope, window.by, &cards),
        cards,
        days: scope.days,
        page: paged.0,
        pages: paged.1,
        find: window.find.clone(),
        district: scope.district,
        districts: scope.districts,
        hours: live.names.hours.clone(),
        undo: standing.undo(me).filter(|_| may_edit).map(|s| told(s.entry)),
        redo: standing.redo(me).filter(|_| may_edit).map(|s| told(s.entry)),
        recent: live.entries.iter().rev().take(RECENT).map(told).collect(),
    })
}

/// A plan that has a document.
pub(super) async fn drafted(sv: &Services, actor: &Actor, id: &PlanId) -> Outcome<PlanSummary> {
    let summary = make::plan_summary(sv, actor, id).await?;
    let made = !matches!(summary.plan.state.as_str(), "running" | "failed");
    if made { Ok(summary) } else { Err(crate::ServiceError::NotFound) }
}

/// The page of rows and how many there are, and the sessions in it: only what is in view is looked at closely.
fn in_view<'a>(
    actor: &Actor,
    live: &'a Live,
    scope: &Scope,
    window: &Window,
) -> ((usize, usize), Vec<&'a PlannedSession>) {
    let slots: BTreeSet<i64> = scope.days.iter().flat_map(|d| d.slots).collect();
    let held = |rooms: &[String]| -> Vec<&'a PlannedSession> {
        let rooms: BTreeSet<&str> = rooms.iter().map(String::as_str).collect();
        let sessions = live.board.plan().sessions.iter();
        let seen = |s: &PlannedSession| {
            let takes = live.board.ground().half_days(&s.module, s.slot);
            takes.iter().any(|slot| slots.contains(slot))
        };
        sessions.filter(|s| rooms.contains(s.room.as_str()) && seen(s)).collect()
    };
    if window.by != By::Trainer {
        return ((scope.page, scope.pages), held(&scope.rooms));
    }
    let found = held(&scope.all_rooms);
    let name = |s: &PlannedSession| live.names.book.trainer(&s.trainer).name(actor.language).to_owned();
    let trainers: BTreeSet<(String, &str)> =
        found.iter().map(|s| (name(s), s.trainer.as_str())).filter(|(name, _)| contains(name, &window.find)).collect();
    let trainers: Vec<String> = trainers.into_iter().map(|(_, id)| id.to_owned()).collect();
    let (shown, page, pages) = page_of(&trainers, window.page.unwrap_or(0));
    let shown: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    ((page, pages), found.into_iter().filter(|s| shown.contains(s.trainer.as_str())).collect())
}

pub(super) fn card(sv: &Services, actor: &Actor, live: &Live, session: &PlannedSession, open: bool) -> Card {
    let (book, speaker) = (&live.names.book, live.speaker(actor.language));
    let troubles = live.levels.told(live.board.troubles(&session.id));
    let district = abhyas_core::DistrictId::parse(book.place(&session.room).district.id);
    let may = district.is_ok_and(|d| actor.may(Permission::EditSession, crate::Subject::District(&d)));
    let past = half_day(&live.instance, session.slot).is_some_and(|(day, _)| day <= date_in_india(sv.now()));
    Card {
        id: session.id.clone(),
        module: book.module(&session.module),
        trainer: book.trainer(&session.trainer).name(actor.language).to_owned(),
        co_trainers: company(&live.instance, session)
            .into_iter()
            .map(|id| book.trainer(id).name(actor.language).to_owned())
            .collect(),
        room: session.room.clone(),
        place: speaker.room(&session.room),
        slot: session.slot,
        takes: live.board.ground().half_days(&session.module, session.slot),
        people: session.trainees.len(),
        seats: live.instance.seats_offered(&session.module, &session.room),
        level: live.levels.gravest(&troubles),
        troubles: troubles.iter().map(|b| speaker.broken(b)).collect(),
        may_edit: open && may && !past,
    }
}

fn rows(actor: &Actor, live: &Live, scope: &Scope, by: By, cards: &[Card]) -> Vec<Row> {
    let (book, l) = (&live.names.book, actor.language);
    let places: HashMap<i64, usize> =
        scope.days.iter().flat_map(|d| d.slots).enumerate().map(|(at, s)| (s, at)).collect();
    let empty = |id: &str, name: &str, detail: &str| Row {
        id: id.to_owned(),
        name: name.to_owned(),
        detail: detail.to_owned(),
        cells: vec![Vec::new(); places.len()],
    };
    let mut rows: BTreeMap<(String, String, String), Row> = BTreeMap::new();
    let mut order = |row: Row, first: &str| {
        rows.entry((first.to_owned(), row.name.clone(), row.id.clone())).or_insert(row);
    };
    let trainer_of: HashMap<&str, &str> =
        live.board.plan().sessions.iter().map(|s| (s.id.as_str(), s.trainer.as_str())).collect();
    let key = |card: &Card| match by {
        By::Room => card.room.clone(),
        By::Trainer => trainer_of.get(card.id.as_str()).map(|t| (*t).to_owned()).unwrap_or_default(),
        By::District => book.place(&card.room).district.id,
    };
    match by {
        By::Room => scope.rooms.iter().for_each(|id| {
            let place = book.place(id);
            order(
                empty(id, place.room.name(l), place.venue.name(l)),
                &format!("{} {}", place.district.id, place.venue.name(l)),
            );
        }),
        By::District => {
            let here: BTreeSet<String> = scope.rooms.iter().map(|id| book.place(id).district.id).collect();
            let shown = scope.districts.iter().filter(|d| here.contains(&d.id));
            shown.for_each(|d| order(empty(&d.id, d.name(l), ""), ""));
        }
        By::Trainer => cards.iter().for_each(|card| order(empty(&key(card), &card.trainer, ""), "")),
    }
    let mut found: Vec<Row> = rows.into_values().collect();
    let at: HashMap<String, usize> = found.iter().enumerate().map(|(at, r)| (r.id.clone(), at)).collect();
    for (number, card) in cards.iter().enumerate() {
        let row = at.get(&key(card)).and_then(|at| found.get_mut(*at));
        let Some(row) = row else { continue };
        for place in card.takes.iter().filter_map(|slot| places.get(slot)) {
            row.cells.get_mut(*place).into_iter().for_each(|cell| cell.push(number));
        }
    }
    found
}
