//! Screens of certificates: one's own, issuing, one certificate with its PDF, and the public page to verify one.

mod due;
mod issued;
mod mine;
mod one;
mod verify;
mod words;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/certificates", get(mine::show))
        .route("/certificates/due", get(due::show))
        .route("/certificates/issue", post(due::issue))
        .route("/certificates/issue-all", post(due::issue_all))
        .route("/certificates/issued", get(issued::show))
        .route("/certificates/{id}", get(one::show))
        .route("/certificates/{id}/revoke", post(one::revoke))
        .route("/certificates/{id}/reissue", post(one::reissue))
        .route("/verify", get(verify::form))
        .route("/verify/key", get(verify::key))
        .route("/verify/module/{id}", get(verify::module))
        .route("/verify/{number}", get(verify::show))
}
