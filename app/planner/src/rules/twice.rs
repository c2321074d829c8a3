//! H10: nobody sits in two sessions at one time.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let (model, slot) = (state.model, state.sessions[session].slot);
    model.people[model.wishes[wish].person]
        .wishes
        .iter()
        .all(|other| *other == wish || state.session_of(*other).is_none_or(|s| s.slot != slot))
}
