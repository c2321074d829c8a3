//! Screens of the doctor's desk in the out-patient department (M03).

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
}
