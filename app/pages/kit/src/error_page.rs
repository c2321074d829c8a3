//! The page of an error: in the visitor's language, with what to do next, and never with internals.

use crate::page::Page;
use crate::visitor::Visitor;
use crate::{AppState, PageError, encode, t};
use abhyas_i18n::refusals::explain;
use abhyas_services::{ServiceError, sandbox};
use axum::http::{HeaderValue, Method, Uri, header};
use axum::response::Response;
use leptos::prelude::*;

impl PageError {
    /// The page that says it.
    #[must_use]
    pub fn page(&self, visitor: Visitor, state: AppState, method: &Method, uri: Uri) -> Response {
        render(self, visitor, state, method, uri)
    }

    /// The page for a form about a record of a hospital that has begun anew since: said so, with what was typed.
    #[must_use]
    pub fn too_late(typed: &[String], visitor: Visitor, state: AppState, uri: Uri) -> Response {
        let l = visitor.language;
        let refusal = sandbox::codes::WAS_RESET.into();
        let words = explain(l, &refusal);
        let items: Vec<_> = typed.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
        let page = Page::for_visitor(visitor, state, uri);
        page.sheet(t::refused_title(l)).practice().refused(&[refusal]).show(move || {
            let kept = (!items.is_empty()).then(|| {
                view! { <section class="card"><h2>{t::typed_title(l)}</h2><ul>{items}</ul></section> }
            });
            view! { <h1>{words.message}</h1><p class="lead">{words.next}</p>{kept}<p><a class="button" href="/hospital">{t::to_hospital(l)}</a></p> }
        })
    }
}

fn render(error: &PageError, visitor: Visitor, state: AppState, method: &Method, uri: Uri) -> Response {
    if let PageError::Service(ServiceError::Internal(text)) = error {
        tracing::error!(error = %text, path = uri.path(), "an operation failed");
    }
    let l = visitor.language;
    let page = Page::for_visitor(visitor, state, uri);
    if matches!(error, PageError::Service(ServiceError::SignInNeeded)) {
        let back = if *method == Method::GET { page.path_and_query() } else { "/" };
        return page.see_other(&format!("/sign-in?back={}", encode(back)));
    }
    let mut response = match error {
        PageError::Service(ServiceError::Refused(refusals)) => {
            page.sheet(t::refused_title(l)).refused(refusals).show(|| {
                view! { <h1>{t::refused_title(l)}</h1><p>{t::refused_back(l)}</p><p><a class="button plain" href="/">{t::to_start(l)}</a></p> }
            })
        }
        PageError::Missing(code) => {
            let words = explain(l, &code.clone().into());
            let sheet = page.sheet(words.message.clone()).status(error.status());
            // What to do next is done in the hospital.
            let inside = page.path().starts_with("/hospital");
            let (sheet, to, text) = if inside { (sheet.practice(), "/hospital", t::to_hospital(l)) } else { (sheet, "/", t::to_start(l)) };
            sheet.show(|| {
                view! { <h1>{words.message}</h1><p class="lead">{words.next}</p><p><a class="button plain" href=to>{text}</a></p> }
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
