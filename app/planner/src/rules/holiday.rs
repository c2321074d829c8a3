//! H18: on a public holiday of a district no session is held there, none of its trainers teaches and none of its people is
//! called. The model marks them as not there; here it is told apart from leave and closed rooms.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;
#[cfg(test)]
use crate::{
    index::{ModuleIx, RoomIx, Slot, TrainerIx},
    model::Model,
};

pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let model = state.model;
    let block = model.people[model.wishes[wish].person].block;
    state.half_days(session).all(|slot| !model.day_off(block, slot))
}

#[cfg(test)]
pub(crate) fn allows_room(model: &Model, module: ModuleIx, room: RoomIx, slot: Slot) -> bool {
    model.span(module, slot).all(|slot| !model.day_off(model.rooms[room].block, slot))
}

#[cfg(test)]
pub(crate) fn allows_trainer(model: &Model, module: ModuleIx, trainer: TrainerIx, slot: Slot) -> bool {
    model.span(module, slot).all(|slot| !model.day_off(model.trainers[trainer].home, slot))
}
