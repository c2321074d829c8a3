//! Two people change a whole day, or all they have in common: of a day of two sessions at one venue no single seat can leave
//! without a day of travel more, so that one by one they hardly ever would.

use super::super::dice::Dice;
use super::super::state::State;
use super::some_seat;
use crate::index::{SessionIx, WishIx};
use crate::rules;

/// Seats that change at most; nobody of a programme has more modules in common with anybody.
const MOST: usize = 32;
/// In how many changes one is of all that two people have in common.
const WHOLE_ONCE_IN: usize = 4;

/// Two people change the seats of a day, or of all modules that both have a seat in.
pub(super) fn swap_days(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some((wish, here)) = some_seat(state, dice) else { return false };
    let Some(there) = state.some_within_reach(wish, dice).filter(|there| *there != here) else { return false };
    let Some(&other) = dice.pick(&state.sessions[there].members) else { return false };
    let whole = dice.below(WHOLE_ONCE_IN) == 0;
    let mut pairs = in_common(state, (wish, here), (other, there), whole);
    if pairs.len() < 2 {
        return false;
    }
    // What others build on is seated first.
    pairs.sort_unstable_by_key(|((a, _), _)| state.model.modules[state.model.wishes[*a].module].depth);
    for ((a, _), (b, _)) in &pairs {
        state.unseat(*a);
        state.unseat(*b);
    }
    pairs.into_iter().all(|((a, from), (b, to))| sit(state, a, to) && sit(state, b, from))
}

type Seat = (WishIx, SessionIx);

/// The seats of two people in the same modules on the days of two sessions, or on any day.
fn in_common(state: &State<'_>, one: Seat, two: Seat, whole: bool) -> Vec<(Seat, Seat)> {
    let model = state.model;
    let place = |session: SessionIx| (state.sessions[session].module, state.sessions[session].slot);
    let seats = |(wish, on): Seat| {
        let person = model.wishes[wish].person;
        let all = model.people[person].wishes.iter().filter_map(|w| Some((*w, state.seat_of(*w)?)));
        all.filter(move |(w, s)| (whole || model.share_day(place(*s), place(on))) && !state.seat_pinned(*w))
    };
    let of_one = seats(one).take(MOST);
    let found = of_one.filter_map(|(a, from)| {
        let module = model.wishes[a].module;
        let (b, to) = seats(two).find(|(b, _)| model.wishes[*b].module == module)?;
        (from != to).then_some(((a, from), (b, to)))
    });
    found.collect()
}

fn sit(state: &mut State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let may = rules::seat(state, wish, session);
    if may {
        state.seat(wish, session);
    }
    may
}
