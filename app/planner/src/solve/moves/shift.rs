//! What a room holds on a day goes to another day or room together, or changes its order: its people share the day's way,
//! so that one by one no session would leave.

use super::super::construct::{company, some_trainer};
use super::super::cost;
use super::super::dice::Dice;
use super::super::state::{Place, Spot, State};
use super::{place_all, some_session};
use crate::index::{Day, Ix, PersonIx, SessionIx, Slot, WishIx};
use crate::model::Model;
use crate::rules::{self, person_away, service_cover, travel};

/// Of how many moves in which somebody can not follow one is made all the same: who can not finds another seat.
const LEAD_ANYWAY: usize = 8;
/// In one of how many moves the sessions of the day change their order.
const TURN_ONCE_IN: usize = 4;

/// A session and where it goes.
type Shifted = (SessionIx, Spot);

/// Moves what a room holds on a day; `most` is what it may cost its people and still be worth a look.
pub(super) fn shift_day(state: &mut State<'_>, dice: &mut Dice, most: i64) -> bool {
    let Some(session) = some_session(state, dice) else { return false };
    let held = of_day(state, session);
    if held.len() < 2 || !held.iter().all(|other| may_go(state, *other)) {
        return false;
    }
    let Some(shifted) = somewhere_else(state, session, &held, dice) else { return false };
    // Most places are hopeless, and asking everybody is far quicker than leading them there and back.
    if following(state, &shifted, most).is_none() && dice.below(LEAD_ANYWAY) > 0 {
        return false;
    }
    lead(state, &shifted, dice)
}

/// Whether a session stands for itself: it is not pinned, and neither joins another one nor is joined.
fn may_go(state: &State<'_>, session: SessionIx) -> bool {
    let record = &state.sessions[session];
    !record.pinned && !record.people_pinned && record.joins.is_none() && state.joined(session).is_empty()
}

/// What the room of a session holds on its day.
fn of_day(state: &State<'_>, session: SessionIx) -> Vec<SessionIx> {
    let model = state.model;
    let room = state.sessions[session].room;
    let day = |session: SessionIx| model.slots[state.sessions[session].slot].day;
    let held = model.modules.ids().flat_map(|module| &state.held_in[(module, room)]).copied();
    held.filter(|other| day(*other) == day(session)).collect()
}

/// Where they could go, if that is free: another day, another room that one of the people can reach, or both; in their order
/// or turned round.
fn somewhere_else(state: &State<'_>, session: SessionIx, held: &[SessionIx], dice: &mut Dice) -> Option<Vec<Shifted>> {
    let model = state.model;
    let here = (state.sessions[session].room, model.slots[state.sessions[session].slot].day);
    let (mut room, mut day) = here;
    let kind = dice.below(3);
    if kind != 0 {
        day = model.slots[*dice.pick(&model.working)?].day;
    }
    if kind != 1 {
        let wish = &model.wishes[*dice.pick(&state.sessions[session].members)?];
        room = *dice.pick(&model.near[(wish.module, model.people[wish.person].block)])?;
    }
    let turned = dice.below(TURN_ONCE_IN) == 0;
    if (room, day) == here && !turned {
        return None;
    }
    let there = |s: &SessionIx| (*s, Spot { slot: on(model, state.sessions[*s].slot, day, turned), room });
    let shifted: Vec<Shifted> = held.iter().map(there).collect();
    // On its own day the room is taken by nobody but those who go.
    let free = (room, day) == here || shifted.iter().all(|(s, to)| may_be_held(state, *s, *to));
    free.then_some(shifted)
}

/// The half-day of another day, counted from its beginning or, turned round, from its end.
fn on(model: &Model, slot: Slot, day: Day, turned: bool) -> Slot {
    let per_day = model.half_days_a_day();
    let half = slot.at() % per_day;
    Slot::new(day.at() * per_day + if turned { per_day - 1 - half } else { half })
}

fn may_be_held(state: &State<'_>, session: SessionIx, Spot { slot, room }: Spot) -> bool {
    let module = state.sessions[session].module;
    state.model.modules[module].rooms.contains(&room) && rules::room::allows(state, module, room, slot)
}

/// What the people of all of them would cost more there; `None` if one of them could not follow, or if it comes to more
/// than `most`. What the sessions themselves cost is not in it, nor that colleagues of one post count twice.
fn following(state: &State<'_>, shifted: &[Shifted], most: i64) -> Option<i64> {
    let model = state.model;
    let then = |wish: WishIx| {
        let session = state.seat_of(wish)?;
        let there = shifted.iter().find(|(s, _)| *s == session).map(|(_, to)| *to);
        Some(there.unwrap_or_else(|| state.sessions[session].spot()))
    };
    let mut rupees = 0;
    let mut counted: Vec<PersonIx> = Vec::new();
    for (session, to) in shifted {
        let from = state.sessions[*session].spot();
        for &wish in &state.sessions[*session].members {
            if !service_cover::allows_at(state, wish, *to, Some(from)) || !may_be(state, wish, *to, then) {
                return None;
            }
            let person = model.wishes[wish].person;
            if !counted.contains(&person) {
                counted.push(person);
                rupees += cost::person_with(state, person, then);
            }
            if rupees > most {
                return None;
            }
        }
    }
    Some(rupees)
}

/// The rules of a seat that look at one person only, were the person's other seats where `then` says.
fn may_be(state: &State<'_>, wish: WishIx, there: Spot, then: impl Fn(WishIx) -> Option<Spot>) -> bool {
    let model = state.model;
    let record = &model.wishes[wish];
    let (mine, venue) = ((record.module, there.slot), model.rooms[there.room].venue);
    let beside = |other: WishIx| {
        let Some(spot) = then(other).filter(|_| other != wish) else { return true };
        let theirs = (model.wishes[other].module, spot.slot);
        !model.meet(mine, theirs)
            && (!model.share_day(mine, theirs) || model.rooms[spot.room].venue == venue)
            && (model.last(theirs.0, theirs.1) < there.slot || !record.before.contains(&other))
            && (spot.slot > model.last(mine.0, mine.1) || !record.after.contains(&other))
    };
    person_away::allows_at(state, wish, there)
        && travel::in_reach_at(state, wish, there)
        && model.people[record.person].wishes.iter().all(|other| beside(*other))
}

/// Takes them down, puts them up there, and seats their people again as far as they can follow.
fn lead(state: &mut State<'_>, shifted: &[Shifted], dice: &mut Dice) -> bool {
    let were: Vec<Place> = shifted.iter().map(|(session, _)| state.sessions[*session].place()).collect();
    let members = |(session, _): &Shifted| {
        let session = *session;
        state.sessions[session].members.iter().map(move |wish| (*wish, session))
    };
    let mut people: Vec<(WishIx, SessionIx)> = shifted.iter().flat_map(members).collect();
    people.iter().for_each(|(wish, _)| state.unseat(*wish));
    shifted.iter().for_each(|(session, _)| state.dissolve(*session));
    for ((session, Spot { slot, room }), was) in shifted.iter().zip(were) {
        let (module, slot, room) = (was.module, *slot, *room);
        if !rules::room::allows(state, module, room, slot) {
            return false;
        }
        let keeps = rules::trainer::allows(state, was.trainer, module, room, slot);
        let trainer = if keeps { Some(was.trainer) } else { some_trainer(state, module, room, slot, dice) };
        let Some(trainer) = trainer else { return false };
        let Some(co) = company(state, module, room, slot, trainer, was.co) else { return false };
        state.found_again(*session, Place { room, slot, trainer, co, ..was });
    }
    // What others build on is seated first.
    people.sort_by_key(|(wish, _)| state.model.modules[state.model.wishes[*wish].module].depth);
    let mut loose = Vec::new();
    for (wish, session) in people {
        if rules::seat(state, wish, session) {
            state.seat(wish, session);
        } else {
            loose.push(wish);
        }
    }
    place_all(state, &mut loose)
}
