//! Exercises: what there is to practise, starting an attempt in a fresh sandbox, finishing and grading it.
//!
//! An attempt is graded from the records and the journal of its own sandbox, which is closed before the grader looks.

mod attempt;
mod curriculum;
mod finish;
mod list;
mod start;

#[cfg(test)]
mod tests;

pub use attempt::{AttemptView, Result, attempt, attempt_of_sandbox};
pub use curriculum::curriculum;
pub use finish::finish;
pub use list::{ExerciseRow, list, of_module};
pub use start::start;

pub use abhyas_curriculum::questions;
pub use abhyas_curriculum::{Both, Checked, Grade, SafetyChecked};

/// The refusals of this area.
pub mod codes {
    abhyas_core::codes! {
        /// The attempt was handed in already.
        FINISHED = "exercise.finished";
    }
}
