//! Screens of plans: the list with "make a plan", a plan's page with its pictures and tables, its files and printed pages, the
//! preview, publishing.

mod files;
mod import;
mod list;
mod pictures;
mod preview;
mod print;
mod show;
mod tables;

use abhyas_core::PlanId;
use abhyas_kit::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/plans", get(list::show).post(list::make))
        .route("/plans/import", get(import::start).post(import::send))
        .route("/plans/import/{id}", get(import::show).post(import::take))
        .route("/plans/{id}", get(show::show))
        .route("/plans/{id}/export.xlsx", get(files::xlsx))
        .route("/plans/{id}/export.ics", get(files::ics))
        .route("/plans/{id}/print", get(print::show))
        .route("/plans/{id}/stop", post(show::stop))
        .route("/plans/{id}/discard", post(show::discard))
        .route("/plans/{id}/preview", get(preview::show))
        .route("/plans/{id}/publish", post(preview::publish))
}

fn plan_id(text: &str) -> Result<PlanId, PageError> {
    PlanId::parse(text).map_err(|_| PageError::not_found())
}
