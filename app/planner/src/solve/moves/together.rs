//! The people of a cohort to one session, all of them at once: one by one they would be apart for a while.

use super::super::dice::Dice;
use super::super::state::State;
use super::place_all;
use crate::index::WishIx;
use crate::rules;

pub(super) fn together(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let model = state.model;
    let Some(wish) = dice.pick(&model.life.grouped).copied() else { return false };
    let Some(there) = state.some_within_reach(wish, dice) else { return false };
    let Some(group) = model.group(wish).filter(|_| !state.sessions[there].people_pinned) else { return false };
    let come: Vec<WishIx> = model.life.groups[group]
        .wishes
        .iter()
        .copied()
        .filter(|w| state.seat_of(*w) != Some(there) && !state.seat_pinned(*w))
        .collect();
    if come.is_empty() {
        return false;
    }
    let mut loose = Vec::new();
    for &wish in &come {
        state.unseat(wish);
        state.settle(wish, &mut loose);
    }
    let free = |state: &State<'_>, w: WishIx| model.group(w) != Some(group) && !state.seat_pinned(w);
    // Whoever is in the way and belongs to others looks for another seat.
    while state.sessions[there].members.len() + come.len() > state.sessions[there].seats {
        let others: Vec<WishIx> = state.sessions[there].members.iter().copied().filter(|w| free(state, *w)).collect();
        let Some(&other) = dice.pick(&others) else { break };
        state.unseat(other);
        loose.push(other);
        state.settle(other, &mut loose);
    }
    for wish in come {
        if state.seat_of(wish).is_none() && rules::seat(state, wish, there) {
            state.seat(wish, there);
        } else {
            loose.push(wish);
        }
    }
    place_all(state, &mut loose)
}
