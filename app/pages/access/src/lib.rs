//! Start page, sign-in, lock, account, access of others, audit, and the pages about the site.
#![expect(missing_docs, reason = "the properties of a component are described in its own doc comment")]

mod about;
mod held;
mod home;
mod language;
mod session;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/language", post(language::switch))
        .route("/sign-out", post(session::sign_out))
        .route("/held", get(held::draft).post(held::keep_draft))
        .route("/held/{id}", get(held::show).post(held::forget))
        .route("/about", get(about::about))
        .route("/privacy", get(about::privacy))
        .route("/accessibility", get(about::accessibility))
}
