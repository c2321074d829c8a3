//! The words for what the queue's records hold.

use crate::t;
use abhyas_core::Language;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m02_queue::{
    AppointmentState, DepartmentId, DoctorSessionId, Lane, Origin, Token, TokenState,
};
use abhyas_ui::{Badge, Tone};
use leptos::prelude::*;

/// The name of a department; its id where the hospital has it no more.
pub fn department(l: Language, world: &World, id: &DepartmentId) -> String {
    world.departments().get(id).map_or_else(|| id.as_str().to_owned(), |d| d.name.in_language(l).to_owned())
}

/// The doctor of a line of the roster.
pub fn doctor(l: Language, world: &World, id: &DoctorSessionId) -> String {
    world.doctor_sessions().get(id).map(|s| s.doctor.in_language(l).to_owned()).unwrap_or_default()
}

/// The name of a lane.
pub fn lane(l: Language, lane: Lane) -> &'static str {
    match lane {
        Lane::Emergency => t::lane_emergency(l),
        Lane::Pregnant => t::lane_pregnant(l),
        Lane::Elderly => t::lane_elderly(l),
        Lane::Disabled => t::lane_disabled(l),
        Lane::General => t::lane_general(l),
    }
}

/// The mark of a token that is called before others; nothing for the general lane.
pub fn priority(l: Language, token: &Token) -> Option<AnyView> {
    let tone = match token.lane {
        Lane::Emergency => Tone::Bad,
        Lane::Pregnant | Lane::Elderly | Lane::Disabled => Tone::Warn,
        Lane::General => return None,
    };
    let text = lane(l, token.lane);
    Some(view! { <Badge tone text /> }.into_any())
}

/// Where a token stands, in words.
pub fn token_state(l: Language, state: &TokenState) -> &'static str {
    match state {
        TokenState::Waiting => t::token_waiting(l),
        TokenState::Called => t::token_called(l),
        TokenState::InConsult { .. } => t::token_in_consult(l),
        TokenState::Done { .. } => t::token_done(l),
        TokenState::Left { .. } => t::token_left(l),
        TokenState::Cancelled { .. } => t::token_cancelled(l),
        TokenState::Transferred { .. } => t::token_transferred(l),
    }
}

/// Where a token came from, in words.
pub fn origin(l: Language, origin: &Origin) -> &'static str {
    match origin {
        Origin::WalkIn => t::origin_walk_in(l),
        Origin::Appointment { .. } => t::origin_appointment(l),
        Origin::Share { .. } => t::origin_share(l),
        Origin::Transfer { .. } => t::origin_transfer(l),
    }
}

/// Where an appointment stands, in words.
pub fn appointment_state(l: Language, state: &AppointmentState) -> &'static str {
    match state {
        AppointmentState::Booked => t::appointment_booked(l),
        AppointmentState::Arrived { .. } => t::appointment_arrived(l),
        AppointmentState::InConsult { .. } => t::token_in_consult(l),
        AppointmentState::Fulfilled { .. } => t::appointment_fulfilled(l),
        AppointmentState::Cancelled { .. } => t::appointment_cancelled(l),
        AppointmentState::NoShow { .. } => t::appointment_no_show(l),
    }
}
