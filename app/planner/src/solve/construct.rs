//! The first plan: module by module, those that others build on first; each session where and when it fills best.

use super::dice::Dice;
use super::state::{Co, Place, State};
use crate::index::{Ix, ModuleIx, RoomIx, Slot, TrainerIx, WishIx};
use crate::rules;

/// What a seat is worth against rupees while places are compared.
const SEAT_WORTH: i64 = 3000;
/// Places that are compared for each session of the first plan.
const LOOKS: usize = 12;
/// How many times as many people as there are seats are compared for a session, nearest first.
const FIT: usize = 3;

/// Fills a state from where it stands.
pub(crate) fn greedy(state: &mut State<'_>, dice: &mut Dice) {
    let model = state.model;
    let mut order: Vec<ModuleIx> = model.modules.ids().collect();
    order.sort_by_key(|m| (model.modules[*m].depth, model.modules[*m].trainers.len() * model.modules[*m].rooms.len()));
    let deepest = order.iter().map(|m| model.modules[*m].depth).max().unwrap_or(0);
    for &module in &order {
        fill(state, module);
        for _ in state.sittings[module]..wanted(state, module) {
            if state.alive < model.max_sessions && waits(state, module) {
                open_best(state, module, LOOKS, deepest, dice);
            }
        }
    }
    let mut stuck = 0;
    while state.alive < model.max_sessions && stuck < 2 * model.modules.len() && !state.unseated.is_empty() {
        let Some(module) = dice.pick(&state.unseated).map(|w| model.wishes[*w].module) else { break };
        stuck = if open_best(state, module, LOOKS, 0, dice) { 0 } else { stuck + 1 };
    }
    if !model.life.joinable.is_empty() {
        super::moves::links::open_rooms(state, dice);
    }
    state.keep();
}

/// Seats whoever fits into the sessions that are there.
fn fill(state: &mut State<'_>, module: ModuleIx) {
    let model = state.model;
    for &wish in &model.modules[module].wishes {
        if state.seat_of(wish).is_none() {
            super::moves::place(state, wish);
        }
    }
}

fn waits(state: &State<'_>, module: ModuleIx) -> bool {
    state.model.modules[module].wishes.iter().any(|w| state.seat_of(*w).is_none())
}

/// Sessions that the seats and the facilities' cover ask for.
fn wanted(state: &State<'_>, module: ModuleIx) -> usize {
    let record = &state.model.modules[module];
    let seats = record.rooms.iter().map(|r| state.model.seats(module, *r)).max().unwrap_or(0);
    if seats == 0 { 0 } else { record.wishes.len().div_ceil(seats).max(record.least_sessions) }
}

/// Opens a session of the module at the best of some places, with the people it suits; says whether there was one.
pub(super) fn open_best(
    state: &mut State<'_>,
    module: ModuleIx,
    looks: usize,
    deepest: usize,
    dice: &mut Dice,
) -> bool {
    let waiting: Vec<WishIx> =
        state.model.modules[module].wishes.iter().copied().filter(|w| state.seat_of(*w).is_none()).collect();
    let mut best: Option<(i64, Place)> = None;
    for _ in 0..looks {
        let Some(place) = some_place(state, &waiting, deepest, dice) else { continue };
        let (mark, before) = (state.mark(), state.rupees);
        let seated = open_at(state, place);
        let worth = i64::try_from(seated).unwrap_or(0) * SEAT_WORTH - (state.rupees - before);
        state.undo_to(mark);
        if seated > 0 && best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, place));
        }
    }
    best.is_some_and(|(_, place)| open_at(state, place) > 0)
}

/// Opens a session and seats, nearest first, who may sit there.
pub(super) fn open_at(state: &mut State<'_>, place: Place) -> usize {
    let model = state.model;
    let session = state.found(place);
    let enough = FIT * model.seats(place.module, place.room);
    let mut fits: Vec<(i64, WishIx)> = Vec::new();
    let nearest_first = model.around[place.room].iter().flat_map(|block| &model.of_block[(place.module, *block)]);
    for &wish in nearest_first {
        if state.seat_of(wish).is_none() && rules::seat(state, wish, session) {
            let person = &model.people[model.wishes[wish].person];
            let suits = i64::from(person.suits >> model.day(place.slot).weekday & 1 == 0);
            fits.push((model.way(model.wishes[wish].person, place.room) * 4 + suits * 40, wish));
            if fits.len() >= enough {
                break;
            }
        }
    }
    fits.sort_unstable();
    let mut seated = 0;
    for (_, wish) in fits {
        if rules::seat(state, wish, session) {
            state.seat(wish, session);
            seated += 1;
        }
    }
    seated
}

/// A random place where a session may be held that somebody who waits can reach. With chains of modules (`deepest` > 0) early modules go to
/// the earlier part of the calendar and late ones to the later part.
fn some_place(state: &State<'_>, waiting: &[WishIx], deepest: usize, dice: &mut Dice) -> Option<Place> {
    let model = state.model;
    let wish = &model.wishes[*dice.pick(waiting)?];
    let module = wish.module;
    let room = *dice.pick(&model.near[(module, model.people[wish.person].block)])?;
    let slot = some_slot(state, module, deepest, dice)?;
    if !rules::room::allows(state, module, room, slot) {
        return None;
    }
    let trainer = some_trainer(state, module, room, slot, dice)?;
    let co = company(state, module, room, slot, trainer, Co::none())?;
    Some(Place { module, room, slot, trainer, co, joins: None })
}

fn some_slot(state: &State<'_>, module: ModuleIx, deepest: usize, dice: &mut Dice) -> Option<Slot> {
    let model = state.model;
    let starts = model.starts(module);
    let n = starts.len();
    let depth = model.modules[module].depth;
    let built_on = model.modules.iter().any(|m| m.before.contains(&module));
    let (from, to) = match (deepest > 0, depth > 0, built_on) {
        (true, true, _) => (n * depth * 2 / (deepest * 2 + 3), n),
        (true, false, true) => (0, n.div_ceil(2)),
        _ => (0, n),
    };
    starts.get(from + dice.below(to - from)).copied()
}

/// Those who teach a module together with a trainer: of some the ones who can, then those for whom it is easiest. `None` if
/// they are not enough.
pub(super) fn company(
    state: &State<'_>,
    module: ModuleIx,
    room: RoomIx,
    slot: Slot,
    trainer: TrainerIx,
    keep: Co,
) -> Option<Co> {
    let model = state.model;
    let needed = model.modules[module].co_trainers;
    if needed == 0 {
        return Some(Co::none());
    }
    let able = model.teachers[(module, room)].iter().copied();
    let mut able: Vec<TrainerIx> =
        able.filter(|t| *t != trainer && rules::trainer::allows(state, *t, module, room, slot)).collect();
    able.sort_by_key(|t| {
        let way = model.km[(model.trainers[*t].home, model.rooms[room].block)];
        let load = i64::try_from(state.loads[*t].total).unwrap_or(0);
        (!keep.iter().any(|kept| kept == *t), way * 6 + load * 100, t.at())
    });
    (able.len() >= needed).then(|| Co::of(able.into_iter(), needed))
}

/// The trainer for whom one more session there is easiest, with a little chance in it.
pub(super) fn some_trainer(
    state: &State<'_>,
    module: ModuleIx,
    room: RoomIx,
    slot: Slot,
    dice: &mut Dice,
) -> Option<TrainerIx> {
    let model = state.model;
    let block = model.rooms[room].block;
    let can = model.teachers[(module, room)].iter().filter(|t| rules::trainer::allows(state, **t, module, room, slot));
    let ease = |trainer: &&TrainerIx| {
        let km = model.km[(model.trainers[**trainer].home, block)];
        let load = i64::try_from(state.loads[**trainer].total).unwrap_or(0);
        let chance = i64::try_from(dice.below(300)).unwrap_or(0);
        (km * 6 + load * 100 + chance, trainer.at())
    };
    can.min_by_key(ease).copied()
}
