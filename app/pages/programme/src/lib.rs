//! Screens of the programme: plans, sessions, attendance, my sessions, master data.

pub mod board;
pub mod masters;
pub mod my;
pub mod plans;
pub mod sessions;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .merge(masters::routes())
        .merge(plans::routes())
        .merge(board::routes())
        .merge(sessions::routes())
        .merge(my::routes())
}

/// The signed-in person, addressed in the language of the page (which may be another than that of their record).
fn speaking(page: &abhyas_kit::Page) -> Result<abhyas_services::Actor, abhyas_kit::PageError> {
    Ok(abhyas_services::Actor { language: page.lang, ..page.actor()?.clone() })
}

/// A number of things, in the Indian grouping.
fn count(n: usize) -> String {
    abhyas_i18n::format::number(i64::try_from(n).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
