//! Who learns in a cohort.

use super::codes;
use super::show::led;
use crate::access::person_named;
use crate::{Actor, Outcome, ServiceError, Services, audit, once};
use abhyas_core::{FacilityId, OnceKey, PersonId, Refusal};
use abhyas_store::people::learning as store;
use abhyas_store::{masters, people};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Most people of a cohort. An assumption: more than the largest room seats are spread anyway.
const MOST_MEMBERS: usize = 200;

/// What taking a facility in did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Taken {
    /// People who are in the cohort now.
    pub added: usize,
}

/// Takes a person in. `typed`: staff id or mobile number.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead the cohort's people; refusals at `person`.
pub async fn add_person(services: &Services, actor: &Actor, key: &OnceKey, id: &str, typed: &str) -> Outcome<()> {
    let cohort = led(services, actor, id).await?;
    let nobody = || ServiceError::from(Refusal::new(codes::NO_PERSON).at("person"));
    let person = person_named(services, typed).await?.ok_or_else(nobody)?;
    let record = people::person_by_id(services.db(), &person).await?;
    let here = |p: &people::PersonRecord| p.state == "active" && p.district.as_ref() == Some(&cohort.district);
    let record = record.filter(here).ok_or_else(nobody)?;
    let held = store::of_person(services.db(), &person).await?;
    let count = store::members(services.db(), id).await?.len();
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "learning.add").await?.is_some() {
        return Ok(());
    }
    if let Some(other) = held {
        let refusal = if other.id == id {
            Refusal::new(codes::MEMBER).with("name", record.name)
        } else {
            Refusal::new(codes::ELSEWHERE).with("name", record.name).with("cohort", other.name)
        };
        return Err(refusal.at("person").into());
    }
    if count >= MOST_MEMBERS {
        return Err(Refusal::new(codes::FULL).at("person").with("n", MOST_MEMBERS).into());
    }
    if !store::add(&mut tx, id, &person).await? {
        return Err(Refusal::new(crate::error::codes::CHANGED_MEANWHILE).into());
    }
    let (subject, detail) = (("learning_cohort", id), json!({ "person": person }));
    audit::record(&mut tx, services, actor, "learning.add", subject, Some(&cohort.district), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}

/// Takes everybody of a facility in who has a role and is in no cohort.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead the cohort's people; refusals at `facility`.
pub async fn add_facility(
    services: &Services,
    actor: &Actor,
    key: &OnceKey,
    id: &str,
    facility: &FacilityId,
) -> Outcome<Taken> {
    let cohort = led(services, actor, id).await?;
    let found = masters::facility_by_id(services.db(), facility).await?;
    if found.is_none_or(|f| f.district != cohort.district) {
        return Err(Refusal::new(codes::FACILITY).at("facility").into());
    }
    let count = store::members(services.db(), id).await?.len();
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, "learning.facility").await? {
        return Ok(serde_json::from_str(&done)?);
    }
    let free = store::free_of_facility(&mut tx, facility).await?;
    if count + free.len() > MOST_MEMBERS {
        return Err(Refusal::new(codes::FULL).at("facility").with("n", MOST_MEMBERS).into());
    }
    let mut taken = Taken::default();
    for person in &free {
        taken.added += usize::from(store::add(&mut tx, id, person).await?);
    }
    if taken.added == 0 {
        return Err(Refusal::new(codes::NOBODY_LEFT).at("facility").into());
    }
    let (subject, detail) = (("learning_cohort", id), json!({ "facility": facility, "people": taken.added }));
    audit::record(&mut tx, services, actor, "learning.facility", subject, Some(&cohort.district), detail).await?;
    once::finish(&mut tx, key, &serde_json::to_string(&taken)?).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Takes a person out.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead the cohort's people, and for somebody who is not in it.
pub async fn take_out(services: &Services, actor: &Actor, key: &OnceKey, id: &str, person: &PersonId) -> Outcome<()> {
    let cohort = led(services, actor, id).await?;
    let mut tx = services.db().begin().await?;
    if once::begin(&mut tx, services, actor, key, "learning.take_out").await?.is_some() {
        return Ok(());
    }
    if !store::take_out(&mut tx, id, person).await? {
        return Err(ServiceError::NotFound);
    }
    let (subject, detail) = (("learning_cohort", id), json!({ "person": person }));
    audit::record(&mut tx, services, actor, "learning.take_out", subject, Some(&cohort.district), detail).await?;
    once::finish(&mut tx, key, "").await?;
    tx.commit().await?;
    Ok(())
}
