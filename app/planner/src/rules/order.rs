//! H12: what a module builds on is over before the module begins, if the person's role requires it.

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
    record.before.iter().all(|before| state.session_of(*before).is_some_and(|s| model.last(s.module, s.slot) < slot))
        && record
            .after
            .iter()
            .all(|after| state.session_of(*after).is_none_or(|s| s.slot > model.last(record.module, slot)))
}
