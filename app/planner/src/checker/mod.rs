//! The judge: every hard rule and the whole score of a plan, counted from the documents alone.
//!
//! Written apart from the solver on purpose: it works on ids, recounts everything, and knows no move. What it says and
//! what `tests/judge/validate.py` says must be the same; a test holds them together.

mod life;
mod links;
mod lookup;
mod people;
mod replan;
mod sessions;
mod soft;
mod spans;
mod together;
mod trainers;

use crate::format::{Instance, Plan, PlannedSession, Weights};
use crate::rule::Rule;
use lookup::Lookup;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// How good a plan is; lower is better, compared in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Score {
    /// Hard rules broken, with their multiplicity.
    pub hard: i64,
    /// Seats that are wanted and not given.
    pub unseated: i64,
    /// The soft terms, in rupees.
    pub rupees: i64,
}

/// One breach of a hard rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Which rule.
    pub rule: Rule,
    /// Sessions concerned, by id.
    pub sessions: Vec<String>,
    /// Trainees concerned, by id.
    pub trainees: Vec<String>,
    /// What else is concerned: a room, a trainer, a facility, a module, by id; empty if nothing.
    pub about: String,
    /// The slot, where the rule has one.
    pub slot: Option<i64>,
    /// How often the rule is broken here.
    pub count: i64,
}

impl Violation {
    fn of(rule: Rule, session: &PlannedSession) -> Self {
        Self {
            rule,
            sessions: vec![session.id.clone()],
            trainees: Vec::new(),
            about: String::new(),
            slot: Some(session.slot),
            count: 1,
        }
    }

    fn about(mut self, id: &str) -> Self {
        id.clone_into(&mut self.about);
        self
    }

    fn person(mut self, id: &str) -> Self {
        self.trainees.push(id.to_owned());
        self
    }

    fn times(mut self, count: i64) -> Self {
        self.count = count;
        self
    }
}

/// What the checker found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Hard, unseated, rupees.
    pub score: Score,
    /// Sessions that could be read.
    pub sessions: usize,
    /// Every breach.
    pub violations: Vec<Violation>,
    /// Wanted and not given: (trainee, module).
    pub missing: Vec<(String, String)>,
    /// The soft terms' counts, before their price.
    pub counts: BTreeMap<String, i64>,
}

/// What one soft term comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its name, as in an instance's weights.
    pub name: String,
    /// How often it counts.
    pub count: i64,
    /// What that costs, in rupees.
    pub rupees: i64,
}

impl Report {
    /// The soft terms that cost something at some prices, in the order of the prices. Together they are the score's rupees.
    #[must_use]
    pub fn terms(&self, weights: &Weights) -> Vec<Term> {
        let terms = weights.terms().into_iter().map(|(name, price)| {
            let count = self.counts.get(name).copied().unwrap_or(0);
            Term { name: name.to_owned(), count, rupees: price * count }
        });
        terms.filter(|term| term.rupees != 0).collect()
    }

    /// Breaches by rule.
    #[must_use]
    pub fn by_rule(&self) -> BTreeMap<Rule, i64> {
        let mut counts = BTreeMap::new();
        for violation in &self.violations {
            *counts.entry(violation.rule).or_insert(0) += violation.count;
        }
        counts
    }
}

/// A session with those of its people who belong there.
struct Sitting<'a> {
    session: &'a PlannedSession,
    room: &'a crate::format::Room,
    module: &'a crate::format::Module,
    /// The trainer and those who count as teaching together with them; nobody in a room that joins by a link.
    staff: Vec<&'a crate::format::Trainer>,
    /// Inside the calendar, so never negative.
    slot: usize,
    day: usize,
    /// Every half-day that it takes, from its slot on.
    takes: Vec<usize>,
    /// The days on which they lie, each once.
    on_days: Vec<usize>,
    people: Vec<&'a str>,
    /// Seats that are offered.
    seats: usize,
}

/// Checks and scores a plan. With `previous`, what a replan disturbed is counted too.
#[must_use]
pub fn check(instance: &Instance, plan: &Plan, previous: Option<&Plan>) -> Report {
    let known = Lookup::new(instance);
    let mut report = Report::default();
    let mut sittings = sessions::readable(&known, plan, &mut report);
    sessions::limit_and_pins(&known, &sittings, &mut report);
    let attends = people::seats(&known, &mut sittings, &mut report);
    sessions::each(&known, &sittings, &mut report);
    sessions::clashes(&sittings, &mut report);
    let joined = links::joined(&sittings);
    links::each(&sittings, &joined, &mut report);
    life::sessions(&known, &sittings, &joined, &attends, &mut report);
    together::cohorts(&known, &sittings, &attends, &mut report);
    trainers::loads(&known, &sittings, &mut report);
    people::each(&known, &attends, &sittings, &mut report);
    soft::sessions_and_trainers(&known, &sittings, &mut report);
    if let Some(previous) = previous {
        replan::disturbance(&known, previous, &sittings, &mut report);
    }
    report.sessions = sittings.len();
    report.score.hard = report.violations.iter().map(|v| v.count).sum();
    report.score.unseated = i64::try_from(report.missing.len()).unwrap_or(i64::MAX);
    let prices: HashMap<&str, i64> = instance.weights.terms().into_iter().collect();
    report.score.rupees =
        report.counts.iter().map(|(term, n)| prices.get(term.as_str()).copied().unwrap_or(0) * n).sum();
    report
}

impl Report {
    fn count(&mut self, term: &str, n: i64) {
        *self.counts.entry(term.to_owned()).or_insert(0) += n;
    }
}

/// A length as a signed number.
fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod span_tests;
#[cfg(test)]
mod tests;
