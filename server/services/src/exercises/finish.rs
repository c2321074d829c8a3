//! Handing in: the sandbox is closed, then graded from its records and journal, then the grade is kept.

use super::attempt::seed;
use super::{codes, curriculum};
use crate::sandbox::{close, of_id};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{AttemptId, OnceKey, Refusal};
use abhyas_curriculum::grade;
use abhyas_store::attempts::{self as store, AttemptResult};
use serde_json::json;

const ACTION: &str = "exercise.finish";

/// Hands an attempt in. Sent twice, it is graded once; if the server stops in between, sending it again grades it.
///
/// # Errors
/// [`ServiceError::NotFound`] for anyone but its owner; [`codes::FINISHED`] when it was handed in by another form.
pub async fn finish(services: &Services, actor: &Actor, key: &OnceKey, id: &AttemptId) -> Outcome<()> {
    let record =
        store::by_id(services.db(), id).await?.filter(|r| r.person == actor.person).ok_or(ServiceError::NotFound)?;
    if record.result.is_some() {
        let mut tx = services.db().begin().await?;
        let by_this_form = once::begin(&mut tx, services, actor, key, ACTION).await?.is_some();
        return if by_this_form { Ok(()) } else { Err(Refusal::new(codes::FINISHED).into()) };
    }
    let content = curriculum(services)?;
    let exercise = content.exercise(&record.exercise).ok_or(ServiceError::NotFound)?;
    let sandbox = of_id(services, actor, &record.sandbox).await?;
    close(services, &sandbox).await?;
    let (world, journal) = (sandbox.look().await?.world, sandbox.journal().await?);
    let seed = seed(services, &record.sandbox).await?;
    let grade =
        grade(exercise, seed, &world, &journal).map_err(|e| ServiceError::Internal(format!("{}: {e}", exercise.id)))?;
    let result = AttemptResult {
        finished_at: services.now(),
        score: grade.score,
        passed: grade.passed,
        safety_failed: grade.safety_failed,
        report: serde_json::to_string(&grade)?,
    };
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, ACTION).await?.is_some() {
        return Ok(());
    }
    if !store::finish(&mut tx, id, &result).await? {
        return Err(Refusal::new(codes::FINISHED).into());
    }
    let detail = json!({"exercise": record.exercise, "score": grade.score, "passed": grade.passed});
    audit::record(&mut tx, services, actor, ACTION, ("attempt", id.as_str()), actor.district.as_ref(), detail).await?;
    once::finish(&mut tx, key, id.as_str()).await?;
    tx.commit().await?;
    Ok(())
}
