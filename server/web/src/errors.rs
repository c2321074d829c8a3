//! Errors become pages: in the visitor's language, with what to do next, and never with internals.

use crate::visitor::see_other;
use abhyas_i18n::refusals::explain;
use abhyas_kit::encode;
use abhyas_kit::{AppState, Page, PageError, Visitor, t};
use abhyas_services::ServiceError;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

/// The middleware. Runs inside the visitor middleware.
pub async fn as_pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = next.run(request).await;
    let Some(visitor) = visitor else { return response };
    let status = response.status();
    match response.extensions().get::<PageError>().cloned() {
        Some(error) => page(&error, visitor, state, &method, uri),
        // The router's own answers: unknown address, wrong method.
        None if status == StatusCode::NOT_FOUND && !has_body(&response) => {
            page(&PageError::not_found(), visitor, state, &method, uri)
        }
        None if status == StatusCode::METHOD_NOT_ALLOWED => page(&PageError::not_found(), visitor, state, &method, uri),
        None if status == StatusCode::PAYLOAD_TOO_LARGE => {
            page(&PageError::BadForm(abhyas_kit::error::codes::TOO_LARGE), visitor, state, &method, uri)
        }
        None => response,
    }
}

fn has_body(response: &Response) -> bool {
    response.headers().contains_key(header::CONTENT_TYPE)
}

fn page(error: &PageError, visitor: Visitor, state: AppState, method: &Method, uri: Uri) -> Response {
    if let PageError::Service(ServiceError::Internal(text)) = error {
        tracing::error!(error = %text, path = uri.path(), "an operation failed");
    }
    if matches!(error, PageError::Service(ServiceError::SignInNeeded)) {
        let back = if *method == Method::GET { uri.path_and_query().map_or("/", |pq| pq.as_str()) } else { "/" };
        return see_other(&format!("/sign-in?back={}", encode(back)));
    }
    let l = visitor.language;
    let page = Page::for_visitor(visitor, state, uri);
    let mut response = match error {
        PageError::Service(ServiceError::Refused(refusals)) => {
            page.sheet(t::refused_title(l)).refused(refusals).show(|| {
                let items = refusals.iter().map(|r| { let words = explain(l, r); view! { <li>{words.message}" "{words.next}</li> } }).collect_view();
                view! { <h1>{t::refused_title(l)}</h1><ul>{items}</ul><p>{t::refused_back(l)}</p><p><a class="button plain" href="/">{t::to_start(l)}</a></p> }
            })
        }
        PageError::BadForm(code) => {
            let words = explain(l, &code.clone().into());
            page.sheet(t::refused_title(l)).status(error.status()).show(|| {
                view! { <h1>{words.message}</h1><p>{words.next}</p><p><a class="button plain" href="/">{t::to_start(l)}</a></p> }
            })
        }
        PageError::Service(service) => {
            let (title, text) = match service {
                ServiceError::NotFound | ServiceError::SignInNeeded | ServiceError::Refused(_) => (t::not_found_title(l), t::not_found_text(l)),
                ServiceError::Busy { .. } => (t::busy_title(l), t::busy_text(l)),
                ServiceError::StorageFull => (t::full_title(l), t::full_text(l)),
                ServiceError::Internal(_) => (t::internal_title(l), t::internal_text(l)),
            };
            page.sheet(title).status(error.status()).show(|| {
                view! { <h1>{title}</h1><p class="lead">{text}</p><p><a class="button plain" href="/">{t::to_start(l)}</a></p> }
            })
        }
    };
    if let PageError::Service(ServiceError::Busy { retry_after_seconds }) = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
    }
    response
}

/// What a request that panicked answers. The panic itself is logged by the runtime.
pub fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    PageError::Service(ServiceError::Internal("a handler panicked".into())).into_response()
}

/// The address that no route has.
pub async fn fallback() -> PageError {
    PageError::not_found()
}
