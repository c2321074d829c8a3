//! H06 to H09, H15, H18 and H20 for trainers: qualified, free, there, within the loads of day, week and programme, near enough.
//! A load is counted in half-days taught.

use crate::index::{Cell, Ix, ModuleIx, RoomIx, Slot, TrainerIx};
use crate::solve::state::State;

/// Whether a trainer, qualified for the module, may hold one more session of it there.
#[inline]
pub(crate) fn allows(state: &State<'_>, trainer: TrainerIx, module: ModuleIx, room: RoomIx, slot: Slot) -> bool {
    let record = &state.model.trainers[trainer];
    let mut span = state.model.span(module, slot);
    within_total(state, trainer, module, slot)
        && span.all(|slot| state.held[(trainer, slot)].is_none() && !record.away.has(slot.at()))
        && record.reach.has(room.at())
        && within_weeks(state, trainer, module, slot)
        && days_allow(state, trainer, module, room, slot)
        && super::not_yet::allows(state, trainer, slot)
}

#[inline]
fn within_total(state: &State<'_>, trainer: TrainerIx, module: ModuleIx, slot: Slot) -> bool {
    let more = state.model.span(module, slot).count();
    state.loads[trainer].total + more <= state.model.trainers[trainer].max_total
}

#[inline]
fn within_weeks(state: &State<'_>, trainer: TrainerIx, module: ModuleIx, slot: Slot) -> bool {
    let (model, most) = (state.model, state.model.trainers[trainer].max_per_week);
    model.span(module, slot).all(|slot_of_week| {
        let week = model.day(slot_of_week).week;
        let more = model.span(module, slot).filter(|slot| model.day(*slot).week == week).count();
        state.weekly[(trainer, Cell::new(week))] + more <= most
    })
}

/// Each day's load, and no two venues too far apart.
#[inline]
fn days_allow(state: &State<'_>, trainer: TrainerIx, module: ModuleIx, room: RoomIx, slot: Slot) -> bool {
    let (model, most) = (state.model, state.model.trainers[trainer].max_per_day);
    model.span(module, slot).all(|slot_of_day| {
        let day = model.slots[slot_of_day].day;
        let mut taught = model.span(module, slot).filter(|slot| model.slots[*slot].day == day).count();
        for session in state.on_day(trainer, slot_of_day) {
            taught += 1;
            let (here, there) = (model.rooms[room].block, model.rooms[session.room].block);
            if here != there && too_far(state, here, there) {
                return false;
            }
        }
        taught <= most
    })
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
    use crate::rule::Rule;
    use crate::rules::{holiday, not_yet};

    /// Why a trainer can not hold a session of the module there.
    pub(crate) fn obstacles(
        state: &State<'_>,
        module: ModuleIx,
        trainer: TrainerIx,
        room: RoomIx,
        slot: Slot,
    ) -> Vec<Rule> {
        let model = state.model;
        let record = &model.trainers[trainer];
        let span = || model.span(module, slot);
        let block = |room: RoomIx| model.rooms[room].block;
        let apart = |other: RoomIx| block(room) != block(other) && too_far(state, block(room), block(other));
        let near = record.reach.has(room.at())
            && span().all(|slot| state.on_day(trainer, slot).all(|session| !apart(session.room)));
        let of_day = |day| span().filter(|slot| model.slots[*slot].day == day).count();
        let loads = within_total(state, trainer, module, slot)
            && within_weeks(state, trainer, module, slot)
            && span()
                .all(|slot| state.on_day(trainer, slot).count() + of_day(model.slots[slot].day) <= record.max_per_day);
        let may = span().all(|slot| !model.not_yet(trainer, slot)) && not_yet::allows(state, trainer, slot);
        let table = [
            (Rule::H06, model.modules[module].trainers.contains(&trainer)),
            (Rule::H07, span().all(|slot| state.held[(trainer, slot)].is_none())),
            (Rule::H08, span().all(|slot| !model.away(trainer, slot))),
            (Rule::H09, loads),
            (Rule::H15, near),
            (Rule::H18, holiday::allows_trainer(model, module, trainer, slot)),
            (Rule::H20, may),
        ];
        table.into_iter().filter(|(_, good)| !good).map(|(rule, _)| rule).collect()
    }
}
