//! Screens about people: list, record, edit, leave, roster import.

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
}
