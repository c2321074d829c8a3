//! What districts, roles, designations and facilities are called: for choosing and for showing.

use crate::{Outcome, Services};
use abhyas_core::{FacilityId, Language};
use abhyas_store::masters;
use std::collections::HashMap;

/// Ids with their names in one language.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Districts, in the order of the screens.
    pub districts: Vec<(String, String)>,
    /// Roles.
    pub roles: Vec<(String, String)>,
    /// Designations; both texts are the name.
    pub designations: Vec<(String, String)>,
    facilities: HashMap<FacilityId, String>,
}

impl Names {
    /// The name of a facility; its id when it is gone.
    #[must_use]
    pub fn facility(&self, id: &FacilityId) -> String {
        self.facilities.get(id).cloned().unwrap_or_else(|| id.as_str().to_owned())
    }
}

/// Reads the names. They are no secret: everyone who is signed in may know them.
///
/// # Errors
/// [`crate::ServiceError`] when the database can not be read.
pub async fn names(services: &Services, language: Language) -> Outcome<Names> {
    let db = services.db();
    let pick = |hi: String, en: String| if language == Language::Hi { hi } else { en };
    Ok(Names {
        districts: masters::districts(db)
            .await?
            .into_iter()
            .map(|d| (d.id.as_str().to_owned(), pick(d.name_hi, d.name_en)))
            .collect(),
        roles: masters::roles(db)
            .await?
            .into_iter()
            .map(|r| (r.id.as_str().to_owned(), pick(r.name_hi, r.name_en)))
            .collect(),
        designations: masters::designations(db).await?.into_iter().map(|d| (d.name.clone(), d.name)).collect(),
        facilities: masters::facilities(db).await?.into_iter().map(|f| (f.id, pick(f.name_hi, f.name_en))).collect(),
    })
}
