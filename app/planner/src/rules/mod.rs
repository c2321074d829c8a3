//! The hard rules as the search asks them, one file each: `allows` answers for one seat or one session in well under a
//! microsecond. [`obstacles`] asks all of a seat's rules and says which say no; [`seat`] stops at the first.
//!
//! A state of the search never breaks a rule (pinned sessions aside): what is not allowed is not done, and the price of
//! that is a person without a seat.

pub(crate) mod cohort;
pub(crate) mod holiday;
pub(crate) mod link;
pub(crate) mod night;
pub(crate) mod not_yet;
pub(crate) mod order;
pub(crate) mod person_away;
pub(crate) mod room;
pub(crate) mod seats;
pub(crate) mod service_cover;
pub(crate) mod set_up;
pub(crate) mod trainer;
pub(crate) mod travel;
pub(crate) mod twice;

use crate::index::{SessionIx, WishIx};
use crate::rule::Rule;
use crate::solve::state::State;

/// One rule of a seat.
type SeatRule = fn(&State<'_>, WishIx, SessionIx) -> bool;

/// The rules of a seat, cheapest first.
const SEAT_RULES: [(Rule, SeatRule); 10] = [
    (Rule::H02, seats::allows),
    (Rule::H11, person_away::not_on_leave),
    (Rule::H18, holiday::allows),
    (Rule::H19, night::allows),
    (Rule::H14, service_cover::allows_more),
    (Rule::H15, travel::in_reach),
    (Rule::H12, order::allows),
    (Rule::H10, twice::allows),
    (Rule::H15, travel::one_venue_a_day),
    (Rule::H23, cohort::allows),
];

/// Whether a person without a seat in the module may sit in the session.
#[inline]
pub(crate) fn seat(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    seats::allows(state, wish, session) && seat_but_for_capacity(state, wish, session)
}

/// The same as [`seat`], were there a free seat.
#[inline]
pub(crate) fn seat_but_for_capacity(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    person_away::allows(state, wish, session)
        && service_cover::allows(state, wish, session)
        && travel::in_reach(state, wish, session)
        && order::allows(state, wish, session)
        && twice::allows(state, wish, session)
        && travel::one_venue_a_day(state, wish, session)
        && cohort::allows(state, wish, session)
}

/// Every rule that keeps a person out of a session.
pub(crate) fn obstacles(state: &State<'_>, wish: WishIx, session: SessionIx) -> Vec<Rule> {
    let mut found: Vec<Rule> =
        SEAT_RULES.iter().filter(|(_, allows)| !allows(state, wish, session)).map(|(rule, _)| *rule).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests;
