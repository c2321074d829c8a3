//! Rooms that join a session by a link: one is opened for people near it, a session of its own becomes one and back, and all of
//! them go to another time. The other moves leave such sessions where they are, or take them down together.

use super::super::construct::{company, open_at, some_trainer};
use super::super::dice::Dice;
use super::super::state::{Co, Place, Spot, State};
use super::reschedule::{LEAD_ANYWAY, nearby};
use super::{place_all, some_session, weigh};
use crate::index::{Ix, ModuleIx, RoomIx, SessionIx, WishIx};
use crate::rules;

/// How many times as many people as there are seats are asked whether another room suits them better.
const ASKED: usize = 3;
/// Of so many rooms that are opened for somebody one is opened for whoever has a seat already.
const FOR_OTHERS: usize = 4;
/// Rooms that are tried in vain one after the other, for each module, before the first plan goes without.
const TRIES: usize = 16;

/// One of the moves; `most` is what it may cost people who are led elsewhere and still be worth a look.
pub(super) fn link(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    match dice.below(8) {
        0..3 => {
            let waiting = !state.unseated.is_empty() && dice.below(FOR_OTHERS) > 0;
            open_room(state, waiting, dice)
        }
        3..5 => attach(state, dice, most),
        5 => detach(state, dice),
        _ => shift(state, dice),
    }
}

/// Lets rooms join the sessions of the first plan, as long as that seats somebody.
pub(crate) fn open_rooms(state: &mut State<'_>, dice: &mut Dice) {
    let (mut vain, most) = (0, TRIES * state.model.life.joinable.len());
    while vain < most && !state.unseated.is_empty() {
        let mark = state.mark();
        if open_room(state, true, dice) {
            vain = 0;
        } else {
            state.undo_to(mark);
            vain += 1;
        }
    }
}

/// Opens a room near somebody that joins a session of their module, for those without a seat and those who have a longer way.
fn open_room(state: &mut State<'_>, waiting: bool, dice: &mut Dice) -> bool {
    let model = state.model;
    if model.wishes.len() == 0 {
        return false;
    }
    let some = |dice: &mut Dice| WishIx::new(dice.below(model.wishes.len()));
    let wish = if waiting { dice.pick(&state.unseated).copied() } else { Some(some(dice)) };
    let Some(wish) = wish.map(|w| &model.wishes[w]) else { return false };
    let Some(room) = some_room(state, wish.module, wish.person, dice) else { return false };
    let Some(hub) = some_hub(state, wish.module, None, dice) else { return false };
    let Some(place) = beside(state, hub, room) else { return false };
    open_at(state, place);
    let Some(&session) = state.held_in[(place.module, room)].last() else { return false };
    draw(state, session);
    !state.sessions[session].members.is_empty()
}

/// A room near somebody that can join a session of a module.
fn some_room(state: &State<'_>, module: ModuleIx, person: crate::index::PersonIx, dice: &mut Dice) -> Option<RoomIx> {
    let model = state.model;
    if model.rooms_to_join(module) == 0 {
        return None;
    }
    let near = &model.near[(module, model.people[person].block)];
    let rooms: Vec<RoomIx> = near.iter().copied().filter(|room| model.rooms[*room].link).collect();
    dice.pick(&rooms).copied()
}

/// A session of a module that one more room may join, but not a certain one.
fn some_hub(state: &State<'_>, module: ModuleIx, but: Option<SessionIx>, dice: &mut Dice) -> Option<SessionIx> {
    let rooms = state.model.link_rooms(module).iter();
    let held = rooms.flat_map(|room| &state.held_in[(module, *room)]).copied();
    let links = state.model.modules[module].links;
    let free = |s: &SessionIx| state.sessions[*s].joins.is_none() && state.joined(*s).len() < links;
    let hubs: Vec<SessionIx> = held.filter(|s| Some(*s) != but && free(s)).collect();
    dice.pick(&hubs).copied()
}

/// The place of a room that joins a session; `None` if it may not, or is not free then.
pub(crate) fn beside(state: &State<'_>, hub: SessionIx, room: RoomIx) -> Option<Place> {
    let at = state.sessions.find(hub)?.place();
    let equipped = state.model.link_rooms(at.module).contains(&room);
    let may = equipped && rules::link::allows(state, hub, room) && rules::room::allows(state, at.module, room, at.slot);
    may.then(|| Place { room, co: Co::none(), joins: Some(hub), ..at })
}

/// Seats those whom the session suits better than where they sit.
fn draw(state: &mut State<'_>, session: SessionIx) {
    let model = state.model;
    let Place { module, room, .. } = state.sessions[session].place();
    let near = model.around[room].iter().flat_map(|block| &model.of_block[(module, *block)]).copied();
    let asked: Vec<WishIx> = near.take(ASKED * state.sessions[session].seats).collect();
    for wish in asked {
        let Some(from) = state.session_of(wish) else { continue };
        let person = model.wishes[wish].person;
        if model.way(person, room) >= model.way(person, from.room) || state.seat_pinned(wish) {
            continue;
        }
        let (mark, before) = (state.mark(), state.rupees);
        state.unseat(wish);
        if rules::seat(state, wish, session) {
            state.seat(wish, session);
        }
        if state.seat_of(wish) != Some(session) || state.rupees >= before {
            state.undo_to(mark);
        }
    }
}

/// A session of its own, or one that joins another, joins one of its module, in its room or another one near its people.
fn attach(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let record = &state.sessions[session];
    let (module, mut room) = (record.module, record.room);
    if state.model.rooms_to_join(module) == 0 || record.people_pinned || !state.joined(session).is_empty() {
        return false;
    }
    let hub = if dice.below(2) == 0 { record.joins } else { some_hub(state, module, Some(session), dice) };
    let Some(hub) = hub else { return false };
    if !state.model.rooms[room].link || dice.below(2) == 0 {
        let somebody = dice.pick(&record.members).map(|wish| state.model.wishes[*wish].person);
        let Some(near) = somebody.and_then(|person| some_room(state, module, person, dice)) else { return false };
        room = near;
    }
    let there = Spot { slot: state.sessions[hub].slot, room };
    if (record.joins, record.spot()) == (Some(hub), there) {
        return false;
    }
    if weigh::following(state, &record.members, there, most).is_none() && dice.below(LEAD_ANYWAY) > 0 {
        return false;
    }
    lead(state, &[session], |state| {
        let place = beside(state, hub, room);
        place.into_iter().for_each(|place| state.found_again(session, place));
        place.is_some()
    })
}

/// A session that joins another one gets a trainer of its own.
fn detach(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let before = state.sessions[session].place();
    if before.joins.is_none() || state.alive >= state.model.max_sessions {
        return false;
    }
    let Place { module, room, slot, .. } = before;
    let Some(trainer) = some_trainer(state, module, room, slot, dice) else { return false };
    let Some(co) = company(state, module, room, slot, trainer, Co::none()) else { return false };
    lead(state, &[session], |state| {
        state.found_again(session, Place { module, room, slot, trainer, co, joins: None });
        true
    })
}

/// A session and the rooms that join it to another time.
fn shift(state: &mut State<'_>, dice: &mut Dice) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let before = state.sessions[session].place();
    let slot = nearby(state, before, dice);
    if state.joined(session).is_empty() || slot == before.slot {
        return false;
    }
    let all: Vec<SessionIx> = std::iter::once(session).chain(state.joined(session).iter().copied()).collect();
    let rooms: Vec<RoomIx> = all.iter().map(|s| state.sessions[*s].room).collect();
    if all.iter().any(|s| state.sessions[*s].people_pinned) {
        return false;
    }
    lead(state, &all, |state| {
        let Place { module, room, .. } = before;
        if !rules::room::allows(state, module, room, slot) {
            return false;
        }
        let keeps = rules::trainer::allows(state, before.trainer, module, room, slot);
        let trainer = if keeps { Some(before.trainer) } else { some_trainer(state, module, room, slot, dice) };
        let Some(trainer) = trainer else { return false };
        let Some(co) = company(state, module, room, slot, trainer, before.co) else { return false };
        state.found_again(session, Place { slot, trainer, co, ..before });
        all.iter().zip(&rooms).skip(1).all(|(number, room)| {
            let place = beside(state, session, *room);
            place.into_iter().for_each(|place| state.found_again(*number, place));
            place.is_some()
        })
    })
}

/// Takes sessions down, puts them up elsewhere with their people, and seats those who can not follow where else they can.
fn lead(state: &mut State<'_>, sessions: &[SessionIx], put_up: impl FnOnce(&mut State<'_>) -> bool) -> bool {
    let people: Vec<(SessionIx, Vec<WishIx>)> =
        sessions.iter().map(|s| (*s, state.sessions[*s].members.clone())).collect();
    people.iter().flat_map(|(_, wishes)| wishes).for_each(|wish| state.unseat(*wish));
    // The rooms that join a session go before it.
    sessions.iter().rev().for_each(|session| state.dissolve(*session));
    if !put_up(state) {
        return false;
    }
    let mut loose = Vec::new();
    for (session, wishes) in people {
        for wish in wishes {
            if rules::seat(state, wish, session) {
                state.seat(wish, session);
            } else {
                loose.push(wish);
            }
        }
    }
    place_all(state, &mut loose)
}
