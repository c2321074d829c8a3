//! What a session takes besides its first half-day and its trainer: further half-days, co-trainers, the session it joins.

use super::{Facts, HALVES, half_day};
use abhyas_planner::Instance;
use abhyas_planner::format::{CO_TRAINERS, JOINS, PlannedSession};
use abhyas_store::sessions::SessionRecord;
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The half-days of a module's session that begins in a slot: that one, and as many of the next on working days as the module takes, as
/// far as the calendar goes.
pub(crate) fn half_days(instance: &Instance, module: &str, slot: i64) -> Vec<(NaiveDate, i64)> {
    let many = instance.modules.iter().find(|m| m.id == module).map_or(1, |m| m.half_days());
    let end = i64::try_from(instance.days.len() * HALVES).unwrap_or(0);
    let day = |slot: i64| usize::try_from(slot).ok().and_then(|slot| instance.days.get(slot / HALVES));
    let next = (slot.saturating_add(1)..end).filter(|slot| day(*slot).is_some_and(|d| d.working));
    std::iter::once(slot).chain(next).take(many).map_while(|slot| half_day(instance, slot)).collect()
}

/// Who teaches together with the trainer, as far as they count: no more than the module asks for, nobody twice. Whoever is seen over a
/// link counts in the other room.
pub(crate) fn company<'a>(instance: &Instance, session: &'a PlannedSession) -> Vec<&'a str> {
    let own = instance.modules.iter().find(|m| m.id == session.module && session.joins().is_none());
    let most = own.map_or(0, |m| m.co_trainers);
    let mut found: Vec<&str> = Vec::new();
    for person in session.co_trainers().filter(|p| instance.trainers.iter().any(|t| t.id == **p)) {
        if found.len() < most && *person != session.trainer && !found.contains(&person) {
            found.push(person);
        }
    }
    found
}

/// What a document carries of a published session beyond its own fields, so that a plan made anew keeps it.
pub(super) fn extra(session: &SessionRecord) -> Map<String, Value> {
    let mut found = Map::new();
    if !session.co_trainers.is_empty() {
        let people: Vec<&str> = session.co_trainers.iter().map(|co| co.person.as_str()).collect();
        found.insert(CO_TRAINERS.to_owned(), people.into());
    }
    if let Some(hub) = &session.joins {
        found.insert(JOINS.to_owned(), hub.as_str().into());
    }
    found
}

impl Facts {
    /// The slots that a session takes of the days that are planned; one that began before them may reach into them.
    pub(super) fn slots(&self, session: &SessionRecord) -> Range<usize> {
        let first = if session.day < self.from { Some(0) } else { self.slot(session.day, session.half) };
        let last = self.slot(session.last_day, session.last_half);
        first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
    }

    /// The half-days that a session takes, those before the days that are planned too.
    pub(super) fn half_days(&self, session: &SessionRecord) -> Vec<(NaiveDate, i64)> {
        let (first, last) = ((session.day, session.half), (session.last_day, session.last_half));
        let days = session.day.iter_days().take_while(|day| *day <= session.last_day);
        let halves =
            days.filter(|day| *day == session.day || !self.off.contains(day)).flat_map(|day| [(day, 0), (day, 1)]);
        halves.filter(|at| first <= *at && *at <= last).collect()
    }

    /// Sessions that can not change any more and count against the programme's most: rooms that join one by a link do not.
    pub(super) fn held(&self) -> usize {
        self.sessions.iter().filter(|s| s.joins.is_none() && self.done.contains(s.id.as_str())).count()
    }

    /// Half-days that somebody has taught in sessions that can not change any more.
    pub(super) fn given(&self, person: &str) -> usize {
        let done = self.sessions.iter().filter(|s| s.taught_by(person) && self.done.contains(s.id.as_str()));
        done.map(|s| usize::try_from(s.half_days).unwrap_or(1)).sum()
    }

    /// Adds the half-days of those who teach in sessions that stand.
    pub(super) fn teaching(&self, away: &mut HashMap<String, BTreeSet<usize>>) {
        for session in self.standing() {
            let trainer = session.joins.is_none().then_some(&session.trainer);
            for person in trainer.into_iter().chain(session.co_trainers.iter().map(|co| &co.person)) {
                away.entry(person.to_string()).or_default().extend(self.slots(session));
            }
        }
    }
}
