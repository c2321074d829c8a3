//! A session to another trainer.

use super::super::dice::Dice;
use super::super::state::State;
use super::some_session;
use crate::rules;

pub(super) fn retrain(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let place = state.sessions[session].place();
    let Some(&trainer) = dice.pick(&state.model.teachers[(place.module, place.room)]) else { return false };
    if trainer == place.trainer || !rules::trainer::allows(state, trainer, place.room, place.slot) {
        return false;
    }
    state.retrain(session, trainer);
    true
}
