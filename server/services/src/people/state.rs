//! Deactivating a person who has left, and bringing them back.

use super::codes;
use super::edit::save;
use super::show::visible;
use crate::{Actor, Outcome, Services};
use abhyas_core::{OnceKey, Permission, PersonId, Refusal};
use abhyas_store::people::PersonRecord;
use abhyas_store::people::history::ties;

/// Deactivates a person: they can not sign in any more, their sessions end at once, no new seat is planned for them.
///
/// # Errors
/// A refusal for oneself, or while the person still teaches planned sessions; [`crate::ServiceError::NotFound`] for those who may not.
pub async fn deactivate(services: &Services, actor: &Actor, key: &OnceKey, id: &PersonId, version: i64) -> Outcome<()> {
    let before = visible(services, actor, Permission::EditPeople, id).await?;
    if *id == actor.person {
        return Err(Refusal::new(codes::ONESELF).into());
    }
    let mut tx = services.db().begin().await?;
    let ties = ties(&mut tx, id).await?;
    drop(tx);
    if ties.teaching > 0 {
        return Err(Refusal::new(codes::STILL_TEACHES).with("n", ties.teaching).into());
    }
    let record = PersonRecord { state: "inactive".into(), version, ..before.clone() };
    save(services, actor, key, "person.deactivate", &before, record).await
}

/// Brings a person back.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for those who may not.
pub async fn reactivate(services: &Services, actor: &Actor, key: &OnceKey, id: &PersonId, version: i64) -> Outcome<()> {
    let before = visible(services, actor, Permission::EditPeople, id).await?;
    let record = PersonRecord { state: "active".into(), version, ..before.clone() };
    save(services, actor, key, "person.reactivate", &before, record).await
}
