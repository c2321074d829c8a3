//! Screens of plans, sessions, attendance and my sessions.

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
}
