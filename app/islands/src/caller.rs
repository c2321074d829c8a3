//! Who calls a server function. The web crate puts services and actor into the context of the call, after its own checks
//! (origin, session, size); what the caller may do is decided in the services.

use abhyas_core::{Language, NotAnId, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_services::{Actor, ServiceError, Services};
use leptos::prelude::{ServerFnError, use_context};

/// The services and the signed-in caller.
///
/// # Errors
/// When nobody is signed in.
pub fn caller() -> Result<(Services, Actor), ServerFnError> {
    use_context::<Services>().zip(use_context::<Actor>()).ok_or_else(|| failed(&ServiceError::SignInNeeded))
}

/// An id that came from the browser.
///
/// # Errors
/// Not found: what is no id names nothing.
pub fn id<Id>(parsed: Result<Id, NotAnId>) -> Result<Id, ServerFnError> {
    parsed.map_err(|_| failed(&ServiceError::NotFound))
}

/// What the browser is told of a failure: its kind, never its inside.
pub fn failed(error: &ServiceError) -> ServerFnError {
    let kind = match error {
        ServiceError::Refused(_) => "refused",
        ServiceError::NotFound => "not found",
        ServiceError::SignInNeeded => "sign in",
        ServiceError::Busy { .. } => "busy",
        ServiceError::StorageFull | ServiceError::Internal(_) => "failed",
    };
    ServerFnError::ServerError(kind.into())
}

/// Refusals as the caller reads them: why, and what to do next.
pub fn refused(actor: &Actor, refusals: &[Refusal]) -> String {
    let language = use_context::<Language>().unwrap_or(actor.language);
    let texts: Vec<String> = refusals
        .iter()
        .map(|refusal| {
            let told = explain(language, refusal);
            format!("{} {}", told.message, told.next)
        })
        .collect();
    texts.join(" ")
}
