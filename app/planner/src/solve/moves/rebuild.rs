//! Whole sessions: a new one for those without a seat, one fewer where others have room, one module for another.

use super::super::construct::open_best;
use super::super::dice::Dice;
use super::super::state::State;
use super::{place_all, some_session};
use crate::index::{ModuleIx, SessionIx, WishIx};

/// Places that are compared for a new session.
const LOOKS: usize = 4;

/// A module in which someone is without a seat.
fn module_in_need(state: &State<'_>, dice: &mut Dice) -> Option<ModuleIx> {
    dice.pick(&state.unseated).map(|w| state.model.wishes[*w].module)
}

/// Opens a session, if one more may be held.
pub(super) fn found_new(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(module) = module_in_need(state, dice) else { return false };
    state.alive < state.model.max_sessions && open_best(state, module, LOOKS, 0, dice)
}

/// Takes a session and the rooms that join it down and seats its people elsewhere. `false` with them: a pinned seat builds on one of those lost.
pub(super) fn take_down(state: &mut State<'_>, session: SessionIx) -> (Vec<WishIx>, bool) {
    let mut loose = Vec::new();
    for held in state.with_rooms(session) {
        let members = state.sessions[held].members.clone();
        for wish in &members {
            state.unseat(*wish);
        }
        state.dissolve(held);
        loose.extend(members);
    }
    let done = place_all(state, &mut loose);
    (loose, done)
}

/// A session that can not take place with so few people.
pub(super) fn doomed(state: &State<'_>) -> Option<SessionIx> {
    state.sessions.ids().find(|session| state.too_small(*session))
}

/// One session fewer: worth trying where it is not nearly full.
pub(super) fn dissolve(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let seats: usize = state.with_rooms(session).iter().map(|s| state.sessions[*s].seats).sum();
    if state.sessions[session].people_pinned || state.people_with(session) * 4 > seats * 3 {
        return false;
    }
    take_down(state, session).1
}

/// A session of one module gives way to one of a module in need; of three, the emptiest.
pub(super) fn exchange(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let candidates = [some_session(state, dice), some_session(state, dice), some_session(state, dice)];
    let Some(session) = candidates.into_iter().flatten().min_by_key(|s| state.people_with(*s)) else {
        return false;
    };
    let Some(module) = module_in_need(state, dice) else { return false };
    if state.sessions[session].people_pinned || state.sessions[session].module == module {
        return false;
    }
    let (mut loose, _) = take_down(state, session);
    let opened = open_best(state, module, LOOKS, 0, dice);
    loose.retain(|w| state.seat_of(*w).is_none());
    place_all(state, &mut loose) && opened
}
