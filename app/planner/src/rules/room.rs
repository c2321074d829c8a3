//! H03 to H05, H13, H18 and H21: a room with the equipment, open, free and ready, on a working day.

use super::set_up;
use crate::index::{Ix, ModuleIx, RoomIx, Slot};
use crate::solve::state::State;

/// Whether a session may be put there; `module` has to be one that the room is equipped for.
#[inline]
pub(crate) fn allows(state: &State<'_>, module: ModuleIx, room: RoomIx, slot: Slot) -> bool {
    let model = state.model;
    model.day(slot).working
        && !state.room_taken[(room, slot)]
        && !model.rooms[room].closed.has(slot.at())
        && set_up::allows(state, module, room, slot)
}

#[cfg(test)]
pub(crate) use why::obstacles;

/// Which of the rules say no, for the tests that hold them against the checker.
#[cfg(test)]
mod why {
    use super::super::holiday;
    use super::*;
    use crate::rule::Rule;

    /// Why a session of the module can not be put there.
    pub(crate) fn obstacles(state: &State<'_>, module: ModuleIx, room: RoomIx, slot: Slot) -> Vec<Rule> {
        let model = state.model;
        let table = [
            (Rule::H03, model.modules[module].rooms.contains(&room)),
            (Rule::H04, !state.room_taken[(room, slot)]),
            (Rule::H05, !model.closed(room, slot)),
            (Rule::H13, model.day(slot).working),
            (Rule::H18, holiday::allows_room(model, room, slot)),
            (Rule::H21, set_up::allows(state, module, room, slot)),
        ];
        table.into_iter().filter(|(_, good)| !good).map(|(rule, _)| rule).collect()
    }
}
