//! Verdicts and entries of the log in words.

use super::super::book::Book;
use super::super::instance::half_day;
use super::super::tell::Hours;
use super::log::{Entry, Kind};
use abhyas_core::{Language, Refusal};
use abhyas_i18n::format::{self, number};
use abhyas_i18n::{refusals::explain, shared};
use abhyas_planner::board::{Broken, Consequence, Edit, Level, Levels};
use abhyas_planner::checker::Violation;
use abhyas_planner::format::PlannedSession;
use abhyas_planner::{Instance, Rule};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// At most so many rooms, trainers or facilities are named with a broken rule.
const MOST_THINGS: usize = 5;

/// A room and a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The room.
    pub room: String,
    /// The slot.
    pub slot: i64,
}

/// What comes of a change, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// At a glance.
    pub level: Level,
    /// Rupees more.
    pub rupees: i64,
    /// Seats missing more.
    pub seats: i64,
    /// What it breaks, a line for each rule.
    pub broken: Vec<String>,
    /// What it mends.
    pub mended: Vec<String>,
    /// Whether it asks for a reason.
    pub asks: bool,
}

/// Everything that words need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) language: Language,
    pub(super) book: &'a Book,
    pub(super) hours: &'a Hours,
    pub(super) instance: &'a Instance,
    pub(super) levels: &'a Levels,
}

/// What the checker found, a line for each rule, the gravest first.
pub(crate) fn breaches(
    language: Language,
    (book, hours): (&Book, &Hours),
    instance: &Instance,
    levels: &Levels,
    found: &[Violation],
) -> Vec<String> {
    let mut rules: BTreeMap<(Reverse<Level>, Rule), Vec<&Violation>> = BTreeMap::new();
    for violation in found {
        rules.entry((Reverse(levels.of(violation.rule)), violation.rule)).or_default().push(violation);
    }
    let speaker = Speaker { language, book, hours, instance, levels };
    let distinct = |all: &mut dyn Iterator<Item = &String>| {
        let all: BTreeSet<&String> = all.filter(|id| !id.is_empty()).collect();
        all.into_iter().cloned().collect::<Vec<_>>()
    };
    let lines = rules.into_iter().map(|((_, rule), group)| {
        let people = distinct(&mut group.iter().flat_map(|v| &v.trainees));
        let mut about = distinct(&mut group.iter().map(|v| &v.about));
        about.truncate(MOST_THINGS);
        let sessions = distinct(&mut group.iter().flat_map(|v| &v.sessions));
        let count = group.iter().map(|v| v.count).sum();
        speaker.broken(&Broken { rule, count, people_count: people.len(), people, about, sessions })
    });
    lines.collect()
}

impl Speaker<'_> {
    /// A consequence as the programme judges it.
    pub(super) fn verdict(&self, then: Consequence) -> Verdict {
        let then = self.levels.judged(then);
        let lines = |all: &[Broken]| all.iter().map(|b| self.broken(b)).collect();
        Verdict {
            level: then.level,
            rupees: then.rupees,
            seats: then.seats,
            broken: lines(&then.broken),
            mended: lines(&then.mended),
            asks: then.broken.iter().any(|b| self.levels.of(b.rule) == Level::Amber),
        }
    }

    /// A broken rule with whom and what.
    pub(super) fn broken(&self, broken: &Broken) -> String {
        let rule = explain(self.language, &Refusal::new(broken.rule.code())).message;
        let rule = rule.trim_end_matches(['।', '.']);
        let things = broken.about.iter().filter_map(|id| self.thing(id));
        let people: Vec<String> = broken.people.iter().take(3).map(|p| self.book.person(p).name).collect();
        let people = self.some(people, broken.people_count);
        let who: Vec<String> = things.chain(people).collect();
        if who.is_empty() { rule.to_owned() } else { format!("{rule} ({})", who.join("; ")) }
    }

    /// A few names, and how many more.
    fn some(&self, names: Vec<String>, all: usize) -> Option<String> {
        let more = all.saturating_sub(names.len());
        let names = names.join(", ");
        let n = number(i64::try_from(more).unwrap_or(i64::MAX));
        (!names.is_empty()).then(|| if more > 0 { shared::board_names_more(self.language, n, names) } else { names })
    }

    fn thing(&self, id: &str) -> Option<String> {
        let book = self.book;
        let named =
            book.trainers.get(id).or_else(|| book.facilities.get(id)).or_else(|| book.rooms.get(id).map(|w| &w.room));
        let module = || book.modules.get(id).map(|m| format!("{id} {}", m.name(self.language)));
        // A learning cohort's id in an instance is what people call it.
        let cohort = || self.instance.cohorts.iter().find(|c| c.id == id).map(|c| c.id.clone());
        named.map(|n| n.name(self.language).to_owned()).or_else(module).or_else(cohort)
    }

    /// When, shortly: `सोम 30.11., सुबह`.
    pub(super) fn when(&self, slot: i64) -> String {
        let Some((day, half)) = half_day(self.instance, slot) else { return "–".to_owned() };
        let (begin, _) = self.hours.of(half);
        format!("{}, {begin}", format::date(self.language, day))
    }

    /// Venue and room.
    pub(super) fn room(&self, room: &str) -> String {
        let place = self.book.place(room);
        format!("{}, {}", place.venue.name(self.language), place.room.name(self.language))
    }

    fn spot(&self, session: &PlannedSession) -> String {
        format!("{}, {}", self.when(session.slot), self.room(&session.room))
    }

    pub(super) fn module(&self, id: &str) -> String {
        format!("{id} {}", self.book.module(id).name(self.language))
    }

    /// What somebody did.
    pub(super) fn entry(&self, entry: &Entry) -> String {
        let l = self.language;
        // An entry that takes something back has its images the other way round.
        let mut images = entry.images.clone();
        if entry.kind == Kind::Undo {
            images = abhyas_planner::board::take_back(&images);
        }
        let first = images.first();
        let was = first.and_then(|i| i.before.as_ref().or(i.after.as_ref()));
        let last = images.last().and_then(|i| i.after.as_ref());
        let Some(was) = was else { return String::new() };
        let (module, from) = (self.module(&was.module), self.spot(was));
        let what = match &entry.edit {
            Edit::Move { .. } => shared::board_moved(l, from, module, last.map(|s| self.spot(s)).unwrap_or_default()),
            Edit::Trainer { trainer, .. } => {
                shared::board_trainer(l, from, module, self.book.trainer(trainer).name(l).to_owned())
            }
            Edit::MovePeople { people, .. } => {
                let names = people.iter().take(2).map(|p| self.book.person(p).name).collect();
                shared::board_people(l, from, module, self.some(names, people.len()).unwrap_or_default())
            }
            Edit::Add(_) => shared::board_added(l, from, module),
            Edit::Split { .. } => shared::board_split(l, from, module, last.map(|s| self.spot(s)).unwrap_or_default()),
            Edit::Merge { .. } => {
                let gone = images.last().and_then(|i| i.before.as_ref()).map(|s| self.spot(s)).unwrap_or_default();
                shared::board_merged(l, gone, module, from)
            }
            Edit::Cancel { .. } => shared::board_cancelled(l, from, module),
        };
        match entry.kind {
            Kind::Edit => what,
            Kind::Undo => shared::board_undone(l, what),
            Kind::Redo => shared::board_redone(l, what),
        }
    }
}
