//! Start page, sign-in, lock, account, access, audit, and the pages about the site.

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
}
