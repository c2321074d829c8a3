//! The content that ships with Abhyas, compiled into the binary: exercises, lessons and questions by module.

use crate::exercise::{Exercise, ExerciseError};
use crate::lesson::{Lesson, LessonError};
use crate::picture::{Shot, ShotError};
use crate::questions::{Questions, QuestionsError};
use abhyas_core::{ExerciseId, Language, ModuleId};

const EXERCISES: &[&str] = &[
    include_str!("../modules/M01/e1.toml"),
    include_str!("../modules/M01/e2.toml"),
    include_str!("../modules/M01/e3.toml"),
    include_str!("../modules/M02/e1.toml"),
    include_str!("../modules/M02/e2.toml"),
    include_str!("../modules/M02/e3.toml"),
    include_str!("../modules/M03/e1.toml"),
    include_str!("../modules/M03/e2.toml"),
    include_str!("../modules/M03/e3.toml"),
    include_str!("../modules/M07/e1.toml"),
    include_str!("../modules/M07/e2.toml"),
    include_str!("../modules/M07/e3.toml"),
    include_str!("../modules/M09/e1.toml"),
    include_str!("../modules/M09/e2.toml"),
    include_str!("../modules/M09/e3.toml"),
];
const LESSONS: &[&str] = &[
    include_str!("../modules/M01/lesson.toml"),
    include_str!("../modules/M02/lesson.toml"),
    include_str!("../modules/M03/lesson.toml"),
    include_str!("../modules/M07/lesson.toml"),
    include_str!("../modules/M09/lesson.toml"),
];
const QUESTIONS: &[&str] = &[
    include_str!("../modules/M01/questions.toml"),
    include_str!("../modules/M02/questions.toml"),
    include_str!("../modules/M03/questions.toml"),
    include_str!("../modules/M07/questions.toml"),
    include_str!("../modules/M09/questions.toml"),
];

/// The pictures of a module's lesson: each name stands for a file in Hindi and one in English.
macro_rules! pictures {
    ($($module:literal: $($name:literal),+;)+) => {
        &[$($(
            ($module, $name, Language::Hi, include_bytes!(concat!("../modules/", $module, "/pictures/", $name, ".hi.webp"))),
            ($module, $name, Language::En, include_bytes!(concat!("../modules/", $module, "/pictures/", $name, ".en.webp"))),
        )+)+]
    };
}

/// Module, name, language and bytes of a picture.
type PictureFile = (&'static str, &'static str, Language, &'static [u8]);

const PICTURES: &[PictureFile] = pictures! {
    "M01": "search", "abha", "record";
    "M02": "queue", "give", "slip";
    "M03": "patient", "medicines", "warning";
    "M07": "work", "result", "critical";
    "M09": "queue", "dispense", "batch";
};

/// All content, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Curriculum {
    exercises: Vec<Exercise>,
    lessons: Vec<Lesson>,
    questions: Vec<Questions>,
    shots: Vec<Shot>,
}

/// Why the content of this build is not sound. A test reads it, so that no release has this.
#[derive(Debug, thiserror::Error)]
pub enum CurriculumError {
    /// An exercise.
    #[error("exercise {0}")]
    Exercise(#[from] ExerciseError),
    /// A lesson.
    #[error("lesson: {0}")]
    Lesson(#[from] LessonError),
    /// Questions.
    #[error("{0}")]
    Questions(#[from] QuestionsError),
    /// The file of a picture.
    #[error("picture {module}/{name}: {error}")]
    Shot {
        /// The module.
        module: &'static str,
        /// The picture.
        name: &'static str,
        /// What is wrong with it.
        error: ShotError,
    },
    /// A picture of a lesson without its file.
    #[error("picture {module}/{name} has no file in {language:?}")]
    NoShot {
        /// The module.
        module: ModuleId,
        /// The picture.
        name: String,
        /// The language that lacks one.
        language: Language,
    },
}

impl Curriculum {
    /// Reads the content that is part of the binary.
    ///
    /// # Errors
    /// [`CurriculumError`] when a file is faulty.
    pub fn load() -> Result<Self, CurriculumError> {
        let exercises = EXERCISES.iter().map(|source| Exercise::parse(source)).collect::<Result<_, _>>()?;
        let lessons = LESSONS.iter().map(|source| Lesson::parse(source)).collect::<Result<_, _>>()?;
        let questions = QUESTIONS.iter().map(|source| Questions::parse(source)).collect::<Result<_, _>>()?;
        let shots = PICTURES.iter().map(|(module, name, language, bytes)| {
            Shot::new(module, name, *language, bytes).map_err(|error| CurriculumError::Shot { module, name, error })
        });
        let content = Self { exercises, lessons, questions, shots: shots.collect::<Result<_, _>>()? };
        content.every_picture_has_its_files()?;
        Ok(content)
    }

    fn every_picture_has_its_files(&self) -> Result<(), CurriculumError> {
        for lesson in &self.lessons {
            for picture in lesson.pictures() {
                for language in [Language::Hi, Language::En] {
                    if self.shot(&lesson.module, &picture.name, language).is_none() {
                        let (module, name) = (lesson.module.clone(), picture.name.clone());
                        return Err(CurriculumError::NoShot { module, name, language });
                    }
                }
            }
        }
        Ok(())
    }

    /// The picture of a module's lesson in a language.
    #[must_use]
    pub fn shot(&self, module: &ModuleId, name: &str, language: Language) -> Option<&Shot> {
        self.shots().iter().find(|s| s.module == module.as_str() && s.name == name && s.language == language)
    }

    /// All pictures, in the order of the modules.
    #[must_use]
    pub fn shots(&self) -> &[Shot] {
        &self.shots
    }

    /// All exercises, in the order of the modules.
    #[must_use]
    pub fn exercises(&self) -> &[Exercise] {
        &self.exercises
    }

    /// The exercise of an id.
    #[must_use]
    pub fn exercise(&self, id: &ExerciseId) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == *id)
    }

    /// The exercises of a module.
    pub fn of_module<'a>(&'a self, module: &'a ModuleId) -> impl Iterator<Item = &'a Exercise> {
        self.exercises.iter().filter(move |exercise| exercise.module == *module)
    }

    /// The lesson of a module.
    #[must_use]
    pub fn lesson(&self, module: &ModuleId) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.module == *module)
    }

    /// All lessons, in the order of the modules.
    #[must_use]
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// The questions of a module.
    #[must_use]
    pub fn questions(&self, module: &ModuleId) -> Option<&Questions> {
        self.questions.iter().find(|questions| questions.module == *module)
    }
}
