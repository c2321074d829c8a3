//! The soft terms in rupees, each counted over the few things a step touches.

use super::state::{Mix, Session, Spot, State};
use crate::index::{Day, GroupIx, Ix, PersonIx, SessionIx, Slot, TrainerIx, WishIx};

/// Days of training that are compared without asking for memory; nobody of a programme so far has more. Fewer in tests, so that
/// the checker's count is compared with both ways of counting.
const DAYS: usize = if cfg!(test) { 2 } else { 16 };

/// A person's travel, days that do not suit, the day of being through, and seats that moved since the previous plan.
pub(super) fn person(state: &State<'_>, person: PersonIx) -> i64 {
    with_seats(state, person, |wish| state.session_of(wish).map(Session::spot))
}

/// What a person would cost more with one seat somewhere else.
#[inline]
pub(super) fn person_elsewhere(state: &State<'_>, wish: WishIx, there: Spot) -> i64 {
    let person = state.model.wishes[wish].person;
    let then = |other: WishIx| if other == wish { Some(there) } else { state.session_of(other).map(Session::spot) };
    person_with(state, person, then)
}

/// What a person would cost more with other seats.
#[inline]
pub(super) fn person_with(state: &State<'_>, person: PersonIx, seat: impl Fn(WishIx) -> Option<Spot>) -> i64 {
    with_seats(state, person, seat) - state.person_cost(person)
}

#[inline]
fn with_seats(state: &State<'_>, person: PersonIx, seat: impl Fn(WishIx) -> Option<Spot>) -> i64 {
    let (model, weights) = (state.model, &state.model.weights);
    if model.some_are_long() {
        return with_long_seats(state, person, seat);
    }
    let record = &model.people[person];
    let (mut cost, mut through) = (0, 0);
    // Each day's farthest way: a day's trip is counted once.
    let mut trips = [(Day::new(0), 0_i64); DAYS];
    let mut days = 0;
    for &wish in &record.wishes {
        let sits = seat(wish);
        if let Some(was) = state.seat_was[wish]
            && sits.is_none_or(|s| (s.slot, s.room) != was)
        {
            cost += weights.moved_seat;
        }
        let Some(session) = sits else { continue };
        let (number, km) = (model.slots[session.slot].day, model.way(person, session.room));
        let day = model.days[number];
        through = through.max(day.ordinal);
        if record.suits >> day.weekday & 1 == 0 {
            cost += weights.unpreferred_day;
        }
        if let Some((_, far)) = trips.iter_mut().take(days).find(|(other, _)| *other == number) {
            if km > *far {
                cost += weights.trainee_km * 2 * (km - *far);
                *far = km;
            }
        } else {
            cost += weights.trainee_trip + weights.trainee_km * 2 * km;
            match trips.get_mut(days) {
                Some(trip) => (*trip, days) = ((number, km), days + 1),
                None => return cost_of_many_days(state, person, seat),
            }
        }
    }
    cost + weights.completion_day * through
}

/// The same where sessions may take several half-days: each of their days is one of travel.
#[inline(never)]
fn with_long_seats(state: &State<'_>, person: PersonIx, seat: impl Fn(WishIx) -> Option<Spot>) -> i64 {
    let (model, weights) = (state.model, &state.model.weights);
    let record = &model.people[person];
    let (mut cost, mut through) = (0, 0);
    let mut trips = [(Day::new(0), 0_i64); DAYS];
    let mut days = 0;
    for &wish in &record.wishes {
        let sits = seat(wish);
        if state.seat_was[wish].is_some_and(|was| sits.is_none_or(|s| (s.slot, s.room) != was)) {
            cost += weights.moved_seat;
        }
        let Some(session) = sits else { continue };
        let km = model.way(person, session.room);
        for number in model.days_of(model.wishes[wish].module, session.slot) {
            let day = model.days[number];
            through = through.max(day.ordinal);
            cost += if record.suits >> day.weekday & 1 == 0 { weights.unpreferred_day } else { 0 };
            if let Some((_, far)) = trips.iter_mut().take(days).find(|(other, _)| *other == number) {
                *far = km.max(*far);
            } else {
                match trips.get_mut(days) {
                    Some(trip) => (*trip, days) = ((number, km), days + 1),
                    None => return cost_of_many_days(state, person, seat),
                }
            }
        }
    }
    let ways: i64 = trips.iter().take(days).map(|(_, km)| weights.trainee_trip + weights.trainee_km * 2 * km).sum();
    cost + ways + weights.completion_day * through
}

/// The same for whoever has more days than [`DAYS`].
#[cold]
fn cost_of_many_days(state: &State<'_>, person: PersonIx, seat: impl Fn(WishIx) -> Option<Spot>) -> i64 {
    let (model, weights) = (state.model, &state.model.weights);
    let record = &model.people[person];
    let (mut cost, mut through, mut trips) = (0, 0, std::collections::BTreeMap::<usize, i64>::new());
    for &wish in &record.wishes {
        let sits = seat(wish);
        if state.seat_was[wish].is_some_and(|was| sits.is_none_or(|s| (s.slot, s.room) != was)) {
            cost += weights.moved_seat;
        }
        let Some(session) = sits else { continue };
        for number in model.days_of(model.wishes[wish].module, session.slot) {
            let day = model.days[number];
            through = through.max(day.ordinal);
            cost += if record.suits >> day.weekday & 1 == 0 { weights.unpreferred_day } else { 0 };
            let far = trips.entry(number.at()).or_insert(0);
            *far = (*far).max(model.way(person, session.room));
        }
    }
    let ways: i64 = trips.values().map(|km| weights.trainee_trip + weights.trainee_km * 2 * km).sum();
    cost + ways + weights.completion_day * through
}

/// A session: itself, its empty seats, its mix of people, its change since the previous plan.
pub(super) fn session(state: &State<'_>, number: SessionIx) -> i64 {
    let (session, weights) = (&state.sessions[number], &state.model.weights);
    let changed = session.was.as_ref().is_some_and(|was| !session.alive || **was != session.place());
    let replan = if changed { weights.changed_session } else { 0 };
    if !session.alive {
        return replan;
    }
    let empty = session.seats.saturating_sub(session.members.len());
    let beyond_one = |kinds: usize| i64::try_from(kinds.saturating_sub(1)).unwrap_or(0);
    let mut few = 0;
    if state.model.life.some_min_size {
        let least = if session.joins.is_none() { state.model.modules[session.module].min_size } else { 0 };
        few = weights.below_min_size * i64::try_from(least.saturating_sub(state.people_with(number))).unwrap_or(0);
    }
    replan
        + few
        + if session.joins.is_none() { weights.session } else { weights.link }
        + weights.empty_seat * i64::try_from(empty).unwrap_or(0)
        + weights.extra_facility_in_session * beyond_one(session.facilities.kinds())
        + weights.extra_role_in_session * beyond_one(session.roles.kinds())
}

/// What a session that is held would cost more, were one person to leave it and another to come.
#[inline]
pub(super) fn session_with(
    state: &State<'_>,
    number: SessionIx,
    leaves: Option<PersonIx>,
    comes: Option<PersonIx>,
) -> i64 {
    let (session, weights, people) = (&state.sessions[number], &state.model.weights, &state.model.people);
    let (leaves, comes) = (leaves.map(|p| &people[p]), comes.map(|p| &people[p]));
    let now = session.members.len();
    let then = now + usize::from(comes.is_some()) - usize::from(leaves.is_some());
    let empty = |members: usize| i64::try_from(session.seats.saturating_sub(members)).unwrap_or(0);
    let kinds = |mix: &Mix, leaves: Option<u32>, comes: Option<u32>| {
        i64::try_from(mix.kinds_after(leaves, comes).saturating_sub(1)).unwrap_or(0)
            - i64::try_from(mix.kinds().saturating_sub(1)).unwrap_or(0)
    };
    weights.empty_seat * (empty(then) - empty(now))
        + weights.extra_facility_in_session
            * kinds(&session.facilities, leaves.map(|p| p.facility), comes.map(|p| p.facility))
        + weights.extra_role_in_session * kinds(&session.roles, leaves.map(|p| p.role), comes.map(|p| p.role))
}

/// A trainer's way on the day of a slot.
pub(super) fn trainer_day(state: &State<'_>, trainer: TrainerIx, slot: Slot) -> i64 {
    let (model, home) = (state.model, state.model.trainers[trainer].home);
    let far = state.on_day(trainer, slot).map(|s| model.km[(home, model.rooms[s.room].block)]).max().unwrap_or(0);
    model.weights.trainer_km * 2 * far
}

/// The difference between the busiest trainer and the least busy one.
pub(super) fn spread(state: &State<'_>) -> i64 {
    let busy = |n: &usize| *n > 0;
    let most = state.per_load.iter().rposition(busy).unwrap_or(0);
    let least = state.per_load.iter().position(busy).unwrap_or(0);
    state.model.weights.trainer_load_spread * i64::try_from(most - least).unwrap_or(0)
}

/// The sessions over which the people of a cohort are spread beyond those that they need.
pub(super) fn spread_of(state: &State<'_>, group: GroupIx) -> i64 {
    let more = state.together[group].kinds().saturating_sub(state.model.life.groups[group].sessions);
    state.model.weights.split_cohort * i64::try_from(more).unwrap_or(0)
}

/// The last day with a session.
pub(super) fn last_day(state: &State<'_>) -> i64 {
    let last = state.per_day.iter().rposition(|n| *n > 0).unwrap_or(0);
    state.model.weights.last_day * i64::try_from(last).unwrap_or(0)
}
