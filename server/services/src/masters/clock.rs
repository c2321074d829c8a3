//! The clock of a synthetic programme.

use super::codes;
use crate::actor::Subject;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Permission, Refusal};
use chrono::{DateTime, Utc};

/// How far the clock may be moved: ten years.
const FARTHEST_SECONDS: i64 = 10 * 365 * 24 * 3600;

/// Sets the programme's clock to `to`, from where it runs on; `None`: back to the server's own time.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not set the clock; refusals for a real programme and for a time that is too
/// far away.
pub async fn set_clock(services: &Services, actor: &Actor, key: &OnceKey, to: Option<DateTime<Utc>>) -> Outcome<()> {
    actor.require(Permission::SetClock, Subject::Everything)?;
    match abhyas_store::settings::synthetic(services.db()).await? {
        None => return Err(ServiceError::refused(codes::NO_PROGRAMME)),
        Some(false) => return Err(ServiceError::refused(codes::REAL_CLOCK)),
        Some(true) => {}
    }
    let offset = to.map_or(0, |to| (to - services.real_now()).num_seconds());
    if offset.abs() > FARTHEST_SECONDS {
        let value = to.map(|to| to.to_rfc3339()).unwrap_or_default();
        return Err(ServiceError::refused(Refusal::new(codes::INSTANT).at("at").with("value", value)));
    }
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "programme.clock").await?.is_some() {
        return Ok(());
    }
    if abhyas_store::settings::set_clock_offset_seconds(&mut tx, offset).await? == 0 {
        return Err(ServiceError::refused(codes::REAL_CLOCK));
    }
    let detail = serde_json::json!({ "offset_seconds": offset });
    audit::record(&mut tx, services, actor, "programme.clock", ("programme", "clock"), None, detail).await?;
    once::finish(&mut tx, key, "set").await?;
    tx.commit().await?;
    services.reload_clock().await
}
