//! H19: nobody is called on the day on whose evening their night duty begins, nor on the morning after. The model marks them
//! as not there; here it is told apart from leave.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::State;

pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let person = state.model.wishes[wish].person;
    state.half_days(session).all(|slot| !state.model.rests(person, slot))
}
