//! Making a cohort.

use super::{DISTRICT, NAME_MISSING, NAME_TOO_LONG, NO_MENTOR};
use crate::access::{actor_of, person_named};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::{CohortId, DistrictId, OnceKey, Permission, PersonId, Refusal};
use abhyas_store::cohorts::{self as store, CohortRecord};
use abhyas_store::masters::DistrictRecord;
use serde_json::json;

const ACTION: &str = "cohort.make";
/// The longest name of a cohort, in characters: it stands in the bar of a phone's screen.
const LONGEST_NAME: usize = 60;

/// A cohort as it is typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Making {
    /// What its people call it.
    pub name: String,
    /// The id of its district; empty: the maker's own.
    pub district: String,
    /// Staff id or mobile number of the mentor; empty: who makes it follows it.
    pub mentor: String,
}

/// Makes a cohort without members. The same form sent twice makes one.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever prepares no hospitals; refusals at `name`, `district` and `mentor`.
pub async fn make(services: &Services, actor: &Actor, key: &OnceKey, typed: &Making) -> Outcome<CohortId> {
    if actor.districts(Permission::PrepareHospitals).is_some_and(|districts| districts.is_empty()) {
        return Err(ServiceError::NotFound);
    }
    let mut refusals: Vec<Refusal> = name(typed).err().into_iter().collect();
    let district = match district(services, actor, typed).await? {
        Some(district) => district,
        None => {
            refusals.push(Refusal::new(DISTRICT).at("district"));
            return Err(ServiceError::Refused(refusals));
        }
    };
    let mentor = match typed.mentor.trim() {
        "" => None,
        staff_id => {
            let found = mentor(services, &district, staff_id).await?;
            if found.is_none() {
                refusals.push(Refusal::new(NO_MENTOR).at("mentor"));
            }
            found
        }
    };
    if !refusals.is_empty() {
        return Err(ServiceError::Refused(refusals));
    }
    let record = CohortRecord {
        id: CohortId::mint(services.real_now(), services.entropy()),
        name: typed.name.trim().to_owned(),
        district,
        made_by: actor.person.clone(),
        mentor,
        made_at: services.now(),
    };
    let mut tx = services.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, services, actor, key, ACTION).await? {
        return CohortId::parse(done).map_err(|e| ServiceError::Internal(e.to_string()));
    }
    store::insert(&mut tx, &record).await?;
    let (subject, detail) = (("cohort", record.id.as_str()), json!({ "mentor": record.mentor }));
    audit::record(&mut tx, services, actor, ACTION, subject, Some(&record.district), detail).await?;
    once::finish(&mut tx, key, record.id.as_str()).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// The districts in which the actor may make cohorts, in the order of the screens.
///
/// # Errors
/// [`ServiceError`] when they can not be read.
pub async fn districts(services: &Services, actor: &Actor) -> Outcome<Vec<DistrictRecord>> {
    let reached = actor.districts(Permission::PrepareHospitals);
    let mut all = abhyas_store::masters::districts(services.db()).await?;
    all.retain(|district| reached.as_ref().is_none_or(|reached| reached.contains(&district.id)));
    Ok(all)
}

fn name(typed: &Making) -> Result<(), Refusal> {
    match typed.name.trim().chars().count() {
        0 => Err(Refusal::new(NAME_MISSING).at("name")),
        n if n > LONGEST_NAME => Err(Refusal::new(NAME_TOO_LONG).at("name").with("n", LONGEST_NAME)),
        _ => Ok(()),
    }
}

/// The district that was typed, or the maker's own; `None` when the maker prepares no hospitals there.
async fn district(services: &Services, actor: &Actor, typed: &Making) -> Outcome<Option<DistrictId>> {
    let chosen = match typed.district.trim() {
        "" => actor.district.clone(),
        id => DistrictId::parse(id).ok(),
    };
    let Some(chosen) = chosen.filter(|id| actor.may(Permission::PrepareHospitals, Subject::District(id))) else {
        return Ok(None);
    };
    let known = abhyas_store::masters::districts(services.db()).await?;
    Ok(known.into_iter().map(|district| district.id).find(|id| *id == chosen))
}

/// Somebody who prepares hospitals in the district.
async fn mentor(services: &Services, district: &DistrictId, typed: &str) -> Outcome<Option<PersonId>> {
    let Some(person) = person_named(services, typed).await? else { return Ok(None) };
    let mentor = actor_of(services, &person).await?;
    let may = mentor.is_some_and(|m| m.may(Permission::PrepareHospitals, Subject::District(district)));
    Ok(may.then_some(person))
}
