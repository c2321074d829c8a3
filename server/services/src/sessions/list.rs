//! Lists of sessions for those who lead.

use crate::plans::Hours;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{Capacity, Permission, Reach};
use abhyas_store::masters;
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

/// A part of the schedule, and what it can be filtered by (id, name in Hindi, name in English).
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The sessions.
    pub sessions: Vec<SessionRecord>,
    /// The hours of the half-days.
    pub hours: Hours,
    /// All modules.
    pub modules: Vec<(String, String, String)>,
    /// All districts.
    pub districts: Vec<(String, String, String)>,
}

/// Sessions in the order of the calendar, cancelled ones too: of all districts, of one's own, or the ones one holds.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever leads nothing.
pub async fn list(sv: &Services, actor: &Actor, filter: &Filter) -> Outcome<Schedule> {
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
    let mine = |s: &SessionRecord| s.led_by(&actor.person);
    let sessions = match districts {
        None => found,
        Some(list) => found.into_iter().filter(|s| list.contains(&s.district) || mine(s)).collect(),
    };
    let modules = masters::modules(sv.db()).await?.into_iter();
    let districts = masters::districts(sv.db()).await?.into_iter();
    Ok(Schedule {
        sessions,
        hours: Hours::load(sv).await.unwrap_or_default(),
        modules: modules
            .map(|m| (m.id.to_string(), format!("{} {}", m.id, m.name_hi), format!("{} {}", m.id, m.name_en)))
            .collect(),
        districts: districts.map(|d| (d.id.to_string(), d.name_hi, d.name_en)).collect(),
    })
}
