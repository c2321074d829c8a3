//! H21: in the half-days before a session in which its room is made ready the room is open and holds no session.

use crate::index::{Ix, ModuleIx, RoomIx, Slot};
use crate::solve::state::State;

/// Whether the room can be made ready for a session of the module, and is not being made ready for another one.
#[inline]
pub(crate) fn allows(state: &State<'_>, module: ModuleIx, room: RoomIx, slot: Slot) -> bool {
    let model = state.model;
    model.life.set_up == 0
        || (model.span(module, slot).all(|slot| state.being_set_up[(room, slot)] == 0)
            && model
                .set_up(module, slot)
                .iter()
                .all(|before| !state.room_taken[(room, *before)] && !model.rooms[room].closed.has(before.at())))
}
