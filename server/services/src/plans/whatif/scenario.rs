//! What is changed in a scenario, and what that makes of an instance.

use super::super::book::Book;
use abhyas_core::Language;
use abhyas_planner::Instance;
use abhyas_planner::format::Weights;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A trainer or a room, from one day to another, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The trainer's or the room's id.
    pub id: String,
    /// From this day.
    pub from: NaiveDate,
    /// To this day.
    pub to: NaiveDate,
}

/// A trainer who could hold one module more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teaches {
    /// Who.
    pub trainer: String,
    /// What.
    pub module: String,
}

/// What is tried out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Trainers who are away.
    pub away: Vec<Span>,
    /// Rooms that are closed.
    pub closed: Vec<Span>,
    /// Days on which nothing is held.
    pub holidays: Vec<NaiveDate>,
    /// Trainers who could hold more.
    pub teaches: Vec<Teaches>,
    /// At most so many sessions.
    pub max_sessions: Option<i64>,
    /// Farthest journey of a trainee, one way, km.
    pub trainee_max_km: Option<i64>,
    /// Farthest journey of a trainer, one way, km.
    pub trainer_max_km: Option<i64>,
    /// Farthest two venues of one trainer on one day, km.
    pub trainer_same_day_max_km: Option<i64>,
    /// Rupees per term of the score, by its name.
    pub weights: BTreeMap<String, i64>,
}

/// One thing that is changed, with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A trainer is away.
    Away(String, NaiveDate, NaiveDate),
    /// A room is closed.
    Closed(String, NaiveDate, NaiveDate),
    /// Nothing is held on a day.
    Holiday(NaiveDate),
    /// A trainer could hold a module.
    Teaches(String, String),
    /// A limit, by the name of its field.
    Limit(&'static str, i64),
    /// Rupees for a term, by its name.
    Weight(String, i64),
}

impl Scenario {
    /// Reads the scenario of a plan; `None`: the plan has none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The limits that are changed, by the names of their fields.
    #[must_use]
    pub fn limits(&self) -> Vec<(&'static str, i64)> {
        let all = [
            ("max_sessions", self.max_sessions),
            ("trainee_max_km", self.trainee_max_km),
            ("trainer_max_km", self.trainer_max_km),
            ("trainer_same_day_max_km", self.trainer_same_day_max_km),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Everything that is changed, with its names.
    #[must_use]
    pub fn lines(&self, language: Language, book: &Book) -> Vec<Line> {
        let trainer = |id: &str| book.trainer(id).name(language).to_owned();
        let room = |id: &str| {
            let place = book.place(id);
            format!("{}, {}", place.venue.name(language), place.room.name(language))
        };
        let module = |id: &str| format!("{id} {}", book.module(id).name(language));
        let away = self.away.iter().map(|s| Line::Away(trainer(&s.id), s.from, s.to));
        let closed = self.closed.iter().map(|s| Line::Closed(room(&s.id), s.from, s.to));
        let holidays = self.holidays.iter().map(|day| Line::Holiday(*day));
        let teaches = self.teaches.iter().map(|it| Line::Teaches(trainer(&it.trainer), module(&it.module)));
        let limits = self.limits().into_iter().map(|(name, value)| Line::Limit(name, value));
        let weights = self.weights.iter().map(|(name, rupees)| Line::Weight(name.clone(), *rupees));
        away.chain(closed).chain(holidays).chain(teaches).chain(limits).chain(weights).collect()
    }

    /// Makes what it says of the world true in an instance.
    pub(super) fn facts(&self, instance: &mut Instance) {
        let per_day = instance.slots_per_day;
        let days: Vec<String> = instance.days.iter().map(|d| d.date.clone()).collect();
        let slots = |span: &Span| {
            let (from, to) = (span.from.to_string(), span.to.to_string());
            let inside = days.iter().enumerate().filter(move |(_, day)| **day >= from && **day <= to);
            inside.flat_map(|(at, _)| at * per_day..(at + 1) * per_day).collect::<Vec<usize>>()
        };
        for span in &self.away {
            if let Some(trainer) = instance.trainers.iter_mut().find(|t| t.id == span.id) {
                add(&mut trainer.unavailable, slots(span));
            }
        }
        for span in &self.closed {
            if let Some(room) = instance.rooms.iter_mut().find(|r| r.id == span.id) {
                add(&mut room.unavailable, slots(span));
            }
        }
        for day in instance.days.iter_mut() {
            if self.holidays.iter().any(|holiday| holiday.to_string() == day.date) {
                day.working = false;
            }
        }
        for it in &self.teaches {
            let trainer = instance.trainers.iter_mut().find(|t| t.id == it.trainer);
            if let Some(trainer) = trainer.filter(|t| !t.modules.contains(&it.module)) {
                trainer.modules.push(it.module.clone());
            }
        }
    }

    /// Puts its limits and weights into an instance; so many sessions are done already.
    pub(super) fn wishes(&self, instance: &mut Instance, done: usize) {
        if let Some(most) = self.max_sessions {
            instance.max_sessions = usize::try_from(most).unwrap_or(0).saturating_sub(done);
        }
        let rules = &mut instance.rules;
        rules.trainee_max_km = self.trainee_max_km.unwrap_or(rules.trainee_max_km);
        rules.trainer_max_km = self.trainer_max_km.unwrap_or(rules.trainer_max_km);
        rules.trainer_same_day_max_km = self.trainer_same_day_max_km.unwrap_or(rules.trainer_same_day_max_km);
        let mut weights: BTreeMap<&str, i64> = instance.weights.terms().into_iter().collect();
        weights.extend(self.weights.iter().map(|(name, rupees)| (name.as_str(), *rupees)));
        let read = serde_json::to_value(weights).and_then(serde_json::from_value::<Weights>);
        instance.weights = read.unwrap_or(instance.weights);
    }

    /// Whether it says something of the world that an instance does not.
    pub(in super::super) fn differs(&self, instance: &Instance) -> bool {
        let mut with = instance.clone();
        self.facts(&mut with);
        with != *instance
    }

    /// The same, with another's changes after its own; where both speak of one limit or weight the other's counts.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.name.clone_from(&other.name);
        let new = |own: &[Span], theirs: &[Span]| -> Vec<Span> {
            theirs.iter().filter(|s| !own.contains(s)).cloned().collect()
        };
        let (away, closed) = (new(&self.away, &other.away), new(&self.closed, &other.closed));
        self.away.extend(away);
        self.closed.extend(closed);
        self.holidays.extend(&other.holidays);
        self.holidays.sort_unstable();
        self.holidays.dedup();
        let teaches: Vec<Teaches> = other.teaches.iter().filter(|t| !self.teaches.contains(t)).cloned().collect();
        self.teaches.extend(teaches);
        self.max_sessions = other.max_sessions.or(self.max_sessions);
        self.trainee_max_km = other.trainee_max_km.or(self.trainee_max_km);
        self.trainer_max_km = other.trainer_max_km.or(self.trainer_max_km);
        self.trainer_same_day_max_km = other.trainer_same_day_max_km.or(self.trainer_same_day_max_km);
        self.weights.extend(other.weights.clone());
        self
    }
}

/// Adds slots to a list that stays in order, each once.
fn add(list: &mut Vec<usize>, slots: Vec<usize>) {
    list.extend(slots);
    list.sort_unstable();
    list.dedup();
}
