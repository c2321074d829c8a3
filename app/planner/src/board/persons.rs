//! What a plan asks of one person: where they sit, their days, and what those cost.

use super::breach::{About, Tally};
use super::ground::Ground;
use super::seating::{Spot, View};
use crate::index::{Bits, PersonIx, SessionIx};
use crate::rule::Rule;
use std::collections::BTreeSet;

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn person_of(view: View<'_>, person: PersonIx, tally: &mut Tally) {
    days_of(view.ground(), person, &seats_of(view, person), tally);
}

/// A session and where it stands.
pub(super) type Seat = (SessionIx, Spot);

/// Where a person sits, in the order of the modules' ids.
pub(super) fn seats_of(view: View<'_>, person: PersonIx) -> Vec<Seat> {
    let ground = view.ground();
    let fact = &ground.people[person];
    let mut mine: Vec<Seat> = Vec::with_capacity(fact.needs.len());
    for at in view.listed(person) {
        let Some(spot) = view.spot(at) else { continue };
        if fact.needs.contains(&spot.module) && !mine.iter().any(|(_, s)| s.module == spot.module) {
            mine.push((at, spot));
        }
    }
    mine.sort_unstable_by_key(|(_, spot)| ground.modules[spot.module].rank);
    mine
}

/// H10, H11, H12, H15 and all that a person's days cost.
pub(super) fn days_of(ground: &Ground, person: PersonIx, mine: &[Seat], tally: &mut Tally) {
    let fact = &ground.people[person];
    let weights = &ground.weights;
    let (mut rupees, mut through) = (0, 0);
    for (number, (at, spot)) in mine.iter().enumerate() {
        let (before, after) = (mine.iter().take(number), mine.iter().skip(number + 1));
        for slot in ground.takes(spot) {
            let twin = |(_, other): &Seat| ground.is_at(other, slot);
            if after.clone().any(twin) && !before.clone().any(twin) {
                let at_once: Vec<_> = mine.iter().filter(|s| twin(s)).map(|(at, _)| *at).collect();
                tally.bad(Rule::H10, About::Nothing, slot, signed(at_once.len()) - 1, &at_once, &[person]);
            }
        }
        let slots =
            |of: &Bits| ground.takes(spot).filter(|s| of.has(usize::try_from(*s).unwrap_or(usize::MAX))).count();
        let off = ground.takes(spot).filter(|slot| ground.day_off(fact.block, *slot)).count();
        for (rule, count) in [(Rule::H11, slots(&fact.away)), (Rule::H18, off), (Rule::H19, slots(&fact.rest))] {
            if count > 0 {
                tally.bad(rule, About::Nothing, spot.slot, signed(count), &[*at], &[person]);
            }
        }
        let way = ground.way(person, spot.room);
        if way > ground.trainee_max_km {
            tally.bad(Rule::H15, About::Room(spot.room), spot.slot, 1, &[*at], &[person]);
        }
        through = through.max(ground.ends(spot));
        for builds_on in &ground.modules[spot.module].before {
            let earlier = mine.iter().any(|(_, s)| s.module == *builds_on && ground.last(s) < spot.slot);
            if !earlier && fact.needs.contains(builds_on) {
                tally.bad(Rule::H12, About::Module(*builds_on), spot.slot, 1, &[*at], &[person]);
            }
        }
        for day in ground.days_of(spot) {
            let weekday = ground.days.get(day).map_or(0, |d| d.weekday);
            rupees += if fact.suits >> weekday & 1 == 0 { weights.unpreferred_day } else { 0 };
            let same_day = |(_, s): &&Seat| ground.is_on(s, day);
            if before.clone().any(|s| same_day(&s)) {
                continue;
            }
            let elsewhere = after.clone().filter(same_day);
            let far = elsewhere.clone().map(|(_, s)| ground.way(person, s.room)).fold(way, i64::max);
            rupees += weights.trainee_trip + weights.trainee_km * 2 * far;
            two_venues(ground, person, (*at, *spot), elsewhere, tally);
        }
    }
    tally.rupees += rupees + weights.completion_day * through;
    tally.missing += signed(fact.needs.len()) - signed(mine.len());
}

/// H15: a person's seats of one day, the first of them apart, at several venues.
fn two_venues<'a>(
    ground: &Ground,
    person: PersonIx,
    first: Seat,
    others: impl Iterator<Item = &'a Seat> + Clone,
    tally: &mut Tally,
) {
    let venue = |(_, spot): &Seat| ground.rooms[spot.room].venue;
    if others.clone().any(|other| venue(other) != venue(&first)) {
        let on_day: Vec<Seat> = std::iter::once(first).chain(others.copied()).collect();
        let venues: BTreeSet<usize> = on_day.iter().map(venue).collect();
        let ids: Vec<SessionIx> = on_day.iter().map(|(at, _)| *at).collect();
        tally.bad(Rule::H15, About::Nothing, first.1.slot, signed(venues.len()) - 1, &ids, &[person]);
    }
}
