//! A plan as its page shows it: sessions with names, counts per district, venue, trainer, module and person.

use super::Hours;
use super::book::{Book, Named, Where};
use super::instance::{company, half_days};
use super::make::{self, PlanSummary};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Language, Permission, PlanId};
use abhyas_planner::checker::{Report, check};
use abhyas_planner::{Instance, Plan};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a table of a plan goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// District of the venue.
    District,
    /// Venue.
    Venue,
    /// Trainer.
    Trainer,
    /// Module.
    Module,
}

/// A session of a plan, with names.
#[derive(Debug, Clone)]
pub struct DraftSession {
    /// Its id.
    pub id: String,
    /// The module.
    pub module: Named,
    /// Room, venue, district.
    pub place: Where,
    /// The day; `None` for a slot outside the calendar.
    pub day: Option<NaiveDate>,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Its last half-day; `None` for a slot outside the calendar.
    pub until: Option<(NaiveDate, i64)>,
    /// How many half-days it takes.
    pub half_days: usize,
    /// The trainer.
    pub trainer: Named,
    /// Who teaches together with the trainer.
    pub co_trainers: Vec<Named>,
    /// The session that it joins by a link, by id.
    pub joins: Option<String>,
    /// Seats.
    pub seats: usize,
    /// Who sits there.
    pub people: Vec<String>,
    /// Whether the plan was made with this session pinned.
    pub pinned: bool,
}

impl DraftSession {
    /// What a table by one thing counts it under: everybody who teaches there, else one name.
    fn keys(&self, by: By) -> Vec<&Named> {
        match by {
            By::District => vec![&self.place.district],
            By::Venue => vec![&self.place.venue],
            By::Trainer => self.taught_by().collect(),
            By::Module => vec![&self.module],
        }
    }

    /// All who teach there, the trainer first.
    pub(super) fn everybody(&self) -> impl Iterator<Item = &Named> {
        std::iter::once(&self.trainer).chain(&self.co_trainers)
    }

    /// Those who stand before its people: the trainer of a session that joins another one stands before those.
    pub(super) fn taught_by(&self) -> impl Iterator<Item = &Named> {
        self.joins.is_none().then_some(&self.trainer).into_iter().chain(&self.co_trainers)
    }

    /// The names of all who teach there.
    #[must_use]
    pub fn teachers(&self, language: Language) -> String {
        self.everybody().map(|t| t.name(language)).collect::<Vec<_>>().join(", ")
    }
}

/// A plan, ready to be shown.
#[derive(Debug)]
pub struct Draft {
    /// Its head.
    pub summary: PlanSummary,
    /// All names.
    pub book: Book,
    /// The hours of the half-days.
    pub hours: Hours,
    /// Sessions in the order of the calendar; a coordinator sees those of their districts.
    pub sessions: Vec<DraftSession>,
    /// People with a wish in the plan: person → modules wanted.
    pub wanted: BTreeMap<String, Vec<String>>,
    /// What the checker says.
    pub report: Report,
    pub(super) instance: Instance,
    pub(super) plan: Plan,
    pub(super) districts: Option<BTreeSet<String>>,
    /// The last of its edits that are in it.
    pub(super) seen: i64,
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is about.
    pub name: Named,
    /// Sessions.
    pub sessions: usize,
    /// Seats taken.
    pub taken: usize,
    /// Seats.
    pub seats: usize,
    /// Different people.
    pub people: usize,
}

/// One person of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub person: String,
    /// Name.
    pub name: String,
    /// Staff id.
    pub staff_id: String,
    /// Facility.
    pub facility: Named,
    /// Modules with their session (its place in [`Draft::sessions`]), or none.
    pub modules: Vec<(String, Option<usize>)>,
}

/// Loads a plan with everything its page shows.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or it has no document yet, or not for this person.
pub async fn draft(sv: &Services, actor: &Actor, id: &PlanId) -> Outcome<Draft> {
    let summary = make::plan_summary(sv, actor, id).await?;
    if matches!(summary.plan.state.as_str(), "running" | "failed") {
        return Err(ServiceError::NotFound);
    }
    let (instance, plan, entries) = super::board::document(sv, id).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let districts: Option<BTreeSet<String>> =
        actor.districts(Permission::SeePlans).map(|list| list.iter().map(ToString::to_string).collect());
    let report = check(&instance, &plan, None);
    let sessions = sessions(&instance, &plan, &book);
    let sees = |s: &DraftSession| districts.as_ref().is_none_or(|d| d.contains(&s.place.district.id));
    let needs: HashMap<&str, &Vec<String>> = instance.roles.iter().map(|r| (r.id.as_str(), &r.modules)).collect();
    let wanted = instance
        .trainees
        .iter()
        .map(|t| (t.id.clone(), needs.get(t.role.as_str()).map(|m| (*m).clone()).unwrap_or_default()));
    let wanted = wanted.filter(|(id, _)| sees_person(districts.as_ref(), &book, id)).collect();
    Ok(Draft {
        sessions: sessions.into_iter().filter(sees).collect(),
        wanted,
        summary,
        book,
        hours,
        report,
        instance,
        plan,
        districts,
        seen: entries.last().map_or(0, |entry| entry.seq),
    })
}

pub(super) fn sees_person(districts: Option<&BTreeSet<String>>, book: &Book, id: &str) -> bool {
    districts.is_none_or(|d| book.people.get(id).is_some_and(|p| d.contains(&p.district)))
}

fn sessions(instance: &Instance, plan: &Plan, book: &Book) -> Vec<DraftSession> {
    // A plan has thousands of sessions, and few kinds of them.
    let mut seats: HashMap<(&str, &str), usize> = HashMap::new();
    let pinned: HashSet<&str> = instance.locked.iter().map(|l| l.id.as_str()).collect();
    let mut all: Vec<DraftSession> = plan
        .sessions
        .iter()
        .map(|s| {
            let taken = half_days(instance, &s.module, s.slot);
            let spot = taken.first();
            let offered =
                seats.entry((&s.module, &s.room)).or_insert_with(|| instance.seats_offered(&s.module, &s.room));
            DraftSession {
                id: s.id.clone(),
                module: book.module(&s.module),
                place: book.place(&s.room),
                day: spot.map(|(day, _)| *day),
                half: spot.map_or(0, |(_, half)| *half),
                until: taken.last().copied(),
                half_days: taken.len(),
                trainer: book.trainer(&s.trainer),
                co_trainers: company(instance, s).into_iter().map(|id| book.trainer(id)).collect(),
                joins: s.joins().map(str::to_owned),
                seats: *offered,
                people: s.trainees.clone(),
                pinned: pinned.contains(s.id.as_str()),
            }
        })
        .collect();
    all.sort_by(|a, b| (a.day, a.half, &a.place.room.id).cmp(&(b.day, b.half, &b.place.room.id)));
    all
}

/// The table of a plan by one thing, in the order of its ids.
#[must_use]
pub fn groups(draft: &Draft, by: By) -> Vec<Group> {
    let mut found: BTreeMap<&str, (Group, BTreeSet<&str>)> = BTreeMap::new();
    for session in &draft.sessions {
        for name in session.keys(by) {
            let empty = || (Group { name: name.clone(), sessions: 0, taken: 0, seats: 0, people: 0 }, BTreeSet::new());
            let (group, people) = found.entry(name.id.as_str()).or_insert_with(empty);
            group.sessions += 1;
            group.taken += session.people.len();
            group.seats += session.seats;
            people.extend(session.people.iter().map(String::as_str));
        }
    }
    found.into_values().map(|(group, people)| Group { people: people.len(), ..group }).collect()
}

/// The sessions of one line of a table.
#[must_use]
pub fn sessions_in<'a>(draft: &'a Draft, by: By, id: &str) -> Vec<&'a DraftSession> {
    draft.sessions.iter().filter(|s| s.keys(by).iter().any(|key| key.id == id)).collect()
}

/// People whose name or staff id contains the words, by name; at most `most`, and how many there are.
#[must_use]
pub fn person_rows(draft: &Draft, words: &str, most: usize) -> (Vec<PersonRow>, usize) {
    let words = words.to_lowercase();
    let mut seats: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, session) in draft.sessions.iter().enumerate() {
        for person in &session.people {
            seats.insert((person, &session.module.id), at);
        }
    }
    let mut found: Vec<PersonRow> = draft
        .wanted
        .iter()
        .filter_map(|(id, modules)| {
            let who = draft.book.person(id);
            let fits = words.is_empty()
                || who.name.to_lowercase().contains(&words)
                || who.staff_id.to_lowercase().contains(&words);
            let modules =
                || modules.iter().map(|m| (m.clone(), seats.get(&(id.as_str(), m.as_str())).copied())).collect();
            fits.then(|| PersonRow {
                person: id.clone(),
                modules: modules(),
                name: who.name,
                staff_id: who.staff_id,
                facility: who.facility,
            })
        })
        .collect();
    found.sort_by(|a, b| (&a.name, &a.staff_id).cmp(&(&b.name, &b.staff_id)));
    let all = found.len();
    found.truncate(most);
    (found, all)
}

impl Draft {
    /// Seats that are wanted in all.
    #[must_use]
    pub fn seats_wanted(&self) -> usize {
        self.wanted.values().map(Vec::len).sum()
    }

    /// The most sessions the programme may hold.
    #[must_use]
    pub fn max_sessions(&self) -> usize {
        self.instance.max_sessions
    }

    /// When a session is held, in words.
    #[must_use]
    pub fn when(&self, language: Language, session: &DraftSession) -> String {
        let first = session.day.map(|day| (day, session.half));
        first.map_or_else(String::new, |first| self.hours.span(language, first, session.until.unwrap_or(first)))
    }
}
