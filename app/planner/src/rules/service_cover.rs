//! H14: of each cadre at each facility so many may be in training at once, and so many must be at work.
//! Leave is taken off when the model is built, so one number per post and slot decides.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::{Spot, State};

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    allows_beside(state, wish, session, 0)
}

/// The same, were so many of the post who are in training at that time at work.
#[inline]
pub(crate) fn allows_beside(state: &State<'_>, wish: WishIx, session: SessionIx, back: i16) -> bool {
    allows_at(state, wish, state.sessions[session].spot(), back)
}

#[inline]
pub(crate) fn allows_at(state: &State<'_>, wish: WishIx, Spot { slot, .. }: Spot, back: i16) -> bool {
    let model = state.model;
    let at = (model.people[model.wishes[wish].person].post, slot);
    state.absent[at] - back < model.cover[at]
}
