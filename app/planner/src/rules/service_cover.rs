//! H14: of each cadre at each facility so many may be in training at once, and so many must be at work.
//! Leave is taken off when the model is built, so one number per post and slot decides.

use crate::index::{SessionIx, WishIx};
use crate::solve::state::{Spot, State};

#[inline]
pub(crate) fn allows(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    allows_at(state, wish, state.sessions[session].spot(), None)
}

/// Whether the person may be away for a session of the module there; `here` is the seat in it that they would give up.
#[inline]
pub(crate) fn allows_at(state: &State<'_>, wish: WishIx, there: Spot, here: Option<Spot>) -> bool {
    let model = state.model;
    let (module, post) = (model.wishes[wish].module, model.people[model.wishes[wish].person].post);
    model.span(module, there.slot).all(|slot| {
        let back = here.is_some_and(|here| model.takes(module, here.slot, slot));
        state.absent[(post, slot)] - i16::from(back) < model.cover[(post, slot)]
    })
}

/// The same where the person sits elsewhere for a part of that time: then nobody more is missing.
pub(crate) fn allows_more(state: &State<'_>, wish: WishIx, session: SessionIx) -> bool {
    let model = state.model;
    let person = &model.people[model.wishes[wish].person];
    let elsewhere = |slot| {
        let mut seats = person.wishes.iter().filter_map(|other| state.session_of(*other));
        seats.any(|s| model.takes(s.module, s.slot, slot))
    };
    let full = |slot| state.absent[(person.post, slot)] >= model.cover[(person.post, slot)];
    state.half_days(session).all(|slot| !full(slot) || elsewhere(slot))
}
