//! The hospital of a cohort.

use super::show::led;
use crate::sandbox::for_cohort;
use crate::{Actor, Outcome, Services, audit, once};
use abhyas_core::{CohortId, OnceKey, SandboxId};
use serde_json::json;

const ACTION: &str = "cohort.open";

/// Opens the hospital of a cohort, dated from today. One that is open already stays as it is.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for whoever does not lead the cohort.
pub async fn open_hospital(services: &Services, actor: &Actor, key: &OnceKey, id: &CohortId) -> Outcome<SandboxId> {
    let record = led(services, actor, id).await?;
    let sandbox = for_cohort(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, ACTION).await?.is_some() {
        return Ok(sandbox.id);
    }
    if abhyas_store::sandbox::insert(&mut tx, &sandbox).await? {
        let (subject, detail) = (("cohort", id.as_str()), json!({ "sandbox": sandbox.id }));
        audit::record(&mut tx, services, actor, ACTION, subject, Some(&record.district), detail).await?;
    }
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(sandbox.id)
}
