//! `/cohorts`: who practises together, in which roles, and the way into the hospital they share.

mod list;
mod members;
mod new;
mod one;

use abhyas_core::{CohortId, Language};
use abhyas_desk::words;
use abhyas_kit::{AppState, Form, Page, PageError};
use abhyas_services::cohorts::{self, Cohort};
use abhyas_services::sandbox::hims::Persona;
use axum::Router;
use axum::routing::{get, post};

pub(crate) use list::own_section;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cohorts", get(list::show).post(new::save))
        .route("/cohorts/new", get(new::show))
        .route("/cohorts/{id}", get(one::show))
        .route("/cohorts/{id}/open", post(one::open).get(one::back))
        .route("/cohorts/{id}/members", post(members::add).get(one::back))
        .route("/cohorts/{id}/members/{person}", get(members::show).post(members::save))
        .route("/cohorts/{id}/members/{person}/remove", post(members::remove).get(one::back))
}

/// The cohort of an address, for the person who asks.
async fn found(page: &Page, id: &str) -> Result<Cohort, PageError> {
    let id = CohortId::parse(id).map_err(|_| PageError::not_found())?;
    Ok(cohorts::cohort(page.services(), page.actor()?, &id).await?)
}

/// The roles that were ticked.
fn ticked(form: &Form) -> Vec<Persona> {
    form.all("roles").into_iter().filter_map(Persona::from_name).collect()
}

/// Roles in words.
fn in_words(l: Language, roles: &[Persona]) -> String {
    roles.iter().map(|role| words::persona(l, *role)).collect::<Vec<_>>().join(", ")
}
