//! H11: nobody is called from leave.

use crate::index::{Ix, SessionIx, WishIx};
use crate::solve::state::{Spot, State};

/// Whether the person is there at all: neither on leave nor, where an instance speaks of it, off for a holiday or a night.
#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    allows_at(state, wish, state.sessions[session].spot())
}

#[inline]
pub(crate) fn allows_at(state: &State<'_>, wish: WishIx, Spot { slot, .. }: Spot) -> bool {
    let record = &state.model.wishes[wish];
    let away = &state.model.people[record.person].away;
    state.model.span(record.module, slot).all(|slot| !away.has(slot.at()))
}

/// Whether the person is not on leave.
pub(crate) fn not_on_leave(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let person = state.model.wishes[wish].person;
    state.half_days(session).all(|slot| !state.model.on_leave(person, slot))
}
