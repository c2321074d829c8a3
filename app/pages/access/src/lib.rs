//! Start page, sign-in, lock, account, access of others, audit trail, and the pages about the site.

mod about;
mod account;
mod audit;
mod held;
mod home;
mod language;
mod lock;
mod others;
mod session;
mod sign_in;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/language", post(language::switch))
        .route("/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/first", get(sign_in::show_first).post(sign_in::send_first))
        .route("/sign-out", post(session::sign_out))
        .route("/lock", get(lock::show).post(lock::lock_now))
        .route("/unlock", post(lock::unlock))
        .route("/held", get(held::draft).post(held::keep_draft))
        .route("/held/{id}", get(held::show).post(held::forget))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/sign-out-everywhere", post(account::sign_out_everywhere))
        .route("/access", get(others::show))
        .route("/access/slips", post(others::slips))
        .route("/access/reset", post(others::reset))
        .route("/access/capacities", post(others::capacities))
        .route("/audit", get(audit::show))
        .route("/about", get(about::about))
        .route("/privacy", get(about::privacy))
        .route("/accessibility", get(about::accessibility))
}
