use super::*;
use crate::format::{PlannedSession, read_instance};
use crate::rule::Rule;
use crate::solve::{Options, Problem, Solver};

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
fn a_session_edited_by_hand_names_its_conflicts() {
    let instance = small();
    let mut plan = planned(&instance);
    let (first, second): (PlannedSession, PlannedSession) = (plan.sessions[0].clone(), plan.sessions[1].clone());
    plan.sessions[1] =
        PlannedSession { room: first.room.clone(), slot: first.slot, trainer: first.trainer.clone(), ..second.clone() };
    let rules: Vec<Rule> = conflicts(&instance, &plan, &second.id).into_iter().map(|v| v.rule).collect();
    assert!(rules.contains(&Rule::H04) && rules.contains(&Rule::H07), "{rules:?}");
}
