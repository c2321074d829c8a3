//! Starting an attempt: a fresh sandbox with the exercise's set-up, its patients drawn anew.

use super::curriculum;
use crate::sandbox::{ForExercise, open_for_exercise};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{AttemptId, ExerciseId, OnceKey, Permission};
use abhyas_store::attempts::{self as store, AttemptRecord};
use serde_json::json;

const ACTION: &str = "exercise.start";

/// Starts an attempt and returns its id. The same form sent twice starts one.
///
/// # Errors
/// [`ServiceError::NotFound`] for an unknown exercise or whoever may not practise; [`ServiceError::Internal`] when the
/// set-up does not fit the hospital, which the exercise's own proof forbids.
pub async fn start(services: &Services, actor: &Actor, key: &OnceKey, exercise: &ExerciseId) -> Outcome<AttemptId> {
    actor.require(Permission::Practise, Subject::Own)?;
    let content = curriculum(services)?;
    let exercise = content.exercise(exercise).ok_or(ServiceError::NotFound)?;
    if let Some(done) = started_before(services, actor, key).await? {
        return Ok(done);
    }
    let seed = services.entropy().next_u64();
    let purpose = ForExercise { exercise: &exercise.id, persona: exercise.persona, seed };
    let sandbox = open_for_exercise(services, actor, purpose, |world, ctx| {
        let steps = abhyas_curriculum::setup(exercise, seed, world, ctx)
            .map_err(|error| ServiceError::Internal(format!("{}: {error}", exercise.id)))?;
        Ok(steps.into_iter().map(|step| (step.id, step.command)).collect())
    })
    .await?;
    let record = AttemptRecord {
        id: AttemptId::mint(services.real_now(), services.entropy()),
        person: actor.person.clone(),
        exercise: exercise.id.clone(),
        module: exercise.module.clone(),
        sandbox: sandbox.id().clone(),
        started_at: services.now(),
        result: None,
    };
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, ACTION).await? {
        return id(done);
    }
    store::insert(&mut tx, &record).await?;
    let subject = ("attempt", record.id.as_str());
    audit::record(&mut tx, services, actor, ACTION, subject, actor.district.as_ref(), json!({"exercise": exercise.id}))
        .await?;
    once::finish(&mut tx, key, record.id.as_str()).await?;
    tx.commit().await?;
    Ok(record.id)
}

fn id(text: String) -> Outcome<AttemptId> {
    AttemptId::parse(text).map_err(|error| ServiceError::Internal(error.to_string()))
}

/// Asked before the sandbox is made: a second click must not leave one behind. The transaction is given up afterwards.
async fn started_before(services: &Services, actor: &Actor, key: &OnceKey) -> Outcome<Option<AttemptId>> {
    let mut tx = services.db().begin().await?;
    once::begin(&mut tx, services, actor, key, ACTION).await?.map(id).transpose()
}
