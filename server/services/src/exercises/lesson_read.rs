//! Whoever has read a lesson says so: it is shown to them alone.

use super::curriculum;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{ModuleId, OnceKey, Permission};
use abhyas_store::study;
use serde_json::json;

const ACTION: &str = "lesson.read";

/// Notes that the actor has read the lesson of a module.
///
/// # Errors
/// [`ServiceError::NotFound`] for a module without a lesson, or whoever may not practise.
pub async fn lesson_read(services: &Services, actor: &Actor, key: &OnceKey, module: &ModuleId) -> Outcome<()> {
    actor.require(Permission::Practise, Subject::Own)?;
    curriculum(services)?.lesson(module).ok_or(ServiceError::NotFound)?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, ACTION).await?.is_some() {
        return Ok(());
    }
    study::lesson_read(&mut tx, &actor.person, module, services.now()).await?;
    let subject = ("module", module.as_str());
    audit::record(&mut tx, services, actor, ACTION, subject, actor.district.as_ref(), json!({})).await?;
    once::finish(&mut tx, key, module.as_str()).await?;
    tx.commit().await?;
    Ok(())
}
