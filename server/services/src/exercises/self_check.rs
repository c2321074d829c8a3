//! The self-check of a lesson: how many answers were right is kept for the person alone, the answers are not.

use super::curriculum;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{ModuleId, OnceKey, Permission};
use abhyas_curriculum::questions::Answers;
use abhyas_store::study::{self, SelfCheck};
use serde_json::json;

const ACTION: &str = "lesson.self_check";

/// Marks the actor's answers and keeps how many were right, in the place of the self-check before.
///
/// # Errors
/// [`ServiceError::NotFound`] for a module without questions, or whoever may not practise.
pub async fn self_check(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    module: &ModuleId,
    answers: &Answers,
) -> Outcome<()> {
    actor.require(Permission::Practise, Subject::Own)?;
    let content = curriculum(services)?;
    let marked = content.questions(module).ok_or(ServiceError::NotFound)?.mark(answers);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let check = SelfCheck { at: services.now(), asked: count(marked.asked), correct: count(marked.right) };
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, ACTION).await?.is_some() {
        return Ok(());
    }
    study::self_checked(&mut tx, &actor.person, module, check).await?;
    let subject = ("module", module.as_str());
    audit::record(&mut tx, services, actor, ACTION, subject, actor.district.as_ref(), json!({})).await?;
    once::finish(&mut tx, key, module.as_str()).await?;
    tx.commit().await?;
    Ok(())
}
