//! Screens of the pharmacy (M09): what waits, dispensing, slips, returns, stock, alerts, counts, recalls.
//!
//! The commonest task, dispensing what a prescription says from the batches that expire first, is one page and one
//! confirmation: batches and quantities are filled in, the patient's BHAVYA ID is typed or scanned.

mod alerts;
mod back;
mod batch;
mod counter;
mod counts;
mod instead;
mod medicine;
mod parts;
mod receive;
mod register;
mod rx;
mod slip;
mod stock;
mod words;
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
        .route("/hospital/pharmacy", get(work::show))
        .route("/hospital/pharmacy/rx/{id}", get(rx::show).post(rx::save))
        .route("/hospital/pharmacy/rx/{id}/verify", post(rx::verify).get(rx::back))
        .route("/hospital/pharmacy/rx/{id}/instead/{line}", get(instead::show).post(instead::save))
        .route("/hospital/pharmacy/rx/{id}/waive/{line}", post(instead::waive).get(instead::back))
        .route("/hospital/pharmacy/slips/{id}", get(slip::show))
        .route("/hospital/pharmacy/slips/{id}/return", get(back::show).post(back::save))
        .route("/hospital/pharmacy/counter", get(counter::show).post(counter::save))
        .route("/hospital/pharmacy/stock", get(stock::show))
        .route("/hospital/pharmacy/stock/{product}", get(medicine::show))
        .route("/hospital/pharmacy/stock/{product}/minimum", post(medicine::minimum).get(medicine::back))
        .route("/hospital/pharmacy/stock/{product}/out", post(medicine::out).get(medicine::back))
        .route("/hospital/pharmacy/receive", get(receive::show).post(receive::save))
        .route("/hospital/pharmacy/batches/{id}", get(batch::show))
        .route("/hospital/pharmacy/batches/{id}/write-off", post(batch::write_off).get(batch::back))
        .route("/hospital/pharmacy/batches/{id}/count", post(batch::count).get(batch::back))
        .route("/hospital/pharmacy/batches/{id}/recall", post(batch::recall).get(batch::back))
        .route("/hospital/pharmacy/batches/{id}/propose-release", post(batch::propose_release).get(batch::back))
        .route("/hospital/pharmacy/batches/{id}/approve-release", post(batch::approve_release).get(batch::back))
        .route("/hospital/pharmacy/batches/{id}/reject-release", post(batch::reject_release).get(batch::back))
        .route("/hospital/pharmacy/register", get(register::show))
        .route("/hospital/pharmacy/counts", get(counts::show))
        .route("/hospital/pharmacy/counts/{id}/approve", post(counts::approve).get(counts::back))
        .route("/hospital/pharmacy/counts/{id}/reject", post(counts::reject).get(counts::back))
        .route("/hospital/pharmacy/alerts", get(alerts::show))
}
