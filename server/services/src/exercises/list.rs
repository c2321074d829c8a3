//! What there is to practise, and how far one is with it.

use super::curriculum;
use crate::{Actor, Outcome, Services, Subject};
use abhyas_core::{AttemptId, ExerciseId, ModuleId, Permission};
use abhyas_curriculum::Both;
use abhyas_store::attempts::{self as store, AttemptRecord};

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
    let attempts = store::of_person(services.db(), &actor.person, None).await?;
    let row = |exercise: &abhyas_curriculum::Exercise| {
        let mine: Vec<&AttemptRecord> = attempts.iter().filter(|a| a.exercise == exercise.id).collect();
        let finished = || mine.iter().filter_map(|a| a.result.as_ref().map(|result| (&a.id, result)));
        ExerciseRow {
            id: exercise.id.clone(),
            module: exercise.module.clone(),
            title: exercise.title.clone(),
            assessed: exercise.assessed,
            minutes: exercise.minutes,
            finished: finished().count(),
            best: finished().filter(|(_, r)| !r.safety_failed).map(|(_, r)| r.score).max(),
            passed: finished().any(|(_, r)| r.passed),
            open: mine.iter().find(|a| a.result.is_none()).map(|a| a.id.clone()),
            latest: finished().next().map(|(id, _)| id.clone()),
        }
    };
    Ok(content.exercises().iter().map(row).collect())
}

/// The exercises of one module, for a link from a session of it.
///
/// # Errors
/// [`crate::ServiceError`] when the content is not sound.
pub fn of_module(services: &Services, module: &ModuleId) -> Outcome<Vec<(ExerciseId, Both)>> {
    Ok(curriculum(services)?.of_module(module).map(|e| (e.id.clone(), e.title.clone())).collect())
}
