//! H03 to H05, H13, H18, H21 and H25: a room with the equipment, open, free and ready, on working days into which the session
//! fits.

use super::set_up;
use crate::index::{Ix, ModuleIx, RoomIx, Slot};
use crate::solve::state::State;

/// Whether a session may be put there; `module` has to be one that the room is equipped for.
#[inline]
pub(crate) fn allows(state: &State<'_>, module: ModuleIx, room: RoomIx, slot: Slot) -> bool {
    let model = state.model;
    let closed = &model.rooms[room].closed;
    model.day(slot).working
        && model.fits(module, slot)
        && model.span(module, slot).all(|slot| !state.room_taken[(room, slot)] && !closed.has(slot.at()))
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
        let mut span = model.span(module, slot);
        let table = [
            (Rule::H03, model.modules[module].rooms.contains(&room)),
            (Rule::H04, span.clone().all(|slot| !state.room_taken[(room, slot)])),
            (Rule::H05, span.all(|slot| !model.closed(room, slot))),
            (Rule::H13, model.day(slot).working),
            (Rule::H18, holiday::allows_room(model, module, room, slot)),
            (Rule::H21, set_up::allows(state, module, room, slot)),
            (Rule::H25, model.fits(module, slot)),
        ];
        table.into_iter().filter(|(_, good)| !good).map(|(rule, _)| rule).collect()
    }
}
