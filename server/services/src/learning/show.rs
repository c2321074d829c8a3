//! Learning cohorts as who leads their people sees them.

use crate::{Actor, Outcome, ServiceError, Services, Subject};
use abhyas_core::{FacilityId, Permission};
use abhyas_store::masters::{self, DistrictRecord};
use abhyas_store::people::learning::{self as store, LearningCohort, LearningMember};
use std::collections::HashMap;

/// A cohort with its people.
#[derive(Debug, Clone)]
pub struct Group {
    /// The cohort.
    pub record: LearningCohort,
    /// Its people, by name.
    pub members: Vec<LearningMember>,
    /// Names of their facilities, Hindi and English.
    pub facilities: HashMap<FacilityId, (String, String)>,
}

/// The districts whose people the actor may lead, in the order of the screens.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever leads nobody.
pub async fn districts(services: &Services, actor: &Actor) -> Outcome<Vec<DistrictRecord>> {
    let reached = actor.districts(Permission::EditPeople);
    if reached.as_ref().is_some_and(Vec::is_empty) {
        return Err(ServiceError::NotFound);
    }
    let mut all = masters::districts(services.db()).await?;
    all.retain(|district| reached.as_ref().is_none_or(|reached| reached.contains(&district.id)));
    Ok(all)
}

/// A cohort whose people the actor leads.
pub(super) async fn led(services: &Services, actor: &Actor, id: &str) -> Outcome<LearningCohort> {
    let record = store::by_id(services.db(), id).await?.ok_or(ServiceError::NotFound)?;
    actor.require(Permission::EditPeople, Subject::District(&record.district))?;
    Ok(record)
}

/// The cohorts of the actor's districts.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever leads nobody.
pub async fn groups(services: &Services, actor: &Actor) -> Outcome<Vec<LearningCohort>> {
    let reached = districts(services, actor).await?;
    let mut all = store::all(services.db()).await?;
    all.retain(|cohort| reached.iter().any(|district| district.id == cohort.district));
    Ok(all)
}

/// One cohort with its people.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever does not lead its people.
pub async fn group(services: &Services, actor: &Actor, id: &str) -> Outcome<Group> {
    let record = led(services, actor, id).await?;
    let members = store::members(services.db(), id).await?;
    let named = masters::facilities(services.db()).await?;
    let known = named.into_iter().filter(|f| members.iter().any(|m| m.facility.as_ref() == Some(&f.id)));
    let facilities = known.map(|f| (f.id, (f.name_hi, f.name_en))).collect();
    Ok(Group { record, members, facilities })
}
