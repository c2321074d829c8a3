//! What is taught, as data, and the grader.
//!
//! An exercise is a file: story, set-up, checks with weights, safety rules, hints, and its own proof (a reference solution
//! that scores 100 and wrong attempts that fail for their named reasons). Checks are predicates over the hospital's records
//! and its journal, keyed by codes. Grading is a pure function of exercise, world and journal: no clicks are watched.
//!
//! [`questions`] are data too: a paper's order is drawn from a seed, and marking it is a pure function of the answers.
//!
//! The content is compiled into the binary ([`Curriculum`]); it lies in `curriculum/modules/<module>/`.

mod catalogue;
mod draw;
mod exercise;
mod fill;
mod grade;
mod judge;
mod lesson;
mod picture;
pub mod predicate;
pub mod questions;
mod rehearse;
mod text;

pub use catalogue::{Curriculum, CurriculumError};
pub use draw::Draw;
pub use exercise::{Check, Exercise, ExerciseError, FORMAT, NamedDraw, Safety, Step, View, Wrong};
pub use fill::{Unfilled, Values};
pub use grade::{Checked, Grade, SafetyChecked, grade};
pub use lesson::{Lesson, LessonError, Picture, Section};
pub use picture::{MOST_BYTES, Shot, ShotError};
pub use rehearse::{Rehearsed, SetupCommand, StepError, rehearse, setup};
pub use text::Both;
