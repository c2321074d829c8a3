//! Exercises: what there is to practise, starting an attempt in a fresh sandbox, finishing and grading it.
//!
//! An attempt is graded from the records and the journal of its own sandbox, which is closed before the grader looks.

mod attempt;
mod by_module;
mod curriculum;
mod finish;
mod lesson_read;
mod list;
mod self_check;
mod start;

#[cfg(test)]
mod tests;

pub use attempt::{AttemptView, Result, attempt, attempt_of_sandbox};
pub use by_module::{ModuleRow, by_module};
pub use curriculum::curriculum;
pub use finish::finish;
pub use lesson_read::lesson_read;
pub use list::{ExerciseRow, list, of_module};
pub use self_check::self_check;
pub use start::start;

/// What a lesson is made of.
pub mod lessons {
    pub use abhyas_curriculum::{Curriculum, Lesson, Picture, Section, Shot};
}

pub use abhyas_curriculum::questions;
pub use abhyas_curriculum::{Both, Checked, Grade, SafetyChecked};
pub use abhyas_store::study::SelfCheck;

/// The refusals of this area.
pub mod codes {
    abhyas_core::codes! {
        /// The attempt was handed in already.
        FINISHED = "exercise.finished";
    }
}
