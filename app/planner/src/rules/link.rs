//! H26: a room that joins a session by a link goes with it. That the module, the time and the trainer are the same follows from
//! how a state is kept; here it is asked whether one more room may join at all.

use crate::index::{RoomIx, SessionIx};
use crate::solve::state::State;

/// Whether one more room may join a session.
pub(crate) fn allows(state: &State<'_>, hub: SessionIx, room: RoomIx) -> bool {
    let model = state.model;
    state.sessions.find(hub).is_some_and(|session| {
        session.alive
            && session.joins.is_none()
            && model.rooms[session.room].link
            && model.rooms[room].link
            && state.joined(hub).len() < model.modules[session.module].links
    })
}
