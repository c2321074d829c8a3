//! The cells of a plan and what each counts: the same rules and terms as the checker's, cut so that a change touches few.

use super::breach::{About, Breach, Few, Tally};
use super::ground::Ground;
use super::persons::person_of;
use super::seating::{Change, Sitting, Spot, View};
use super::{life, links};
use crate::index::{Bits, Ix, ModuleIx, PersonIx, PostIx, RoomIx, SessionIx, Slot, TrainerIx};
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a plan that is judged by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Whole,
    Pin(usize),
    Session(SessionIx),
    Room(RoomIx, i64),
    Trainer(TrainerIx),
    Person(PersonIx),
    Cover(PostIx, i64),
    Cohort(usize, ModuleIx),
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Counts one cell.
pub(super) fn judge(view: View<'_>, cell: Cell, tally: &mut Tally) {
    match cell {
        Cell::Whole => whole(view, tally),
        Cell::Pin(number) => pin(view, number, tally),
        Cell::Session(at) => session(view, at, tally),
        Cell::Room(room, slot) => room_slot(view, room, slot, tally),
        Cell::Trainer(trainer) => trainer_of(view, trainer, tally),
        Cell::Person(person) => person_of(view, person, tally),
        Cell::Cover(post, slot) => cover(view, post, slot, tally),
        Cell::Cohort(cohort, module) => life::together(view, cohort, module, tally),
    }
}

/// H16, the last day, the spread of the trainers' loads.
fn whole(view: View<'_>, tally: &mut Tally) {
    let (board, ground) = (view.board, view.ground());
    let old: Vec<Spot> = view.changes.iter().filter_map(|(at, _)| View { changes: &[], ..view }.spot(*at)).collect();
    let new: Vec<Spot> = view.added().map(|(_, _, spot)| spot).collect();
    let own = |seen: View<'_>| {
        let held = view.changes.iter().filter_map(|(at, _)| seen.sitting(*at));
        held.filter(|s| s.joins.is_none() && s.live(ground).is_some()).count()
    };
    let over = (board.count + own(view)).saturating_sub(own(View { changes: &[], ..view }) + ground.max_sessions);
    if over > 0 {
        tally.found.push(Breach {
            rule: Rule::H16,
            about: About::Limit,
            slot: None,
            count: signed(over),
            sessions: Few::None,
            people: Few::None,
            name: String::new(),
        });
    }
    let gone = |day: i64| old.iter().filter(|s| ground.ends(s) == day).count();
    let stands = board.last.iter().rev().find(|(day, n)| **n > gone(**day)).map(|(day, _)| *day);
    let last = stands.into_iter().chain(new.iter().map(|s| ground.ends(s))).max().unwrap_or(0);
    tally.rupees += ground.weights.last_day * last;
    let numbers = view.changes.iter().map(|(at, _)| *at);
    // Once for each half-day.
    let staff = |view: View<'_>, at: SessionIx| {
        let live = view.sitting(at).and_then(|s| Some((s, s.live(ground)?)));
        let taught = live
            .into_iter()
            .flat_map(|(sitting, spot)| ground.takes(&spot).flat_map(move |_| sitting.staff()).collect::<Vec<_>>());
        taught.collect::<Vec<_>>()
    };
    let changed = |view: View<'_>| -> Vec<TrainerIx> { numbers.clone().flat_map(|at| staff(view, at)).collect() };
    let (were, are) = (changed(View { changes: &[], ..view }), changed(view));
    let touched: BTreeSet<TrainerIx> = were.iter().chain(&are).copied().collect();
    let was = |t: TrainerIx| board.taught[t];
    let now = |t: TrainerIx| {
        let count = |staff: &[TrainerIx]| staff.iter().filter(|s| **s == t).count();
        (was(t) + count(&are)).saturating_sub(count(&were))
    };
    let left = |(load, n): &(&usize, &usize)| **n > touched.iter().filter(|t| was(**t) == **load).count();
    let loads = || touched.iter().map(|t| now(*t));
    let high = board.loads.iter().rev().find(left).map(|(load, _)| *load).into_iter().chain(loads()).max();
    let low = board.loads.iter().find(left).map(|(load, _)| *load).into_iter().chain(loads()).min();
    tally.rupees += ground.weights.trainer_load_spread * signed(high.unwrap_or(0) - low.unwrap_or(0));
}

/// H17.
fn pin(view: View<'_>, number: usize, tally: &mut Tally) {
    let Some(pin) = view.ground().pins.get(number) else { return };
    let at = view.board.ids.get(&pin.id).copied();
    let new = view.changes.iter().find_map(|(_, s)| s.as_ref().filter(|s| s.id == pin.id));
    let stands = new.or_else(|| at.and_then(|at| view.sitting(at)));
    let kept = stands.is_some_and(|s| {
        let people = || s.people.iter().map(|p| view.ground().people[*p].id.clone()).chain(s.strangers.clone());
        s.live(view.ground()).is_some()
            && (s.module, s.room, s.trainer, s.slot) == (pin.module, pin.room, pin.trainer, pin.slot)
            && pin.people.as_ref().is_none_or(|wanted| *wanted == people().collect())
            && pin.joins.as_ref().is_none_or(|hub| s.joins.as_ref() == Some(hub))
            && pin.keep.is_subset(&people().collect())
    });
    if !kept {
        tally.bad(Rule::H17, About::Nothing, pin.slot, 1, &[], &[]);
        if let Some(breach) = tally.found.last_mut() {
            breach.name.clone_from(&pin.id);
        }
    }
}

/// Everything that concerns one session by itself.
fn session(view: View<'_>, at: SessionIx, tally: &mut Tally) {
    let ground = view.ground();
    let Some(sitting) = view.sitting(at) else { return };
    let mut bad = |rule, about, count| tally.bad(rule, about, sitting.slot, count, &[at], &[]);
    let Some(spot) = sitting.known() else { return bad(Rule::H01, About::Session, 1) };
    let day = ground.day(spot.slot);
    if !day.is_some_and(|d| d.working) {
        bad(Rule::H13, About::Nothing, 1);
    }
    if day.is_none() {
        return;
    }
    let slots = |of: &Bits| ground.takes(&spot).filter(|s| of.has(usize::try_from(*s).unwrap_or(usize::MAX))).count();
    let off = |block| ground.takes(&spot).filter(|slot| ground.day_off(block, *slot)).count();
    let (room, module) = (&ground.rooms[spot.room], &ground.modules[spot.module]);
    let seated = seated(view, at, sitting, &spot, tally);
    let seats = ground.seats(spot.module, spot.room);
    let mut bad = |rule, about, count: usize| {
        if count > 0 {
            tally.bad(rule, about, spot.slot, signed(count), &[at], &[]);
        }
    };
    bad(Rule::H02, About::Room(spot.room), seated.len().saturating_sub(seats));
    bad(Rule::H03, About::Room(spot.room), (!module.rooms.has(spot.room.at())).into());
    bad(Rule::H05, About::Room(spot.room), slots(&room.closed));
    bad(Rule::H25, About::Module(spot.module), (!ground.fits(&spot)).into());
    for number in sitting.staff() {
        let (trainer, about) = (&ground.trainers[number], About::Trainer(number));
        bad(Rule::H06, about, (!trainer.modules.has(spot.module.at())).into());
        bad(Rule::H08, about, slots(&trainer.away));
        bad(Rule::H15, about, (ground.km[(trainer.home, room.block)] > ground.trainer_max_km).into());
        bad(Rule::H18, about, off(trainer.home));
        bad(Rule::H20, about, slots(&trainer.not_yet));
    }
    let needed = if sitting.joins.is_some() { 0 } else { module.co_trainers };
    bad(Rule::H24, About::Module(spot.module), needed.saturating_sub(sitting.co.len()));
    bad(Rule::H18, About::Room(spot.room), off(room.block));
    let kinds = |of: fn(&super::ground::PersonFact) -> usize| {
        let mut all: Vec<usize> = seated.iter().map(|p| of(&ground.people[*p])).collect();
        all.sort_unstable();
        all.dedup();
        signed(all.len().saturating_sub(1))
    };
    let weights = &ground.weights;
    tally.rupees += if sitting.joins.is_some() { weights.link } else { weights.session }
        + weights.empty_seat * signed(seats.saturating_sub(seated.len()))
        + weights.extra_facility_in_session * kinds(|p| p.facility)
        + weights.extra_role_in_session * kinds(|p| p.role);
    links::together(view, at, sitting, &spot, seated.len(), tally);
}

/// Who sits in a session; whoever is listed and does not belong there breaks H01.
fn seated(view: View<'_>, at: SessionIx, sitting: &Sitting, spot: &Spot, tally: &mut Tally) -> Vec<PersonIx> {
    let ground = view.ground();
    let mut seated: Vec<PersonIx> = Vec::with_capacity(sitting.people.len());
    for person in &sitting.people {
        let belongs = ground.people[*person].needs.contains(&spot.module);
        if belongs && !seated.contains(person) && view.first(*person, spot.module) == Some(at) {
            seated.push(*person);
        } else {
            tally.bad(Rule::H01, About::Module(spot.module), spot.slot, 1, &[at], &[*person]);
        }
    }
    for stranger in &sitting.strangers {
        tally.bad(Rule::H01, About::Module(spot.module), spot.slot, 1, &[at], &[]);
        if let Some(breach) = tally.found.last_mut() {
            breach.name.clone_from(stranger);
        }
    }
    seated
}

/// H04 and H21.
fn room_slot(view: View<'_>, room: RoomIx, slot: i64, tally: &mut Tally) {
    let there = view.board.in_room.get(&(room, slot)).map_or(&[][..], Vec::as_slice);
    let there = view.merged(there, |_, spot| usize::from(spot.room == room && view.ground().is_at(spot, slot)));
    if there.len() > 1 {
        tally.bad(Rule::H04, About::Room(room), slot, signed(there.len()) - 1, &there, &[]);
    }
    if view.ground().set_up > 0 {
        life::set_up(view, &there, room, slot, tally);
    }
}

/// Groups what stands under a key, each group in the order it came.
fn grouped<K: Ord, T: Copy>(all: &[T], key: impl Fn(&T) -> K) -> BTreeMap<K, Vec<T>> {
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for one in all {
        groups.entry(key(one)).or_default().push(*one);
    }
    groups
}

/// A session, where it stands, and one of its half-days.
type Taught = (SessionIx, Spot, i64);

/// H07, H09, two places in one day (H15), and the trainer's ways.
fn trainer_of(view: View<'_>, trainer: TrainerIx, tally: &mut Tally) {
    let (ground, about) = (view.ground(), About::Trainer(trainer));
    let fact = &ground.trainers[trainer];
    let held = view.merged(&view.board.held[trainer], |s, _| s.staff().filter(|t| *t == trainer).take(1).count());
    let held: Vec<(SessionIx, Spot)> = held.into_iter().filter_map(|at| Some((at, view.spot(at)?))).collect();
    let taught: Vec<Taught> =
        held.iter().flat_map(|(at, spot)| ground.takes(spot).map(|slot| (*at, *spot, slot))).collect();
    let mut bad = |rule, slot, held: &[Taught], count| {
        let mut ids: Vec<SessionIx> = held.iter().map(|(at, ..)| *at).collect();
        ids.dedup();
        tally.bad(rule, about, slot, count, &ids, &[]);
    };
    let first = |held: &[Taught]| held.first().map_or(0, |(_, spot, _)| spot.slot);
    for (slot, at_once) in grouped(&taught, |(.., slot)| *slot).iter().filter(|(_, held)| held.len() > 1) {
        bad(Rule::H07, *slot, at_once, signed(at_once.len()) - 1);
    }
    let [day, week, total] = fact.most;
    let days = grouped(&taught, |(.., slot)| ground.day_number(*slot));
    let weeks = grouped(&taught, |(.., slot)| ground.day(*slot).map_or(0, |d| d.week));
    let mut over = |held: &[Taught], most: usize| {
        if held.len() > most && !held.is_empty() {
            bad(Rule::H09, first(held), held, signed(held.len() - most));
        }
    };
    days.values().for_each(|held| over(held, day));
    weeks.values().for_each(|held| over(held, week));
    over(&taught, total);
    for held in days.values() {
        let block = |spot: &Spot| ground.rooms[spot.room].block;
        let ways = held.iter().flat_map(|(_, a, _)| held.iter().map(move |(_, b, _)| (block(a), block(b))));
        let far =
            ways.clone().any(|(a, b)| a != b) && ways.map(|ab| ground.km[ab]).max() > Some(ground.same_day_max_km);
        if far {
            bad(Rule::H15, first(held), held, 1);
        }
    }
    life::learns_first(view, trainer, &held, tally);
    let way = |held: &Vec<Taught>| held.iter().map(|(_, s, _)| ground.km[(fact.home, block_of(ground, s))]).max();
    tally.rupees += ground.weights.trainer_km * days.values().map(|held| 2 * way(held).unwrap_or(0)).sum::<i64>();
}

fn block_of(ground: &Ground, spot: &Spot) -> crate::index::BlockIx {
    ground.rooms[spot.room].block
}

/// H14.
fn cover(view: View<'_>, post: PostIx, slot: i64, tally: &mut Tally) {
    let ground = view.ground();
    let fact = &ground.posts[post];
    let stands = view.board.away.get(&(post, slot)).map_or(&[][..], Vec::as_slice);
    let stands = stands.iter().copied().filter(|(_, at)| !view.changed(*at));
    let added = view.added().filter(|(_, _, spot)| ground.is_at(spot, slot)).flat_map(|(at, sitting, _)| {
        sitting.people.iter().filter(|p| ground.people[**p].post == post).map(move |p| (*p, at))
    });
    let sits = |(person, at): &(PersonIx, SessionIx)| {
        view.spot(*at).is_some_and(|spot| {
            ground.people[*person].needs.contains(&spot.module) && view.first(*person, spot.module) == Some(*at)
        })
    };
    let (mut people, mut sessions) = (Vec::new(), Vec::new());
    for (person, at) in stands.chain(added).filter(sits) {
        people.push(person);
        sessions.push(at);
    }
    people.sort_unstable();
    people.dedup();
    let away = signed(people.len());
    let leave = ground.leave[(post, Slot::new(usize::try_from(slot).unwrap_or(0)))];
    let over = (away - fact.max_absent).max(fact.min_present - (fact.staff - away - leave));
    if over > 0 && away > 0 {
        sessions.sort_unstable();
        sessions.dedup();
        tally.bad(Rule::H14, About::Post(post), slot, over, &sessions, &people);
    }
}

/// The cells that a change touches.
pub(super) fn touched(view: View<'_>) -> Vec<Cell> {
    let mut cells = vec![Cell::Whole];
    for change in view.changes {
        touch(view, change, &mut cells);
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn touch(view: View<'_>, (at, new): &Change, cells: &mut Vec<Cell>) {
    let (ground, base) = (view.ground(), View { changes: &[], ..view });
    let old = base.sitting(*at);
    cells.push(Cell::Session(*at));
    let pins = [old, new.as_ref()].into_iter().flatten().filter_map(|s| ground.pin_of.get(&s.id));
    cells.extend(pins.map(|number| Cell::Pin(*number)));
    let spot = |sitting: Option<&Sitting>| sitting.and_then(|s| s.live(ground));
    let spots = [(old, spot(old)), (new.as_ref(), spot(new.as_ref()))];
    let place = |(_, spot): &(Option<&Sitting>, Option<Spot>)| spot.map(|s| (s.module, s.room, s.slot));
    let [was, is] = spots;
    let stays = place(&was) == place(&is);
    for (sitting, spot) in spots {
        let Some(sitting) = sitting else { continue };
        links::cells(view, sitting, cells);
        let Some(spot) = spot else { continue };
        cells.push(Cell::Trainer(spot.trainer));
        cells.extend(sitting.co.iter().map(|t| Cell::Trainer(*t)));
        if !stays {
            room_cells(ground, spot.room, ground.takes(&spot), cells);
        }
        let other = if sitting_is(sitting, was.0) { is.0 } else { was.0 };
        let times = |s: &Sitting, p: PersonIx| s.people.iter().filter(|x| **x == p).count();
        for person in &sitting.people {
            if stays && other.is_some_and(|other| times(other, *person) == times(sitting, *person)) {
                continue;
            }
            let post = ground.people[*person].post;
            cells.push(Cell::Person(*person));
            cells.extend(ground.takes(&spot).map(|slot| Cell::Cover(post, slot)));
            cells.extend(ground.people[*person].cohort.map(|cohort| Cell::Cohort(cohort, spot.module)));
            cells.extend(ground.turns_into.get(person).into_iter().flatten().map(|t| Cell::Trainer(*t)));
            // Whoever is listed twice for a module gains or loses the other seat.
            for twin in base.board.listed[*person].iter().filter(|twin| *twin != at) {
                if base.board.sittings[*twin].module == Some(spot.module) {
                    links::cells(view, &base.board.sittings[*twin], cells);
                    cells.push(Cell::Session(*twin));
                    let takes = ground.span(spot.module, base.board.sittings[*twin].slot);
                    cells.extend(takes.map(|slot| Cell::Cover(post, slot)));
                }
            }
        }
    }
}

/// Slots of a room, and the later ones for whose sessions it may have to be ready in them.
pub(super) fn room_cells(ground: &Ground, room: RoomIx, slots: impl Iterator<Item = i64>, cells: &mut Vec<Cell>) {
    for slot in slots {
        cells.push(Cell::Room(room, slot));
        cells.extend(ground.set_up_after(slot).map(|later| Cell::Room(room, later)));
    }
}

fn sitting_is(a: &Sitting, b: Option<&Sitting>) -> bool {
    b.is_some_and(|b| std::ptr::eq(a, b))
}
