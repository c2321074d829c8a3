//! What the search field asks the server.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Among what is searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// The people of the roster whom the asker may see.
    People,
}

/// One find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What tells it from others of the same name.
    pub detail: String,
}

/// How many finds are shown: as many as fit above a phone's keyboard.
#[cfg(feature = "ssr")]
const MOST: usize = 6;

/// The first few finds for what was typed so far.
///
/// # Errors
/// When nobody is signed in, or the search itself fails.
#[server(prefix = "/islands", endpoint = "suggest", input = Json)]
pub async fn suggest(wanted: Wanted, text: String) -> Result<Vec<Suggestion>, ServerFnError> {
    use crate::caller::{caller, failed};
    use abhyas_services::people::list::{PeopleQuery, people};
    let (services, actor) = caller()?;
    match wanted {
        Wanted::People => {
            let query = PeopleQuery { search: text, state: "active".into(), ..PeopleQuery::default() };
            let found = people(&services, &actor, &query).await.map_err(|e| failed(&e))?;
            let suggestions = found.people.into_iter().take(MOST).map(|person| {
                let detail = [person.staff_id, person.designation];
                let detail: Vec<String> = detail.into_iter().filter(|part| !part.is_empty()).collect();
                Suggestion { href: format!("/people/{}", person.id), title: person.name, detail: detail.join(" · ") }
            });
            Ok(suggestions.collect())
        }
    }
}
