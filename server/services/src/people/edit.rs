//! Changing a person's record, and moving them to another facility.

use super::codes;
use super::input::{PersonInput, check, permitted_facility};
use super::search::search_text;
use super::show::visible;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Permission, PersonId, Refusal};
use abhyas_store::people::{PersonRecord, update_person};
use serde_json::json;

/// Changes a record. `version` is the one the form was shown with.
///
/// # Errors
/// Refusals at the fields, or that somebody changed the person meanwhile; [`ServiceError::NotFound`] for those who may not.
pub async fn edit_person(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &PersonId,
    version: i64,
    input: &PersonInput,
) -> Outcome<()> {
    let before = visible(services, actor, Permission::EditPeople, id).await?;
    let checked = check(services, actor, input).await?;
    let staff_id = checked.staff_id.unwrap_or_else(|| before.staff_id.clone());
    let record = PersonRecord {
        search: search_text(&checked.name, Some(&checked.mobile), &staff_id),
        staff_id,
        name: checked.name,
        sex: checked.sex,
        born: checked.born,
        joined: checked.joined,
        designation: checked.designation,
        role: checked.role,
        facility: Some(checked.facility),
        district: Some(checked.district),
        mobile: Some(checked.mobile),
        email: checked.email,
        language: checked.language,
        version,
        ..before.clone()
    };
    save(services, actor, key, "person.edit", &before, record).await
}

/// Moves a person to another facility. Their seats stay; the plan is told by the next replanning.
///
/// # Errors
/// As for [`edit_person`].
pub async fn transfer_person(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &PersonId,
    version: i64,
    facility: &str,
) -> Outcome<()> {
    let before = visible(services, actor, Permission::EditPeople, id).await?;
    let unknown = || ServiceError::refused(Refusal::new(codes::FACILITY_UNKNOWN).at("facility"));
    let (facility, district) = permitted_facility(services, actor, facility).await?.ok_or_else(unknown)?;
    if before.facility.as_ref() == Some(&facility) {
        return Err(Refusal::new(codes::SAME_FACILITY).at("facility").into());
    }
    let record = PersonRecord { facility: Some(facility), district: Some(district), version, ..before.clone() };
    save(services, actor, key, "person.transfer", &before, record).await
}

/// Writes a changed record with its audit row. The detail names the fields that changed, never what they hold.
pub(super) async fn save(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    action: &'static str,
    before: &PersonRecord,
    mut record: PersonRecord,
) -> Outcome<()> {
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, action).await?.is_some() {
        return Ok(());
    }
    record.updated_at = services.now();
    if !update_person(&mut tx, &record).await? {
        return Err(Refusal::new(crate::error::codes::CHANGED_MEANWHILE).into());
    }
    if record.state != "active" {
        abhyas_store::web_session::end_sessions_of(&mut tx, &record.id, None).await?;
    }
    let detail = json!({ "changed": changed(before, &record), "from": before.facility, "to": record.facility });
    audit::record(&mut tx, services, actor, action, ("person", record.id.as_str()), record.district.as_ref(), detail)
        .await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}

fn changed(before: &PersonRecord, after: &PersonRecord) -> Vec<&'static str> {
    let fields = [
        ("name", before.name != after.name),
        ("staff_id", before.staff_id != after.staff_id),
        ("sex", before.sex != after.sex),
        ("born", before.born != after.born),
        ("joined", before.joined != after.joined),
        ("designation", before.designation != after.designation),
        ("role", before.role != after.role),
        ("facility", before.facility != after.facility),
        ("mobile", before.mobile != after.mobile),
        ("email", before.email != after.email),
        ("language", before.language != after.language),
        ("state", before.state != after.state),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}
