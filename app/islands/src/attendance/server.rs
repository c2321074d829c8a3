//! How a tap reaches the server.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What the server says to a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered {
    /// It is kept.
    Saved,
    /// The rules refuse it: why, and what to do next, in the caller's language.
    Refused(String),
}

/// Marks one person of a session; an empty mark takes the mark away. The same mark twice is one mark.
///
/// # Errors
/// When nobody is signed in, the session does not exist for the caller, or the database can not be written.
#[server(prefix = "/islands", endpoint = "mark-attendance", input = Json)]
pub async fn mark_attendance(session: String, person: String, mark: String) -> Result<Answered, ServerFnError> {
    use crate::caller::{caller, failed, id, refused};
    use abhyas_core::{OnceKey, PersonId, SessionId};
    use abhyas_services::{ServiceError, sessions};
    let (services, actor) = caller()?;
    let (session, person) = (id(SessionId::parse(session))?, id(PersonId::parse(person))?);
    // A tap that is sent again finds its mark there and changes nothing, so its key need not outlive the call.
    let key = OnceKey::mint(services.real_now(), services.entropy());
    match sessions::mark(&services, &actor, &key, &session, &[sessions::Mark { person, presence: mark }]).await {
        Ok(_) => Ok(Answered::Saved),
        Err(ServiceError::Refused(refusals)) => Ok(Answered::Refused(refused(&actor, &refusals))),
        Err(error) => Err(failed(&error)),
    }
}
