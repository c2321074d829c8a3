//! The person behind a browser session, as they are now: a capacity that was taken away is gone with the next request.

use crate::error::Outcome;
use crate::{Actor, Grant, Services};
use abhyas_core::{Capacity, PersonId};
use abhyas_store::access;

/// The actor for a person; `None` when there is no such person any more or they may not sign in.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn actor_of(services: &Services, person: &PersonId) -> Outcome<Option<Actor>> {
    let Some(account) = access::account(services.db(), person).await?.filter(|account| account.active) else {
        return Ok(None);
    };
    let grants = access::grants(services.db(), person).await?;
    let mut grants: Vec<Grant> =
        grants.into_iter().map(|g| Grant { capacity: g.capacity, district: g.district }).collect();
    // Whoever is on the roster learns: the capacity need not be written down for each of 1,500 people.
    if !grants.iter().any(|g| g.capacity == Capacity::Trainee) {
        grants.push(Grant { capacity: Capacity::Trainee, district: None });
    }
    Ok(Some(Actor {
        person: account.person,
        name: account.name,
        staff_id: account.staff_id,
        language: account.language,
        facility: None,
        district: account.district,
        grants,
    }))
}
