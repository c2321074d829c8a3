//! The list of people, page by page, and the search.

use super::search::search_words;
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::Permission;
use abhyas_store::people::PersonRecord;
use abhyas_store::people::list::{PeopleFilter, count, page};

/// How many people a page shows.
pub const PAGE_SIZE: u32 = 50;

/// What is asked for; empty texts do not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Words of name, mobile number or staff id, in either script.
    pub search: String,
    /// A district's id.
    pub district: String,
    /// A facility's id.
    pub facility: String,
    /// A role's id.
    pub role: String,
    /// `active`, `inactive`, or empty for both.
    pub state: String,
    /// Name and id of the last person of the page before; both empty for the first page.
    pub after: (String, String),
}

/// One page.
#[derive(Debug, Clone)]
pub struct PeoplePage {
    /// The people, by name.
    pub people: Vec<PersonRecord>,
    /// How many the filter lets through in all.
    pub total: i64,
    /// Where the next page begins, if there is one.
    pub next: Option<(String, String)>,
}

/// A page of the people whom the actor may see.
///
/// # Errors
/// [`ServiceError::NotFound`] for those who may see nobody but themselves.
pub async fn people(services: &Services, actor: &Actor, query: &PeopleQuery) -> Outcome<PeoplePage> {
    let within = actor.districts(Permission::SeePeople);
    if within.as_ref().is_some_and(Vec::is_empty) {
        return Err(ServiceError::NotFound);
    }
    let filter = PeopleFilter {
        within: within.map(|ids| ids.iter().map(|id| id.as_str().to_owned()).collect()),
        district: query.district.clone(),
        facility: query.facility.clone(),
        role: query.role.clone(),
        state: query.state.clone(),
        words: search_words(&query.search),
    };
    let total = count(services.db(), &filter).await?;
    let mut people = page(services.db(), &filter, (&query.after.0, &query.after.1), PAGE_SIZE + 1).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = people.len() > size;
    people.truncate(size);
    let next = people.last().filter(|_| more).map(|last| (last.name.clone(), last.id.as_str().to_owned()));
    Ok(PeoplePage { people, total, next })
}
