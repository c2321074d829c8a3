//! What there is to learn, module by module: the lesson, the self-check and the exercises of each, with the actor's standing.

use super::list::{ExerciseRow, list};
use super::{SelfCheck, curriculum};
use crate::plans::Hours;
use crate::sessions::seats_of;
use crate::{Actor, Outcome, Services};
use abhyas_core::ModuleId;
use abhyas_curriculum::Both;
use abhyas_store::study::{self, StudyRecord};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A module that has something to learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleRow {
    /// Which.
    pub module: ModuleId,
    /// Its name, as its lesson has it.
    pub title: Both,
    /// When the actor's first session of it begins; `None`: it is not in their programme.
    pub begins: Option<DateTime<Utc>>,
    /// Whether it is what the actor should do next: the earliest of their programme that is not passed.
    pub next: bool,
    /// How many minutes the lesson takes.
    pub lesson_minutes: u32,
    /// When the actor last said that they had read it.
    pub lesson_read: Option<DateTime<Utc>>,
    /// How many questions the self-check has; 0: there is none.
    pub questions: usize,
    /// How the actor's latest self-check went.
    pub self_check: Option<SelfCheck>,
    /// Its exercises.
    pub exercises: Vec<ExerciseRow>,
}

impl ModuleRow {
    /// Whether every exercise on which the certificate rests is passed; where none is marked so, every exercise.
    #[must_use]
    pub fn passed(&self) -> bool {
        let assessed = self.exercises.iter().any(|row| row.assessed);
        let mut needed = self.exercises.iter().filter(|row| row.assessed || !assessed);
        needed.all(|row| row.passed)
    }

    /// What is to be done first comes first: the own programme by its sessions, what is passed of it behind the rest of it,
    /// then all other modules in the order of the curriculum.
    fn rank(&self) -> (bool, bool, Option<DateTime<Utc>>) {
        let own = self.begins.is_some();
        (!own, own && self.passed(), self.begins)
    }
}

/// All modules with something to learn, the actor's own programme first.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for whoever may not practise.
pub async fn by_module(services: &Services, actor: &Actor) -> Outcome<Vec<ModuleRow>> {
    let exercises = list(services, actor).await?;
    let content = curriculum(services)?;
    let begins = own_modules(services, actor).await?;
    let mut studied: HashMap<ModuleId, StudyRecord> = HashMap::new();
    for record in study::of_person(services.db(), &actor.person).await? {
        studied.insert(record.module.clone(), record);
    }
    let mut of: HashMap<ModuleId, Vec<ExerciseRow>> = HashMap::new();
    for row in exercises {
        of.entry(row.module.clone()).or_default().push(row);
    }
    let mut rows: Vec<ModuleRow> = Vec::new();
    for lesson in content.lessons() {
        let studied = studied.remove(&lesson.module);
        rows.push(ModuleRow {
            module: lesson.module.clone(),
            title: lesson.title.clone(),
            begins: begins.get(&lesson.module).copied(),
            next: false,
            lesson_minutes: lesson.minutes,
            lesson_read: studied.as_ref().and_then(|record| record.read_at),
            questions: content.questions(&lesson.module).map_or(0, |questions| questions.question.len()),
            self_check: studied.and_then(|record| record.check),
            exercises: of.remove(&lesson.module).unwrap_or_default(),
        });
    }
    rows.sort_by_key(ModuleRow::rank);
    if let Some(first) = rows.first_mut() {
        first.next = first.begins.is_some() && !first.passed();
    }
    Ok(rows)
}

/// The modules in which the actor sits, each with its first session.
async fn own_modules(services: &Services, actor: &Actor) -> Outcome<HashMap<ModuleId, DateTime<Utc>>> {
    let hours = Hours::load(services).await.unwrap_or_default();
    let mut begins = HashMap::new();
    for seat in seats_of(services, &hours, &actor.person, false).await? {
        // Seats come by time: the first one of a module stays.
        begins.entry(seat.session.module).or_insert(seat.begins);
    }
    Ok(begins)
}
