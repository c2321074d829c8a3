//! What there is to practise, and how far one is with it.

use super::curriculum;
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::{AttemptId, ExerciseId, ModuleId, Permission};
use abhyas_curriculum::{Both, Exercise};
use abhyas_store::attempts::{self as store, AttemptLine};
use std::collections::HashMap;

/// An exercise in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseRow {
    /// Which.
    pub id: ExerciseId,
    /// Of which module.
    pub module: ModuleId,
    /// Its name.
    pub title: Both,
    /// Whether a certificate rests on it.
    pub assessed: bool,
    /// The time limit in minutes.
    pub minutes: i64,
    /// How often the actor handed it in.
    pub finished: usize,
    /// The best score so far, in per cent; safety failures do not count.
    pub best: Option<u8>,
    /// Whether it is passed.
    pub passed: bool,
    /// An attempt that is under way.
    pub open: Option<AttemptId>,
    /// The latest attempt that was handed in.
    pub latest: Option<AttemptId>,
}

/// All exercises with the actor's own standing.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for whoever may not practise.
pub async fn list(services: &Services, actor: &Actor) -> Outcome<Vec<ExerciseRow>> {
    actor.require(Permission::Practise, Subject::Own)?;
    let content = curriculum(services)?;
    let mut mine: HashMap<ExerciseId, Vec<AttemptLine>> = HashMap::new();
    for line in store::of_person(services.db(), &actor.person).await? {
        mine.entry(line.exercise.clone()).or_default().push(line);
    }
    let rows = content.exercises().iter();
    Ok(rows.map(|exercise| row(exercise, mine.get(&exercise.id).map(Vec::as_slice).unwrap_or_default())).collect())
}

/// An exercise with its attempts, the latest first.
fn row(exercise: &Exercise, attempts: &[AttemptLine]) -> ExerciseRow {
    let finished = || attempts.iter().filter_map(|line| line.outcome.map(|outcome| (&line.id, outcome)));
    ExerciseRow {
        id: exercise.id.clone(),
        module: exercise.module.clone(),
        title: exercise.title.clone(),
        assessed: exercise.assessed,
        minutes: exercise.minutes,
        finished: finished().count(),
        best: finished().filter(|(_, outcome)| !outcome.safety_failed).map(|(_, outcome)| outcome.score).max(),
        passed: finished().any(|(_, outcome)| outcome.passed),
        open: attempts.iter().find(|line| line.outcome.is_none()).map(|line| line.id.clone()),
        latest: finished().next().map(|(id, _)| id.clone()),
    }
}

/// The exercises of one module, for a link from a session of it.
///
/// # Errors
/// [`crate::ServiceError`] when the content is not sound.
pub fn of_module(services: &Services, module: &ModuleId) -> Outcome<Vec<(ExerciseId, Both)>> {
    Ok(curriculum(services)?.of_module(module).map(|e| (e.id.clone(), e.title.clone())).collect())
}
