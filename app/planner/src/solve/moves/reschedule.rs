//! A session to another time or room, with its people as far as they can follow.

use super::super::construct::{company, some_trainer};
use super::super::dice::Dice;
use super::super::state::{Place, Spot, State};
use super::{place_all, some_session, weigh};
use crate::index::{Ix, Slot};
use crate::rules;

/// Working half-days that are near.
const NEAR: usize = 6;
/// Of how many moves in which somebody can not follow one is made all the same: who can not finds another seat.
pub(super) const LEAD_ANYWAY: usize = 8;

/// Moves a session; `most` is what it may cost its people and still be worth a look.
pub(super) fn reschedule(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let before = state.sessions[session].place();
    if before.joins.is_some() || !state.joined(session).is_empty() {
        return false;
    }
    let model = state.model;
    let (mut room, mut slot) = (before.room, before.slot);
    let kind = dice.below(4);
    if kind != 0 {
        let near = kind == 1;
        let starts = model.starts(before.module);
        slot = if near { nearby(state, before, dice) } else { *dice.pick(starts).unwrap_or(&before.slot) };
    }
    if kind == 0 || kind == 3 {
        // Nearer to somebody who sits in it: most rooms of a large programme are out of everybody's reach.
        let rooms = match dice.pick(&state.sessions[session].members) {
            Some(member) => &model.near[(before.module, model.people[model.wishes[*member].person].block)],
            None => &model.modules[before.module].rooms,
        };
        room = *dice.pick(rooms).unwrap_or(&before.room);
    }
    if (room, slot) == (before.room, before.slot) || !rules::room::allows(state, before.module, room, slot) {
        return false;
    }
    if state.sessions[session].people_pinned {
        return false;
    }
    // Most places are hopeless, and asking everybody is far quicker than leading them there and back.
    let there = Spot { slot, room };
    if weigh::following(state, &state.sessions[session].members, there, most).is_none() && dice.below(LEAD_ANYWAY) > 0 {
        return false;
    }
    let members = state.sessions[session].members.clone();
    for &wish in &members {
        state.unseat(wish);
    }
    state.dissolve(session);
    let keeps = rules::trainer::allows(state, before.trainer, before.module, room, slot);
    let trainer = if keeps { Some(before.trainer) } else { some_trainer(state, before.module, room, slot, dice) };
    let Some(trainer) = trainer else { return false };
    let Some(co) = company(state, before.module, room, slot, trainer, before.co) else { return false };
    state.found_again(session, Place { room, slot, trainer, co, ..before });
    let mut loose = Vec::new();
    for wish in members {
        if rules::seat(state, wish, session) {
            state.seat(wish, session);
        } else {
            loose.push(wish);
        }
    }
    place_all(state, &mut loose)
}

/// A slot at most about three days away in which the session may begin.
pub(super) fn nearby(state: &State<'_>, place: Place, dice: &mut Dice) -> Slot {
    let (starts, slot) = (state.model.starts(place.module), place.slot);
    // A long session begins in fewer half-days of a day.
    let far = (NEAR * starts.len()).div_ceil(state.model.working.len().max(1));
    let at = starts.partition_point(|s| s.at() < slot.at());
    starts.get(at.saturating_sub(far) + dice.below(2 * far + 1)).copied().unwrap_or(slot)
}
