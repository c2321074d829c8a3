//! H15 for trainees: the venue is in reach of the facility, and all of a day's sessions are at one venue.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::{Spot, State};

#[inline]
pub(crate) fn in_reach(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    in_reach_at(state, wish, state.sessions[session].spot())
}

#[inline]
pub(crate) fn in_reach_at(state: &State<'_>, wish: WishIx, Spot { room, .. }: Spot) -> bool {
    state.model.way(state.model.wishes[wish].person, room) <= state.model.trainee_max_km
}

#[inline]
pub(crate) fn one_venue_a_day(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    one_venue_a_day_at(state, wish, state.sessions[session].spot())
}

#[inline]
pub(crate) fn one_venue_a_day_at(state: &State<'_>, wish: WishIx, Spot { slot, room }: Spot) -> bool {
    let model = state.model;
    let (record, venue) = (&model.wishes[wish], model.rooms[room].venue);
    model.people[record.person].wishes.iter().all(|other| {
        *other == wish
            || state.session_of(*other).is_none_or(|s| {
                !model.share_day((s.module, s.slot), (record.module, slot)) || model.rooms[s.room].venue == venue
            })
    })
}
