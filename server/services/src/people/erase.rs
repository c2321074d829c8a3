//! Erasing a person's data where the law allows it: the record becomes nobody's, the counts and the audit trail stay.

use super::codes;
use super::show::visible;
use crate::masters::retention_days;
use crate::{Actor, Outcome, Services, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{OnceKey, Permission, PersonId, Refusal};
use abhyas_store::people::history::{forget_ties, last_presence, ties};
use abhyas_store::people::{PersonRecord, update_person};
use chrono::{Days, NaiveDate};
use serde_json::json;

/// Erases a person. Name, numbers, dates, password, messages and leave are gone for good; the id stays as the place of an unnamed
/// person in counts and in the audit trail.
///
/// # Errors
/// A refusal while the person is active, holds valid certificates, or the retention period runs; [`crate::ServiceError::NotFound`] for
/// those who may not.
pub async fn erase_person(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &PersonId,
    version: i64,
) -> Outcome<()> {
    let before = visible(services, actor, Permission::ErasePerson, id).await?;
    if *id == actor.person {
        return Err(Refusal::new(codes::ONESELF).into());
    }
    if before.state != "inactive" {
        return Err(Refusal::new(codes::NOT_INACTIVE).into());
    }
    let days = retention_days(services).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "person.erase").await?.is_some() {
        return Ok(());
    }
    let certificates = ties(&mut tx, id).await?.certificates;
    if certificates > 0 {
        return Err(Refusal::new(codes::HOLDS_CERTIFICATES).with("n", certificates).into());
    }
    let present: Option<NaiveDate> = last_presence(&mut tx, id).await?.and_then(|day| day.parse().ok());
    let last = present.into_iter().chain([date_in_india(before.updated_at)]).max().unwrap_or_default();
    let until = last.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    if until > date_in_india(services.now()) {
        return Err(Refusal::new(codes::RETENTION).with("until", until.format("%d-%m-%Y")).into());
    }
    forget_ties(&mut tx, id).await?;
    abhyas_store::web_session::end_sessions_of(&mut tx, id, None).await?;
    let nobody = PersonRecord {
        staff_id: format!("erased-{id}"),
        name: String::new(),
        sex: String::new(),
        born: None,
        joined: None,
        mobile: None,
        email: String::new(),
        search: String::new(),
        state: "erased".into(),
        version,
        updated_at: services.now(),
        ..before.clone()
    };
    if !update_person(&mut tx, &nobody).await? {
        return Err(Refusal::new(crate::error::codes::CHANGED_MEANWHILE).into());
    }
    audit::record(
        &mut tx,
        services,
        actor,
        "person.erase",
        ("person", id.as_str()),
        before.district.as_ref(),
        json!({}),
    )
    .await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}
