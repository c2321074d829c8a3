//! Someone without a seat gets one: where it is free, or by making room.

use super::super::dice::Dice;
use super::super::state::State;
use super::{place, place_all};
use crate::index::{SessionIx, WishIx};
use crate::rules;

/// At most so many seats are taken from others for one.
const MOST_EJECTED: usize = 4;

/// Someone without a seat whose prerequisites are met.
fn waiting(state: &State<'_>, dice: &mut Dice) -> Option<WishIx> {
    let mut wish = *dice.pick(&state.unseated)?;
    // What comes first goes first. A chain is as long as there are modules at most.
    for _ in 0..state.model.modules.len() {
        let before = &state.model.wishes[wish].before;
        match before.iter().find(|b| state.seat_of(**b).is_none()) {
            Some(first) => wish = *first,
            None => break,
        }
    }
    Some(wish)
}

/// Seats someone where a seat is free and allowed.
pub(super) fn insert(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(wish) = waiting(state, dice) else { return false };
    if dice.below(2) == 0 { place(state, wish) } else { force_in(state, wish, dice) }
}

/// Seats someone in a random session, whoever has to give way.
pub(super) fn force(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(wish) = waiting(state, dice) else { return false };
    force_in(state, wish, dice)
}

fn force_in(state: &mut State<'_>, wish: WishIx, dice: &mut Dice) -> bool {
    let Some(session) = state.some_within_reach(wish, dice) else { return false };
    let mut loose = Vec::new();
    if !clear_the_way(state, wish, session, &mut loose, dice) || !rules::seat(state, wish, session) {
        return false;
    }
    state.seat(wish, session);
    place_all(state, &mut loose)
}

/// Unseats what stands between a person and a session; `false` if that is too much or can not be moved.
fn clear_the_way(
    state: &mut State<'_>,
    wish: WishIx,
    session: SessionIx,
    loose: &mut Vec<WishIx>,
    dice: &mut Dice,
) -> bool {
    if !rules::person_away::allows(state, wish, session) || !rules::travel::in_reach(state, wish, session) {
        return false;
    }
    own_seats_in_the_way(state, wish, session, loose);
    if !rules::service_cover::allows(state, wish, session) {
        let before = loose.len();
        colleagues_in_the_way(state, wish, session, loose);
        if loose.len() == before {
            return false;
        }
    }
    let full = state.sessions[session].members.len() >= state.sessions[session].seats;
    if full && !loose.iter().any(|w| state.seat_of(*w) == Some(session)) {
        let Some(member) = dice.pick(&state.sessions[session].members) else { return false };
        loose.push(*member);
    }
    if loose.len() > MOST_EJECTED || loose.iter().any(|w| state.seat_pinned(*w)) {
        return false;
    }
    for at in 0..loose.len() {
        if let Some(&ejected) = loose.get(at) {
            state.unseat(ejected);
            state.settle(ejected, loose);
        }
    }
    true
}

/// The person's own seats at the same time, on the same day elsewhere, or in the wrong order.
fn own_seats_in_the_way(state: &State<'_>, wish: WishIx, session: SessionIx, loose: &mut Vec<WishIx>) {
    let (model, target) = (state.model, &state.sessions[session]);
    let record = &model.wishes[wish];
    for &other in &model.people[record.person].wishes {
        let Some(seat) = state.session_of(other).filter(|_| other != wish) else { continue };
        let (here, there) = ((seat.module, seat.slot), (target.module, target.slot));
        let same_day = model.share_day(here, there);
        let elsewhere = model.rooms[seat.room].venue != model.rooms[target.room].venue;
        let disorder = (record.before.contains(&other) && model.last(seat.module, seat.slot) >= target.slot)
            || (record.after.contains(&other) && seat.slot <= model.last(target.module, target.slot));
        if model.meet(here, there) || (same_day && elsewhere) || disorder {
            loose.push(other);
        }
    }
}

/// For each half-day of the session in which nobody more of the post may be away, a colleague who is in training then.
fn colleagues_in_the_way(state: &State<'_>, wish: WishIx, session: SessionIx, loose: &mut Vec<WishIx>) {
    let model = state.model;
    let post = model.people[model.wishes[wish].person].post;
    let before = loose.len();
    for slot in state.half_days(session).filter(|slot| state.absent[(post, *slot)] >= model.cover[(post, *slot)]) {
        let away = |w: &WishIx| state.session_of(*w).is_some_and(|s| model.takes(s.module, s.slot, slot));
        if loose.iter().skip(before).any(away) {
            continue;
        }
        let at_once = state.sessions.iter().filter(|s| s.alive && model.takes(s.module, s.slot, slot));
        let of_post = |w: &&WishIx| model.people[model.wishes[**w].person].post == post;
        loose.extend(at_once.flat_map(|s| &s.members).find(of_post));
    }
}
