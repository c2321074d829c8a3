//! A session that can not be held as it was: the place nearest to it that costs its people least.

use super::construct::company;
use super::moves::links::beside;
use super::state::{Place, State};
use crate::index::{Ix, RoomIx, SessionIx, Slot, TrainerIx, WishIx};
use crate::rules;

/// Times before and after that are looked at for a session that can not stay where it was.
const AROUND: usize = 12;
/// What a person who can not follow weighs against rupees.
const LEFT_BEHIND: i64 = 3_000;

/// Puts a session of the previous plan up again with its people: with another trainer, in another room at the same time, or
/// at another time in the same room, whatever costs least. `false` where nothing is possible.
pub(super) fn mend(state: &mut State<'_>, session: SessionIx, was: Place, people: &[WishIx]) -> bool {
    let mut found = rooms_beside(state, was);
    if state.alive < state.model.max_sessions {
        found.extend(places(state, Place { joins: None, ..was }));
    }
    let mut best: Option<(i64, Place)> = None;
    for place in found {
        let (mark, before) = (state.mark(), state.rupees);
        let left = put(state, session, place, people);
        let price = state.rupees - before + LEFT_BEHIND * left;
        state.undo_to(mark);
        if best.is_none_or(|(least, _)| price < least) {
            best = Some((price, place));
        }
    }
    let Some((_, place)) = best else { return false };
    put(state, session, place, people);
    true
}

/// Takes down what is taught before those who teach it are trained themselves.
pub(super) fn dismiss(state: &mut State<'_>) {
    let model = state.model;
    // Whoever loses a seat by this may be one of them.
    while let Some(session) =
        model.trainers.ids().filter(|_| model.some_become()).find_map(|t| rules::not_yet::too_early(state, t))
    {
        let mut loose = Vec::new();
        for held in state.with_rooms(session) {
            for wish in state.sessions[held].members.clone() {
                state.unseat(wish);
                state.settle(wish, &mut loose);
            }
            state.dissolve(held);
        }
    }
}

/// Holds the session there; how many of its people can not come.
fn put(state: &mut State<'_>, session: SessionIx, place: Place, people: &[WishIx]) -> i64 {
    state.found_again(session, place);
    let mut left = 0;
    for &wish in people {
        if state.seat_of(wish).is_none() && rules::seat(state, wish, session) {
            state.seat(wish, session);
        } else {
            left += 1;
        }
    }
    left
}

/// Where a session that joined another one by a link could join it again.
fn rooms_beside(state: &State<'_>, was: Place) -> Vec<Place> {
    let rooms = state.model.link_rooms(was.module).iter();
    was.joins.into_iter().flat_map(|hub| rooms.clone().filter_map(move |room| beside(state, hub, *room))).collect()
}

/// Places near the one a session had.
fn places(state: &State<'_>, was: Place) -> Vec<Place> {
    let model = state.model;
    let mut found: Vec<Place> =
        trainers(state, was, was.room, was.slot).filter_map(|t| with(state, Place { trainer: t, ..was })).collect();
    for &room in model.modules[was.module].rooms.iter().filter(|room| **room != was.room) {
        found.extend(one(state, was, room, was.slot));
    }
    let starts = model.starts(was.module);
    let at = starts.partition_point(|slot| slot.at() < was.slot.at());
    let around = starts.iter().skip(at.saturating_sub(AROUND)).take(2 * AROUND + 1);
    for &slot in around.filter(|slot| **slot != was.slot) {
        found.extend(one(state, was, was.room, slot));
    }
    found
}

/// The session there, by its own trainer if that is possible, else by the one who has the least to do.
fn one(state: &State<'_>, was: Place, room: RoomIx, slot: Slot) -> Option<Place> {
    let mut able = trainers(state, was, room, slot);
    let own = able.find(|trainer| *trainer == was.trainer);
    let trainer = own.or_else(|| trainers(state, was, room, slot).min_by_key(|t| (state.loads[*t].total, t.at())))?;
    with(state, Place { room, slot, trainer, ..was })
}

/// The place with those who can teach there together with its trainer; `None` if they are not enough.
fn with(state: &State<'_>, at: Place) -> Option<Place> {
    let co = company(state, at.module, at.room, at.slot, at.trainer, at.co)?;
    Some(Place { co, ..at })
}

/// Who could hold the session there; nobody where the room is not free or lacks the equipment.
fn trainers<'s>(state: &'s State<'_>, was: Place, room: RoomIx, slot: Slot) -> impl Iterator<Item = TrainerIx> + 's {
    let model = state.model;
    let open = model.modules[was.module].rooms.contains(&room) && rules::room::allows(state, was.module, room, slot);
    let all = model.teachers[(was.module, room)].iter().filter(move |_| open).copied();
    all.filter(move |trainer| rules::trainer::allows(state, *trainer, was.module, room, slot))
}
