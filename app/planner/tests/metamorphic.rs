//! What must stay the same when an instance is changed in a way whose effect is known.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test whose instance can not be read or lacks what is changed must fail loudly"
)]

use abhyas_planner::bound::lower_bound;
use abhyas_planner::checker::check;
use abhyas_planner::format::{Becomes, Cohort, read_instance};
use abhyas_planner::solve::Problem;
use abhyas_planner::{Instance, Options, Plan, Score, Solver};

fn small() -> Instance {
    let mut instance = read_instance(include_str!("judge/programme-x0.1-s1.json")).unwrap();
    instance.max_sessions = 60;
    instance
}

fn solved(instance: &Instance, iterations: u64) -> (Plan, Score) {
    let problem = Problem::new(instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options::default());
    solver.run_for(|progress| share(progress.iterations, iterations));
    solver.best()
}

#[expect(clippy::cast_precision_loss, reason = "a test's iterations are far below 2^52")]
fn share(done: u64, of: u64) -> f64 {
    done as f64 / of as f64
}

/// Puts a mark before every id.
fn marked(mut instance: Instance, mark: &str) -> Instance {
    let put = |id: &mut String| *id = format!("{mark}{id}");
    instance.districts.iter_mut().for_each(|d| put(&mut d.id));
    for block in &mut instance.blocks {
        put(&mut block.id);
        put(&mut block.district);
    }
    for room in &mut instance.rooms {
        put(&mut room.id);
        put(&mut room.venue);
        put(&mut room.block);
    }
    for module in &mut instance.modules {
        put(&mut module.id);
        module.prerequisites.iter_mut().for_each(put);
    }
    for role in &mut instance.roles {
        put(&mut role.id);
        role.modules.iter_mut().for_each(put);
    }
    for facility in &mut instance.facilities {
        put(&mut facility.id);
        put(&mut facility.block);
    }
    for trainer in &mut instance.trainers {
        put(&mut trainer.id);
        put(&mut trainer.home_block);
        trainer.modules.iter_mut().for_each(put);
    }
    for trainee in &mut instance.trainees {
        put(&mut trainee.id);
        put(&mut trainee.role);
        put(&mut trainee.facility);
    }
    instance
}

#[test]
fn other_names_make_the_same_plan() {
    let mut linked = small();
    let_rooms_join(&mut linked);
    for instance in [small(), linked] {
        let (plan, score) = solved(&instance, 30_000);
        let (other, other_score) = solved(&marked(instance, "x"), 30_000);
        assert_eq!(score, other_score);
        let plain = |id: &str| id.trim_start_matches('x').to_owned();
        for (a, b) in plan.sessions.iter().zip(&other.sessions) {
            assert_eq!((&a.module, a.slot, &a.room), (&plain(&b.module), b.slot, &plain(&b.room)));
            assert_eq!((&a.id, a.joins()), (&b.id, b.joins()));
            assert_eq!(a.trainees, b.trainees.iter().map(|t| plain(t)).collect::<Vec<_>>());
        }
    }
}

/// Lets two rooms join any session by a link.
fn let_rooms_join(instance: &mut Instance) {
    instance.rooms.iter_mut().for_each(|room| room.link = true);
    instance.modules.iter_mut().for_each(|module| module.links = 2);
    instance.weights.link = 1_000;
}

#[test]
fn rooms_that_may_join_make_a_plan_cheaper_and_one_without_them_stays_good() {
    // Dear sessions: or so small a programme has no use for further rooms.
    let mut plain = small();
    plain.weights.session = 20_000;
    let (plan, score) = solved(&plain, 200_000);
    let mut linked = plain.clone();
    let_rooms_join(&mut linked);
    assert_eq!(check(&linked, &plan, None).score, score);
    let (better, cheaper) = solved(&linked, 200_000);
    assert_eq!((cheaper.hard, cheaper.unseated), (0, 0));
    assert!(cheaper.rupees < score.rupees, "{cheaper:?} {score:?}");
    let joined = better.sessions.iter().filter(|s| s.joins().is_some()).count();
    assert!(joined > 0);
    // What joins counts neither for the programme nor for the trainers.
    let own = Instance { max_sessions: better.sessions.len() - joined, ..linked.clone() };
    assert_eq!(check(&own, &better, None).score.hard, 0);
    // Where no room may join any more, the same plan breaks the rule and is mended.
    assert!(check(&plain, &better, None).by_rule().into_keys().eq([abhyas_planner::Rule::H26]));
    let problem = Problem::new(&plain, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options { previous: Some(better), ..Options::default() });
    solver.step(60_000);
    let (mended, score) = solver.best();
    assert_eq!((score.hard, score.unseated), (0, 0));
    assert!(mended.sessions.iter().all(|s| s.joins().is_none()));
}

/// Two programmes beside each other, too far apart to share anything but the calendar.
fn doubled() -> Instance {
    let (mut both, other) = (marked(small(), "a"), marked(small(), "b"));
    let n = both.blocks.len();
    let far = both.rules.trainee_max_km + both.rules.trainer_max_km + 1;
    for row in &mut both.distance_km {
        row.extend(std::iter::repeat_n(far, n));
    }
    both.distance_km.extend(other.distance_km.into_iter().map(|row| {
        let mut whole = vec![far; n];
        whole.extend(row);
        whole
    }));
    both.districts.extend(other.districts);
    both.blocks.extend(other.blocks);
    both.rooms.extend(other.rooms);
    both.modules.extend(other.modules);
    both.roles.extend(other.roles);
    both.facilities.extend(other.facilities);
    both.trainers.extend(other.trainers);
    both.trainees.extend(other.trainees);
    both.max_sessions += other.max_sessions;
    both
}

#[test]
fn two_programmes_side_by_side_are_planned_as_well_as_one() {
    let one = small();
    let (_, score) = solved(&one, 60_000);
    assert_eq!((score.hard, score.unseated), (0, 0));
    let both = doubled();
    let (plan, twice) = solved(&both, 120_000);
    assert_eq!((twice.hard, twice.unseated), (0, 0));
    assert!(twice.rupees * 100 < score.rupees * 2 * 115, "{} for one, {} for two", score.rupees, twice.rupees);
    // Nobody sits in the other programme.
    for session in &plan.sessions {
        let side = &session.module[..1];
        assert!(session.trainees.iter().all(|t| t.starts_with(side)) && session.room.starts_with(side));
    }
    let bound = |i: &Instance| lower_bound(&Problem::new(i, &[]).unwrap());
    let (single, double) = (bound(&one), bound(&both));
    assert_eq!(double.sessions, 2 * single.sessions);
    for term in ["session", "trainee_trip", "trainee_km"] {
        assert_eq!(double.terms[term], 2 * single.terms[term], "{term}");
    }
    assert_eq!(double.terms["last_day"], single.terms["last_day"], "both have the same calendar");
}

type Change = fn(&mut Instance);

#[test]
fn slack_never_makes_a_good_plan_bad() {
    let instance = small();
    let (plan, score) = solved(&instance, 20_000);
    let slacks: [(&str, Change); 7] = [
        ("rooms that may join", let_rooms_join),
        ("a room more", |i| {
            let room = i.rooms[0].clone();
            i.rooms.push(abhyas_planner::format::Room { id: "R999".into(), ..room });
        }),
        ("seats more", |i| i.rooms.iter_mut().for_each(|r| r.capacity += 5)),
        ("open all the time", |i| i.rooms.iter_mut().for_each(|r| r.unavailable.clear())),
        ("nobody on leave", |i| i.trainees.iter_mut().for_each(|t| t.unavailable.clear())),
        ("more cover", |i| {
            i.facilities
                .iter_mut()
                .flat_map(|f| f.cadres.values_mut())
                .for_each(|c| (c.max_absent, c.min_present) = (c.max_absent + 1, 0));
        }),
        ("longer ways", |i| i.rules.trainee_max_km += 50),
    ];
    for (slack, give) in slacks {
        let mut roomier = instance.clone();
        give(&mut roomier);
        let report = check(&roomier, &plan, None);
        assert_eq!((report.score.hard, report.score.unseated), (0, 0), "{slack}");
        let options = Options { previous: Some(plan.clone()), ..Options::default() };
        let problem = Problem::new(&roomier, &[]).unwrap();
        let mut solver = Solver::new(&problem, &options);
        solver.step(5_000);
        let better = check(&roomier, &solver.best().0, None).score;
        assert!((better.hard, better.unseated) == (0, 0), "{slack}: {better:?} after {score:?}");
        let bound = |i: &Instance| lower_bound(&Problem::new(i, &[]).unwrap()).rupees;
        // Larger rooms may have more empty seats, which cost something.
        assert!(slack == "seats more" || bound(&roomier) <= bound(&instance), "{slack}");
    }
}

/// Modules that many people need.
const POPULAR: [&str; 8] = ["M01", "M04", "M05", "M06", "M09", "M12", "M15", "M17"];

fn popular(instance: &mut Instance) -> impl Iterator<Item = &mut abhyas_planner::format::Module> {
    instance.modules.iter_mut().filter(|m| POPULAR.contains(&m.id.as_str()))
}

/// Each optional part on, in a way that lets the small programme be planned in full.
fn with_options() -> Vec<(&'static str, Change, Change)> {
    vec![
        (
            "holidays",
            |i| i.days.iter_mut().step_by(9).for_each(|d| d.holiday_in = vec!["D01".into()]),
            |i| i.days.iter_mut().for_each(|d| d.holiday_in.clear()),
        ),
        (
            "nights",
            |i| i.trainees.iter_mut().enumerate().for_each(|(at, t)| t.nights = vec![at % 60, at % 60 + 7]),
            |i| i.trainees.iter_mut().for_each(|t| t.nights.clear()),
        ),
        (
            "trainers who wait",
            |i| i.trainers.iter_mut().step_by(2).for_each(|t| t.available_from = Some(20)),
            |i| i.trainers.iter_mut().for_each(|t| t.available_from = None),
        ),
        (
            "rooms made ready",
            |i| i.modules.iter_mut().step_by(3).for_each(|m| m.set_up = 1),
            |i| i.modules.iter_mut().for_each(|m| m.set_up = 0),
        ),
        (
            "enough people",
            |i| popular(i).for_each(|m| (m.min_size, m.min_size_hard) = (10, true)),
            |i| i.modules.iter_mut().for_each(|m| (m.min_size, m.min_size_hard) = (0, false)),
        ),
        (
            "cohorts",
            |i| {
                i.cohorts = vec![Cohort { id: "C".into(), hard: true }];
                // Of different facilities, or the cover of one would keep them apart.
                for at in [0, 60, 120] {
                    i.trainees[at].cohort = Some("C".into());
                }
            },
            |i| {
                i.cohorts.clear();
                i.trainees.iter_mut().for_each(|t| t.cohort = None);
            },
        ),
        (
            "two who teach",
            |i| {
                i.modules[5].co_trainers = 1;
                i.modules[6].co_trainers = 1;
            },
            |i| i.modules.iter_mut().for_each(|m| m.co_trainers = 0),
        ),
        (
            "sessions of several half-days",
            |i| {
                // Trainers teach ten half-days at most.
                for (module, half_days) in [(1, 2), (6, 3), (8, 2)] {
                    i.modules[module].duration = Some(half_days);
                }
            },
            |i| i.modules.iter_mut().for_each(|m| m.duration = None),
        ),
        (
            "trainers who learn first",
            |i| {
                for (trainer, trainee) in [(7, "T00007"), (4, "T00020")] {
                    i.trainers[trainer].becomes = Some(Becomes { trainee: trainee.into(), delay_days: 1 });
                }
            },
            |i| i.trainers.iter_mut().for_each(|t| t.becomes = None),
        ),
    ]
}

#[test]
fn an_option_is_honoured_and_without_it_the_plan_is_as_good() {
    for (what, on, off) in with_options() {
        // Further trainers who teach may make the loads more even.
        let mut plain = small();
        plain.weights.trainer_load_spread = 0;
        let mut with = plain.clone();
        on(&mut with);
        let (plan, score) = solved(&with, 300_000);
        assert_eq!((score.hard, score.unseated), (0, 0), "{what}");
        let mut without = with.clone();
        off(&mut without);
        assert_eq!(without, plain, "{what}");
        assert!(check(&without, &plan, None).score <= score, "{what}");
        // The option does ask for something: a plan made without it breaks it.
        let other = solved(&without, 60_000).0;
        assert!(check(&with, &other, None).score.hard > 0, "{what}");
    }
}

#[test]
fn seats_offered_for_those_who_stay_away_never_break_a_plan_and_hold_more_people() {
    // Fewer sessions than everybody needs.
    let plain = Instance { max_sessions: 38, ..small() };
    let (plan, score) = solved(&plain, 40_000);
    let mut offered = plain.clone();
    offered.no_show_permille = 150;
    offered.rooms.iter_mut().for_each(|room| room.overbook_max = 6);
    assert_eq!(check(&offered, &plan, None).score.hard, 0);
    let (more, better) = solved(&offered, 40_000);
    assert!(better.hard == 0 && better.unseated < score.unseated, "{better:?} {score:?}");
    let capacity = |id: &str| offered.rooms.iter().find(|r| r.id == id).unwrap().capacity;
    assert!(more.sessions.iter().any(|s| s.trainees.len() > capacity(&s.room)));
}

#[test]
fn a_price_brings_cohorts_together() {
    let mut apart = small();
    let cohorts: Vec<String> = (0..8).map(|c| format!("C{c}")).collect();
    apart.cohorts = cohorts.iter().map(|id| Cohort { id: id.clone(), hard: false }).collect();
    for (at, person) in apart.trainees.iter_mut().enumerate().filter(|(at, _)| at % 3 == 0) {
        person.cohort = cohorts.get(at / 3 % 8).cloned();
    }
    let mut together = apart.clone();
    together.weights.split_cohort = 2_000;
    let spread = |instance: &Instance| {
        let (plan, score) = solved(instance, 300_000);
        assert_eq!((score.hard, score.unseated), (0, 0));
        check(instance, &plan, None).counts["split_cohort"]
    };
    assert!(spread(&together) * 2 < spread(&apart));
}

#[test]
fn a_price_fills_sessions_and_the_plan_says_when_to_decide() {
    let mut thin = small();
    popular(&mut thin).for_each(|m| m.min_size = 20);
    let mut full = thin.clone();
    full.weights.below_min_size = 1_000;
    let missing = |instance: &Instance| {
        let (plan, score) = solved(instance, 300_000);
        assert_eq!((score.hard, score.unseated), (0, 0));
        let decided = plan.sessions.iter().filter(|s| POPULAR.contains(&s.module.as_str())).count();
        assert_eq!(plan.extra["go_no_go"].as_array().unwrap().len(), decided);
        check(instance, &plan, None).counts["below_min_size"]
    };
    let (was, is) = (missing(&thin), missing(&full));
    assert!(is < was, "{was} {is}");
}
