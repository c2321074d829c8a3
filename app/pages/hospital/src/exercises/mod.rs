//! Exercises: the list, one attempt with its story, the result with its reasons; lessons and the questions on them.

mod attempt;
mod lesson;
mod list;
mod quiz;
mod result;

#[cfg(test)]
mod tests;

use abhyas_kit::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/exercises", get(list::show))
        .route("/exercises/current", get(attempt::current))
        .route("/exercises/{id}/start", post(attempt::start))
        .route("/exercises/attempts/{id}", get(attempt::show))
        .route("/exercises/attempts/{id}/finish", get(attempt::confirm).post(attempt::finish))
        .route("/lessons/{module}", get(lesson::show))
        .route("/lessons/{module}/read", post(lesson::read))
        .route("/lessons/{module}/pictures/{file}", get(lesson::picture))
        .route("/lessons/{module}/questions", get(quiz::show).post(quiz::send))
}
