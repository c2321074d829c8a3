//! One person's record.

use crate::plans::Hours;
use crate::sessions::{MySeat, seats_of};
use crate::{Actor, Grant, Outcome, ServiceError, Services, Subject};
use abhyas_core::clock::date_in_india;
use abhyas_core::{Capacity, Permission, PersonId};
use abhyas_store::people::learning::{self, LearningCohort};
use abhyas_store::people::leave::LeaveRecord;
use abhyas_store::people::nights;
use abhyas_store::people::{self, PersonRecord};
use abhyas_store::{access, masters};
use chrono::NaiveDate;

/// A record, if the permission covers it.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such person, they are erased, or the actor may not.
pub(super) async fn visible(
    services: &Services,
    actor: &Actor,
    permission: Permission,
    id: &PersonId,
) -> Outcome<PersonRecord> {
    let record = people::person_by_id(services.db(), id)
        .await?
        .filter(|record| record.state != "erased")
        .ok_or(ServiceError::NotFound)?;
    actor.require(permission, Subject::Person { person: id, district: record.district.as_ref() })?;
    Ok(record)
}

/// What the page of a person shows, and what the actor may do there.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// The record.
    pub record: PersonRecord,
    /// The facility's names, Hindi and English.
    pub facility_name: Option<(String, String)>,
    /// The role's names, Hindi and English.
    pub role_name: Option<(String, String)>,
    /// Their leave, the earliest first.
    pub leaves: Vec<LeaveRecord>,
    /// The days on whose evening a night duty begins, from yesterday on: its morning after is today.
    pub nights: Vec<NaiveDate>,
    /// With whom they learn.
    pub learns_with: Option<LearningCohort>,
    /// Their capacities beside trainee.
    pub grants: Vec<Grant>,
    /// The sessions in which they sit or which they hold, by time.
    pub seats: Vec<MySeat>,
    /// The hours of the half-days.
    pub hours: Hours,
    /// Whether the actor may edit, transfer, put on leave, deactivate.
    pub may_edit: bool,
    /// Whether the actor may reset their access.
    pub may_reset: bool,
    /// Whether the actor may export their data.
    pub may_export: bool,
    /// Whether the actor may erase their data.
    pub may_erase: bool,
}

/// A person's page.
///
/// # Errors
/// [`ServiceError::NotFound`] for those who may not see the person.
pub async fn person(services: &Services, actor: &Actor, id: &PersonId) -> Outcome<PersonView> {
    let record = visible(services, actor, Permission::SeePeople, id).await?;
    let facility_name = match &record.facility {
        Some(facility) => masters::facility_by_id(services.db(), facility).await?.map(|f| (f.name_hi, f.name_en)),
        None => None,
    };
    let roles = masters::roles(services.db()).await?;
    let role_name =
        record.role.as_ref().and_then(|role| roles.into_iter().find(|r| r.id == *role)).map(|r| (r.name_hi, r.name_en));
    let leaves = people::leave::leaves_of(services.db(), id).await?;
    let today = date_in_india(services.now());
    let yesterday = today.pred_opt().unwrap_or(today);
    let nights = nights::nights_of(services.db(), id, yesterday).await?.into_iter().map(|night| night.day).collect();
    let learns_with = learning::of_person(services.db(), id).await?;
    let grants = access::grants(services.db(), id).await?;
    let teaches = grants.iter().any(|g| matches!(g.capacity, Capacity::Trainer | Capacity::Mentor));
    let hours = Hours::load(services).await.unwrap_or_default();
    let seats = seats_of(services, &hours, id, teaches).await?;
    let subject = Subject::Person { person: id, district: record.district.as_ref() };
    let may = |permission| actor.may(permission, subject);
    Ok(PersonView {
        may_edit: may(Permission::EditPeople),
        may_reset: may(Permission::ResetAccess),
        may_export: may(Permission::ExportPerson),
        may_erase: may(Permission::ErasePerson),
        facility_name,
        role_name,
        leaves,
        nights,
        learns_with,
        seats,
        hours,
        grants: grants.into_iter().map(|g| Grant { capacity: g.capacity, district: g.district }).collect(),
        record,
    })
}
