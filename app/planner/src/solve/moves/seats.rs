//! A person to another session of the module; two people change places.

use super::super::dice::Dice;
use super::super::state::State;
use super::some_seat;
use super::weigh::{self, SeatChange};
use crate::index::{SessionIx, WishIx};

/// Another session of the same module.
fn other_session(state: &State<'_>, wish: WishIx, here: SessionIx, dice: &mut Dice) -> Option<SessionIx> {
    let there = state.some_within_reach(wish, dice)?;
    (there != here && !state.sessions[there].people_pinned).then_some(there)
}

/// Weighs a person's change into a session with a free seat; into a full one by changing places.
pub(super) fn relocate(state: &State<'_>, dice: &mut Dice) -> Option<SeatChange> {
    let (wish, here) = some_seat(state, dice)?;
    let there = other_session(state, wish, here, dice)?;
    if state.sessions[there].members.len() >= state.sessions[there].seats {
        return change_places(state, wish, here, there, dice);
    }
    weigh::relocation(state, wish, here, there)
}

/// Weighs a change of places of two people of two sessions of one module.
pub(super) fn swap(state: &State<'_>, dice: &mut Dice) -> Option<SeatChange> {
    let (wish, here) = some_seat(state, dice)?;
    let there = other_session(state, wish, here, dice)?;
    change_places(state, wish, here, there, dice)
}

fn change_places(
    state: &State<'_>,
    wish: WishIx,
    here: SessionIx,
    there: SessionIx,
    dice: &mut Dice,
) -> Option<SeatChange> {
    let other = *dice.pick(&state.sessions[there].members)?;
    if state.seat_pinned(other) { None } else { weigh::exchange(state, (wish, here), (other, there)) }
}
