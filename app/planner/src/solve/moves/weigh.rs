//! What a change of seats would cost, counted without making it: nine of ten moves are weighed only to be left alone, and
//! looking is several times quicker than doing and undoing.

use super::super::cost;
use super::super::state::{Session, Spot, State};
use crate::index::{PersonIx, SessionIx, WishIx};
use crate::rules::{self, order, person_away, service_cover, travel, twice};

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

    /// Does it where seats depend on what others do (cohorts, least sizes), asking every rule on the way; `false` if one
    /// of them says no.
    pub(super) fn lead(self, state: &mut State<'_>) -> bool {
        state.unseat(self.wish);
        if let Some((other, here)) = self.other {
            state.unseat(other);
            if !rules::seat(state, other, here) {
                return false;
            }
            state.seat(other, here);
        }
        let may = rules::seat(state, self.wish, self.there);
        if may {
            state.seat(self.wish, self.there);
        }
        may
    }
}

/// Weighs a person's change from a session to another one with a free seat; `None` if a rule forbids it.
#[inline]
pub(super) fn relocation(state: &State<'_>, wish: WishIx, here: SessionIx, there: SessionIx) -> Option<SeatChange> {
    let spot = state.sessions[there].spot();
    let seat = Some(state.sessions[here].spot());
    if !may_be(state, wish, spot) || !service_cover::allows_at(state, wish, spot, seat) {
        return None;
    }
    let person = state.model.wishes[wish].person;
    let rupees = cost::person_elsewhere(state, wish, spot)
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
    let (from, to) = (state.sessions[here].spot(), state.sessions[there].spot());
    let covered = state.model.people[one].post == state.model.people[two].post
        || from.slot == to.slot
        || (service_cover::allows_at(state, wish, to, Some(from))
            && service_cover::allows_at(state, other, from, Some(to)));
    if !covered || !may_be(state, wish, to) || !may_be(state, other, from) {
        return None;
    }
    let rupees = cost::person_elsewhere(state, wish, to)
        + cost::person_elsewhere(state, other, from)
        + cost::session_with(state, here, Some(one), Some(two))
        + cost::session_with(state, there, Some(two), Some(one));
    Some(SeatChange { wish, there, other: Some((other, here)), rupees })
}

/// What people would cost more, were their session somewhere else; `None` if one of them could not follow, or if it
/// comes to more than `most`. What the session itself costs there is not in it, nor that colleagues of one post count twice.
pub(super) fn following(state: &State<'_>, members: &[WishIx], there: Spot, most: i64) -> Option<i64> {
    let mut rupees = 0;
    for &wish in members {
        let seat = state.session_of(wish).map(Session::spot);
        if !may_be(state, wish, there) || !service_cover::allows_at(state, wish, there, seat) {
            return None;
        }
        rupees += cost::person_elsewhere(state, wish, there);
    }
    (rupees <= most).then_some(rupees)
}

/// The rules of a seat that look at one person only; the person's own seat in the module does not count.
#[inline]
fn may_be(state: &State<'_>, wish: WishIx, there: Spot) -> bool {
    person_away::allows_at(state, wish, there)
        && travel::in_reach_at(state, wish, there)
        && order::allows_at(state, wish, there)
        && twice::allows_at(state, wish, there)
        && travel::one_venue_a_day_at(state, wish, there)
}
