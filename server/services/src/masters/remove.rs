//! Removing a row where nothing refers to it: a closed half-day, an absence, a day of the calendar.

use super::kind::Kind;
use super::{codes, kinds, table};
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::OnceKey;

/// Removes the row of a key ([`super::Entry::key`]).
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or the person may not; [`ServiceError::Refused`] for lists whose rows are
/// kept, and for a day on which sessions are published.
pub async fn remove(services: &Services, actor: &Actor, key: &OnceKey, kind: Kind, row: &str) -> Outcome<()> {
    table::may_edit(actor)?;
    if !kind.removable() {
        return Err(ServiceError::refused(codes::KEPT));
    }
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "masters.remove").await?.is_some() {
        return Ok(());
    }
    let entry = table::entry(services, actor, kind, row).await?;
    kinds::remove(&mut tx, services, kind, &entry).await?;
    audit::record(&mut tx, services, actor, "masters.remove", (kind.name(), row), None, serde_json::json!({})).await?;
    once::finish(&mut tx, key, "removed").await?;
    tx.commit().await?;
    Ok(())
}
