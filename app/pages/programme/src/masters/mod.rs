//! Screens of masters.

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
}
