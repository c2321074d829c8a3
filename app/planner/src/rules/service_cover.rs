//! H14: of each cadre at each facility so many may be in training at once, and so many must be at work.
//! Leave is taken off when the model is built, so one number per post and slot decides.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let model = state.model;
    let at = (model.people[model.wishes[wish].person].post, state.sessions[session].slot);
    state.absent[at] < model.cover[at]
}
