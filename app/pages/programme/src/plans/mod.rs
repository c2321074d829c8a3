//! Screens of plans: the list with "make a plan", a plan's page with its pictures and tables, its files and printed pages, the
//! preview, publishing.

mod compare;
mod files;
mod import;
mod list;
mod pictures;
mod pin_many;
pub(crate) mod pins;
mod preview;
mod print;
mod show;
mod tables;
mod whatif;

use abhyas_core::PlanId;
use abhyas_kit::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/plans", get(list::show).post(list::make))
        .route("/plans/pins", get(pins::show))
        .route("/plans/pins/new", get(pins::form).post(pins::add))
        .route("/plans/pins/week", post(pin_many::week))
        .route("/plans/pins/trainer", post(pin_many::trainer))
        .route("/plans/pins/remove", post(pins::remove))
        .route("/plans/{id}", get(show::show))
        .route("/plans/{id}/events", get(show::progress))
        .route("/plans/{id}/export.xlsx", get(files::xlsx))
        .route("/plans/{id}/export.ics", get(files::ics))
        .route("/plans/{id}/copy", get(whatif::form).post(whatif::make))
        .route("/plans/{id}/compare", get(compare::show))
        .route("/plans/import", get(import::start).post(import::send))
        .route("/plans/import/{id}", get(import::show).post(import::take))
        .route("/plans/{id}/print", get(print::show))
        .route("/plans/{id}/stop", post(show::stop))
        .route("/plans/{id}/discard", post(show::discard))
        .route("/plans/{id}/preview", get(preview::show))
        .route("/plans/{id}/publish", post(preview::publish))
}

fn plan_id(text: &str) -> Result<PlanId, PageError> {
    PlanId::parse(text).map_err(|_| PageError::not_found())
}
