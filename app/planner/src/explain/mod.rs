//! Why not: the rules that keep an unmet wish out of each session, and what clashes in one session.

mod decide;
mod reason;
mod share;
mod shortfall;

pub use decide::{Decision, decisions};
pub use reason::{Names, Reason, codes};
pub use shortfall::{Shortfall, shortfalls};

use crate::checker::{Violation, check};
use crate::format::{FormatError, Instance, Plan};
use crate::rule::Rule;
use crate::rules;
use crate::solve::{Problem, load};
use serde::{Deserialize, Serialize};

/// A session that a person could sit in, and what stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The session's id.
    pub session: String,
    /// The rules that say no; none: the seat is there for the taking.
    pub rules: Vec<Rule>,
}

/// A wish that a plan does not meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// Who.
    pub trainee: String,
    /// Which module.
    pub module: String,
    /// Every session of the module, those with the fewest obstacles first. None at all: no session of it is held.
    pub candidates: Vec<Candidate>,
}

/// Explains every unmet wish of a plan. What the plan holds against the rules is left out of it.
///
/// # Errors
/// The faults of the instance.
pub fn unmet(instance: &Instance, plan: &Plan) -> Result<Vec<Unmet>, FormatError> {
    let problem = Problem::new(instance, &[])?;
    let state = load::start(&problem, Some(plan));
    let model = state.model;
    let mut found = Vec::new();
    let mut wishes = state.unseated.clone();
    wishes.sort();
    for wish in wishes {
        let record = &model.wishes[wish];
        let sessions = state.sessions.pairs().filter(|(_, s)| s.alive && s.module == record.module);
        let mut candidates: Vec<Candidate> = sessions
            .map(|(number, s)| Candidate {
                session: s.id.clone().unwrap_or_default(),
                rules: rules::obstacles(&state, wish, number),
            })
            .collect();
        candidates.sort_by_key(|c| (c.rules.len(), c.session.clone()));
        let (trainee, module) = (model.people[record.person].id.clone(), model.modules[record.module].id.clone());
        found.push(Unmet { trainee, module, candidates });
    }
    Ok(found)
}

/// The breaches of a plan that concern one session, e.g. after it was edited by hand.
#[must_use]
pub fn conflicts(instance: &Instance, plan: &Plan, session: &str) -> Vec<Violation> {
    let found = check(instance, plan, None).violations;
    found.into_iter().filter(|v| v.sessions.iter().any(|s| s == session)).collect()
}

/// Why a session can not be moved to a room, slot and trainer: the rules of the place alone, the people left aside.
///
/// # Errors
/// [`NotInPlan`] when the plan or the instance does not know one of the names.
pub fn place(problem: &Problem, plan: &Plan, session: &str, target: &Target<'_>) -> Result<Vec<Rule>, NotInPlan> {
    let mut state = load::start(problem, Some(plan));
    let model = state.model;
    let number = state.sessions.ids().find(|s| state.sessions[*s].id.as_deref() == Some(session)).ok_or(NotInPlan)?;
    let room = *model.names.rooms.get(target.room).ok_or(NotInPlan)?;
    let trainer = *model.names.trainers.get(target.trainer).ok_or(NotInPlan)?;
    let slot = model.slot(target.slot).ok_or(NotInPlan)?;
    let module = state.sessions[number].module;
    if state.sessions[number].alive {
        for wish in state.sessions[number].members.clone() {
            state.unseat(wish);
        }
        state.dissolve(number);
    }
    let mut found = rules::room::obstacles(&state, module, room, slot);
    found.extend(rules::trainer::obstacles(&state, module, trainer, room, slot));
    found.sort();
    Ok(found)
}

/// Where a session might go.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The room.
    pub room: &'a str,
    /// The slot.
    pub slot: i64,
    /// The trainer.
    pub trainer: &'a str,
}

/// A session, room, trainer or slot that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the plan has no such session, or the instance no such room, trainer or slot")]
pub struct NotInPlan;

#[cfg(test)]
mod tests;
