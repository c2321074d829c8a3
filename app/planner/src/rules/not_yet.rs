//! H20: nobody teaches before they may: from a slot that the instance names, or from the day after they have been trained
//! themselves in this very plan, to the end of the last session. The first is marked when the model is built; the second
//! changes with the plan.

use crate::index::{Ix, SessionIx, Slot, TrainerIx};
use crate::solve::state::State;

/// Whether whom the trainer was before is trained by then.
#[inline]
pub(crate) fn allows(state: &State<'_>, trainer: TrainerIx, slot: Slot) -> bool {
    state.model.becomes(trainer).is_none_or(|becomes| {
        let record = &state.model.people[becomes.person];
        record.wishes.iter().all(|wish| {
            let model = state.model;
            let last = state.session_of(*wish).map(|s| model.slots[model.last(s.module, s.slot)].day.at());
            last.is_some_and(|last| state.model.slots[slot].day.at() > last + becomes.delay)
        })
    })
}

/// Whether everybody who teaches may still do so after the seats that were taken and left since the state was last kept.
#[inline]
pub(crate) fn still(state: &State<'_>) -> bool {
    let model = state.model;
    !model.some_become()
        || state.touched().all(|wish| {
            let trainers = model.turns_into(model.wishes[wish].person);
            trainers.iter().all(|trainer| too_early(state, *trainer).is_none())
        })
}

/// The first session that a trainer holds too early and that may be changed.
pub(crate) fn too_early(state: &State<'_>, trainer: TrainerIx) -> Option<SessionIx> {
    state.model.becomes(trainer)?;
    let mut held = state.model.slots.ids().filter_map(|slot| state.held[(trainer, slot)]);
    held.find(|session| {
        let session = &state.sessions[*session];
        !session.pinned && !allows(state, trainer, session.slot)
    })
}
