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
    /// Pictures of the screens that it speaks of, below its text.
    #[serde(default)]
    pub picture: Vec<Picture>,
}

/// A picture of a real screen. The files are `pictures/<name>.hi.webp` and `pictures/<name>.en.webp` beside the lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// Its name within the module: lower-case letters, digits and hyphens.
    pub name: String,
    /// What is to be seen, for whoever does not see it.
    pub alt: Both,
    /// What to look at.
    pub caption: Both,
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
    /// A picture whose name can not stand in an address, or that lacks a text.
    #[error("the picture {0:?} needs a name of a-z, 0-9 and -, and both texts in both languages")]
    Picture(String),
}

impl Lesson {
    /// Reads a lesson file (TOML).
    ///
    /// # Errors
    /// [`LessonError`] says what is wrong with the file.
    pub fn parse(source: &str) -> Result<Self, LessonError> {
        let lesson: Self = toml::from_str(source)?;
        if let Some(empty) = lesson.section.iter().find(|section| section.text.is_empty() && section.points.is_empty())
        {
            return Err(LessonError::Empty(empty.heading.en.clone()));
        }
        if let Some(wrong) = lesson.pictures().find(|picture| !picture.is_whole()) {
            return Err(LessonError::Picture(wrong.name.clone()));
        }
        Ok(lesson)
    }

    /// Its pictures, in order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.section.iter().flat_map(|section| &section.picture)
    }
}

impl Picture {
    fn is_whole(&self) -> bool {
        let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let texts = [&self.alt.hi, &self.alt.en, &self.caption.hi, &self.caption.en];
        !self.name.is_empty() && self.name.chars().all(named) && texts.iter().all(|text| !text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = r#"
        module = "M01"
        minutes = 5
        title = { hi = "पाठ", en = "Lesson" }
        [[section]]
        heading = { hi = "भाग", en = "Part" }
        text = [{ hi = "क", en = "a" }]
        [[section.picture]]
        name = "search-2"
        alt = { hi = "खोज", en = "The search" }
        caption = { hi = "पहले खोजें", en = "Search first" }
    "#;

    #[test]
    fn a_lesson_needs_text_in_every_section_and_whole_pictures() {
        assert_eq!(Lesson::parse(LESSON).unwrap().pictures().count(), 1);
        for (from, to, why) in [
            (r#"text = [{ hi = "क", en = "a" }]"#, "", "the section \"Part\" is empty"),
            ("search-2", "Search 2", "the picture \"Search 2\" needs a name"),
            ("search-2", "", "the picture \"\" needs a name"),
            ("The search", " ", "the picture \"search-2\" needs"),
            ("पहले खोजें", "", "the picture \"search-2\" needs"),
            ("alt = ", "alt-text = ", "not a lesson"),
        ] {
            let error = Lesson::parse(&LESSON.replace(from, to)).unwrap_err().to_string();
            assert!(error.starts_with(why), "{error}");
        }
    }
}
