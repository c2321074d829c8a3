//! What the optional parts of an instance ask for and takes more than a look at one mark.

use super::breach::{About, Breach, Few, Tally};
use super::persons::{Seat, seats_of};
use super::seating::{Spot, View};
use crate::index::{ModuleIx, RoomIx, SessionIx, TrainerIx};
use crate::rule::Rule;
use std::collections::BTreeSet;

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// H21: the half-days in which the room is made ready for the sessions that begin in a slot.
pub(super) fn set_up(view: View<'_>, there: &[SessionIx], room: RoomIx, slot: i64, tally: &mut Tally) {
    let ground = view.ground();
    for at in there {
        let Some(spot) = view.spot(*at).filter(|spot| spot.slot == slot) else { continue };
        let fact = &ground.rooms[room];
        let blocked = |before: &&i64| {
            let held = view.board.in_room.get(&(room, **before)).map_or(&[][..], Vec::as_slice);
            !view.merged(held, |_, spot| usize::from(spot.room == room && ground.is_at(spot, **before))).is_empty()
                || fact.closed.has(usize::try_from(**before).unwrap_or(usize::MAX))
                || ground.day_off(fact.block, **before)
        };
        let count = ground.set_up(spot.module, slot).iter().filter(blocked).count();
        if count > 0 {
            tally.bad(Rule::H21, About::Room(room), slot, signed(count), &[*at], &[]);
        }
    }
}

/// H20, for whoever is to be trained first: every session that they hold too early.
pub(super) fn learns_first(view: View<'_>, trainer: TrainerIx, held: &[Seat], tally: &mut Tally) {
    let ground = view.ground();
    let Some((person, delay)) = ground.trainers[trainer].becomes else { return };
    let seats = seats_of(view, person);
    let last = seats.iter().map(|(_, s)| ground.day_number(ground.last(s))).max();
    let whole = seats.len() == ground.people[person].needs.len();
    let late = |s: &Spot| whole && last.is_none_or(|last| ground.day_number(s.slot) > last + delay);
    for (at, spot) in held.iter().filter(|(_, spot)| !late(spot)) {
        tally.bad(Rule::H20, About::Trainer(trainer), spot.slot, 1, &[*at], &[]);
    }
}

/// Over how many sessions of a module the people of a cohort are spread: H23, or a price.
pub(super) fn together(view: View<'_>, cohort: usize, module: ModuleIx, tally: &mut Tally) {
    let ground = view.ground();
    let Some(fact) = ground.cohorts.get(cohort) else { return };
    let needs = fact.people.iter().filter(|person| ground.people[**person].needs.contains(&module));
    let people = needs.clone().count();
    let sessions: BTreeSet<SessionIx> = needs.filter_map(|person| view.first(*person, module)).collect();
    let largest = ground.modules[module].largest;
    let needed = if largest == 0 { 1 } else { people.div_ceil(largest) };
    let over = sessions.len().saturating_sub(needed);
    tally.rupees += ground.weights.split_cohort * signed(over);
    if over > 0 && fact.hard {
        tally.found.push(Breach {
            rule: Rule::H23,
            about: About::Cohort(cohort),
            slot: None,
            count: signed(over),
            sessions: Few::Many(sessions.into_iter().collect()),
            people: Few::None,
            // Tells the modules of a cohort apart.
            name: ground.modules[module].id.clone(),
        });
    }
}
