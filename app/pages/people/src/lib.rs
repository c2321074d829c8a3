//! Screens about people: list, record, edit, leave, night duty, who learns together, roster import.

mod acts;
mod duty;
mod facility;
mod form;
mod import;
mod list;
mod nights;
mod show;
#[cfg(test)]
mod tests;
mod together;
mod words;

abhyas_i18n::texts!(t);

use abhyas_kit::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// A file of the largest size, and the form around it.
const LARGEST_UPLOAD: usize = 11 * 1024 * 1024;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    let upload = get(import::start::show).post(import::start::send).layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    let duty = get(duty::show).post(duty::send).layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    Router::new()
        .route("/people/duty", duty)
        .route("/people/duty/{id}", get(duty::one).post(duty::enter))
        .route("/people/together", get(together::list).post(together::make))
        .route("/people/together/{id}", get(together::one::show).post(together::one::change))
        .route("/people/together/{id}/person", post(together::one::add_person))
        .route("/people/together/{id}/facility", post(together::one::add_facility))
        .route("/people/together/{id}/out", post(together::one::take_out))
        .route("/people/together/{id}/dissolve", post(together::one::dissolve))
        .route("/people", get(list::show))
        .route("/people/new", get(form::new).post(form::add))
        .route("/people/import", upload)
        .route("/people/import/{id}", get(import::show::show))
        .route("/people/import/{id}/columns", post(import::columns::save))
        .route("/people/import/{id}/rows/{row}", post(import::decide::decide))
        .route("/people/import/{id}/accept-all", post(import::decide::accept_all))
        .route("/people/import/{id}/apply", post(import::finish::apply))
        .route("/people/import/{id}/undo", post(import::finish::undo))
        .route("/people/import/{id}/discard", post(import::finish::discard))
        .route("/people/import/{id}/errors.xlsx", get(import::finish::errors))
        .route("/people/{id}", get(show::show))
        .route("/people/{id}/edit", get(form::edit).post(form::save))
        .route("/people/{id}/transfer", post(acts::transfer))
        .route("/people/{id}/leave", post(acts::add_leave))
        .route("/people/{id}/leave/end", post(acts::end_leave))
        .route("/people/{id}/nights", post(nights::add))
        .route("/people/{id}/nights/end", post(nights::remove))
        .route("/people/{id}/deactivate", post(acts::deactivate))
        .route("/people/{id}/reactivate", post(acts::reactivate))
        .route("/people/{id}/erase", post(acts::erase))
        .route("/people/{id}/data.json", get(show::data_json))
        .route("/people/{id}/data.xlsx", get(show::data_xlsx))
}
