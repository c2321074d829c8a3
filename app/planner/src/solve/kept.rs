//! A plan laid aside: no more of a state than its document needs, so that laying it aside costs a copy of a few megabytes
//! even for a programme of fifty districts.

use super::state::{Place, State};
use crate::index::{IndexVec, SessionIx, WishIx};

#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    /// Where each session is held; `None` for one that is not.
    pub(crate) places: IndexVec<SessionIx, Option<Place>>,
    pub(crate) seats: IndexVec<WishIx, Option<SessionIx>>,
    pub(crate) held: usize,
    pub(crate) unseated: usize,
    pub(crate) rupees: i64,
}

impl Kept {
    pub(crate) fn of(state: &State<'_>) -> Self {
        let mut kept = Self::default();
        kept.take(state);
        kept
    }

    /// Lays a state aside in the place of what was here.
    pub(crate) fn take(&mut self, state: &State<'_>) {
        self.places.refill(state.sessions.iter().map(|s| s.alive.then(|| s.place())));
        self.seats.refill(state.model.wishes.ids().map(|wish| state.seat_of(wish)));
        (self.held, self.unseated, self.rupees) = (state.alive, state.without_seat(), state.rupees);
    }

    /// Makes a state of the same search what it was when it was laid aside.
    pub(crate) fn restore(&self, state: &mut State<'_>) {
        for wish in self.seats.ids() {
            if state.seat_of(wish) != self.seats[wish] {
                state.unseat(wish);
            }
        }
        let now: Vec<SessionIx> = state.sessions.ids().collect();
        // A session that was founded later is not held in the plan that was laid aside.
        let then = |session: SessionIx| self.places.find(session).copied().flatten();
        let is = |state: &State<'_>, s: SessionIx| state.sessions[s].alive.then(|| state.sessions[s].place());
        let changed: Vec<SessionIx> = now.into_iter().filter(|s| is(state, *s) != then(*s)).collect();
        for &session in &changed {
            // Its people sit in it in both plans: they get up, and sit down again where it is held then.
            for wish in state.sessions[session].members.clone() {
                state.unseat(wish);
            }
            if state.sessions[session].alive {
                state.dissolve(session);
            }
        }
        for session in changed {
            if let Some(place) = then(session) {
                state.found_again(session, place);
            }
        }
        for (wish, seat) in self.seats.pairs() {
            if let (Some(session), None) = (*seat, state.seat_of(wish)) {
                state.seat(wish, session);
            }
        }
        state.keep();
    }
}
