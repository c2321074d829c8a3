//! The content that ships with Abhyas, compiled into the binary: exercises, lessons and questions by module.

use crate::exercise::{Exercise, ExerciseError};
use crate::lesson::{Lesson, LessonError};
use crate::questions::{Questions, QuestionsError};
use abhyas_core::{ExerciseId, ModuleId};

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

/// All content, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Curriculum {
    exercises: Vec<Exercise>,
    lessons: Vec<Lesson>,
    questions: Vec<Questions>,
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
        Ok(Self { exercises, lessons, questions })
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
