//! Between documents and states: the start of a search from pins and the previous plan, and the plan of a state.

use super::Problem;
use super::construct::company;
use super::kept::Kept;
use super::mend::{dismiss, mend};
use super::state::{Co, Place, Session, State};
use crate::checker::check;
use crate::format::{CO_TRAINERS, JOINS, Locked, Plan, PlannedSession};
use crate::index::{IndexVec, Ix, ModuleIx, SessionIx, TrainerIx, WishIx};
use crate::model::Model;
use crate::rule::Rule;
use crate::rules;
use std::collections::{HashMap, HashSet};

/// Where a session of a document is held, in numbers; `None` if it names what is not there.
fn place(model: &Model, module: &str, room: &str, slot: i64, trainer: &str) -> Option<Place> {
    Some(Place {
        module: *model.names.modules.get(module)?,
        room: *model.names.rooms.get(room)?,
        slot: model.slot(slot)?,
        trainer: *model.names.trainers.get(trainer)?,
        co: Co::none(),
        joins: None,
    })
}

/// The place with those whom the session lists besides the trainer, as far as they count.
fn with_company(model: &Model, at: Place, session: &PlannedSession) -> Place {
    let listed = session.co_trainers().filter_map(|id| model.names.trainers.get(id).copied());
    Place { co: Co::of(listed.filter(|t| *t != at.trainer), model.modules[at.module].co_trainers), ..at }
}

/// The place of a session that joins the one of a number by a link. One that joins what is not there has the number of nothing.
fn beside_of(at: Place, hub: Option<SessionIx>) -> Place {
    Place { co: Co::none(), joins: Some(hub.unwrap_or(SessionIx::new(usize::MAX))), ..at }
}

/// Whether a session joins one that is held, as the rules ask.
fn goes_with(state: &State<'_>, at: Place, hub: SessionIx) -> bool {
    let record = state.sessions.find(hub).map(Session::place);
    record.is_some_and(|hub| (hub.module, hub.slot, hub.trainer) == (at.module, at.slot, at.trainer))
        && rules::link::allows(state, hub, at.room)
}

/// Whether everybody who teaches there is qualified and may do so, and they are enough.
fn taught(state: &State<'_>, at: Place) -> bool {
    if let Some(hub) = at.joins {
        return goes_with(state, at, hub);
    }
    let module = &state.model.modules[at.module];
    let may =
        |t: TrainerIx| module.trainers.contains(&t) && rules::trainer::allows(state, t, at.module, at.room, at.slot);
    at.co.iter().count() == module.co_trainers && at.staff().all(may)
}

/// A session of the previous plan that can not be held as it was, and its people.
struct Torn {
    session: SessionIx,
    was: Place,
    people: Vec<WishIx>,
}

/// Pinned sessions as they are, then of the previous plan what keeps the rules.
pub(crate) fn start<'m>(problem: &'m Problem, previous: Option<&Plan>) -> State<'m> {
    begin(problem, previous).0
}

/// The same for a search: what can not stay as it was is put up again near there.
pub(super) fn mended<'m>(problem: &'m Problem, previous: Option<&Plan>) -> State<'m> {
    let (mut state, torn) = begin(problem, previous);
    for Torn { session, was, people } in torn {
        mend(&mut state, session, was, &people);
    }
    dismiss(&mut state);
    state.keep();
    state
}

fn begin<'m>(problem: &'m Problem, previous: Option<&Plan>) -> (State<'m>, Vec<Torn>) {
    let model = &problem.model;
    let mut state = State::new(model);
    let mut pinned = HashMap::new();
    for (pin, hub) in &pins(&problem.instance.locked, previous) {
        let Some(place) = place(model, &pin.module, &pin.room, pin.slot, &pin.trainer) else { continue };
        let place = match hub {
            Some(hub) => {
                let known = pinned.get(hub.as_str()).copied();
                beside_of(place, Some(known.unwrap_or_else(|| name(&mut state, place, hub))))
            }
            None => {
                // A pin names one trainer; those who taught together with them go on, and who is wanting is found.
                let was = previous.and_then(|plan| plan.sessions.iter().find(|was| was.id == pin.id));
                let keep = was.map_or(Co::none(), |was| with_company(model, place, was).co);
                let co = company(&state, place.module, place.room, place.slot, place.trainer, keep);
                Place { co: co.unwrap_or(Co::none()), ..place }
            }
        };
        let session = name(&mut state, place, &pin.id);
        state.found_again(session, place);
        state.sessions[session].pinned = true;
        state.sessions[session].people_pinned = pin.trainees.is_some();
        seat_by_name(&mut state, session, place.module, pin.trainees.as_deref().unwrap_or_default(), true);
        seat_by_name(&mut state, session, place.module, &pin.keep, true);
        let kept = wishes(model, place.module, &pin.keep).filter(|w| state.seat_of(*w) == Some(session)).collect();
        state.sessions[session].kept = kept;
        pinned.insert(pin.id.clone(), session);
    }
    let torn = previous.map(|previous| take_over(&mut state, previous, &pinned)).unwrap_or_default();
    state.keep();
    (state, torn)
}

/// The pinned sessions, each with the one that it joins by a link. A room stays joined as it was in the previous plan, and the
/// session that a pinned room joins stays, too. What is joined comes before what joins it.
fn pins(locked: &[Locked], previous: Option<&Plan>) -> Vec<(Locked, Option<String>)> {
    let earlier: HashMap<&str, &PlannedSession> =
        previous.iter().flat_map(|plan| &plan.sessions).map(|s| (s.id.as_str(), s)).collect();
    let stands = |pin: &&Locked| {
        let was = earlier.get(pin.id.as_str())?;
        let same = (&was.module, &was.room, was.slot, &was.trainer) == (&pin.module, &pin.room, pin.slot, &pin.trainer);
        was.joins().filter(|_| same).map(str::to_owned)
    };
    let mut pins: Vec<(Locked, Option<String>)> =
        locked.iter().map(|pin| (pin.clone(), pin.joins.clone().or_else(|| stands(&pin)))).collect();
    let hubs: Vec<String> = pins.iter().filter_map(|(_, hub)| hub.clone()).collect();
    for hub in hubs {
        let was = earlier.get(hub.as_str()).filter(|was| was.joins().is_none());
        let Some(was) = was.filter(|_| pins.iter().all(|(pin, _)| pin.id != hub)) else { continue };
        let place = Locked {
            id: hub,
            module: was.module.clone(),
            room: was.room.clone(),
            slot: was.slot,
            trainer: was.trainer.clone(),
            trainees: None,
            keep: Vec::new(),
            joins: None,
        };
        pins.push((place, None));
    }
    pins.sort_by_key(|(_, hub)| hub.is_some());
    pins
}

fn name(state: &mut State<'_>, place: Place, id: &str) -> SessionIx {
    let session = state.add_unused(place);
    state.sessions[session].id = Some(id.to_owned());
    session
}

fn take_over(state: &mut State<'_>, previous: &Plan, pinned: &HashMap<String, SessionIx>) -> Vec<Torn> {
    let mut torn = Vec::new();
    let model = state.model;
    // Prerequisites sit in earlier slots, so they are seated first; what is joined comes before what joins it.
    let mut sessions: Vec<&PlannedSession> = previous.sessions.iter().collect();
    sessions.sort_by_key(|s| (s.slot, s.joins().is_some()));
    let mut seen = HashSet::new();
    let mut numbers: HashMap<&str, SessionIx> = HashMap::new();
    for old in sessions {
        let was = place(model, &old.module, &old.room, old.slot, &old.trainer).map(|at| match old.joins() {
            Some(hub) => beside_of(at, numbers.get(hub).copied()),
            None => with_company(model, at, old),
        });
        remember_seats(state, old);
        if !seen.insert(old.id.as_str()) {
            continue;
        }
        let Some(was) = was else {
            state.rupees += model.weights.changed_session;
            continue;
        };
        let number = pinned.get(old.id.as_str()).copied().unwrap_or_else(|| name(state, was, &old.id));
        numbers.insert(old.id.as_str(), number);
        state.sessions[number].was = Some(Box::new(was));
        let fits = model.modules[was.module].rooms.contains(&was.room)
            && rules::room::allows(state, was.module, was.room, was.slot)
            && taught(state, was)
            && (was.joins.is_some() || state.alive < model.max_sessions);
        if !state.sessions[number].pinned {
            if !fits {
                state.keep_for_later(number);
                let people = wishes(model, was.module, &old.trainees).collect();
                torn.push(Torn { session: number, was, people });
                continue;
            }
            state.found_again(number, was);
        }
        if !state.sessions[number].people_pinned {
            seat_by_name(state, number, was.module, &old.trainees, false);
        }
    }
    state.reprice();
    torn
}

fn remember_seats(state: &mut State<'_>, old: &PlannedSession) {
    let model = state.model;
    let (slot, room) = (model.slot(old.slot), model.names.rooms.get(&old.room).copied());
    let module = model.names.modules.get(&old.module).copied();
    for id in &old.trainees {
        let wish = model.names.people.get(id).zip(module).and_then(|(p, m)| model.wish(*p, m));
        if let (Some(wish), Some(slot), Some(room)) = (wish, slot, room) {
            state.seat_was[wish] = Some((slot, room));
        } else {
            // A seat that can not come back has moved whatever the search does.
            state.rupees += model.weights.moved_seat;
        }
    }
}

fn seat_by_name(state: &mut State<'_>, session: SessionIx, module: ModuleIx, people: &[String], forced: bool) {
    for wish in wishes(state.model, module, people) {
        if state.seat_of(wish).is_none() && (forced || rules::seat(state, wish, session)) {
            state.seat(wish, session);
        }
    }
}

/// The wishes of people for a module; those who do not need it (any more) are left out.
fn wishes<'a>(model: &'a Model, module: ModuleIx, people: &'a [String]) -> impl Iterator<Item = WishIx> + use<'a> {
    people.iter().filter_map(move |id| model.names.people.get(id).and_then(|p| model.wish(*p, module)))
}

/// How often the pinned sessions alone break rules: no search can do better.
pub(super) fn pinned_hard(problem: &Problem) -> i64 {
    if problem.instance.locked.is_empty() {
        return 0;
    }
    let state = start(problem, None);
    let plan = plan(&state, &Kept::of(&state), None);
    // A pinned session may still be filled.
    let found = check(&problem.instance, &plan, None).by_rule();
    found.into_iter().filter(|(rule, _)| *rule != Rule::H22).map(|(_, count)| count).sum()
}

/// The document of a plan that was laid aside in the search whose state this is. Sessions without an id get the next free
/// number, in the order of the calendar.
pub(crate) fn plan(state: &State<'_>, kept: &Kept, previous: Option<&Plan>) -> Plan {
    let model = state.model;
    let mut members: IndexVec<SessionIx, Vec<String>> = IndexVec::filled(Vec::new(), kept.places.len());
    for (wish, seat) in kept.seats.pairs() {
        if let Some(session) = seat {
            members[*session].push(model.people[model.wishes[wish].person].id.clone());
        }
    }
    let mut held: Vec<(Place, SessionIx)> = kept.places.pairs().filter_map(|(s, at)| at.map(|at| (at, s))).collect();
    held.sort_by_key(|(at, _)| (at.slot, at.room));
    let extras: HashMap<&str, _> =
        previous.iter().flat_map(|p| &p.sessions).map(|s| (s.id.as_str(), &s.extra)).collect();
    let mut taken: HashSet<String> = state.sessions.iter().filter_map(|s| s.id.clone()).collect();
    taken.extend(extras.keys().map(|id| (*id).to_owned()));
    let mut fresh = (1..).map(|n| format!("S{n:03}")).filter(|id| !taken.contains(id));
    let mut sessions = Vec::new();
    let ids: HashMap<SessionIx, String> = held
        .iter()
        .map(|(_, s)| (*s, state.sessions[*s].id.clone().or_else(|| fresh.next()).unwrap_or_default()))
        .collect();
    for (at, number) in held {
        let id = ids.get(&number).cloned().unwrap_or_default();
        let mut trainees = std::mem::take(&mut members[number]);
        trainees.sort();
        let mut extra = extras.get(id.as_str()).map(|e| (*e).clone()).unwrap_or_default();
        extra.remove(JOINS);
        if let Some(hub) = at.joins.and_then(|hub| ids.get(&hub)) {
            extra.remove(CO_TRAINERS);
            extra.insert(JOINS.to_owned(), hub.as_str().into());
        } else if model.modules[at.module].co_trainers > 0 {
            let co: Vec<&str> = at.co.iter().map(|t| model.trainers[t].id.as_str()).collect();
            extra.insert(CO_TRAINERS.to_owned(), co.into());
        }
        sessions.push(PlannedSession {
            extra,
            id,
            module: model.modules[at.module].id.clone(),
            room: model.rooms[at.room].id.clone(),
            slot: i64::try_from(at.slot.at()).unwrap_or(i64::MAX),
            trainer: model.trainers[at.trainer].id.clone(),
            trainees,
        });
    }
    Plan { sessions, extra: serde_json::Map::new() }
}
