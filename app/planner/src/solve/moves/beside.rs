//! One session more where everybody has a seat already: near some of them, for those to whom the change is worth it. Without
//! it sessions could only become fewer, and a search that begins hot ends with the fewest, and with long ways to them.

use super::super::construct::{company, some_trainer};
use super::super::dice::Dice;
use super::super::state::{Co, Place, State};
use super::some_seat;
use super::weigh::{self, SeatChange};
use crate::index::{ModuleIx, RoomIx, SessionIx, WishIx};
use crate::rules;

/// How many times as many people as there are seats are asked whether they would come, nearest first.
const ASKED: usize = 4;
/// In one of how many of the rooms nearest to somebody it is held.
const NEAREST: usize = 6;

/// Holds a session more; `most` is what it may cost and still be worth a look.
pub(super) fn found_beside(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    // While somebody has no seat, what sessions are left are theirs.
    if state.alive >= state.model.max_sessions || !state.unseated.is_empty() {
        return false;
    }
    let Some(place) = some_place(state, dice) else { return false };
    let before = state.rupees;
    let session = state.found(place);
    let (seats, who) = (state.sessions[session].seats, who_gains(state, place.module, place.room, session));
    let hoped: i64 = who.iter().take(seats).map(|(rupees, _)| rupees).sum();
    if state.rupees - before + hoped > most {
        return false;
    }
    for (_, wish) in who {
        if state.sessions[session].members.len() >= seats {
            break;
        }
        // Those who came before may have used up the cover of a post, or changed the mix of a session.
        let Some(change) = gain(state, wish, session) else { continue };
        if state.model.seats_stand_alone() {
            change.make(state);
        } else {
            let mark = state.mark();
            if !change.lead(state) {
                state.undo_to(mark);
            }
        }
    }
    true
}

/// A place near somebody, at any time.
fn some_place(state: &State<'_>, dice: &mut Dice) -> Option<Place> {
    let model = state.model;
    let (wish, _) = some_seat(state, dice)?;
    let module = model.wishes[wish].module;
    let rooms = &model.near[(module, model.people[model.wishes[wish].person].block)];
    let room = *dice.pick(rooms.get(..NEAREST).unwrap_or(rooms))?;
    let slot = *dice.pick(model.starts(module))?;
    if !rules::room::allows(state, module, room, slot) {
        return None;
    }
    let trainer = some_trainer(state, module, room, slot, dice)?;
    let co = company(state, module, room, slot, trainer, Co::none())?;
    Some(Place { module, room, slot, trainer, co, joins: None })
}

/// Who would cost less there, those who save most first.
fn who_gains(state: &State<'_>, module: ModuleIx, room: RoomIx, session: SessionIx) -> Vec<(i64, WishIx)> {
    let model = state.model;
    let nearest_first = model.around[room].iter().flat_map(|block| &model.of_block[(module, *block)]);
    let asked = nearest_first.take(ASKED * state.sessions[session].seats);
    let mut who: Vec<_> = asked.filter_map(|wish| Some((gain(state, *wish, session)?.rupees, *wish))).collect();
    who.sort_unstable();
    who
}

/// Somebody's change to a session, if it saves anything.
fn gain(state: &State<'_>, wish: WishIx, session: SessionIx) -> Option<SeatChange> {
    let here = state.seat_of(wish).filter(|here| *here != session && !state.seat_pinned(wish))?;
    weigh::relocation(state, wish, here, session).filter(|change| change.rupees < 0)
}
