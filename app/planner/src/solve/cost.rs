//! The soft terms in rupees, each counted over the few things a step touches.

use super::state::State;
use crate::index::{PersonIx, SessionIx, Slot, TrainerIx};

/// A person's travel, days that do not suit, the day of being through, and seats that moved since the previous plan.
pub(super) fn person(state: &State<'_>, person: PersonIx) -> i64 {
    let (model, weights) = (state.model, &state.model.weights);
    let record = &model.people[person];
    let (mut cost, mut through) = (0, 0);
    for (i, &wish) in record.wishes.iter().enumerate() {
        let seat = state.session_of(wish);
        if let Some(was) = state.seat_was[wish]
            && seat.is_none_or(|s| (s.slot, s.room) != was)
        {
            cost += weights.moved_seat;
        }
        let Some(session) = seat else { continue };
        let day = model.day(session.slot);
        through = through.max(day.ordinal);
        if record.suits >> day.weekday & 1 == 0 {
            cost += weights.unpreferred_day;
        }
        // A day's trip is counted at its farthest session, the first of equals.
        let number = model.slots[session.slot].day;
        let km = model.way(person, session.room);
        let counted = record.wishes.iter().enumerate().all(|(j, other)| {
            j == i
                || state.session_of(*other).is_none_or(|s| {
                    let far = model.way(person, s.room);
                    model.slots[s.slot].day != number || far < km || (far == km && i < j)
                })
        });
        if counted {
            cost += weights.trainee_trip + weights.trainee_km * 2 * km;
        }
    }
    cost + weights.completion_day * through
}

/// A session: itself, its empty seats, its mix of people, its change since the previous plan.
pub(super) fn session(state: &State<'_>, number: SessionIx) -> i64 {
    let (session, weights) = (&state.sessions[number], &state.model.weights);
    let changed = session.was.is_some_and(|was| !session.alive || was != session.place());
    let replan = if changed { weights.changed_session } else { 0 };
    if !session.alive {
        return replan;
    }
    let people = &state.model.people;
    let (mut facilities, mut roles) = (Distinct::default(), Distinct::default());
    for wish in &session.members {
        let person = &people[state.model.wishes[*wish].person];
        facilities.add(person.facility);
        roles.add(person.role);
    }
    let empty = session.seats.saturating_sub(session.members.len());
    replan
        + weights.session
        + weights.empty_seat * i64::try_from(empty).unwrap_or(0)
        + weights.extra_facility_in_session * (facilities.n - 1).max(0)
        + weights.extra_role_in_session * (roles.n - 1).max(0)
}

/// Counts distinct small numbers; those beyond 1,023 go to a list.
#[derive(Default)]
struct Distinct {
    seen: [u64; 16],
    more: Vec<u32>,
    n: i64,
}

impl Distinct {
    #[inline]
    fn add(&mut self, number: u32) {
        let fresh = if let Some(word) = self.seen.get_mut((number / 64) as usize) {
            let fresh = *word >> (number % 64) & 1 == 0;
            *word |= 1 << (number % 64);
            fresh
        } else {
            let fresh = !self.more.contains(&number);
            if fresh {
                self.more.push(number);
            }
            fresh
        };
        self.n += i64::from(fresh);
    }
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

/// The last day with a session.
pub(super) fn last_day(state: &State<'_>) -> i64 {
    let last = state.per_day.iter().rposition(|n| *n > 0).unwrap_or(0);
    state.model.weights.last_day * i64::try_from(last).unwrap_or(0)
}
