//! H11: nobody is called from leave.

use crate::index::{Ix, SessionIx, WishIx};
use crate::solve::state::{Spot, State};

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    allows_at(state, wish, state.sessions[session].spot())
}

#[inline]
pub(crate) fn allows_at(state: &State<'_>, wish: WishIx, Spot { slot, .. }: Spot) -> bool {
    let model = state.model;
    !model.people[model.wishes[wish].person].away.has(slot.at())
}
