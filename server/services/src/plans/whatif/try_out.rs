//! Planning again with something changed.

use super::super::board;
use super::super::book::Book;
use super::super::instance::{Programme, half_day, programme};
use super::super::make::{self, Basis, NewPlan};
use super::{Scenario, Span, codes};
use crate::error::codes as form;
use crate::masters::{ProgrammeRules, programme_rules};
use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::{OnceKey, Permission, PlanId, Refusal};
use abhyas_planner::format::PlannedSession;
use abhyas_planner::{Instance, Plan};

/// What is to be tried out, and for how long to search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What is changed.
    pub scenario: Scenario,
    /// How long to search.
    pub seconds: i64,
    /// What everything random follows from.
    pub seed: u64,
    /// End after so many moves instead of at a time: for repeatable plans.
    pub iterations: Option<u64>,
}

/// What the form offers.
#[derive(Debug, Clone)]
pub struct TrialForm {
    /// What is tried out in the plan that is copied; it stays.
    pub scenario: Scenario,
    /// Trainers: id and name.
    pub trainers: Vec<(String, String)>,
    /// Rooms: id and name.
    pub rooms: Vec<(String, String)>,
    /// Modules: id and name.
    pub modules: Vec<(String, String)>,
    /// The programme's limits as they are, by the names of their fields.
    pub limits: Vec<(&'static str, i64)>,
    /// Its weights.
    pub weights: Vec<(&'static str, i64)>,
    /// All names.
    pub book: Book,
}

/// The limits of the programme with the least and the most that makes sense.
fn limits(rules: &ProgrammeRules) -> [(&'static str, i64, i64, i64); 4] {
    [
        ("max_sessions", rules.max_sessions, 1, 100_000),
        ("trainee_max_km", rules.trainee_max_km, 1, 2_000),
        ("trainer_max_km", rules.trainer_max_km, 1, 2_000),
        ("trainer_same_day_max_km", rules.trainer_same_day_max_km, 0, 2_000),
    ]
}

/// The most that one of a term may cost, in rupees.
const MOST_RUPEES: i64 = 1_000_000;

/// Loads what the form offers for a plan that is to be copied.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans, and for a plan that has no document.
pub async fn trial_form(sv: &Services, actor: &Actor, base: &PlanId) -> Outcome<TrialForm> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let scenario = copied(sv, actor, base).await?;
    let (book, rules) = (Book::load(sv).await?, programme_rules(sv).await?);
    let now = programme(sv, make::tomorrow(sv)).await?;
    let language = actor.language;
    let room = |id: &str| {
        let place = book.place(id);
        format!("{}, {}", place.venue.name(language), place.room.name(language))
    };
    let named = |mut all: Vec<(String, String)>| {
        all.sort_by(|a, b| a.1.cmp(&b.1));
        all
    };
    let instance = &now.instance;
    let trainers = instance.trainers.iter().map(|t| (t.id.clone(), book.trainer(&t.id).name(language).to_owned()));
    let modules =
        instance.modules.iter().map(|m| (m.id.clone(), format!("{} {}", m.id, book.module(&m.id).name(language))));
    Ok(TrialForm {
        scenario,
        trainers: named(trainers.collect()),
        rooms: named(instance.rooms.iter().map(|r| (r.id.clone(), room(&r.id))).collect()),
        modules: modules.collect(),
        limits: limits(&rules).map(|(name, value, ..)| (name, value)).to_vec(),
        weights: instance.weights.terms(),
        book,
    })
}

/// The scenario of a plan that can be copied.
async fn copied(sv: &Services, actor: &Actor, base: &PlanId) -> Outcome<Scenario> {
    let summary = make::plan_summary(sv, actor, base).await?;
    if matches!(summary.plan.state.as_str(), "running" | "failed") {
        return Err(ServiceError::NotFound);
    }
    Ok(Scenario::read(&summary.plan.scenario).unwrap_or_default())
}

/// Copies a plan and plans again with something changed. What was tried out in the copied plan stays; the search begins
/// with the copy and disturbs it as little as it can.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans; refusals for what can not be tried out, and as for
/// [`super::super::make_plan`].
pub async fn try_out(sv: &Services, actor: &Actor, key: &OnceKey, base: &PlanId, trial: &Trial) -> Outcome<PlanId> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let before = copied(sv, actor, base).await?;
    let record = make::plan_summary(sv, actor, base).await?.plan;
    let tomorrow = make::tomorrow(sv);
    let from = record.from_day.map_or(tomorrow, |day| day.max(tomorrow));
    let mut programme = programme(sv, from).await?;
    let scenario = checked(&trial.scenario, &programme, &programme_rules(sv).await?)?;
    let scenario = before.and(&scenario);
    let real = programme.instance.clone();
    scenario.facts(&mut programme.instance);
    scenario.wishes(&mut programme.instance, programme.done.len());
    if programme.instance == real {
        return Err(Refusal::new(codes::NOTHING).into());
    }
    let (made_for, document, _) = board::document(sv, base).await?;
    let previous = still_to_come(&made_for, document, &programme);
    let new = NewPlan { seconds: trial.seconds, seed: trial.seed, iterations: trial.iterations, from: None };
    let scenario = serde_json::to_string(&scenario)?;
    make::begin(sv, actor, key, new, Basis { programme, previous, scenario, copied_from: Some(base.clone()) }).await
}

/// What of a plan can still be planned, on the present calendar. A session that was cancelled does not come back by its id.
fn still_to_come(made_for: &Instance, plan: Plan, now: &Programme) -> Plan {
    let slots = i64::try_from(now.instance.days.len() * now.instance.slots_per_day).unwrap_or(0);
    let open = |s: PlannedSession| {
        let (day, half) = half_day(made_for, s.slot)?;
        let slot = now.slot(day, half).filter(|slot| *slot < slots)?;
        let over = now.done.contains(&s.id) || now.cancelled.contains(&s.id);
        (!over).then_some(PlannedSession { slot, ..s })
    };
    Plan { sessions: plan.sessions.into_iter().filter_map(open).collect(), extra: plan.extra }
}

/// The field of a row of the form, counted from 1: `away`, `away_2`, `away_3`.
#[must_use]
pub fn row(field: &str, number: usize) -> String {
    if number <= 1 { field.to_owned() } else { format!("{field}_{number}") }
}

/// The scenario without what is as it is, or what is wrong with it.
fn checked(typed: &Scenario, now: &Programme, rules: &ProgrammeRules) -> Outcome<Scenario> {
    let mut refusals = Vec::new();
    if typed.name.trim().is_empty() {
        refusals.push(Refusal::new(form::MISSING).at("name"));
    }
    let instance = &now.instance;
    let mut span = |at: usize, span: &Span, field: &'static str, known: bool| {
        let field = row(field, at + 1);
        if !known {
            refusals.push(Refusal::new(codes::UNKNOWN).at(field.clone()));
        }
        if span.from > span.to {
            refusals.push(Refusal::new(codes::SPAN).at(format!("{field}_from")));
        }
    };
    let trainer = |id: &str| instance.trainers.iter().any(|t| t.id == id);
    let module = |id: &str| instance.modules.iter().any(|m| m.id == id);
    typed.away.iter().enumerate().for_each(|(at, s)| span(at, s, "away", trainer(&s.id)));
    let room = |id: &str| instance.rooms.iter().any(|r| r.id == id);
    typed.closed.iter().enumerate().for_each(|(at, s)| span(at, s, "closed", room(&s.id)));
    if typed.teaches.iter().any(|t| !trainer(&t.trainer) || !module(&t.module)) {
        refusals.push(Refusal::new(codes::UNKNOWN).at("teaches"));
    }
    let mut found =
        Scenario { name: typed.name.trim().to_owned(), weights: std::collections::BTreeMap::new(), ..typed.clone() };
    let mut number = |field: String, value: i64, least: i64, most: i64| {
        if !(least..=most).contains(&value) {
            refusals.push(Refusal::new(codes::NUMBER).at(field).with("least", least).with("most", most));
        }
    };
    let asked = typed.limits();
    for (name, real, least, most) in limits(rules) {
        let Some((_, value)) = asked.iter().find(|(field, _)| *field == name) else { continue };
        number(name.to_owned(), *value, least, most);
        let changed = (*value != real).then_some(*value);
        match name {
            "max_sessions" => found.max_sessions = changed,
            "trainee_max_km" => found.trainee_max_km = changed,
            "trainer_max_km" => found.trainer_max_km = changed,
            _ => found.trainer_same_day_max_km = changed,
        }
    }
    for (name, real) in instance.weights.terms() {
        let Some(value) = typed.weights.get(name).filter(|v| **v != real) else { continue };
        number(format!("weight_{name}"), *value, 0, MOST_RUPEES);
        found.weights.insert(name.to_owned(), *value);
    }
    if refusals.is_empty() { Ok(found) } else { Err(ServiceError::Refused(refusals)) }
}
