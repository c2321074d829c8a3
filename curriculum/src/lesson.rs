//! A lesson: what a person reads before the practice, in short sections.

use crate::text::Both;
use abhyas_core::ModuleId;
use serde::{Deserialize, Serialize};

/// The lesson of a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The module.
    pub module: ModuleId,
    /// Its title.
    pub title: Both,
    /// How many minutes reading takes.
    pub minutes: u32,
    /// Its sections, in order.
    pub section: Vec<Section>,
}

/// A section of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    pub heading: Both,
    /// Its paragraphs.
    #[serde(default)]
    pub text: Vec<Both>,
    /// Points to remember.
    #[serde(default)]
    pub points: Vec<Both>,
}

/// What is wrong with a lesson file.
#[derive(Debug, thiserror::Error)]
pub enum LessonError {
    /// Not the format.
    #[error("not a lesson: {0}")]
    Format(#[from] toml::de::Error),
    /// A section that says nothing.
    #[error("the section {0:?} is empty")]
    Empty(String),
}

impl Lesson {
    /// Reads a lesson file (TOML).
    ///
    /// # Errors
    /// [`LessonError`] says what is wrong with the file.
    pub fn parse(source: &str) -> Result<Self, LessonError> {
        let lesson: Self = toml::from_str(source)?;
        match lesson.section.iter().find(|section| section.text.is_empty() && section.points.is_empty()) {
            Some(empty) => Err(LessonError::Empty(empty.heading.en.clone())),
            None => Ok(lesson),
        }
    }
}
