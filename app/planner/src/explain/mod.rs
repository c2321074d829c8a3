//! Why not: the reasons for missing seats, what has to be decided by when, and what clashes in one session.

mod decide;
mod reason;
mod share;
mod shortfall;

pub use decide::{Decision, decide_on, decisions};
pub use reason::{Names, Reason, codes};
pub use shortfall::{Shortfall, shortfalls};

use crate::checker::{Violation, check};
use crate::format::{Instance, Plan};

/// The breaches of a plan that concern one session, e.g. after it was edited by hand.
#[must_use]
pub fn conflicts(instance: &Instance, plan: &Plan, session: &str) -> Vec<Violation> {
    let found = check(instance, plan, None).violations;
    found.into_iter().filter(|v| v.sessions.iter().any(|s| s == session)).collect()
}

#[cfg(test)]
mod tests;
