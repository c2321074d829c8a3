//! The scheduling engine: a programme's instance in, a plan out. Pure: no I/O, no clock, no random source of its own.
//!
//! - [`format`]: the two documents, instance and plan, as JSON (`abhyas-sched-1`), read with an error per fault.
//! - [`board`]: what a change by hand would break, mend and cost.
//! - [`bound`]: what no plan can cost less than.
//! - [`checker`]: the judge. It shares nothing with the solver but the format, so that an error in one shows in the other.
//! - [`solve`]: the anytime search. Deterministic for a seed and a number of iterations.
//! - [`explain`]: which rules stand in the way of an unmet wish, and what clashes in one session.
//! - [`rule`]: the hard rules' names, with a refusal code each.
//!
//! Invariant: time is told to the solver in iterations only; whoever wants seconds steps it and looks at a clock between steps.

pub mod board;
pub mod bound;
pub mod checker;
pub mod explain;
pub mod format;
mod index;
mod model;
#[cfg(test)]
mod real_life;
pub mod rule;
mod rules;
pub mod solve;

pub use checker::{Report, Score, Violation};
pub use format::{Instance, Plan};
pub use rule::Rule;
pub use solve::{Options, Solver};
