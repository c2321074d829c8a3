//! What a handler answers when it can not answer with its page. `web` turns it into a page in the visitor's language.

use abhyas_core::{Code, Refusal};
use abhyas_services::ServiceError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Refusals of requests as such.
pub mod codes {
    abhyas_core::codes! {
        /// The form can not be read.
        UNREADABLE = "form.unreadable";
        /// The form or file is larger than allowed.
        TOO_LARGE = "form.too_large";
    }
}

/// Why there is no page. Travels as a response extension to the middleware that renders it.
#[derive(Debug, Clone)]
pub enum PageError {
    /// An operation did not succeed.
    Service(ServiceError),
    /// The form could not be read.
    BadForm(Code),
    /// The record of an address is not there, in the words of the refusal that the rules have for it. For what a person
    /// may know of: a hospital that was started over has no records of before.
    Missing(Code),
}

/// What handlers return.
pub type Reply = Result<Response, PageError>;

impl From<ServiceError> for PageError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        Self::Service(ServiceError::refused(refusal))
    }
}

impl PageError {
    /// The HTTP status that fits.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Service(ServiceError::Refused(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Service(ServiceError::NotFound) | Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::Service(ServiceError::SignInNeeded) => StatusCode::UNAUTHORIZED,
            Self::Service(ServiceError::Busy { .. }) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Service(ServiceError::StorageFull) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Service(ServiceError::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::BadForm(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// Not found: it does not exist, or not for this person.
    #[must_use]
    pub const fn not_found() -> Self {
        Self::Service(ServiceError::NotFound)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
