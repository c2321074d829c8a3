//! H02: seats = the smaller of room and module. The people of a pinned session are pinned too, if it names them.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;

#[inline]
pub(crate) fn allows(state: &State<'_>, _: WishIx, session: SessionIx) -> bool {
    let session = &state.sessions[session];
    session.members.len() < session.seats && !session.people_pinned
}
