//! No plan is below the bound, term by term; taking something away never makes a programme cheaper.

use super::*;
use crate::checker::check;
use crate::format::{Instance, read_instance};
use crate::solve::{Options, Solver};

fn small() -> Instance {
    read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap()
}

fn programme() -> Instance {
    read_instance(include_str!("../../tests/judge/programme-x1-s1.json")).unwrap()
}

/// Something that is taken away.
type Change = fn(&mut Instance);

fn bound(instance: &Instance) -> Bound {
    lower_bound(&Problem::new(instance, &[]).unwrap())
}

#[test]
fn no_plan_is_below_the_bound() {
    // The small programme as it comes allows 38 sessions where 45 are needed.
    let roomy = Instance { max_sessions: 60, ..small() };
    assert!(bound(&small()).sessions > 38);
    // One room may join the sessions of most modules, at some prices.
    let linked = |link: i64| {
        let mut instance = roomy.clone();
        instance.rooms.iter_mut().for_each(|room| room.link = true);
        instance.modules.iter_mut().skip(3).for_each(|module| module.links = 1);
        instance.weights.link = link;
        instance
    };
    let (free, dear) = (linked(0), linked(9_000));
    assert!(bound(&free).sessions < bound(&roomy).sessions && bound(&free).rupees < bound(&roomy).rupees);
    for (instance, iterations) in [(free, 400_000), (dear, 300_000), (roomy, 400_000), (programme(), 200_000)] {
        let problem = Problem::new(&instance, &[]).unwrap();
        let bound = lower_bound(&problem);
        for seed in 1..=2 {
            let mut solver = Solver::new(&problem, &Options { seed, ..Options::default() });
            solver.step(iterations);
            let report = check(&instance, &solver.best().0, None);
            assert_eq!((report.score.hard, report.score.unseated), (0, 0), "{}", instance.name);
            assert!(bound.rupees <= report.score.rupees, "{bound:?} {:?}", report.score);
            assert!(bound.sessions <= report.counts["session"]);
            for (term, price) in instance.weights.terms() {
                let cost = report.counts.get(term).copied().unwrap_or(0) * price;
                assert!(bound.terms.get(term).copied().unwrap_or(0) <= cost, "{term}: {bound:?}, {cost}");
            }
        }
    }
}

#[test]
fn no_plan_with_sessions_of_several_half_days_is_below_the_bound() {
    let mut whole = 0;
    for seed in 0..8 {
        let mut dice = crate::solve::dice::Dice::new(seed, 0);
        let mut instance = Instance { max_sessions: 90, ..small() };
        instance.modules.iter_mut().step_by(1 + dice.below(3)).for_each(|m| m.duration = Some(1 + dice.below(5)));
        instance.trainers.iter_mut().for_each(|t| (t.max_per_day, t.max_per_week, t.max_total) = (2, 12, 200));
        let problem = Problem::new(&instance, &[]).unwrap();
        let bound = lower_bound(&problem);
        let mut solver = Solver::new(&problem, &Options { seed, ..Options::default() });
        solver.step(60_000);
        let report = check(&instance, &solver.best().0, None);
        assert_eq!(report.score.hard, 0, "{seed}: {:?}", report.violations);
        if report.score.unseated > 0 {
            continue;
        }
        whole += 1;
        assert!(bound.rupees <= report.score.rupees, "{seed}: {bound:?} {:?}", report.score);
        assert!(bound.sessions <= report.counts["session"], "{seed}");
        for (term, price) in instance.weights.terms() {
            let cost = report.counts.get(term).copied().unwrap_or(0) * price;
            assert!(bound.terms.get(term).copied().unwrap_or(0) <= cost, "{seed} {term}: {bound:?}, {cost}");
        }
    }
    assert!(whole >= 3, "{whole} plans that seat everybody");
}

#[test]
fn longer_sessions_never_make_it_cheaper() {
    let before = bound(&small());
    let mut instance = small();
    instance.modules.iter_mut().step_by(2).for_each(|m| m.duration = Some(3));
    let after = bound(&instance);
    for (term, rupees) in &before.terms {
        assert!(after.terms[term] >= *rupees, "{term}: {before:?} {after:?}");
    }
    assert!(after.terms["trainee_trip"] > before.terms["trainee_trip"] && after.rupees > before.rupees);
}

#[test]
fn the_programmes_bound_does_not_get_worse() {
    let bound = bound(&programme());
    // 241 by seats alone; service cover asks for six more.
    assert_eq!(bound.sessions, 247);
    assert!(bound.rupees >= bound.terms.values().sum());
    assert!(bound.rupees >= 1_993_000, "a simple one gives 1,890,000: {bound:?}");
}

#[test]
fn taking_something_away_never_makes_it_cheaper() {
    let before = bound(&small());
    let changes: [(&str, Change); 5] = [
        ("a room", |i| drop(i.rooms.pop())),
        ("a trainer", |i| drop(i.trainers.pop())),
        ("the first day", |i| i.days[0].working = false),
        ("seats", |i| i.rooms.iter_mut().for_each(|room| room.capacity -= 4)),
        ("cover", |i| {
            i.facilities
                .iter_mut()
                .flat_map(|f| f.cadres.values_mut())
                .for_each(|c| c.max_absent = c.max_absent.min(1));
        }),
    ];
    for (what, change) in changes {
        let mut instance = small();
        change(&mut instance);
        let after = bound(&instance);
        assert!(after.sessions >= before.sessions, "{what}: {before:?} {after:?}");
        for (term, rupees) in &before.terms {
            assert!(after.terms[term] >= *rupees, "{what}: {before:?} {after:?}");
        }
        // The prices of seats are searched for, and not always found equally well. Smaller rooms have fewer empty seats.
        assert!(what == "seats" || after.rupees * 1000 >= before.rupees * 995, "{what}: {before:?} {after:?}");
    }
}

#[test]
fn nobody_to_seat_costs_nothing_and_an_impossible_programme_has_a_bound_all_the_same() {
    let mut instance = small();
    instance.trainees.clear();
    assert_eq!((bound(&instance).rupees, bound(&instance).sessions), (0, 0));
    let mut instance = small();
    instance.rooms.clear();
    assert!(bound(&instance).rupees >= 0);
    let mut instance = small();
    instance.days.iter_mut().for_each(|day| day.working = false);
    assert!(bound(&instance).rupees >= 0);
}

#[test]
fn the_gap_is_told_in_tenths_of_a_per_cent_of_the_plans_cost() {
    let bound = Bound { sessions: 0, terms: BTreeMap::new(), rupees: 800 };
    for (rupees, gap) in [(1000, Some(200)), (800, Some(0)), (801, Some(2)), (700, Some(0)), (0, None)] {
        assert_eq!(bound.gap_tenths(rupees), gap, "{rupees}");
    }
}
