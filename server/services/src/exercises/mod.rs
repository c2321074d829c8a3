//! Exercises: the list for a person, starting an attempt in a fresh sandbox, finishing and grading it, its history.

mod curriculum;

pub use curriculum::{Content, curriculum};
