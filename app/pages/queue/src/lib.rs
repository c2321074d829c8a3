//! Screens of appointments, tokens and queues (M02): who waits, call next, tokens, appointments, the doctors' roster,
//! Scan & Share, the board of the waiting hall.
//!
//! The first screen is the work list: every department with who waits now. A token is two taps from the patient's record:
//! "give a token", then the department.

mod appointments;
mod board;
mod book;
mod find;
mod give;
mod poster;
mod roster;
mod share;
mod slip;
mod steps;
mod token;
mod work;

#[cfg(test)]
mod tests;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/hospital/queue", get(work::overview))
        .route("/hospital/queue/at/{department}", get(work::department))
        .route("/hospital/queue/board/{department}", get(board::show))
        .route("/hospital/queue/call", post(work::call).get(work::back))
        .route("/hospital/queue/tokens/new", get(give::show).post(give::save))
        .route("/hospital/queue/tokens/{id}", get(token::show))
        .route("/hospital/queue/tokens/{id}/slip", get(slip::show))
        .route("/hospital/queue/tokens/{id}/{step}", get(steps::show).post(steps::act))
        .route("/hospital/queue/appointments", get(appointments::day))
        .route("/hospital/queue/appointments/new", get(book::show).post(book::save))
        .route("/hospital/queue/appointments/{id}", get(appointments::one))
        .route("/hospital/queue/appointments/{id}/slip", get(slip::appointment))
        .route("/hospital/queue/appointments/{id}/{step}", get(appointments::step).post(appointments::act))
        .route("/hospital/queue/roster", get(roster::day))
        .route("/hospital/queue/roster/new", get(roster::new).post(roster::add))
        .route("/hospital/queue/roster/{id}/off", get(roster::off).post(roster::take_off))
        .route("/hospital/queue/share", get(share::list))
        .route("/hospital/queue/share/{id}", get(share::one).post(share::redeem))
        .route("/hospital/queue/poster/{department}", get(poster::show))
        .route("/hospital/queue/phone", get(share::phone).post(share::send))
}
