//! Screens of the programme: plans, sessions, attendance, my sessions, master data.

pub mod masters;
pub mod plans;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new().merge(masters::routes()).merge(plans::routes())
}
