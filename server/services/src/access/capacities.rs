//! Giving and taking capacities: officer, coordinator, trainer, mentor.

use super::refusals;
use crate::{Actor, Outcome, ServiceError, Services, Subject, Tx, audit};
use abhyas_core::{Capacity, DistrictId, Permission, PersonId, Refusal};
use abhyas_store::access as store;
use serde_json::json;

/// Which capacity of which person, and for which district (`None`: all).
#[derive(Debug, Clone)]
pub struct ChangeCapacity {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub capacity: Capacity,
    /// Where.
    pub district: Option<DistrictId>,
}

/// Gives a capacity. Giving it again changes nothing.
///
/// # Errors
/// [`ServiceError::NotFound`] without the permission or the person; [`refusals::CAPACITY`] for one that can not be given;
/// [`refusals::DISTRICT_NEEDED`] for a coordinator without a district.
pub async fn give_capacity(services: &Services, actor: &Actor, change: &ChangeCapacity) -> Outcome<()> {
    let district = check(services, actor, change).await?;
    let mut tx = services.db().begin().await?;
    if store::give(&mut tx, &change.person, change.capacity, change.district.as_ref()).await? {
        note(&mut tx, services, actor, change, "capacity.give", district.as_ref()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Takes a capacity away; it is gone with the person's next request. The last officer stays.
///
/// # Errors
/// As for [`give_capacity`], and [`refusals::LAST_OFFICER`].
pub async fn take_capacity(services: &Services, actor: &Actor, change: &ChangeCapacity) -> Outcome<()> {
    let district = check(services, actor, change).await?;
    let mut tx = services.db().begin().await?;
    if !store::take(&mut tx, &change.person, change.capacity, change.district.as_ref()).await? {
        return Ok(());
    }
    // The audit's turn comes before the count: two officers who take each other's capacity do it one after the other.
    note(&mut tx, services, actor, change, "capacity.take", district.as_ref()).await?;
    if change.capacity == Capacity::Officer && store::holders(&mut tx, Capacity::Officer).await?.is_empty() {
        return Err(Refusal::new(refusals::LAST_OFFICER).into());
    }
    tx.commit().await?;
    Ok(())
}

/// Checks the change and returns the person's district, under which the audit files it.
async fn check(services: &Services, actor: &Actor, change: &ChangeCapacity) -> Outcome<Option<DistrictId>> {
    actor.require(Permission::GrantCapacities, Subject::Everything)?;
    let account = store::account(services.db(), &change.person).await?.ok_or(ServiceError::NotFound)?;
    if matches!(change.capacity, Capacity::Public | Capacity::Trainee) {
        return Err(Refusal::new(refusals::CAPACITY).at("capacity").into());
    }
    // A coordinator of all districts would be an officer by another name.
    if change.capacity == Capacity::Coordinator && change.district.is_none() {
        return Err(Refusal::new(refusals::DISTRICT_NEEDED).at("district").into());
    }
    Ok(account.district)
}

async fn note(
    tx: &mut Tx,
    services: &Services,
    actor: &Actor,
    change: &ChangeCapacity,
    action: &str,
    district: Option<&DistrictId>,
) -> Outcome<()> {
    let detail = json!({"capacity": change.capacity.name(), "district": change.district.as_ref().map_or("*", DistrictId::as_str)});
    audit::record(tx, services, actor, action, ("person", change.person.as_str()), district, detail).await
}

#[cfg(test)]
#[path = "capacities_tests.rs"]
mod tests;
