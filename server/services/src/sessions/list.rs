//! Lists of sessions for those who lead.

use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, Permission, Reach};
use abhyas_store::sessions::{self as store, SessionFilter, SessionRecord};
use chrono::NaiveDate;

/// What to list; an empty text is any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// From this day on; none: from the beginning.
    pub from: Option<NaiveDate>,
    /// Up to this day; none: to the end.
    pub to: Option<NaiveDate>,
    /// District of the venue.
    pub district: String,
    /// Module.
    pub module: String,
    /// Venue.
    pub venue: String,
}

/// Sessions in the order of the calendar, cancelled ones too: of all districts, of one's own, or the ones one holds.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever leads nothing.
pub async fn list(sv: &Services, actor: &Actor, filter: &Filter) -> Outcome<Vec<SessionRecord>> {
    let reach = actor.reach(Permission::SeeSessions);
    let trainer = if reach < Reach::District {
        if !actor.is(Capacity::Trainer) {
            return Err(ServiceError::NotFound);
        }
        actor.person.to_string()
    } else {
        String::new()
    };
    let filter = SessionFilter {
        from: filter.from.map_or_else(|| "0000".to_owned(), |d| d.to_string()),
        to: filter.to.map_or_else(|| "9999-12-31".to_owned(), |d| d.to_string()),
        district: filter.district.clone(),
        module: filter.module.clone(),
        trainer,
        venue: filter.venue.clone(),
    };
    let found = store::sessions(sv.db(), &filter).await?;
    let districts = if reach < Reach::District { None } else { actor.districts(Permission::SeeSessions) };
    let mine = |s: &SessionRecord| s.trainer == actor.person;
    Ok(match districts {
        None => found,
        Some(list) => found.into_iter().filter(|s| list.contains(&s.district) || mine(s)).collect(),
    })
}
