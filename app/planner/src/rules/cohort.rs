//! H23: the people of a cohort who must stay together sit in as few sessions of a module as its largest room allows.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let model = state.model;
    model.group(wish).is_none_or(|group| {
        let (record, spread) = (&model.life.groups[group], &state.together[group]);
        !record.hard || spread.kinds() < record.sessions || spread.has(State::kind(session))
    })
}
