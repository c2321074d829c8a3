//! Screens of the doctor's desk in the out-patient department (M03): the work list, the consultation on one page, the
//! printed prescription and referral letter, and what is known of a patient from before.
//!
//! Everything works without scripts: each section of the consultation is a form of its own, sent to an address that says
//! what it does; a refusal shows the page again with what was typed in that section.

mod acts;
mod consult;
mod fields;
mod list;
mod patient;
mod print;
mod words;

#[cfg(test)]
mod tests;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/hospital/opd", get(list::show))
        .route("/hospital/opd/open", post(list::open).get(list::back))
        .route("/hospital/opd/encounters/{id}", get(consult::show))
        .route("/hospital/opd/encounters/{id}/{act}", post(acts::act).get(acts::back))
        .route("/hospital/opd/patients/{id}/vitals", get(patient::vitals::show).post(patient::vitals::save))
        .route("/hospital/opd/patients/{id}/allergies", get(patient::allergies::show).post(patient::allergies::save))
        .route("/hospital/opd/patients/{id}/results", get(patient::results::show))
        .route("/hospital/opd/patients/{id}/visits", get(patient::visits::show))
        .route("/hospital/opd/prescriptions/{id}", get(print::prescription))
        .route("/hospital/opd/referrals/{id}", get(print::referral))
        .route("/hospital/opd/imaging/{id}", get(print::imaging))
}
