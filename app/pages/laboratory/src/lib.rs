//! Screens of the laboratory (M07): what waits, samples with their labels, results, orders, reports, controls.
//!
//! The commonest task, entering a result, is one screen a sample: every test has one field, Enter goes on to the next, and
//! the last one sends.

mod chart;
mod code128;
mod collect;
mod label;
mod new_order;
mod order;
mod patient;
mod qc;
mod report;
mod rows;
mod specimen;
mod trend;
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
        .route("/hospital/laboratory", get(work::show))
        .route("/hospital/laboratory/find", get(work::find))
        .route("/hospital/laboratory/receive", post(work::receive).get(work::back))
        .route("/hospital/laboratory/order", get(new_order::show).post(new_order::save))
        .route("/hospital/laboratory/collect/{patient}", get(collect::show).post(collect::save))
        .route("/hospital/laboratory/specimens/{code}", get(specimen::show).post(specimen::save))
        .route("/hospital/laboratory/specimens/{code}/reject", post(specimen::reject).get(specimen::back))
        .route("/hospital/laboratory/specimens/{code}/label", get(label::show))
        .route("/hospital/laboratory/orders/{id}", get(order::show))
        .route("/hospital/laboratory/orders/{id}/verify", post(order::verify).get(order::back))
        .route("/hospital/laboratory/orders/{id}/call", post(order::call).get(order::back))
        .route("/hospital/laboratory/orders/{id}/release", post(order::release).get(order::back))
        .route("/hospital/laboratory/orders/{id}/cancel", post(order::cancel).get(order::back))
        .route("/hospital/laboratory/reports/{id}", get(report::show))
        .route("/hospital/laboratory/reports/{id}/correct", post(report::correct).get(report::back))
        .route("/hospital/laboratory/patients/{id}", get(patient::show))
        .route("/hospital/laboratory/trend/{patient}/{test}", get(trend::show))
        .route("/hospital/laboratory/qc", get(qc::list))
        .route("/hospital/laboratory/qc/{test}", get(qc::show).post(qc::save))
}
