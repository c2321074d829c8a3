//! The rules of the search against the judge: what a rule forbids is what the checker would find, no more and no less; what a
//! move changes in rupees is what a full recount finds; and what is taken back is as it was.

use super::*;
use crate::checker::{Report, check};
use crate::format::{CO_TRAINERS, Instance, Plan, read_instance};
use crate::index::{Ix, ModuleIx, RoomIx, Slot, TrainerIx};
use crate::solve::dice::Dice;
use crate::solve::kept::Kept;
use crate::solve::moves::{self, Tried};
use crate::solve::state::{Co, Place};
use crate::solve::{Problem, construct, load};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A programme of 150 people, made tighter at random: people on leave, rooms closed, trainers away, less cover, shorter ways.
fn instance(dice: &mut Dice) -> Instance {
    let mut instance = read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap();
    let slots = instance.days.len() * instance.slots_per_day;
    let mut some = |list: &mut Vec<usize>| {
        let from = dice.below(slots);
        list.extend(from..(from + dice.below(20)).min(slots));
    };
    instance.trainees.iter_mut().step_by(3).for_each(|t| some(&mut t.unavailable));
    instance.trainers.iter_mut().for_each(|t| some(&mut t.unavailable));
    instance.rooms.iter_mut().for_each(|r| some(&mut r.unavailable));
    for trainer in &mut instance.trainers {
        (trainer.max_per_day, trainer.max_per_week) = (1 + dice.below(2), 2 + dice.below(6));
    }
    instance.rules.trainee_max_km = 20 + i64::try_from(dice.below(40)).unwrap();
    instance.rules.trainer_same_day_max_km = i64::try_from(dice.below(40)).unwrap();
    instance.max_sessions = 20 + dice.below(60);
    if dice.below(3) > 0 {
        crate::real_life::turn_on_some(&mut instance, dice);
    } else if dice.below(2) == 0 {
        // Alone, so that changes of seats are weighed and not made.
        crate::real_life::lengthen(&mut instance, dice);
    }
    instance
}

fn recount(problem: &Problem, state: &State<'_>) -> (Plan, Report) {
    let plan = load::plan(state, &Kept::of(state), None);
    let report = check(&problem.instance, &plan, None);
    (plan, report)
}

/// The rules that `after` breaks and `before` did not, or not as often.
fn new_breaches(before: &Report, after: &Report) -> BTreeSet<Rule> {
    let before = before.by_rule();
    after.by_rule().into_iter().filter(|(rule, n)| before.get(rule).is_none_or(|was| n > was)).map(|(r, _)| r).collect()
}

/// How many people sit in sessions that are too small to take place.
fn doomed(report: &Report, plan: &Plan) -> usize {
    let small = report.violations.iter().filter(|v| v.rule == Rule::H22).flat_map(|v| &v.sessions);
    let people = small.filter_map(|id| plan.sessions.iter().find(|s| s.id == *id)).map(|s| s.trainees.len());
    people.sum()
}

/// Whether two plans of one search are the same, sessions that were never held aside.
fn same(a: &Kept, b: &Kept) -> bool {
    let places = |kept: &Kept| kept.places.pairs().filter_map(|(s, at)| at.map(|at| (s, at))).collect::<Vec<_>>();
    places(a) == places(b) && (&a.seats, a.held, a.unseated, a.rupees) == (&b.seats, b.held, b.unseated, b.rupees)
}

/// Gives every session an id, so that the plan's document can be found again from the state.
fn named(state: &mut State<'_>) {
    for session in state.sessions.ids() {
        state.sessions[session].id = Some(format!("X{:04}", session.at()));
    }
}

/// Does a move; a change of seats that was weighed costs what it was weighed at.
fn done(state: &mut State<'_>, dice: &mut Dice) -> bool {
    match moves::some_move(state, dice, i64::MAX) {
        Tried::Nothing => false,
        Tried::Done => true,
        Tried::Weighed(change) => {
            let before = state.rupees;
            change.make(state);
            assert_eq!(state.rupees - before, change.rupees);
            true
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_move_costs_what_a_recount_finds_and_what_is_undone_is_as_it_was(seed in any::<u64>()) {
        let mut dice = Dice::new(seed, 0);
        let problem = Problem::new(&instance(&mut dice), &[]).unwrap();
        let mut state = load::start(&problem, None);
        construct::greedy(&mut state, &mut dice);
        for step in 0..400 {
            let before = Kept::of(&state);
            let done = done(&mut state, &mut dice);
            if !done || dice.below(2) == 0 {
                state.undo();
                prop_assert!(same(&Kept::of(&state), &before), "step {}", step);
            } else {
                state.keep();
            }
            if step % 40 == 0 {
                let (plan, report) = recount(&problem, &state);
                // Whether people are too few for a session shows at the end.
                let hard = report.by_rule().into_iter().filter(|(rule, _)| *rule != Rule::H22).collect::<Vec<_>>();
                prop_assert_eq!(&hard, &[], "{:?}", report.violations);
                prop_assert_eq!(doomed(&report, &plan), state.doomed);
                prop_assert_eq!(report.score.rupees, state.rupees);
                prop_assert_eq!(report.score.unseated, i64::try_from(state.unseated.len()).unwrap());
            }
        }
        // A plan that was laid aside comes back as it was, with its price.
        let aside = Kept::of(&state);
        for _ in 0..200 {
            if done(&mut state, &mut dice) { state.keep() } else { state.undo() }
        }
        aside.restore(&mut state);
        prop_assert!(same(&Kept::of(&state), &aside));
        prop_assert_eq!(recount(&problem, &state).1.score.rupees, state.rupees);
    }

    #[test]
    fn a_seat_is_forbidden_for_what_the_checker_would_find(seed in any::<u64>()) {
        let mut dice = Dice::new(seed, 0);
        let problem = Problem::new(&instance(&mut dice), &[]).unwrap();
        let mut state = load::start(&problem, None);
        construct::greedy(&mut state, &mut dice);
        named(&mut state);
        for _ in 0..60 {
            let wish = WishIx::new(dice.below(state.model.wishes.len()));
            let mut loose = vec![wish];
            state.unseat(wish);
            state.settle(wish, &mut loose);
            let module = state.model.wishes[wish].module;
            let sessions: Vec<SessionIx> =
                state.sessions.pairs().filter(|(_, s)| s.alive && s.module == module).map(|(n, _)| n).collect();
            let Some(&session) = dice.pick(&sessions) else { continue };
            let forbidden: BTreeSet<Rule> = obstacles(&state, wish, session).into_iter().collect();
            prop_assert_eq!(seat(&state, wish, session), forbidden.is_empty());
            let (mut plan, before) = recount(&problem, &state);
            let id = state.sessions[session].id.clone().unwrap();
            let person = state.model.people[state.model.wishes[wish].person].id.clone();
            plan.sessions.iter_mut().filter(|s| s.id == id).for_each(|s| s.trainees.push(person.clone()));
            let after = check(&problem.instance, &plan, None);
            prop_assert_eq!(&new_breaches(&before, &after), &forbidden, "{} in {}", person, id);
        }
    }

    #[test]
    fn a_place_is_forbidden_for_what_the_checker_would_find(seed in any::<u64>()) {
        let mut dice = Dice::new(seed, 0);
        let problem = Problem::new(&instance(&mut dice), &[]).unwrap();
        let mut state = load::start(&problem, None);
        construct::greedy(&mut state, &mut dice);
        let model = state.model;
        for _ in 0..80 {
            if state.alive >= model.max_sessions {
                break;
            }
            let module = ModuleIx::new(dice.below(model.modules.len()));
            let room = RoomIx::new(dice.below(model.rooms.len()));
            let slot = Slot::new(dice.below(model.slots.len()));
            let trainer = TrainerIx::new(dice.below(model.trainers.len()));
            let mut forbidden: BTreeSet<Rule> = room::obstacles(&state, module, room, slot).into_iter().collect();
            forbidden.extend(trainer::obstacles(&state, module, trainer, room, slot));
            let listed: Vec<TrainerIx> =
                (0..dice.below(4)).map(|_| TrainerIx::new(dice.below(model.trainers.len()))).collect();
            let needed = model.modules[module].co_trainers;
            let co = Co::of(listed.iter().copied().filter(|t| *t != trainer), needed);
            co.iter().for_each(|other| forbidden.extend(trainer::obstacles(&state, module, other, room, slot)));
            if co.iter().count() < needed {
                forbidden.insert(Rule::H24);
            }
            let co_trainers: Vec<&str> = listed.iter().map(|t| model.trainers[*t].id.as_str()).collect();
            let (mut plan, before) = recount(&problem, &state);
            plan.sessions.push(crate::format::PlannedSession {
                id: "one more".into(),
                module: model.modules[module].id.clone(),
                room: model.rooms[room].id.clone(),
                slot: i64::try_from(slot.at()).unwrap(),
                trainer: model.trainers[trainer].id.clone(),
                trainees: Vec::new(),
                extra: [(CO_TRAINERS.to_owned(), co_trainers.into())].into_iter().collect(),
            });
            let after = check(&problem.instance, &plan, None);
            let mut found = new_breaches(&before, &after);
            // A session is there before its people.
            found.remove(&Rule::H22);
            prop_assert_eq!(&found, &forbidden, "{:?}", (module, room, slot, trainer));
            let place = Place { module, room, slot, trainer, co, joins: None };
            if forbidden.is_empty() && dice.below(2) == 0 {
                state.found(place);
                state.keep();
            }
        }
    }
}

/// A programme with more rooms, most of which may join sessions of most modules by a link.
fn linked(dice: &mut Dice) -> Instance {
    let mut instance = instance(dice);
    for room in instance.rooms.clone() {
        instance.rooms.push(crate::format::Room { id: format!("{}b", room.id), ..room });
    }
    instance.rooms.iter_mut().for_each(|room| room.link = dice.below(4) > 0);
    instance.modules.iter_mut().for_each(|module| module.links = dice.below(3));
    instance.weights.link = 500;
    instance
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_room_may_join_where_the_checker_finds_nothing_and_every_count_is_kept(seed in any::<u64>()) {
        let mut dice = Dice::new(seed, 0);
        let problem = Problem::new(&linked(&mut dice), &[]).unwrap();
        let mut state = load::start(&problem, None);
        construct::greedy(&mut state, &mut dice);
        let model = state.model;
        for step in 0..30 {
            for _ in 0..20 {
                let before = Kept::of(&state);
                if done(&mut state, &mut dice) && dice.below(2) == 0 {
                    state.keep();
                } else {
                    state.undo();
                    prop_assert!(same(&Kept::of(&state), &before), "step {}", step);
                }
            }
            let held: Vec<SessionIx> = state.sessions.pairs().filter(|(_, s)| s.alive).map(|(n, _)| n).collect();
            let Some(&hub) = dice.pick(&held) else { continue };
            let (at, room) = (state.sessions[hub].place(), RoomIx::new(dice.below(model.rooms.len())));
            named(&mut state);
            let mut forbidden: BTreeSet<Rule> = room::obstacles(&state, at.module, room, at.slot).into_iter().collect();
            if !link::allows(&state, hub, room) {
                forbidden.insert(Rule::H26);
            }
            let (mut plan, before) = recount(&problem, &state);
            prop_assert_eq!(before.score.rupees, state.rupees, "step {}", step);
            prop_assert_eq!(doomed(&before, &plan), state.doomed);
            plan.sessions.push(crate::format::PlannedSession {
                id: "one more".into(),
                module: model.modules[at.module].id.clone(),
                room: model.rooms[room].id.clone(),
                slot: i64::try_from(at.slot.at()).unwrap(),
                trainer: model.trainers[at.trainer].id.clone(),
                trainees: Vec::new(),
                extra: [(crate::format::JOINS.to_owned(), format!("X{:04}", hub.at()).into())].into_iter().collect(),
            });
            let after = check(&problem.instance, &plan, None);
            prop_assert_eq!(&new_breaches(&before, &after), &forbidden, "{:?} {:?}", at, room);
            prop_assert_eq!(moves::beside(&state, hub, room).is_some(), forbidden.is_empty());
        }
    }
}

#[test]
fn what_is_turned_on_at_random_does_forbid_something() {
    let mut seen = BTreeSet::new();
    for seed in 0..12 {
        let mut dice = Dice::new(seed, 0);
        let problem = Problem::new(&instance(&mut dice), &[]).unwrap();
        let mut state = load::start(&problem, None);
        construct::greedy(&mut state, &mut dice);
        let model = state.model;
        for _ in 0..4_000 {
            let wish = WishIx::new(dice.below(model.wishes.len()));
            let session = SessionIx::new(dice.below(state.sessions.len()));
            let held = &state.sessions[session];
            if held.alive && held.module == model.wishes[wish].module {
                seen.extend(obstacles(&state, wish, session));
            }
            let (module, room) =
                (ModuleIx::new(dice.below(model.modules.len())), RoomIx::new(dice.below(model.rooms.len())));
            let slot = Slot::new(dice.below(model.slots.len()));
            seen.extend(room::obstacles(&state, module, room, slot));
            let trainer = TrainerIx::new(dice.below(model.trainers.len()));
            seen.extend(trainer::obstacles(&state, module, trainer, room, slot));
        }
        let report = recount(&problem, &state).1;
        seen.extend(report.by_rule().into_keys());
    }
    for rule in [Rule::H18, Rule::H19, Rule::H20, Rule::H21, Rule::H22, Rule::H23, Rule::H25] {
        assert!(seen.contains(&rule), "{rule:?}");
    }
}
