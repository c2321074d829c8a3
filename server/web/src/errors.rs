//! Errors become pages ([`PageError::page`]), also those of the router and of a panic.

use abhyas_kit::{AppState, Leftover, PageError, Visitor};
use abhyas_services::ServiceError;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The middleware. Runs inside the visitor middleware.
pub async fn as_pages(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let leftover = Leftover::default();
    request.extensions_mut().insert(leftover.clone());
    let response = next.run(request).await;
    let Some(visitor) = visitor else { return response };
    let status = response.status();
    match response.extensions().get::<PageError>().cloned() {
        Some(error) if error.status() == StatusCode::NOT_FOUND && leftover.typed().is_some() => {
            PageError::too_late(leftover.typed().unwrap_or_default(), visitor, state, uri)
        }
        Some(error) => error.page(visitor, state, &method, uri),
        // The router's own answers: unknown address, wrong method.
        None if status == StatusCode::NOT_FOUND && !has_body(&response) => {
            PageError::not_found().page(visitor, state, &method, uri)
        }
        None if status == StatusCode::METHOD_NOT_ALLOWED => PageError::not_found().page(visitor, state, &method, uri),
        None if status == StatusCode::PAYLOAD_TOO_LARGE => {
            PageError::BadForm(abhyas_kit::error::codes::TOO_LARGE).page(visitor, state, &method, uri)
        }
        None => response,
    }
}

fn has_body(response: &Response) -> bool {
    response.headers().contains_key(header::CONTENT_TYPE)
}

/// What a request that panicked answers. The panic itself is logged by the runtime.
pub fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    PageError::Service(ServiceError::Internal("a handler panicked".into())).into_response()
}

/// The address that no route has.
pub async fn fallback() -> PageError {
    PageError::not_found()
}
