//! H06 to H09, H15, H18 and H20 for trainers: qualified, free, there, within the loads of day, week and programme, near enough.

use crate::index::{Ix, RoomIx, Slot, TrainerIx};
use crate::solve::state::State;

/// Whether a trainer, qualified for the module, may hold one more session there.
#[inline]
pub(crate) fn allows(state: &State<'_>, trainer: TrainerIx, room: RoomIx, slot: Slot) -> bool {
    let record = &state.model.trainers[trainer];
    let load = &state.loads[trainer];
    load.total < record.max_total
        && state.held[(trainer, slot)].is_none()
        && !record.away.has(slot.at())
        && record.reach.has(room.at())
        && within_week(state, trainer, slot)
        && day_allows(state, trainer, room, slot)
        && super::not_yet::allows(state, trainer, slot)
}

#[inline]
fn within_week(state: &State<'_>, trainer: TrainerIx, slot: Slot) -> bool {
    state.weekly[(trainer, crate::index::Cell::new(state.model.day(slot).week))]
        < state.model.trainers[trainer].max_per_week
}

/// The day's load, and no two venues too far apart.
#[inline]
fn day_allows(state: &State<'_>, trainer: TrainerIx, room: RoomIx, slot: Slot) -> bool {
    let mut held = 0;
    for session in state.on_day(trainer, slot) {
        held += 1;
        let (here, there) = (state.model.rooms[room].block, state.model.rooms[session.room].block);
        if here != there && too_far(state, here, there) {
            return false;
        }
    }
    held < state.model.trainers[trainer].max_per_day
}

/// The format measures every pair of a day's blocks, a block and itself included.
fn too_far(state: &State<'_>, a: crate::index::BlockIx, b: crate::index::BlockIx) -> bool {
    let km = &state.model.km;
    km[(a, b)].max(km[(b, a)]).max(km[(a, a)]).max(km[(b, b)]) > state.model.trainer_same_day_max_km
}

#[cfg(test)]
pub(crate) use why::obstacles;

/// Which of the rules say no, for the tests that hold them against the checker.
#[cfg(test)]
mod why {
    use super::*;
    use crate::index::ModuleIx;
    use crate::rule::Rule;

    /// Why a trainer can not hold a session of the module there.
    pub(crate) fn obstacles(
        state: &State<'_>,
        module: ModuleIx,
        trainer: TrainerIx,
        room: RoomIx,
        slot: Slot,
    ) -> Vec<Rule> {
        let record = &state.model.trainers[trainer];
        let near = record.reach.has(room.at())
            && state.on_day(trainer, slot).all(|s| {
                let (here, there) = (state.model.rooms[room].block, state.model.rooms[s.room].block);
                here == there || !too_far(state, here, there)
            });
        let loads = state.loads[trainer].total < record.max_total
            && within_week(state, trainer, slot)
            && state.on_day(trainer, slot).count() < record.max_per_day;
        let table = [
            (Rule::H06, state.model.modules[module].trainers.contains(&trainer)),
            (Rule::H07, state.held[(trainer, slot)].is_none()),
            (Rule::H08, !state.model.away(trainer, slot)),
            (Rule::H09, loads),
            (Rule::H15, near),
            (Rule::H18, crate::rules::holiday::allows_trainer(state.model, trainer, slot)),
            (Rule::H20, !state.model.not_yet(trainer, slot) && crate::rules::not_yet::allows(state, trainer, slot)),
        ];
        table.into_iter().filter(|(_, good)| !good).map(|(rule, _)| rule).collect()
    }
}
