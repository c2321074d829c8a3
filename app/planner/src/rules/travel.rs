//! H15 for trainees: the venue is in reach of the facility, and all of a day's sessions are at one venue.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;

#[inline]
pub(crate) fn in_reach(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    state.model.way(state.model.wishes[wish].person, state.sessions[session].room) <= state.model.trainee_max_km
}

#[inline]
pub(crate) fn one_venue_a_day(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let (model, session) = (state.model, &state.sessions[session]);
    let (day, venue) = (model.slots[session.slot].day, model.rooms[session.room].venue);
    model.people[model.wishes[wish].person].wishes.iter().all(|other| {
        *other == wish
            || state
                .session_of(*other)
                .is_none_or(|s| model.slots[s.slot].day != day || model.rooms[s.room].venue == venue)
    })
}
