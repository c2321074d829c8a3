use super::*;
use crate::format::{PlannedSession, read_instance};
use crate::solve::{Options, Solver};

fn small() -> Instance {
    read_instance(include_str!("../../tests/judge/programme-x0.1-s1.json")).unwrap()
}

fn planned(instance: &Instance) -> Plan {
    let problem = Problem::new(instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options::default());
    solver.step(20_000);
    solver.best().0
}

#[test]
fn an_unmet_wish_has_its_reasons() {
    let instance = small();
    let mut plan = planned(&instance);
    let full = plan.sessions.iter_mut().find(|s| !s.trainees.is_empty()).unwrap();
    let (session, module, person) = (full.id.clone(), full.module.clone(), full.trainees.pop().unwrap());
    let unmet = unmet(&instance, &plan).unwrap();
    let mine = unmet.iter().find(|u| u.trainee == person && u.module == module).unwrap();
    // The seat that was given up is still free.
    assert!(mine.candidates.iter().any(|c| c.session == session && c.rules.is_empty()));
    let held = plan.sessions.iter().filter(|s| s.module == module).count();
    assert_eq!(mine.candidates.len(), held);
}

#[test]
fn a_wish_without_any_session_has_no_candidates() {
    let instance = small();
    let all = unmet(&instance, &Plan::default()).unwrap();
    assert_eq!(all.len(), 718);
    assert!(all.iter().all(|u| u.candidates.is_empty()));
}

#[test]
fn a_session_edited_by_hand_names_its_conflicts() {
    let instance = small();
    let mut plan = planned(&instance);
    let (first, second): (PlannedSession, PlannedSession) = (plan.sessions[0].clone(), plan.sessions[1].clone());
    plan.sessions[1] =
        PlannedSession { room: first.room.clone(), slot: first.slot, trainer: first.trainer.clone(), ..second.clone() };
    let rules: Vec<Rule> = conflicts(&instance, &plan, &second.id).into_iter().map(|v| v.rule).collect();
    assert!(rules.contains(&Rule::H04) && rules.contains(&Rule::H07), "{rules:?}");
}

#[test]
fn a_target_says_why_not() {
    let instance = small();
    let plan = planned(&instance);
    let problem = Problem::new(&instance, &[]).unwrap();
    let (a, b) = (&plan.sessions[0], &plan.sessions[1]);
    let at = |room, slot, trainer| place(&problem, &plan, &a.id, &Target { room, slot, trainer });
    assert_eq!(at(&a.room, a.slot, &a.trainer), Ok(vec![]));
    assert!(at(&b.room, b.slot, &b.trainer).unwrap().contains(&Rule::H04));
    let sunday = instance.days.iter().position(|d| !d.working).unwrap() as i64 * 2;
    assert!(at(&a.room, sunday, &a.trainer).unwrap().contains(&Rule::H13));
    assert_eq!(at("R999", 0, &a.trainer), Err(NotInPlan));
}
