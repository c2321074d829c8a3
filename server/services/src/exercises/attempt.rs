//! One attempt: its task, and what came of it.

use super::curriculum;
use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::{AttemptId, ExerciseId, ModuleId, Permission, PersonId, SandboxId};
use abhyas_curriculum::{Both, Exercise, Grade};
use abhyas_store::attempts::{self as store, AttemptRecord};
use chrono::{DateTime, Utc};

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Result {
    /// When it was handed in, by the programme's clock.
    pub finished_at: DateTime<Utc>,
    /// The grade with its reasons.
    pub grade: Grade,
}

/// An attempt as its page shows it.
#[derive(Debug, Clone)]
pub struct AttemptView {
    /// Which attempt.
    pub id: AttemptId,
    /// Whose.
    pub person: PersonId,
    /// Whether it is the actor's own.
    pub own: bool,
    /// At which exercise.
    pub exercise: ExerciseId,
    /// Of which module.
    pub module: ModuleId,
    /// The exercise's name.
    pub title: Both,
    /// What has happened and what is to be done, with the names drawn for this attempt.
    pub story: Both,
    /// Hints, one after the other.
    pub hints: Vec<Both>,
    /// The time limit in minutes.
    pub minutes: i64,
    /// From how many per cent on it is passed.
    pub pass_percent: u8,
    /// Whether a certificate rests on it.
    pub assessed: bool,
    /// Its sandbox.
    pub sandbox: SandboxId,
    /// When it began, by the programme's clock.
    pub started_at: DateTime<Utc>,
    /// What came of it, once it is handed in.
    pub result: Option<Result>,
}

/// An attempt of the actor's own, or of someone whose attempts they may see.
///
/// # Errors
/// [`ServiceError::NotFound`] when it does not exist, or not for the actor.
pub async fn attempt(services: &Services, actor: &Actor, id: &AttemptId) -> Outcome<AttemptView> {
    let record = store::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let district = if record.person == actor.person {
        actor.district.clone()
    } else {
        abhyas_store::access::account(services.db(), &record.person).await?.and_then(|account| account.district)
    };
    actor.require(Permission::SeeAttempts, Subject::Person { person: &record.person, district: district.as_ref() })?;
    view(services, actor, record).await
}

/// The actor's own attempt that a sandbox was made for; `None` for a sandbox of free practice.
///
/// # Errors
/// [`ServiceError::NotFound`] for another person's sandbox.
pub async fn attempt_of_sandbox(
    services: &Services,
    actor: &Actor,
    sandbox: &SandboxId,
) -> Outcome<Option<AttemptView>> {
    match store::by_sandbox(services.db(), sandbox).await? {
        None => Ok(None),
        Some(record) if record.person == actor.person => view(services, actor, record).await.map(Some),
        Some(_) => Err(ServiceError::NotFound),
    }
}

async fn view(services: &Services, actor: &Actor, record: AttemptRecord) -> Outcome<AttemptView> {
    let content = curriculum(services)?;
    let exercise = content.exercise(&record.exercise).ok_or(ServiceError::NotFound)?;
    let seed = seed(services, &record.sandbox).await?;
    let (story, hints) = texts(exercise, seed)?;
    let result = record.result.map(|result| {
        let grade = serde_json::from_str(&result.report)
            .map_err(|e| ServiceError::Internal(format!("report of {}: {e}", record.id)))?;
        Ok::<_, ServiceError>(Result { finished_at: result.finished_at, grade })
    });
    Ok(AttemptView {
        own: record.person == actor.person,
        id: record.id,
        person: record.person,
        exercise: record.exercise,
        module: record.module,
        title: exercise.title.clone(),
        story,
        hints,
        minutes: exercise.minutes,
        pass_percent: exercise.pass_percent,
        assessed: exercise.assessed,
        sandbox: record.sandbox,
        started_at: record.started_at,
        result: result.transpose()?,
    })
}

/// What an attempt's patients were drawn from. The sandbox keeps it, so that the same story can be told again.
pub(super) async fn seed(services: &Services, sandbox: &SandboxId) -> Outcome<u64> {
    let record = abhyas_store::sandbox::by_id(services.db(), sandbox).await?.ok_or(ServiceError::NotFound)?;
    Ok(record.seed.cast_unsigned())
}

fn texts(exercise: &Exercise, seed: u64) -> Outcome<(Both, Vec<Both>)> {
    let broken = |error: abhyas_curriculum::ExerciseError| ServiceError::Internal(format!("{}: {error}", exercise.id));
    Ok((exercise.story(seed).map_err(broken)?, exercise.hints(seed).map_err(broken)?))
}
