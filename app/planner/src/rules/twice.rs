//! H10: nobody sits in two sessions at one time.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::{Spot, State};

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    allows_at(state, wish, state.sessions[session].spot())
}

#[inline]
pub(crate) fn allows_at(state: &State<'_>, wish: WishIx, Spot { slot, .. }: Spot) -> bool {
    let model = state.model;
    let record = &model.wishes[wish];
    model.people[record.person].wishes.iter().all(|other| {
        *other == wish
            || state.session_of(*other).is_none_or(|s| !model.meet((s.module, s.slot), (record.module, slot)))
    })
}
