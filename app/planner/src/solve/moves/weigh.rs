//! What a change of seats would cost, counted without making it: nine of ten moves are weighed only to be left alone, and
//! looking is several times quicker than doing and undoing.

use super::super::cost;
use super::super::state::State;
use crate::index::{PersonIx, SessionIx, WishIx};
use crate::rules::{order, person_away, service_cover, travel, twice};

/// A change of seats that keeps every rule, and its price.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeatChange {
    wish: WishIx,
    there: SessionIx,
    /// Who comes the other way.
    other: Option<(WishIx, SessionIx)>,
    /// Rupees that the plan costs more by it; less than nothing: it saves.
    pub(crate) rupees: i64,
}

impl SeatChange {
    /// Does it.
    pub(crate) fn make(self, state: &mut State<'_>) {
        let before = state.rupees;
        state.unseat(self.wish);
        if let Some((other, here)) = self.other {
            state.unseat(other);
            state.seat(other, here);
        }
        state.seat(self.wish, self.there);
        debug_assert_eq!(state.rupees - before, self.rupees, "a weighed move costs what it was weighed at");
    }
}

/// Weighs a person's change from a session to another one with a free seat; `None` if a rule forbids it.
#[inline]
pub(super) fn relocation(state: &State<'_>, wish: WishIx, here: SessionIx, there: SessionIx) -> Option<SeatChange> {
    let at_once = state.sessions[here].slot == state.sessions[there].slot;
    if !may_sit(state, wish, there) || !service_cover::allows_beside(state, wish, there, i16::from(at_once)) {
        return None;
    }
    let person = state.model.wishes[wish].person;
    let rupees = cost::person_elsewhere(state, wish, there)
        + cost::session_with(state, here, Some(person), None)
        + cost::session_with(state, there, None, Some(person));
    Some(SeatChange { wish, there, other: None, rupees })
}

/// Weighs two people's change of places; `None` if a rule forbids it for one of them.
#[inline]
pub(super) fn exchange(
    state: &State<'_>,
    (wish, here): (WishIx, SessionIx),
    (other, there): (WishIx, SessionIx),
) -> Option<SeatChange> {
    let of = |wish: WishIx| state.model.wishes[wish].person;
    let (one, two): (PersonIx, PersonIx) = (of(wish), of(other));
    // Colleagues of one post take each other's absence over; at one time nobody is missing who was not.
    let covered = state.model.people[one].post == state.model.people[two].post
        || state.sessions[here].slot == state.sessions[there].slot
        || (service_cover::allows(state, wish, there) && service_cover::allows(state, other, here));
    if !covered || !may_sit(state, wish, there) || !may_sit(state, other, here) {
        return None;
    }
    let rupees = cost::person_elsewhere(state, wish, there)
        + cost::person_elsewhere(state, other, here)
        + cost::session_with(state, here, Some(one), Some(two))
        + cost::session_with(state, there, Some(two), Some(one));
    Some(SeatChange { wish, there, other: Some((other, here)), rupees })
}

/// The rules of a seat that look at one person only; the person's own seat in the module does not count.
#[inline]
fn may_sit(state: &State<'_>, wish: WishIx, there: SessionIx) -> bool {
    person_away::allows(state, wish, there)
        && travel::in_reach(state, wish, there)
        && order::allows(state, wish, there)
        && twice::allows(state, wish, there)
        && travel::one_venue_a_day(state, wish, there)
}
