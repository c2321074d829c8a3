//! H03 to H05 and H13: a room with the equipment, open and free, on a working day.

use crate::index::{Ix, ModuleIx, RoomIx, Slot};
use crate::model::Model;
use crate::rule::Rule;
use crate::solve::state::State;

/// Whether a session may be put there; `module` has to be one that the room is equipped for.
#[inline]
pub(crate) fn allows(state: &State<'_>, room: RoomIx, slot: Slot) -> bool {
    let model = state.model;
    model.day(slot).working && !state.room_taken[(room, slot)] && !model.rooms[room].closed.has(slot.at())
}

/// Why a session of the module can not be put there.
pub(crate) fn obstacles(state: &State<'_>, module: ModuleIx, room: RoomIx, slot: Slot) -> Vec<Rule> {
    let model: &Model = state.model;
    let table = [
        (Rule::H03, model.modules[module].rooms.contains(&room)),
        (Rule::H04, !state.room_taken[(room, slot)]),
        (Rule::H05, !model.rooms[room].closed.has(slot.at())),
        (Rule::H13, model.day(slot).working),
    ];
    table.into_iter().filter(|(_, good)| !good).map(|(rule, _)| rule).collect()
}
