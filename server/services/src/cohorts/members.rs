//! Who is in a cohort, and in which roles.

use super::show::led;
use super::{FULL, MEMBER_ALREADY, NO_PERSON, NO_ROLE};
use crate::access::person_named;
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{CohortId, OnceKey, Permission, PersonId, Refusal};
use abhyas_hims::Persona;
use abhyas_store::cohorts as store;
use serde_json::json;

/// The most members of a cohort: one class.
const MOST_MEMBERS: usize = 30;

/// Takes a person in, with roles. `staff_id`: staff id or mobile number as typed.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead the cohort; refusals at `staff_id` and `roles`.
pub async fn add_member(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &CohortId,
    staff_id: &str,
    roles: &[Persona],
) -> Outcome<()> {
    led(services, actor, id).await?;
    let found = within_reach(services, actor, staff_id).await?;
    let mut refusals = Vec::new();
    if found.is_none() {
        refusals.push(Refusal::new(NO_PERSON).at("staff_id"));
    }
    refusals.extend(may_be(roles).err());
    let (Some(person), true) = (found, refusals.is_empty()) else { return Err(ServiceError::Refused(refusals)) };
    put(services, actor, key, id, &person, roles, true).await
}

/// Gives a member these roles and no other.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead the cohort, and for a person who is no member; a refusal at `roles`.
pub async fn set_roles(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &CohortId,
    person: &PersonId,
    roles: &[Persona],
) -> Outcome<()> {
    led(services, actor, id).await?;
    if store::roles(services.db(), id, person).await?.is_empty() {
        return Err(ServiceError::NotFound);
    }
    may_be(roles)?;
    put(services, actor, key, id, person, roles, false).await
}

/// Takes a member out: the shared hospital does not exist for them any more.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead the cohort, and for a person who is no member.
pub async fn remove_member(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &CohortId,
    person: &PersonId,
) -> Outcome<()> {
    const ACTION: &str = "cohort.remove";
    let record = led(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, ACTION).await?.is_some() {
        return Ok(());
    }
    if !store::remove(&mut tx, id, person).await? {
        return Err(ServiceError::NotFound);
    }
    let (subject, detail) = (("cohort", id.as_str()), json!({ "person": person }));
    audit::record(&mut tx, services, actor, ACTION, subject, Some(&record.district), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}

fn may_be(roles: &[Persona]) -> Result<(), Refusal> {
    let fits = !roles.is_empty() && roles.iter().all(|role| Persona::CHOICES.contains(role));
    if fits { Ok(()) } else { Err(Refusal::new(NO_ROLE).at("roles")) }
}

/// The person of a staff id or mobile number whose hospital the actor may prepare.
async fn within_reach(services: &Services, actor: &Actor, typed: &str) -> Outcome<Option<PersonId>> {
    let Some(person) = person_named(services, typed).await? else { return Ok(None) };
    let account = abhyas_store::access::account(services.db(), &person).await?.filter(|account| account.active);
    let reached = account.is_some_and(|account| {
        let subject = Subject::Person { person: &person, district: account.district.as_ref() };
        actor.may(Permission::PrepareHospitals, subject)
    });
    Ok(reached.then_some(person))
}

async fn put(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &CohortId,
    person: &PersonId,
    roles: &[Persona],
    new: bool,
) -> Outcome<()> {
    let action = if new { "cohort.add" } else { "cohort.roles" };
    let record = led(services, actor, id).await?;
    let mut names: Vec<&str> = Vec::with_capacity(roles.len());
    for role in roles {
        if !names.contains(&role.name()) {
            names.push(role.name());
        }
    }
    let members = super::show::people(services, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, action).await?.is_some() {
        return Ok(());
    }
    if new && members.contains(person) {
        return Err(Refusal::new(MEMBER_ALREADY).at("staff_id").into());
    }
    if new && members.len() >= MOST_MEMBERS {
        return Err(Refusal::new(FULL).with("n", MOST_MEMBERS).into());
    }
    store::set_roles(&mut tx, id, person, &names, services.now()).await?;
    let (subject, detail) = (("cohort", id.as_str()), json!({ "person": person, "roles": names }));
    audit::record(&mut tx, services, actor, action, subject, Some(&record.district), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}
