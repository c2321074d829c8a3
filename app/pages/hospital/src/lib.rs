//! Screens of the practice hospital: M01 (search, register, record, ABHA, newborn, unknown, merge, card), who acts, what was
//! done and the way back, start over; cohorts and the hospital they share, told live; the hospital's clock; comparing and copying.
//!
//! Every screen of a hospital carries the training band and the bar that says who acts. A form carries the id of the
//! hospital it was shown for, so that a tab left open can not write into another one.

mod clock;
mod cohorts;
mod compare;
mod events;
mod exercises;
mod fields;
mod history;
mod home;
mod house;
mod merges;
mod modules;
mod now;
mod outbox;
mod patients;

#[cfg(test)]
mod tests;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/hospital", get(home::show))
        .route("/hospital/now", get(now::show))
        .route("/hospital/enter", post(home::enter))
        .route("/hospital/leave", post(home::leave))
        .route("/hospital/reset", post(home::reset))
        .route("/hospital/events", get(events::stream))
        .route("/hospital/clock", get(clock::show))
        .route("/hospital/clock/advance", post(clock::advance).get(clock::back))
        .route("/hospital/clock/set", post(clock::set).get(clock::back))
        .route("/hospital/compare", get(compare::show).post(compare::with))
        .route("/hospital/copy", post(compare::copy).get(compare::show))
        .route("/hospital/outbox", get(outbox::show))
        .route("/hospital/outbox/{id}", get(outbox::one))
        .route("/hospital/history", get(history::show))
        .route("/hospital/history/{seq}", get(history::step::show))
        .route("/hospital/history/rewind", post(history::rewind).get(history::back))
        .route("/hospital/history/undo", post(history::undo).get(history::back))
        .route("/hospital/house", get(house::show).post(house::save))
        .route("/hospital/persona", post(home::persona))
        .route("/hospital/patients", get(patients::search::show).post(patients::new::save))
        .route("/hospital/patients/search", post(patients::search::search).get(patients::search::back))
        .route("/hospital/patients/otp", post(patients::new::send_otp).get(patients::new::otp_back))
        .route("/hospital/patients/new", get(patients::new::show))
        .route("/hospital/unknown", get(patients::unknown::show).post(patients::unknown::save))
        .route("/hospital/patients/{id}", get(patients::record::show))
        .route("/hospital/patients/{id}/abha", get(patients::abha::show).post(patients::abha::verify))
        .route("/hospital/patients/{id}/abha/otp", post(patients::abha::send_otp).get(patients::abha::back))
        .route("/hospital/patients/{id}/abha/link", post(patients::abha::link).get(patients::abha::back))
        .route("/hospital/patients/{id}/abha/delink", post(patients::abha::delink).get(patients::abha::back))
        .route("/hospital/patients/{id}/newborn", get(patients::newborn::show).post(patients::newborn::save))
        .route("/hospital/patients/{id}/identify", get(patients::identify::show).post(patients::identify::save))
        .route("/hospital/patients/{id}/amend", get(patients::amend::show).post(patients::amend::save))
        .route("/hospital/patients/{id}/in-error", get(patients::in_error::show).post(patients::in_error::save))
        .route("/hospital/patients/{id}/merge", get(patients::merge::show).post(patients::merge::save))
        .route("/hospital/patients/{id}/card", get(patients::card::show))
        .route("/hospital/patients/{id}/timeline", get(patients::timeline::show))
        .route("/hospital/merges", get(merges::show))
        .route("/hospital/merges/{id}/approve", post(merges::approve).get(merges::back))
        .route("/hospital/merges/{id}/reject", post(merges::reject).get(merges::back))
        .route("/hospital/merges/{id}/complete", post(merges::complete).get(merges::back))
        .route("/hospital/merges/{id}/reverse", post(merges::reverse).get(merges::back))
        .merge(cohorts::routes())
        .merge(exercises::routes())
}
