//! The moves of the search. Each keeps every hard rule; whether it is good is not its business. Changes of seats, nearly
//! all of the moves, are weighed and not made; the others change the state through its steps, to be kept or undone.

mod beside;
mod days;
mod fill;
mod insert;
pub(super) mod links;
mod rebuild;
mod reschedule;
mod retrain;
mod seats;
mod shift;
mod together;
mod weigh;

use super::dice::Dice;
use super::kept::Kept;
use super::state::State;
use crate::index::{SessionIx, WishIx};
use crate::rules;

#[cfg(test)]
pub(crate) use links::beside;
pub(crate) use weigh::SeatChange;

/// What became of a move.
pub(crate) enum Tried {
    /// It came to nothing; the caller undoes what was begun.
    Nothing,
    /// It is done, and can be undone.
    Done,
    /// It is allowed, and can be done at its price.
    Weighed(SeatChange),
}

impl From<bool> for Tried {
    fn from(done: bool) -> Self {
        if done { Self::Done } else { Self::Nothing }
    }
}

impl From<Option<SeatChange>> for Tried {
    fn from(weighed: Option<SeatChange>) -> Self {
        weighed.map_or(Self::Nothing, Self::Weighed)
    }
}

/// Tries one move of a random kind; what costs more than `most` rupees need not be tried to its end.
#[inline]
pub(crate) fn some_move(state: &mut State<'_>, dice: &mut Dice, most: i64) -> Tried {
    let done = match attempt(state, dice, most) {
        Tried::Weighed(change) if state.model.seats_stand_alone() => return Tried::Weighed(change),
        Tried::Weighed(change) => change.lead(state),
        Tried::Done => true,
        Tried::Nothing => false,
    };
    // Who is trained later than before may have begun to teach too early.
    (done && rules::not_yet::still(state)).into()
}

/// Weighs one change of seats, of the kinds and in the shares of [`some_move`].
#[inline]
pub(super) fn some_seat_change(state: &State<'_>, dice: &mut Dice) -> Option<SeatChange> {
    if dice.below(690) < 420 { seats::relocate(state, dice) } else { seats::swap(state, dice) }
}

/// Moves a session to another time or room, to be kept or undone; `false` if it came to nothing.
#[inline]
pub(super) fn some_other_place(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    reschedule::reschedule(state, dice, most) && rules::not_yet::still(state)
}

/// A plan without the sessions for too few people; who sat there sits elsewhere or has no seat.
pub(super) fn without_the_doomed<'m>(mut state: State<'m>, plan: &Kept) -> State<'m> {
    plan.restore(&mut state);
    while let Some(session) = rebuild::doomed(&state) {
        rebuild::take_down(&mut state, session);
        if !rules::not_yet::still(&state) {
            super::mend::dismiss(&mut state);
        }
        state.keep();
    }
    state
}

#[inline]
fn attempt(state: &mut State<'_>, dice: &mut Dice, most: i64) -> Tried {
    if state.doomed > 0 && dice.below(FILL) == 0 {
        return fill::fill(state, dice).into();
    }
    if !state.model.life.grouped.is_empty() && dice.below(TOGETHER) == 0 {
        return together::together(state, dice).into();
    }
    if !state.model.life.joinable.is_empty() && dice.below(LINK) == 0 {
        return links::link(state, dice, most).into();
    }
    let kind = dice.below(1000);
    if !state.unseated.is_empty() && kind < 250 {
        return match kind {
            0..200 => insert::insert(state, dice),
            200..240 => insert::force(state, dice),
            240..246 => rebuild::found_new(state, dice),
            _ => rebuild::exchange(state, dice),
        }
        .into();
    }
    // Tried on the programme: fewer changes of seats and more of whole sessions and days are worth 1 % of the cost, whole
    // days of a room 1.6 %, and that sessions can become more again as much.
    match dice.below(1000) {
        0..420 => seats::relocate(state, dice).into(),
        420..690 => seats::swap(state, dice).into(),
        690..810 => days::swap_days(state, dice).into(),
        810..850 => shift::shift_day(state, dice, most).into(),
        850..950 => reschedule::reschedule(state, dice, most).into(),
        950..980 => retrain::retrain(state, dice).into(),
        980..987 => beside::found_beside(state, dice, most).into(),
        _ => rebuild::dissolve(state, dice).into(),
    }
}

/// Where people learn together, one move in so many is one of all of them.
const TOGETHER: usize = 20;

/// Where rooms may join a session by a link, one move in so many opens, turns or moves one.
const LINK: usize = 25;

/// While a session is too small to take place, one move in so many fills one.
const FILL: usize = 50;

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
