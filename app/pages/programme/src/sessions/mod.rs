//! Screens of the live schedule: lists, a session's page, attendance, the sign-in sheet, changing one session by hand.

mod attendance;
mod decide;
mod edit;
mod list;
mod sheet;
mod show;
#[cfg(test)]
mod tests;

use crate::t;
use abhyas_core::{Language, SessionId};
use abhyas_kit::{AppState, PageError};
use abhyas_services::plans::Hours;
use abhyas_services::sessions::SessionRecord as Session;
use abhyas_ui::{Badge, Tone};
use axum::Router;
use axum::routing::{get, post};
use leptos::prelude::*;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sessions", get(list::show))
        .route("/sessions/decide", get(decide::show).post(decide::save))
        .route("/sessions/{id}", get(show::show))
        .route("/sessions/{id}/hospitals", post(show::open_hospitals))
        .route("/sessions/{id}/edit", get(edit::show).post(edit::save))
        .route("/sessions/{id}/cancel", post(edit::cancel))
        .route("/sessions/{id}/attendance", get(attendance::show).post(attendance::save))
        .route("/sessions/{id}/sheet", get(sheet::show))
}

fn session_id(text: &str) -> Result<SessionId, PageError> {
    SessionId::parse(text).map_err(|_| PageError::not_found())
}

/// `M01 मरीज पंजीकरण…`.
pub(crate) fn title(l: Language, session: &Session) -> String {
    format!("{} {}", session.module, l.pick(&session.module_hi, &session.module_en))
}

/// Venue and room.
pub(crate) fn place(l: Language, session: &Session) -> String {
    format!("{}, {}", l.pick(&session.venue_hi, &session.venue_en), l.pick(&session.room_hi, &session.room_en))
}

/// Day and hours, over all its half-days.
pub(crate) fn when(l: Language, hours: &Hours, session: &Session) -> String {
    abhyas_services::sessions::when(hours, session, l)
}

/// The state of a session as a badge; nothing while it is simply planned.
pub(crate) fn state(l: Language, session: &Session) -> Option<AnyView> {
    let (tone, text) = match session.state.as_str() {
        "cancelled" => (Tone::Bad, t::sessions_cancelled(l)),
        "held" => (Tone::Good, t::sessions_held(l)),
        _ => return None,
    };
    Some(view! { <Badge tone text /> }.into_any())
}

/// A mark of attendance as a badge; nothing while there is none.
pub(crate) fn presence(l: Language, presence: &str) -> Option<AnyView> {
    let (tone, text) = match presence {
        "present" => (Tone::Good, t::sessions_present(l)),
        "absent" => (Tone::Bad, t::sessions_absent(l)),
        "excused" => (Tone::Warn, t::sessions_excused(l)),
        _ => return None,
    };
    Some(view! { <Badge tone text /> }.into_any())
}
