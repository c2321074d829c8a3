//! Adding a person by hand.

use super::input::{PersonInput, check};
use super::search::search_text;
use super::staff_id::StaffIds;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Permission, PersonId};
use abhyas_store::people::{PersonRecord, insert_person};
use serde_json::json;

/// Adds a person; answers their id. The same form sent twice adds one person.
///
/// # Errors
/// Refusals at the fields; [`ServiceError::NotFound`] for those who may edit nobody.
pub async fn add_person(services: &Services, actor: &Actor, key: &OnceKey, input: &PersonInput) -> Outcome<PersonId> {
    if actor.districts(Permission::EditPeople).is_some_and(|districts| districts.is_empty()) {
        return Err(ServiceError::NotFound);
    }
    let person = check(services, actor, input).await?;
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "person.add").await? {
        return PersonId::parse(done).map_err(|error| ServiceError::Internal(error.to_string()));
    }
    let staff_id = match person.staff_id {
        Some(id) => id,
        None => StaffIds::default().next(&mut tx, Some(&person.district)).await?,
    };
    let now = services.now();
    let record = PersonRecord {
        id: PersonId::mint(now, services.entropy()),
        search: search_text(&person.name, Some(&person.mobile), &staff_id),
        staff_id,
        name: person.name,
        sex: person.sex,
        born: person.born,
        joined: person.joined,
        designation: person.designation,
        role: person.role,
        facility: Some(person.facility),
        district: Some(person.district),
        mobile: Some(person.mobile),
        email: person.email,
        language: person.language,
        state: "active".into(),
        import: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    insert_person(&mut tx, &record).await?;
    let detail = json!({ "staff_id": record.staff_id, "role": record.role });
    audit::record(
        &mut tx,
        services,
        actor,
        "person.add",
        ("person", record.id.as_str()),
        record.district.as_ref(),
        detail,
    )
    .await?;
    once::finish(&mut tx, key, record.id.as_str()).await?;
    tx.commit().await?;
    Ok(record.id)
}
