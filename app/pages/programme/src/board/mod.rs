//! The schedule board of a draft: a week by room, trainer or district; a session with where it could go and who could hold it.
//!
//! Everything is done by links and forms. The island on the week's page adds dragging, by pointer and by keyboard.

mod acts;
mod events;
mod new;
mod parts;
mod session;
mod week;

use abhyas_core::PlanId;
use abhyas_kit::{AppState, Page, PageError, encode};
use abhyas_services::plans::board::{By, Window};
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/plans/{id}/board", get(week::show))
        .route("/plans/{id}/board/undo", post(week::undo))
        .route("/plans/{id}/board/redo", post(week::redo))
        .route("/plans/{id}/board/events", get(events::stream))
        .route("/plans/{id}/board/new", get(new::show).post(new::add))
        .route("/plans/{id}/board/{session}", get(session::show).post(session::act))
}

fn plan_id(text: &str) -> Result<PlanId, PageError> {
    PlanId::parse(text).map_err(|_| PageError::not_found())
}

/// The part of the draft that the address asks for.
fn window(page: &Page) -> Window {
    let by = match page.query("by").as_str() {
        "trainer" => By::Trainer,
        "district" => By::District,
        _ => By::Room,
    };
    // Weeks are counted from 1 where people see them.
    let week = page.query("week").parse::<usize>().ok().map(|n| n.saturating_sub(1));
    let rows = page.query("page").parse::<usize>().ok().map(|n| n.saturating_sub(1));
    Window { by, week, district: page.query("district"), find: page.query("find"), page: rows }
}

const fn name_of(by: By) -> &'static str {
    match by {
        By::Room => "room",
        By::Trainer => "trainer",
        By::District => "district",
    }
}

/// What of a window stands in addresses besides the week: `district=MUZ&page=2&find=…`.
fn place_in(district: &str, find: &str, page: Option<usize>) -> String {
    let page = page.map_or_else(String::new, |page| format!("&page={}", page + 1));
    let find = if find.is_empty() { String::new() } else { format!("&find={}", encode(find)) };
    format!("district={}{page}{find}", encode(district))
}

/// The address of a window in a week.
fn address(plan: &PlanId, window: &Window, week: usize) -> String {
    let place = place_in(&window.district, &window.find, window.page.filter(|page| *page > 0));
    format!("/plans/{plan}/board?by={}&week={}&{place}", name_of(window.by), week + 1)
}
