//! A session to another trainer, or to another one who teaches together with the trainer.

use super::super::dice::Dice;
use super::super::state::{Co, State};
use super::some_session;
use crate::rules;

pub(super) fn retrain(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let place = state.sessions[session].place();
    if place.joins.is_some() {
        return false;
    }
    let Some(&trainer) = dice.pick(&state.model.teachers[(place.module, place.room)]) else { return false };
    if place.staff().any(|t| t == trainer)
        || !rules::trainer::allows(state, trainer, place.module, place.room, place.slot)
    {
        return false;
    }
    let company = place.co.iter().count();
    match if company == 0 { 0 } else { dice.below(1 + company) } {
        0 => state.retrain(session, trainer, place.co),
        other => {
            let rest = place.co.iter().enumerate().filter(|(at, _)| at + 1 != other).map(|(_, t)| t);
            state.retrain(session, place.trainer, Co::of(rest.chain([trainer]), company));
        }
    }
    true
}
