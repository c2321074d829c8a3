//! H11: nobody is called from leave.

use crate::index::{Ix, SessionIx, WishIx};
use crate::solve::state::State;

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let model = state.model;
    !model.people[model.wishes[wish].person].away.has(state.sessions[session].slot.at())
}
