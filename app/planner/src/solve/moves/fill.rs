//! A session that is too small to take place draws people from others of its module, as many as it needs at once: one by one
//! each of them would give up a good seat for one that does not count yet.

use super::super::dice::Dice;
use super::super::state::State;
use crate::index::{SessionIx, WishIx};
use crate::rules;

/// People who are asked, for each one who is missing.
const ASKED: usize = 8;

pub(super) fn fill(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let small: Vec<SessionIx> = state.sessions.ids().filter(|session| state.too_small(*session)).collect();
    let Some(&session) = dice.pick(&small) else { return false };
    let model = state.model;
    let module = &model.modules[state.sessions[session].module];
    for _ in 0..ASKED * module.min_size {
        if !state.too_small(session) {
            return true;
        }
        let Some(&wish) = dice.pick(&module.wishes) else { return false };
        if may_leave(state, wish, session) {
            let mark = state.mark();
            state.unseat(wish);
            if rules::seat(state, wish, session) {
                state.seat(wish, session);
            } else {
                state.undo_to(mark);
            }
        }
    }
    !state.too_small(session)
}

/// Whether somebody has no seat, or one in another session that has people to spare or is too small itself.
fn may_leave(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let Some(here) = state.seat_of(wish) else { return true };
    let record = &state.sessions[here];
    let spare = record.members.len() > state.model.modules[record.module].min_size;
    here != session && !state.seat_pinned(wish) && (spare || state.too_small(here))
}
