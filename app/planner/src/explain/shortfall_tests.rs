//! Each reason on an instance where it alone is true, and gone again when what it says is done.

use super::*;
use crate::format::{PlannedSession, read_instance};
use crate::solve::{Options, Solver};

fn small() -> Instance {
    read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap()
}

/// An instance without limits but those that a test sets: everybody can be seated.
fn roomy() -> Instance {
    let mut instance = small();
    instance.max_sessions = 500;
    instance
}

fn found(instance: &Instance) -> Vec<Shortfall> {
    let problem = Problem::new(instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options::default());
    solver.step(40_000);
    shortfalls(instance, &solver.best().0).unwrap()
}

fn reasons(found: &[Shortfall]) -> Vec<&Reason> {
    found.iter().flat_map(|s| &s.reasons).collect()
}

#[test]
fn where_everybody_sits_there_is_nothing_to_explain() {
    assert_eq!(found(&roomy()), []);
}

#[test]
fn no_equipment_and_no_trainer_are_told_as_such() {
    let mut instance = roomy();
    instance.rooms.iter_mut().for_each(|r| r.equipment.retain(|e| e != "analyser"));
    instance.trainers.iter_mut().for_each(|t| t.modules.retain(|m| m != "M02"));
    let found = found(&instance);
    let of =
        |module: &str| found.iter().filter(|s| s.module == module).flat_map(|s| s.reasons.clone()).collect::<Vec<_>>();
    assert!(!of("M07").is_empty() && of("M07").iter().all(|r| *r == Reason::NoRoom), "{:?}", of("M07"));
    assert!(!of("M02").is_empty() && of("M02").iter().all(|r| *r == Reason::NoTrainer), "{:?}", of("M02"));
}

#[test]
fn trainers_who_may_hold_too_little_are_counted_and_a_little_more_would_do() {
    let mut instance = roomy();
    // One trainer for M12, who may hold one session only.
    let one = instance.trainers.iter().find(|t| t.modules.iter().any(|m| m == "M12")).unwrap().id.clone();
    for trainer in &mut instance.trainers {
        if trainer.id == one {
            (trainer.modules, trainer.max_total) = (vec!["M12".into()], 1);
        } else {
            trainer.modules.retain(|m| m != "M12");
        }
    }
    let all = found(&instance);
    let told = all.iter().filter(|s| s.module == "M12").flat_map(|s| &s.reasons).find_map(|r| match r {
        Reason::Trainers { modules, trainers: 1, may_hold: 1, needed, .. } => Some((modules.clone(), *needed)),
        _ => None,
    });
    let (modules, needed) = told.unwrap_or_else(|| panic!("{all:?}"));
    assert_eq!(modules, ["M12"]);
    assert!(needed > 1);
    instance.trainers.iter_mut().filter(|t| t.id == one).for_each(|t| t.max_total = usize::try_from(needed).unwrap());
    let then = found(&instance);
    assert!(!reasons(&then).iter().any(|r| matches!(r, Reason::Trainers { .. })), "{then:?}");
}

#[test]
fn sessions_of_several_half_days_need_more_half_days_of_trainers_and_rooms() {
    let mut instance = roomy();
    let one = instance.trainers.iter().find(|t| t.modules.iter().any(|m| m == "M12")).unwrap().id.clone();
    for trainer in &mut instance.trainers {
        trainer.modules = if trainer.id == one { vec!["M12".into()] } else { Vec::new() };
    }
    instance.roles.iter_mut().for_each(|role| role.modules.retain(|m| m == "M12"));
    let needs = |instance: &Instance| {
        let problem = Problem::new(instance, &[]).unwrap();
        let state = load::start(&problem, None);
        Look::new(&problem, &state).needs.iter().sum::<i64>()
    };
    let sessions = needs(&instance);
    let may_teach = |instance: &mut Instance, n: i64| {
        let n = usize::try_from(n).unwrap();
        instance.trainers.iter_mut().for_each(|t| (t.max_per_day, t.max_per_week, t.max_total) = (2, n, n));
    };
    may_teach(&mut instance, sessions);
    let told = found(&instance);
    assert!(!reasons(&told).iter().any(|r| matches!(r, Reason::Trainers { .. })), "{told:?}");
    instance.modules.iter_mut().filter(|m| m.id == "M12").for_each(|m| m.duration = Some(2));
    assert_eq!(needs(&instance), 2 * sessions);
    let told = found(&instance);
    let short = |r: &&Reason| matches!(r, Reason::Trainers { may_hold, needed, .. } if (*may_hold, *needed) == (sessions, 2 * sessions));
    assert!(reasons(&told).into_iter().any(|r| short(&r)), "{told:?}");
    may_teach(&mut instance, 4 * sessions);
    let slots = instance.days.len() * instance.slots_per_day;
    let open = usize::try_from(sessions).unwrap();
    for (at, room) in instance.rooms.iter_mut().enumerate() {
        // All rooms together are open for one half-day less than two for each session.
        room.unavailable = if at == 0 { (2 * open - 1..slots).collect() } else { (0..slots).collect() };
    }
    let told = found(&instance);
    assert!(
        reasons(&told)
            .iter()
            .any(|r| matches!(r, Reason::Rooms { open, needed, .. } if open < needed && *needed == 2 * sessions)),
        "{told:?}"
    );
}

#[test]
fn modules_that_share_their_trainers_are_told_together() {
    let mut instance = roomy();
    let one = instance.trainers[0].id.clone();
    for trainer in &mut instance.trainers {
        trainer.modules.retain(|m| m != "M01" && m != "M02");
        if trainer.id == one {
            (trainer.modules, trainer.max_total) = (vec!["M01".into(), "M02".into()], 9);
        }
    }
    let problem = Problem::new(&instance, &[]).unwrap();
    let state = load::start(&problem, None);
    let look = Look::new(&problem, &state);
    let needs: i64 = look.needs[..2].iter().sum();
    if needs <= 9 {
        instance.trainers[0].max_total = usize::try_from(needs - 1).unwrap();
    }
    let told = found(&instance);
    assert!(
        reasons(&told)
            .iter()
            .any(|r| matches!(r, Reason::Trainers { modules, trainers: 1, .. } if modules == &["M01", "M02"])),
        "{told:?}"
    );
}

#[test]
fn rooms_that_are_open_too_seldom_are_counted() {
    let mut instance = roomy();
    let slots = instance.days.len() * instance.slots_per_day;
    for room in &mut instance.rooms {
        room.unavailable = (2..slots).collect();
    }
    let told = found(&instance);
    assert!(
        reasons(&told).iter().any(|r| matches!(r, Reason::Rooms { open, needed, .. } if open < needed)),
        "{told:?}"
    );
}

#[test]
fn the_limit_of_sessions_is_told_with_what_is_needed() {
    let instance = Instance { max_sessions: 3, ..small() };
    let told = found(&instance);
    let needed = reasons(&told).iter().find_map(|r| match r {
        Reason::Sessions { needed, limit: 3 } => Some(*needed),
        _ => None,
    });
    let needed = needed.unwrap_or_else(|| panic!("{told:?}"));
    let enough = Instance { max_sessions: usize::try_from(needed).unwrap(), ..small() };
    assert!(!reasons(&found(&enough)).iter().any(|r| matches!(r, Reason::Sessions { .. })));
}

#[test]
fn a_post_that_can_never_be_left_is_told_with_its_half_days() {
    let mut instance = roomy();
    let facility = instance.trainees[0].facility.clone();
    let role = instance.trainees[0].role.clone();
    let cadre = instance.roles.iter().find(|r| r.id == role).unwrap().cadre.clone();
    let place = instance.facilities.iter_mut().find(|f| f.id == facility).unwrap();
    place.cadres.get_mut(&cadre).unwrap().max_absent = 0;
    let told = found(&instance);
    assert!(
        reasons(&told).iter().any(
            |r| matches!(r, Reason::Cover { facility: f, cadre: c, left: 0, .. } if *f == facility && *c == cadre)
        ),
        "{told:?}"
    );
}

#[test]
fn leave_that_fills_the_calendar_is_the_persons_own_reason() {
    let mut instance = roomy();
    let slots = instance.days.len() * instance.slots_per_day;
    instance.trainees[0].unavailable = (0..slots).collect();
    let who = instance.trainees[0].id.clone();
    let told = found(&instance);
    let mine: Vec<&Shortfall> = told.iter().filter(|s| s.trainees.contains(&who)).collect();
    assert!(!mine.is_empty());
    assert!(mine.iter().all(|s| matches!(s.reasons[..], [Reason::Leave { free: 0, .. }])), "{mine:?}");
}

#[test]
fn without_a_proof_the_plan_itself_is_looked_at() {
    let instance = roomy();
    let problem = Problem::new(&instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options::default());
    solver.step(40_000);
    let whole = solver.best().0;
    // Somebody loses a seat that is free now.
    let mut plan = whole.clone();
    let last = plan.sessions.iter_mut().max_by_key(|s| s.slot).unwrap();
    let (person, module) = (last.trainees.pop().unwrap(), last.module.clone());
    let told = shortfalls(&instance, &plan).unwrap();
    let mine = told.iter().find(|s| s.module == module && s.trainees.contains(&person)).unwrap();
    assert_eq!(mine.reasons, [Reason::Free]);
    // A module without any session, which others build on.
    let first = instance.modules.iter().find_map(|m| m.prerequisites.first().cloned()).unwrap();
    let without: Vec<PlannedSession> = whole.sessions.iter().filter(|s| s.module != first).cloned().collect();
    let told = shortfalls(&instance, &Plan { sessions: without, ..whole }).unwrap();
    assert!(told.iter().filter(|s| s.module == first).all(|s| s.reasons == [Reason::NoSession]), "{told:?}");
    assert!(reasons(&told).contains(&&Reason::Before { module: first }));
}

#[test]
fn colleagues_who_can_not_go_at_once_need_sessions_at_other_times() {
    let mut instance = roomy();
    let counted = |instance: &Instance| {
        let mut of: BTreeMap<(String, String), usize> = BTreeMap::new();
        for t in &instance.trainees {
            *of.entry((t.facility.clone(), t.role.clone())).or_insert(0) += 1;
        }
        of.into_iter().max_by_key(|(_, n)| *n).unwrap()
    };
    let ((facility, role), people) = counted(&instance);
    let (cadre, module) = {
        let role = instance.roles.iter().find(|r| r.id == role).unwrap();
        (role.cadre.clone(), role.modules.first().unwrap().clone())
    };
    let place = instance.facilities.iter_mut().find(|f| f.id == facility).unwrap();
    place.cadres.get_mut(&cadre).unwrap().max_absent = 1;
    assert!(people > 1);
    for trainer in &mut instance.trainers {
        (trainer.max_per_day, trainer.max_per_week, trainer.max_total) = (2, 14, 500);
    }
    // One session of the module: one of them goes, the others need other times.
    let problem = Problem::new(&instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options::default());
    solver.step(20_000);
    let mut plan = solver.best().0;
    let keep = plan.sessions.iter().find(|s| s.module == module).unwrap().id.clone();
    plan.sessions.retain(|s| s.module != module || s.id == keep);
    let told = shortfalls(&instance, &plan).unwrap();
    assert!(
        reasons(&told)
            .iter()
            .any(|r| matches!(r, Reason::Apart { facility: f, left: 1, people, .. } if *f == facility && *people > 1)),
        "{told:?}"
    );
}

#[test]
fn a_circle_of_modules_is_told_as_one_and_not_as_a_chain_without_end() {
    let mut instance = roomy();
    let three: Vec<String> = instance.roles[0].modules.iter().take(3).cloned().collect();
    let [a, b, c] = &three[..] else { panic!("a role with three modules") };
    // a needs b, b needs a, and c needs a: c waits for the circle and is not in it.
    for module in &mut instance.modules {
        let before = [(a, b), (b, a), (c, a)].into_iter().find(|(id, _)| **id == module.id);
        module.prerequisites = before.into_iter().map(|(_, before)| before.clone()).collect();
    }
    let role = instance.roles[0].id.clone();
    let people: BTreeSet<String> = instance.trainees.iter().filter(|t| t.role == role).map(|t| t.id.clone()).collect();
    let found = found(&instance);
    let of = |module: &String| -> BTreeSet<Reason> {
        let groups = found.iter().filter(|s| s.module == *module && s.trainees.iter().any(|t| people.contains(t)));
        groups.flat_map(|s| s.reasons.clone()).collect()
    };
    let circle = BTreeSet::from([Reason::Circle { modules: three[..2].to_vec() }]);
    assert_eq!((of(a), of(b)), (circle.clone(), circle));
    assert_eq!(of(c), BTreeSet::from([Reason::Before { module: a.clone() }]));
}
