//! Two plans side by side.

use super::super::difference::{Change, difference};
use super::super::draft::{By, Draft, draft, groups, sees_person};
use super::super::instance::{half_day, weights};
use super::super::make::PlanSummary;
use super::super::tell::words;
use super::super::{Group, Named};
use super::{Line, Scenario};
use crate::masters::programme_rules;
use crate::{Actor, Outcome, Services};
use abhyas_core::PlanId;
use abhyas_planner::format::{Day, PlannedSession};
use abhyas_planner::{Instance, Plan};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// One of two plans.
#[derive(Debug, Clone)]
pub struct Side {
    /// Its head.
    pub summary: PlanSummary,
    /// The scenario's name, where there is one.
    pub name: Option<String>,
    /// What is tried out in it.
    pub lines: Vec<Line>,
    /// Sessions.
    pub sessions: usize,
    /// Seats missing.
    pub missing: usize,
    /// Broken rules, by its own inputs.
    pub hard: i64,
    /// Its price by the programme's present weights.
    pub rupees: i64,
    /// The day of its last session.
    pub last_day: Option<NaiveDate>,
}

/// A term of the score in both: how often, and rupees by the programme's present weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermPair {
    /// The term's name.
    pub term: &'static str,
    /// How often in the first and in the second.
    pub counts: [i64; 2],
    /// Rupees in the first and in the second.
    pub rupees: [i64; 2],
}

/// A district in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictPair {
    /// The district.
    pub name: Named,
    /// Sessions.
    pub sessions: [usize; 2],
    /// Seats taken.
    pub taken: [usize; 2],
    /// Seats.
    pub seats: [usize; 2],
}

/// Somebody for whom the second plan is another than the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Name.
    pub name: String,
    /// Staff id; empty for a trainer who is no staff.
    pub staff_id: String,
    /// What changes.
    pub lines: Vec<String>,
}

/// Two plans side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The first and the second.
    pub sides: [Side; 2],
    /// The score term by term.
    pub terms: Vec<TermPair>,
    /// District by district.
    pub districts: Vec<DistrictPair>,
    /// What changes for whom, by name.
    pub moved: Vec<Moved>,
    /// The first day that both plan: what lies before it is not compared.
    pub from: Option<NaiveDate>,
}

/// Sets two plans side by side. A coordinator sees the people of their districts.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for plans that are not there, have no document, or are not for this person.
pub async fn compare(sv: &Services, actor: &Actor, first: &PlanId, second: &PlanId) -> Outcome<Comparison> {
    let (a, b) = (draft(sv, actor, first).await?, draft(sv, actor, second).await?);
    let prices: HashMap<&str, i64> = weights(&programme_rules(sv).await?).terms().into_iter().collect();
    let price = |term: &str, n: i64| prices.get(term).copied().unwrap_or(0) * n;
    let count = |draft: &Draft, term: &str| draft.report.counts.get(term).copied().unwrap_or(0);
    let pair = |term: &'static str| {
        let counts = [count(&a, term), count(&b, term)];
        TermPair { term, counts, rupees: counts.map(|n| price(term, n)) }
    };
    let terms: Vec<TermPair> =
        a.instance.weights.terms().into_iter().map(|(term, _)| pair(term)).filter(|t| t.counts != [0, 0]).collect();
    let total = |at: usize| terms.iter().filter_map(|t| t.rupees.get(at)).sum();
    let sides = [side(actor, &a, total(0)), side(actor, &b, total(1))];
    let first_day = |draft: &Draft| draft.instance.days.first().and_then(|d| d.date.parse::<NaiveDate>().ok());
    let from = first_day(&a).max(first_day(&b));
    Ok(Comparison { sides, terms, districts: districts(&a, &b), moved: moved(actor, &a, &b, from), from })
}

fn side(actor: &Actor, draft: &Draft, rupees: i64) -> Side {
    let scenario = Scenario::read(&draft.summary.plan.scenario);
    let days = draft.plan.sessions.iter().filter_map(|s| half_day(&draft.instance, s.slot));
    Side {
        summary: draft.summary.clone(),
        lines: scenario.as_ref().map(|s| s.lines(actor.language, &draft.book)).unwrap_or_default(),
        name: scenario.map(|s| s.name),
        sessions: draft.report.sessions,
        missing: draft.report.missing.len(),
        hard: draft.report.score.hard,
        rupees,
        last_day: days.map(|(day, _)| day).max(),
    }
}

fn districts(a: &Draft, b: &Draft) -> Vec<DistrictPair> {
    let mut found: BTreeMap<String, DistrictPair> = BTreeMap::new();
    for (at, draft) in [a, b].into_iter().enumerate() {
        for Group { name, sessions, taken, seats, .. } in groups(draft, By::District) {
            let empty = || DistrictPair { name: name.clone(), sessions: [0; 2], taken: [0; 2], seats: [0; 2] };
            let pair = found.entry(name.id.clone()).or_insert_with(empty);
            for (list, n) in [(&mut pair.sessions, sessions), (&mut pair.taken, taken), (&mut pair.seats, seats)] {
                if let Some(cell) = list.get_mut(at) {
                    *cell = n;
                }
            }
        }
    }
    found.into_values().collect()
}

/// What changes for whom between two plans, on the days that both plan.
fn moved(actor: &Actor, a: &Draft, b: &Draft, from: Option<NaiveDate>) -> Vec<Moved> {
    let Some(from) = from else { return Vec::new() };
    let common = calendar(&a.instance, &b.instance);
    let (before, after) = (on(&common, a, from), on(&common, b, from));
    let found = difference(&common, &before, &after);
    let sees = |id: &str| a.book.trainers.contains_key(id) || sees_person(a.districts.as_ref(), &a.book, id);
    let line = |change: &Change| words(actor.language, change, &a.book, &a.hours);
    let concerned = found.people.iter().filter(|(id, _)| sees(id));
    let mut all: Vec<Moved> = concerned
        .map(|(id, changes)| {
            let who = a.book.person(id);
            let name = a.book.trainers.get(id).map_or(who.name, |t| t.name(actor.language).to_owned());
            Moved { name, staff_id: who.staff_id, lines: changes.iter().map(line).collect() }
        })
        .collect();
    all.sort_by(|x, y| (&x.name, &x.staff_id).cmp(&(&y.name, &y.staff_id)));
    all
}

/// An instance whose days are those of both: slots of plans that begin on different days mean the same there.
fn calendar(a: &Instance, b: &Instance) -> Instance {
    let days: BTreeMap<&str, &Day> = a.days.iter().chain(&b.days).map(|day| (day.date.as_str(), day)).collect();
    Instance { days: days.into_values().cloned().collect(), ..a.clone() }
}

/// A plan with its slots in the common calendar, from a day on.
fn on(common: &Instance, draft: &Draft, from: NaiveDate) -> Plan {
    let at: HashMap<&str, i64> = (0_i64..).zip(&common.days).map(|(at, day)| (day.date.as_str(), at)).collect();
    let placed = |s: &PlannedSession| {
        let (day, half) = half_day(&draft.instance, s.slot).filter(|(day, _)| *day >= from)?;
        Some(PlannedSession { slot: at.get(day.to_string().as_str())? * 2 + half, ..s.clone() })
    };
    Plan { sessions: draft.plan.sessions.iter().filter_map(placed).collect(), extra: serde_json::Map::new() }
}
