//! A person to another session of the module; two people change places.

use super::super::dice::Dice;
use super::super::state::State;
use super::some_seat;
use crate::index::{SessionIx, WishIx};
use crate::rules;

/// Another session of the same module.
fn other_session(state: &State<'_>, wish: WishIx, here: SessionIx, dice: &mut Dice) -> Option<SessionIx> {
    let there = state.some_within_reach(wish, dice)?;
    (there != here && !state.sessions[there].people_pinned).then_some(there)
}

/// Moves a person into a session with a free seat; into a full one by changing places.
pub(super) fn relocate(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some((wish, here)) = some_seat(state, dice) else { return false };
    let Some(there) = other_session(state, wish, here, dice) else { return false };
    if state.sessions[there].members.len() >= state.sessions[there].seats {
        return change_places(state, wish, here, there, dice);
    }
    state.unseat(wish);
    if !rules::seat(state, wish, there) {
        return false;
    }
    state.seat(wish, there);
    true
}

/// Two people of two sessions of one module change places.
pub(super) fn swap(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some((wish, here)) = some_seat(state, dice) else { return false };
    let Some(there) = other_session(state, wish, here, dice) else { return false };
    change_places(state, wish, here, there, dice)
}

fn change_places(state: &mut State<'_>, wish: WishIx, here: SessionIx, there: SessionIx, dice: &mut Dice) -> bool {
    let Some(&other) = dice.pick(&state.sessions[there].members) else { return false };
    if state.seat_pinned(other) {
        return false;
    }
    state.unseat(wish);
    if !rules::seat_but_for_capacity(state, wish, there) && !same_post(state, wish, other) {
        return false;
    }
    state.unseat(other);
    if !rules::seat(state, wish, there) || !rules::seat(state, other, here) {
        return false;
    }
    state.seat(wish, there);
    state.seat(other, here);
    true
}

/// Colleagues stand in each other's way by service cover only until both seats are free.
fn same_post(state: &State<'_>, a: WishIx, b: WishIx) -> bool {
    let model = state.model;
    model.people[model.wishes[a].person].post == model.people[model.wishes[b].person].post
}
