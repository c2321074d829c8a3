//! Putting a person on leave, and taking it back.

use super::codes;
use super::show::visible;
use crate::roster::check::options;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{OnceKey, Permission, PersonId, Refusal, ids};
use abhyas_store::people::leave::{LeaveRecord, is_away, remove_leave};
use abhyas_training::roster::cell::Cell;
use abhyas_training::roster::normalise;
use chrono::NaiveDate;
use serde_json::json;

/// The longest leave, in days; whoever is away longer is deactivated.
const LONGEST: i64 = 366;

/// Puts a person on leave from the first to the last day, both included, as typed.
///
/// # Errors
/// Refusals at `first_day` and `last_day`; [`ServiceError::NotFound`] for those who may not.
pub async fn add_leave(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &PersonId,
    first: &str,
    last: &str,
    reason: &str,
) -> Outcome<()> {
    let record = visible(services, actor, Permission::EditPeople, id).await?;
    let today = options(services).await?.today;
    let (first_day, last_day) = match (day(first, "first_day", today), day(last, "last_day", today)) {
        (Ok(first), Ok(last)) => (first, last),
        (first, last) => return Err(ServiceError::Refused(first.err().into_iter().chain(last.err()).collect())),
    };
    if last_day < first_day {
        return Err(Refusal::new(codes::LEAVE_ORDER).at("last_day").into());
    }
    if (last_day - first_day).num_days() > LONGEST {
        return Err(Refusal::new(codes::LEAVE_TOO_LONG).at("last_day").into());
    }
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "person.leave").await?.is_some() {
        return Ok(());
    }
    if is_away(&mut tx, id, first_day, last_day).await? {
        return Err(Refusal::new(codes::LEAVE_OVERLAPS).at("first_day").into());
    }
    let leave = LeaveRecord {
        id: ids::mint(services.now(), services.entropy()),
        person: id.clone(),
        first_day,
        last_day,
        reason: reason.trim().chars().take(200).collect(),
    };
    abhyas_store::people::leave::add_leave(&mut tx, &leave).await?;
    let detail = json!({ "first_day": first_day, "last_day": last_day });
    audit::record(&mut tx, services, actor, "person.leave", ("person", id.as_str()), record.district.as_ref(), detail)
        .await?;
    once::finish(&mut tx, key, &leave.id).await?;
    tx.commit().await?;
    Ok(())
}

/// A day that was typed, of the coming year or before.
pub(super) fn day(typed: &str, field: &'static str, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::new(crate::error::codes::MISSING).at(field));
    }
    // Years of two digits belong to the coming years here, so the century is decided a year ahead.
    let ahead = today + chrono::Days::new(400);
    normalise::date(&Cell::Text(typed.to_owned()), ahead)
        .ok_or_else(|| Refusal::new(codes::DATE_FORM).at(field).with("typed", typed.trim()))
}

/// Takes a leave back.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none of that id, or the actor may not.
pub async fn end_leave(services: &Services, actor: &Actor, key: &OnceKey, id: &PersonId, leave: &str) -> Outcome<()> {
    let record = visible(services, actor, Permission::EditPeople, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "person.leave_end").await?.is_some() {
        return Ok(());
    }
    if !remove_leave(&mut tx, leave, id).await? {
        return Err(ServiceError::NotFound);
    }
    audit::record(
        &mut tx,
        services,
        actor,
        "person.leave_end",
        ("person", id.as_str()),
        record.district.as_ref(),
        json!({}),
    )
    .await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}
