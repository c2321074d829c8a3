//! The programme in numbers, for the start page of those who lead it.

use crate::error::Outcome;
use crate::{Actor, Services};
use abhyas_core::clock::{date_in_india, day_text};
use abhyas_core::{Permission, Reach};
pub use abhyas_store::overview::{Counts, DistrictCounts};

/// What the start page shows to officers and coordinators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The programme as a whole.
    pub counts: Counts,
    /// The districts the actor may see.
    pub districts: Vec<DistrictCounts>,
}

/// The overview; `None` for people who do not lead a district or the programme.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn overview(services: &Services, actor: &Actor) -> Outcome<Option<Overview>> {
    if actor.reach(Permission::SeePlans) < Reach::District {
        return Ok(None);
    }
    let counts = abhyas_store::overview::counts(services.db(), &day_text(date_in_india(services.now()))).await?;
    let mut districts = abhyas_store::overview::by_district(services.db()).await?;
    if let Some(allowed) = actor.districts(Permission::SeePlans) {
        districts.retain(|d| allowed.iter().any(|a| a.as_str() == d.id));
    }
    Ok(Some(Overview { counts, districts }))
}
