//! The moves of the search. Each changes the state through its steps, keeps every hard rule, and says whether it did
//! anything; whether that was good is not its business.

mod insert;
mod rebuild;
mod reschedule;
mod retrain;
mod seats;

use super::dice::Dice;
use super::state::State;
use crate::index::{SessionIx, WishIx};
use crate::rules;

/// Does one move of a random kind; `false` if it came to nothing (the caller undoes what was begun).
pub(crate) fn some_move(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let kind = dice.below(1000);
    if !state.unseated.is_empty() && kind < 250 {
        return match kind {
            0..200 => insert::insert(state, dice),
            200..240 => insert::force(state, dice),
            240..246 => rebuild::found_new(state, dice),
            _ => rebuild::exchange(state, dice),
        };
    }
    match dice.below(1000) {
        0..550 => seats::relocate(state, dice),
        550..900 => seats::swap(state, dice),
        900..950 => retrain::retrain(state, dice),
        950..990 => reschedule::reschedule(state, dice),
        _ => rebuild::dissolve(state, dice),
    }
}

/// Sessions with a seat that are compared for one person, nearest first: a small programme has no more of a module.
const CANDIDATES: usize = 24;

/// Seats someone where it costs least among the nearest sessions of the module; `false` if nothing is allowed.
pub(super) fn place(state: &mut State<'_>, wish: WishIx) -> bool {
    let mut best: Option<(i64, SessionIx)> = None;
    let allowed = state.within_reach(wish).filter(|s| rules::seat(state, wish, *s));
    let candidates: Vec<SessionIx> = allowed.take(CANDIDATES).collect();
    for session in candidates {
        let (mark, before) = (state.mark(), state.rupees);
        state.seat(wish, session);
        let price = state.rupees - before;
        state.undo_to(mark);
        if best.is_none_or(|(least, _)| price < least) {
            best = Some((price, session));
        }
    }
    if let Some((_, session)) = best {
        state.seat(wish, session);
    }
    best.is_some()
}

/// Seats those who lost their place in a move, what others build on first; unseats what can not follow. `false` if a pinned
/// seat, which has to stay, would be left without what it builds on.
fn place_all(state: &mut State<'_>, loose: &mut Vec<WishIx>) -> bool {
    let mut at = 0;
    loose.sort_by_key(|w| state.model.modules[state.model.wishes[*w].module].depth);
    while let Some(&wish) = loose.get(at) {
        if state.seat_of(wish).is_none() {
            place(state, wish);
        }
        state.settle(wish, loose);
        at += 1;
        // A person has few modules, so this ends; the bound keeps a circle of prerequisites from running on.
        if at > 400 {
            break;
        }
    }
    !loose.iter().any(|w| state.undermined(*w))
}

/// A session that may be changed.
fn some_session(state: &State<'_>, dice: &mut Dice) -> Option<SessionIx> {
    use crate::index::Ix;
    let session = SessionIx::new(dice.below(state.sessions.len()));
    let record = (state.sessions.len() > 0).then(|| &state.sessions[session])?;
    (record.alive && !record.pinned).then_some(session)
}

/// A seat that may be changed.
fn some_seat(state: &State<'_>, dice: &mut Dice) -> Option<(WishIx, SessionIx)> {
    use crate::index::Ix;
    if state.model.wishes.len() == 0 {
        return None;
    }
    let wish = WishIx::new(dice.below(state.model.wishes.len()));
    let session = state.seat_of(wish)?;
    (!state.seat_pinned(wish)).then_some((wish, session))
}
