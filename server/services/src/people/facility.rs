//! Finding a facility by what a person types.

use super::codes;
use crate::roster::reference::of_programme;
use crate::{Actor, Outcome, Services};
use abhyas_core::{FacilityId, Permission, Refusal};
use abhyas_training::roster::codes as roster_codes;
use abhyas_training::roster::facility::{Candidate, FacilityMatch, find_facility};

/// What a typed name leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum FacilityFound {
    /// This one.
    One(FacilityId),
    /// One of these, perhaps.
    Near(Vec<Candidate>, Refusal),
    /// None.
    None(Refusal),
}

/// Looks among the facilities of the districts in which the actor may edit people. An id counts as a name.
///
/// # Errors
/// [`crate::ServiceError`] when the facilities can not be read.
pub async fn find(services: &Services, actor: &Actor, typed: &str) -> Outcome<FacilityFound> {
    let reference = of_programme(services.db()).await?;
    let within = actor.districts(Permission::EditPeople);
    let permitted = |id: &FacilityId| {
        let facility = reference.facility(id);
        facility.is_some_and(|f| within.as_ref().is_none_or(|within| within.contains(&f.district)))
    };
    let unknown = || FacilityFound::None(Refusal::new(codes::FACILITY_UNKNOWN).at("facility"));
    if let Some(id) = FacilityId::parse(typed).ok().filter(|id| permitted(id)) {
        return Ok(FacilityFound::One(id));
    }
    // Someone of one district means that district.
    let district = match within.as_deref() {
        Some([only]) => Some(only),
        _ => None,
    };
    Ok(match find_facility(&reference, typed, district, "") {
        FacilityMatch::Exact(id) if permitted(&id) => FacilityFound::One(id),
        FacilityMatch::Suggested(mut candidates) | FacilityMatch::Elsewhere(mut candidates) => {
            candidates.retain(|candidate| permitted(&candidate.facility));
            match candidates.first() {
                None => unknown(),
                Some(best) => {
                    let refusal = Refusal::new(roster_codes::FACILITY_SUGGESTED)
                        .at("facility")
                        .with("typed", typed)
                        .with("meant", &best.name);
                    FacilityFound::Near(candidates, refusal)
                }
            }
        }
        FacilityMatch::Exact(_) | FacilityMatch::Unknown => unknown(),
    })
}
