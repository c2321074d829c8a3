//! The board says of every change what the checker finds when it counts the whole plan before and after.

use super::breach::Breach;
use super::verdict::Delta;
use super::*;
use crate::checker::{Violation, check};
use crate::format::{CO_TRAINERS, Instance, JOINS, Locked, Plan, PlannedSession, read_instance};
use crate::index::Ix;
use crate::rule::Rule;
use crate::solve::dice::Dice;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

const SMALL: &str = include_str!("../../tests/judge/programme-x0.1-s1.json");

/// The small programme with much that can go wrong: leave, closed rooms, tired trainers, pins, days that do not suit.
static PROGRAMME: LazyLock<(Instance, Plan)> = LazyLock::new(|| programme(false));
/// The same with optional parts.
static LIFELIKE: LazyLock<(Instance, Plan)> = LazyLock::new(|| programme(true));

fn programme(options: bool) -> (Instance, Plan) {
    let mut instance = read_instance(SMALL).unwrap();
    instance.max_sessions = 26;
    for (at, person) in instance.trainees.iter_mut().enumerate() {
        person.preferred_weekdays = if at % 3 == 0 { vec![1, 2] } else { Vec::new() };
    }
    let problem = crate::solve::Problem::new(&instance, &[]).unwrap();
    let mut solver = crate::Solver::new(&problem, &crate::Options { seed: 5, ..crate::Options::default() });
    solver.step(20_000);
    let plan = solver.best().0;
    for session in plan.sessions.iter().take(3) {
        let trainees = (session.slot % 2 == 0).then(|| session.trainees.clone());
        let pin = Locked {
            id: session.id.clone(),
            module: session.module.clone(),
            room: session.room.clone(),
            slot: session.slot,
            trainer: session.trainer.clone(),
            trainees,
            // The even ones name everybody, the odd ones two who must be among them.
            keep: session.trainees.iter().filter(|_| session.slot % 2 == 1).take(2).cloned().collect(),
            joins: None,
        };
        instance.locked.push(pin);
    }
    // Which of them are on must not hang on the search before.
    for seed in 0..if options { 3 } else { 0 } {
        crate::real_life::turn_on_some(&mut instance, &mut Dice::new(seed, 0));
    }
    assert!(!options || instance.modules.iter().any(|m| m.half_days() > 2), "sessions over a night");
    let mut dice = Dice::new(9, 0);
    let mut plan = plan;
    for session in plan.sessions.iter_mut().filter(|_| options) {
        let some = (0..dice.below(4)).map(|_| pick(&instance.trainers, dice.below(99)).id.as_str());
        session.extra.insert(CO_TRAINERS.into(), some.collect::<Vec<_>>().into());
    }
    if options {
        join_some(&mut instance, &mut plan, &mut dice);
    }
    (instance, plan)
}

/// Lets some sessions join others by a link, most of them as the rules ask.
fn join_some(instance: &mut Instance, plan: &mut Plan, dice: &mut Dice) {
    instance.weights.link = 700;
    instance.modules.iter_mut().for_each(|m| m.links = 1 + dice.below(2));
    instance.rooms.iter_mut().for_each(|r| r.link = true);
    instance.rooms.iter_mut().step_by(5).for_each(|r| r.link = false);
    for at in (4..plan.sessions.len()).filter(|at| at % 3 > 0) {
        let hub = plan.sessions[at - at % 3].clone();
        let room = &mut plan.sessions[at];
        if dice.below(4) > 0 {
            (room.module, room.slot, room.trainer) = (hub.module, hub.slot, hub.trainer);
        }
        room.extra.insert(JOINS.into(), hub.id.into());
    }
}

/// One of the two programmes, with its plan.
fn some_programme(dice: usize) -> &'static (Instance, Plan) {
    if dice == 0 { &LIFELIKE } else { &PROGRAMME }
}

/// A number for everything that a random change needs.
type Throw = (usize, usize, usize, usize, Vec<usize>);

fn dice() -> impl Strategy<Value = Throw> {
    (0_usize..9, 0_usize..500, 0_usize..500, 0_usize..500, proptest::collection::vec(0_usize..500, 1..4))
}

fn pick<T>(list: &[T], at: usize) -> &T {
    &list[at % list.len()]
}

/// A random edit; it may name what does not go together.
fn edit(instance: &Instance, plan: &Plan, (kind, a, b, c, people): &Throw, new: usize) -> Edit {
    let sessions = &plan.sessions;
    let (one, two) = (pick(sessions, *a), pick(sessions, *b));
    let slots = instance.days.len() * instance.slots_per_day;
    let slot = i64::try_from(*c % slots).unwrap();
    let (room, trainer) = (pick(&instance.rooms, *b).id.clone(), pick(&instance.trainers, *c).id.clone());
    let fresh = |module: &str| NewSession {
        id: format!("new-{new}"),
        module: module.to_owned(),
        room: room.clone(),
        slot,
        trainer: trainer.clone(),
    };
    let mut chosen: Vec<String> =
        people.iter().filter(|_| !one.trainees.is_empty()).map(|p| pick(&one.trainees, *p).clone()).collect();
    chosen.sort();
    chosen.dedup();
    let same = sessions.iter().filter(|s| s.module == one.module && s.id != one.id).cycle().nth(b % 7);
    let session = one.id.clone();
    match kind {
        0 | 1 => Edit::Move { session, slot, room },
        2 => Edit::Trainer { session, trainer },
        3 => Edit::MovePeople { from: Some(session), to: same.map(|s| s.id.clone()), people: chosen },
        // Into any module, also where they sit already elsewhere.
        4 => Edit::MovePeople { from: None, to: Some(two.id.clone()), people: chosen },
        5 => Edit::Add(fresh(&pick(&instance.modules, *a).id)),
        6 => Edit::Split { session, new: fresh(&one.module), people: chosen },
        7 => Edit::Merge { from: session, into: same.map_or_else(String::new, |s| s.id.clone()) },
        _ => Edit::Cancel { session },
    }
}

fn sorted(mut violations: Vec<Violation>) -> Vec<String> {
    for v in &mut violations {
        v.sessions.sort();
        v.trainees.sort();
    }
    let mut all: Vec<String> = violations.iter().map(|v| serde_json::to_string(v).unwrap()).collect();
    all.sort();
    all
}

/// What is in the first list and not in the second, with multiplicity.
fn minus(from: &[String], what: &[String]) -> Vec<String> {
    let mut left = from.to_vec();
    for one in what {
        if let Some(at) = left.iter().position(|x| x == one) {
            left.remove(at);
        }
    }
    left
}

/// A breach in the checker's words.
fn words(board: &Board, after: Option<&Plan>, breach: &Breach) -> Violation {
    let plan = after.unwrap_or_else(|| board.plan());
    let id = |at: &crate::index::SessionIx| {
        let known = board.plan().sessions.get(at.at()).map(|s| s.id.clone());
        known.unwrap_or_else(|| plan.sessions.last().unwrap().id.clone())
    };
    let mut v = Violation {
        rule: breach.rule,
        sessions: breach.sessions.slice().iter().map(id).collect(),
        trainees: breach.people.slice().iter().map(|p| board.ground().people[*p].id.clone()).collect(),
        about: board.about(breach.about, ""),
        slot: breach.slot,
        count: breach.count,
    };
    match breach.rule {
        Rule::H17 => (v.sessions, v.about) = (vec![breach.name.clone()], breach.name.clone()),
        Rule::H01 if v.trainees.is_empty() && !breach.name.is_empty() => v.trainees = vec![breach.name.clone()],
        Rule::H01 if v.about.is_empty() => v.about = v.sessions[0].clone(),
        _ => {}
    }
    v
}

/// The board's difference is the checker's.
fn same(instance: &Instance, board: &Board, after: &Plan, delta: &Delta) {
    let (was, is) = (check(instance, board.plan(), None), check(instance, after, None));
    let (before_words, after_words) = (sorted(was.violations), sorted(is.violations));
    let told = |breaches: &[Breach], plan| sorted(breaches.iter().map(|b| words(board, plan, b)).collect());
    assert_eq!(told(&delta.added, Some(after)), minus(&after_words, &before_words), "broken");
    assert_eq!(told(&delta.removed, None), minus(&before_words, &after_words), "mended");
    assert_eq!(delta.rupees, is.score.rupees - was.score.rupees, "rupees");
    assert_eq!(delta.missing, is.score.unseated - was.score.unseated, "seats");
}

/// A plan spoilt by edits, by people and places that do not exist, and by slots outside the calendar.
fn spoilt((instance, plan): &(Instance, Plan), ground: &Ground, dice: &[Throw], strange: usize) -> Plan {
    let mut plan = plan.clone();
    for (at, throw) in dice.iter().enumerate() {
        if let Ok(images) = images(ground, &plan, &edit(instance, &plan, throw, 100 + at)) {
            put(&mut plan, &images).unwrap();
        }
    }
    let n = plan.sessions.len();
    let one: &mut PlannedSession = &mut plan.sessions[strange % n];
    match strange % 6 {
        0 => one.slot = -3,
        1 => one.trainees.push("nobody".into()),
        2 => one.room = "nowhere".into(),
        3 => one.trainees.extend(one.trainees.first().cloned()),
        4 => {
            drop(one.extra.insert(
                JOINS.into(),
                if strange.is_multiple_of(4) { "nothing".into() } else { one.id.as_str().into() },
            ))
        }
        _ => {}
    }
    plan
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_breaks_mends_and_costs_what_the_checker_recounts(
        first in proptest::collection::vec(dice(), 0..12), strange in 0_usize..500, then in proptest::collection::vec(dice(), 1..6), which in 0_usize..2
    ) {
        let programme = some_programme(which);
        let instance = &programme.0;
        let ground = Arc::new(Ground::new(instance).unwrap());
        let mut plan = spoilt(programme, &ground, &first, strange);
        for (at, throw) in then.iter().enumerate() {
            let edit = edit(instance, &plan, throw, at);
            let Ok(found) = images(&ground, &plan, &edit) else { continue };
            let board = Board::new(Arc::clone(&ground), Arc::new(plan.clone()));
            let mut after = plan.clone();
            put(&mut after, &found).unwrap();
            same(instance, &board, &after, &board.delta(&board.changes(&found)));
            let mut back = after.clone();
            put(&mut back, &take_back(&found)).unwrap();
            prop_assert_eq!(&back, &plan, "taken back");
            plan = after;
        }
    }

    #[test]
    fn every_target_is_judged_as_the_move_alone(
        first in proptest::collection::vec(dice(), 0..12), strange in 0_usize..500, session in 0_usize..500, from in 0_i64..40, which in 0_usize..2
    ) {
        let programme = some_programme(which);
        let instance = &programme.0;
        let ground = Arc::new(Ground::new(instance).unwrap());
        let board = Board::new(Arc::clone(&ground), Arc::new(spoilt(programme, &ground, &first, strange)));
        let session = &pick(&board.plan().sessions, session).id.clone();
        let rooms: Vec<&str> = instance.rooms.iter().map(|r| r.id.as_str()).collect();
        let from = from.min(ground.slots() - 4);
        for target in board.targets(session, from..from + 4, &rooms).unwrap() {
            let edit = Edit::Move { session: session.clone(), slot: target.slot, room: target.room.clone() };
            match board.then(&edit) {
                Ok(then) => prop_assert_eq!(target.then, then),
                Err(error) => prop_assert!(target.here && error == EditError::Nothing && target.then.level == Level::Green),
            }
        }
    }
}

fn board(plan: Plan) -> Board {
    Board::new(Arc::new(Ground::new(&PROGRAMME.0).unwrap()), Arc::new(plan))
}

#[test]
fn trainers_and_seats_are_ordered_by_fit_and_agree_with_the_edit() {
    let board = board(PROGRAMME.1.clone());
    for session in board.plan().sessions.iter().take(8) {
        let fits = board.trainers(&session.id).unwrap();
        assert!(fits.iter().any(|f| f.now && f.then.broken.is_empty() && f.then.rupees == 0));
        assert!(fits.windows(2).all(|w| w[0].then.level <= w[1].then.level));
        for fit in fits.iter().filter(|f| !f.now) {
            let edit = Edit::Trainer { session: session.id.clone(), trainer: fit.trainer.clone() };
            assert_eq!(board.then(&edit).unwrap(), fit.then);
        }
        let person = &session.trainees[0];
        for fit in board.seats_for(person, &session.module).unwrap() {
            let (from, to) = (Some(session.id.clone()), Some(fit.session.clone()));
            let edit = Edit::MovePeople { from, to, people: vec![person.clone()] };
            assert_eq!(board.then(&edit).unwrap(), fit.then);
        }
    }
}

#[test]
fn what_can_not_be_done_is_refused_by_its_name() {
    let plan = &PROGRAMME.1;
    let ground = Ground::new(&PROGRAMME.0).unwrap();
    let (one, other) = (&plan.sessions[0], plan.sessions.iter().find(|s| s.module != plan.sessions[0].module).unwrap());
    let id = || one.id.clone();
    let new = |room: &str, trainer: &str, module: &str, name: &str| NewSession {
        id: name.into(),
        module: module.into(),
        room: room.into(),
        slot: 0,
        trainer: trainer.into(),
    };
    let move_to = |room: &str, slot| Edit::Move { session: id(), slot, room: room.into() };
    let people = |from: Option<String>, to: Option<String>, who: &[&str]| Edit::MovePeople {
        from,
        to,
        people: who.iter().map(|p| (*p).to_owned()).collect(),
    };
    let split = |who: Vec<String>| Edit::Split {
        session: id(),
        new: new(&one.room, &one.trainer, &one.module, "X"),
        people: who,
    };
    let table = [
        (Edit::Cancel { session: "S?".into() }, EditError::NoSession),
        (move_to("R?", 0), EditError::NoRoom),
        (move_to(&one.room, 100_000), EditError::NoSlot),
        (move_to(&one.room, -1), EditError::NoSlot),
        (move_to(&one.room, one.slot), EditError::Nothing),
        (Edit::Trainer { session: id(), trainer: "K?".into() }, EditError::NoTrainer),
        (people(Some(id()), None, &["T?"]), EditError::NoPerson),
        (people(Some(id()), None, &[]), EditError::Nobody),
        (people(Some(id()), Some(other.id.clone()), &[&one.trainees[0]]), EditError::OtherModule),
        (people(None, Some(id()), &[&one.trainees[0]]), EditError::Nothing),
        (Edit::Add(new(&one.room, &one.trainer, "M?", "X")), EditError::NoModule),
        (Edit::Add(new(&one.room, &one.trainer, &one.module, &one.id)), EditError::Taken),
        (split(one.trainees.clone()), EditError::Nobody),
        (Edit::Merge { from: id(), into: other.id.clone() }, EditError::OtherModule),
        (Edit::Merge { from: id(), into: id() }, EditError::Nothing),
    ];
    for (edit, error) in table {
        assert_eq!(images(&ground, plan, &edit), Err(error), "{edit:?}");
    }
}

#[test]
fn a_change_of_what_was_changed_since_is_stale_and_does_nothing() {
    let mut plan = PROGRAMME.1.clone();
    let ground = Ground::new(&PROGRAMME.0).unwrap();
    let edit = Edit::Cancel { session: plan.sessions[4].id.clone() };
    let cancel = images(&ground, &plan, &edit).unwrap();
    plan.sessions[4].trainees.pop();
    let before = plan.clone();
    assert_eq!(put(&mut plan, &cancel), Err(Stale(before.sessions[4].id.clone())));
    assert_eq!(plan, before);
}

#[test]
fn a_taken_room_is_red_leave_is_amber_and_an_empty_place_green() {
    let board = board(PROGRAMME.1.clone());
    let instance = &PROGRAMME.0;
    let rooms: Vec<&str> = instance.rooms.iter().map(|r| r.id.as_str()).collect();
    let (mut seen, mut amber) = (std::collections::BTreeMap::new(), Vec::new());
    for session in &board.plan().sessions {
        for target in board.targets(&session.id, 0..board.ground().slots(), &rooms).unwrap() {
            let taken = board
                .plan()
                .sessions
                .iter()
                .any(|s| (&s.room, s.slot) == (&target.room, target.slot) && s.id != session.id);
            assert!(
                !taken || target.then.broken.iter().any(|b| b.rule == Rule::H04) || target.then.level == Level::Red
            );
            *seen.entry(target.then.level).or_insert(0) += 1;
            if target.then.level == Level::Amber {
                amber.extend(target.then.broken.iter().map(|b| b.rule));
            }
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(amber.iter().all(|rule| Level::usual(*rule) == Level::Amber));
}
