//! What no plan can cost less than, so that a plan comes with "at most so much above the best possible".
//!
//! For plans that seat everybody. Each term has a bound of its own; the total may be more than their sum, since fewer
//! sessions mix more people. Every bound leaves rules out and keeps the rest exact, so it holds for every plan:
//!
//! * *Sessions.* A module needs as many as its seats fill at the largest room, and as many as the service cover of the
//!   facilities asks for: of n colleagues of whom a may be away at once, ⌈n/a⌉ sit at different times.
//! * *Mix.* A facility (a role) is met in at least as many sessions of a module as its own people need. What is counted is
//!   how many are met beyond the first, so each session takes one off.
//! * *Travel.* With p half-days a day somebody whose modules take n of them travels on ⌈n/p⌉ days at least; the ways are shortest
//!   when each module is attended at the nearest room that has its equipment, and the farthest share their days.
//! * *Time.* When j colleagues are through, the half-days of at least the j shortest programmes were taken; by the end of a day
//!   no more could be taken than the cover (or all rooms) left. The same holds for the programme as a whole.
//! * *Trainers.* A half-day of a session costs its module's nearest trainer the way, shared by the half-days of a day.
//! * *Links.* Where rooms may join a session, each of them is as good as a session but for its trainer, and may be cheaper. So a
//!   module needs as many rooms as sessions otherwise, each at the price of the cheaper of the two, and of them as many sessions
//!   as with every room joined that may.
//! * *Places* (in the total only): how many sessions are where, and who goes to which, all at once ([`places`]).

mod places;

use crate::index::{IndexVec, Ix, ModuleIx, PersonIx, PostIx, Slot};
use crate::model::Model;
use crate::solve::Problem;
use std::collections::{BTreeMap, HashMap};

/// Lower bounds of a programme.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Bound {
    /// Sessions that everybody's seats need, those not counted that join others by a link.
    pub sessions: i64,
    /// Rupees of each term of the score, by its name.
    pub terms: BTreeMap<&'static str, i64>,
    /// Rupees in total: at least the sum of the terms.
    pub rupees: i64,
}

impl Bound {
    /// By how many per cent of its own cost a plan may be above the best possible, rounded up to a tenth; `None` for a plan
    /// that costs nothing.
    #[must_use]
    pub fn gap_tenths(&self, rupees: i64) -> Option<i64> {
        (rupees > 0).then(|| ((rupees - self.rupees).max(0) * 1000 + rupees - 1) / rupees)
    }
}

/// The bounds of a programme, for plans that seat everybody.
#[must_use]
pub fn lower_bound(problem: &Problem) -> Bound {
    let model = &problem.model;
    let weights = &model.weights;
    let of_each = |least: fn(&Model, ModuleIx) -> i64| -> HashMap<ModuleIx, i64> {
        model.modules.ids().map(|module| (module, least(model, module))).collect()
    };
    // Rooms in which each module is held, and of those the sessions that join no other.
    let (sittings, own) = (of_each(least_rooms), of_each(least_sessions));
    let (rooms, sessions): (i64, i64) = (sittings.values().sum(), own.values().sum());
    let (facilities, roles) = mix(model);
    let (trips, km) = travel(model);
    let (completion, last_day) = time(model);
    let most = most_rooms(model);
    let terms = BTreeMap::from([
        ("session", weights.session * sessions),
        ("trainee_trip", weights.trainee_trip * trips),
        ("trainee_km", weights.trainee_km * km),
        ("trainer_km", weights.trainer_km * trainers(model, &own)),
        ("last_day", weights.last_day * last_day),
        ("completion_day", weights.completion_day * completion),
        ("extra_facility_in_session", weights.extra_facility_in_session * (facilities - most).max(0)),
        ("extra_role_in_session", weights.extra_role_in_session * (roles - most).max(0)),
    ]);
    let cheaper = if model.life.joinable.is_empty() { weights.session } else { weights.session.min(weights.link) };
    // What a session costs beyond the cheaper way to hold one.
    let own_price = (weights.session - cheaper) * sessions;
    // One more costs its price and takes one off each kind of mix.
    let held = cheaper - weights.extra_facility_in_session - weights.extra_role_in_session;
    let met = weights.extra_facility_in_session * facilities + weights.extra_role_in_session * roles;
    let without = |left_out: &[&str]| terms.iter().filter(|(term, _)| !left_out.contains(term)).map(|(_, r)| r).sum();
    let mix = ["session", "extra_facility_in_session", "extra_role_in_session"];
    let apart: i64 = without(&mix);
    let apart = apart + met + own_price + held * if held < 0 { most } else { rooms };
    // Where sessions are worth less than the mix they save, there may be any number of them, at no price.
    let rest: i64 = without(&[mix.as_slice(), &["trainee_km", "trainer_km"]].concat());
    let in_places = rest + met + own_price + (held * most).min(0) + places::least(model, held.max(0), &sittings);
    let rupees = terms.values().sum::<i64>().max(apart).max(in_places);
    Bound { sessions, terms, rupees }
}

/// Seats of a module in the largest room that has what it needs.
pub(crate) fn largest(model: &Model, module: ModuleIx) -> usize {
    model.modules[module].rooms.iter().map(|room| model.seats(module, *room)).max().unwrap_or(0)
}

/// Seats of a module in one session, with all rooms that may join it.
pub(crate) fn largest_with_rooms(model: &Model, module: ModuleIx) -> usize {
    let mut rooms: Vec<usize> = model.link_rooms(module).iter().map(|room| model.seats(module, *room)).collect();
    rooms.sort_unstable_by_key(|seats| std::cmp::Reverse(*seats));
    let joined: usize = rooms.iter().take(1 + model.rooms_to_join(module)).sum();
    joined.max(largest(model, module))
}

/// Sessions of a module that join no other.
fn least_sessions(model: &Model, module: ModuleIx) -> i64 {
    filled(model, module, largest_with_rooms(model, module))
}

/// Sessions of a module, those too that join others.
fn least_rooms(model: &Model, module: ModuleIx) -> i64 {
    filled(model, module, largest(model, module))
}

fn filled(model: &Model, module: ModuleIx, seats: usize) -> i64 {
    let record = &model.modules[module];
    let filled = if seats == 0 { 0 } else { record.wishes.len().div_ceil(seats) };
    signed(filled.max(record.least_sessions))
}

/// How many rooms the sessions of a programme and those that join them can be in at most.
fn most_rooms(model: &Model) -> i64 {
    let joined = model.modules.ids().map(|module| model.rooms_to_join(module)).max().unwrap_or(0);
    signed(model.max_sessions.saturating_mul(1 + joined))
}

/// In how many sessions facilities, and roles, are met at least.
fn mix(model: &Model) -> (i64, i64) {
    let (mut facilities, mut roles) = (0, 0);
    for module in model.modules.ids() {
        let mut posts: HashMap<PostIx, (u32, usize)> = HashMap::new();
        let mut of_role: HashMap<u32, usize> = HashMap::new();
        for wish in &model.modules[module].wishes {
            let person = &model.people[model.wishes[*wish].person];
            posts.entry(person.post).or_insert((person.facility, 0)).1 += 1;
            *of_role.entry(person.role).or_insert(0) += 1;
        }
        let mut of_facility: HashMap<u32, usize> = HashMap::new();
        for (post, (facility, people)) in posts {
            let at_once = most_away(model, post);
            let needed = if at_once == 0 { 1 } else { people.div_ceil(at_once) };
            let met = of_facility.entry(facility).or_insert(0);
            *met = needed.max(*met);
        }
        facilities += signed(of_facility.values().sum());
        let seats = largest(model, module).max(1);
        roles += signed(of_role.values().map(|people| people.div_ceil(seats)).sum());
    }
    (facilities, roles)
}

/// How many of a post may be away in any one working slot.
fn most_away(model: &Model, post: PostIx) -> usize {
    let most = model.working.iter().map(|slot| model.cover[(post, *slot)]).max().unwrap_or(0);
    usize::try_from(most).unwrap_or(0)
}

/// Days of travel, and kilometres there and back.
fn travel(model: &Model) -> (i64, i64) {
    let a_day = model.half_days_a_day();
    let (mut trips, mut km) = (0, 0);
    for person in model.people.ids() {
        let way = |module| Some(std::iter::repeat_n(nearest(model, person, module)?, model.modules[module].half_days));
        let modules = model.people[person].wishes.iter().map(|w| model.wishes[*w].module);
        let mut ways: Vec<i64> = modules.filter_map(way).flatten().collect();
        ways.sort_unstable_by_key(|way| std::cmp::Reverse(*way));
        let days = ways.iter().step_by(a_day);
        trips += signed(days.len());
        km += 2 * days.sum::<i64>();
    }
    (trips, km)
}

fn nearest(model: &Model, person: PersonIx, module: ModuleIx) -> Option<i64> {
    let rooms = &model.near[(module, model.people[person].block)];
    rooms.iter().map(|room| model.way(person, *room)).min()
}

/// Half-days that a person's modules take.
fn programme(model: &Model, person: PersonIx) -> usize {
    model.people[person].wishes.iter().map(|w| model.modules[model.wishes[*w].module].half_days).sum()
}

/// The sum of everybody's days of being through, and the last of them.
fn time(model: &Model) -> (i64, i64) {
    let mut of_post: HashMap<PostIx, Vec<PersonIx>> = HashMap::new();
    for person in model.people.ids().filter(|p| !model.people[*p].wishes.is_empty()) {
        of_post.entry(model.people[person].post).or_default().push(person);
    }
    let alone: IndexVec<PersonIx, i64> = model.people.ids().map(|person| through_alone(model, person)).collect();
    let (mut by_posts, mut last) = (0, 0);
    for (post, people) in &of_post {
        let left = |slot: Slot| i64::from(model.cover[(*post, slot)].max(0));
        let (sum, latest) = through(model, people, &alone, left);
        by_posts += sum;
        last = latest.max(last);
    }
    let everybody: Vec<PersonIx> = of_post.values().flatten().copied().collect();
    let widest = model.modules.iter().map(|module| module.max_size).max().unwrap_or(0);
    let seats = |slot: Slot| {
        let open = model.rooms.iter().filter(|room| !room.closed.has(slot.at()));
        signed(open.map(|room| room.capacity.min(widest) + room.overbook_max).sum())
    };
    let (sum, latest) = through(model, &everybody, &alone, seats);
    (by_posts.max(sum), latest.max(last))
}

/// The working day on which somebody can be through who is the only one: leave and holidays alone.
fn through_alone(model: &Model, person: PersonIx) -> i64 {
    let record = &model.people[person];
    let free = model.working.iter().filter(|slot| !record.away.has(slot.at()));
    let last = programme(model, person).checked_sub(1).and_then(|n| free.copied().nth(n));
    last.map_or(0, |slot| model.day(slot).ordinal)
}

/// Days of being through of people who share what `left` says of each slot: their sum, and the last.
fn through(
    model: &Model,
    people: &[PersonIx],
    alone: &IndexVec<PersonIx, i64>,
    left: impl Fn(Slot) -> i64,
) -> (i64, i64) {
    let mut programmes: Vec<i64> = people.iter().map(|p| signed(programme(model, *p))).collect();
    programmes.sort_unstable();
    let mut earliest: Vec<i64> = people.iter().map(|p| alone[*p]).collect();
    earliest.sort_unstable();
    let (mut slots, mut room, mut day) = (model.working.iter(), 0, 0);
    let (mut taken, mut sum, mut last) = (0, 0, 0);
    for (programme, earliest) in programmes.into_iter().zip(earliest) {
        taken += programme;
        while room < taken {
            // More than the calendar holds: everybody can not be seated, and the bound says no more than its last day.
            let Some(slot) = slots.next() else { break };
            room += left(*slot);
            day = model.day(*slot).ordinal;
        }
        let through = day.max(earliest);
        sum += through;
        last = through.max(last);
    }
    (sum, last)
}

/// Kilometres of the trainers, there and back.
fn trainers(model: &Model, sittings: &HashMap<ModuleIx, i64>) -> i64 {
    let shared = model.trainers.iter().map(|t| t.max_per_day).max().unwrap_or(1).clamp(1, model.half_days_a_day());
    let ways = model.modules.pairs().filter_map(|(module, record)| {
        let ways = record.rooms.iter().flat_map(|room| {
            let of_room = model.teachers[(module, *room)].iter();
            of_room.map(|t| model.km[(model.trainers[*t].home, model.rooms[*room].block)])
        });
        Some(ways.min()? * signed(record.half_days) * sittings.get(&module).copied().unwrap_or(0))
    });
    2 * ways.sum::<i64>() / signed(shared)
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
