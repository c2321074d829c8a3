//! Screens of the masters: overview, one list and one form for all kinds, files, matrix, rules, the demonstration's clock.
//!
//! The lists differ in their columns only ([`abhyas_services::masters::Kind::columns`]), so one list page and one form
//! serve all of them; what a column is called and how it is filled in stands in `words` and `edit`.

mod choices;
mod clock;
mod edit;
mod file;
mod levels;
mod list;
mod matrix;
mod overview;
mod reference;
pub(crate) mod rules;
#[cfg(test)]
mod tests;
mod words;

use abhyas_kit::{AppState, PageError};
use abhyas_services::masters::Kind;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/masters", get(overview::show))
        .route("/masters/matrix", get(matrix::show).post(matrix::save))
        .route("/masters/rules", get(rules::show).post(rules::save))
        .route(levels::PATH, get(levels::show).post(levels::save))
        .route("/masters/programme", post(rules::create))
        .route(reference::PATH, get(reference::show))
        .route("/masters/reference/{list}", get(reference::export))
        .route("/masters/reference/{list}/import", post(reference::import))
        .route("/masters/reference/{list}/restore", post(reference::restore))
        .route("/masters/{kind}", get(list::show))
        .route("/masters/{kind}/new", get(edit::new))
        .route("/masters/{kind}/edit", get(edit::show))
        .route("/masters/{kind}/save", post(edit::save))
        .route("/masters/{kind}/remove", post(list::remove))
        .route("/masters/{kind}/import", post(file::import))
        .route("/masters/{kind}/export.csv", get(file::export_csv))
        .route("/masters/{kind}/export.xlsx", get(file::export_xlsx))
        .route("/clock", get(clock::show).post(clock::set))
}

/// The list that an address names.
fn kind_of(name: &str) -> Result<Kind, PageError> {
    Kind::from_name(name).ok_or(PageError::not_found())
}

/// The address of a list.
fn address(kind: Kind) -> String {
    format!("/masters/{}", kind.name())
}
