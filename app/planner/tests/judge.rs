//! The independent judge (`judge/validate.py`) and our checker say the same, of good plans and of spoilt ones;
//! and the solver satisfies the judge on programmes that it has not seen. Needs python3, which `./test` installs.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test file: its helpers fail the test by panicking"
)]

use abhyas_planner::format::{PlannedSession, read_instance, read_plan};
use abhyas_planner::solve::Problem;
use abhyas_planner::{Instance, Options, Plan, Report, Solver, checker};
use std::path::{Path, PathBuf};
use std::process::Command;

fn judge(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge").join(file)
}

fn python(arguments: &[&Path]) -> std::process::Output {
    Command::new("python3")
        .args(arguments)
        .output()
        .expect("python3 runs the judge: install it (apt-get install python3)")
}

fn instance(path: &Path) -> Instance {
    read_instance(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn solve(instance: &Instance, seed: u64, iterations: u64) -> Plan {
    let problem = Problem::new(instance, &[]).unwrap();
    let mut solver = Solver::new(&problem, &Options { seed, ..Options::default() });
    solver.step(iterations);
    solver.best().0
}

/// Compares what the judge says with what we say.
fn agree(instance_file: &Path, plan: &Plan, previous: Option<&Plan>) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let (plan_file, previous_file) = (folder.path().join("plan.json"), folder.path().join("previous.json"));
    std::fs::write(&plan_file, serde_json::to_string(plan).unwrap()).unwrap();
    let program = judge("validate.py");
    let mut arguments = vec![program.as_path(), instance_file, &plan_file, Path::new("--json")];
    if let Some(previous) = previous {
        std::fs::write(&previous_file, serde_json::to_string(previous).unwrap()).unwrap();
        arguments.extend([Path::new("--previous"), &previous_file]);
    }
    let output = python(&arguments);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("the judge said {}: {e}", String::from_utf8_lossy(&output.stderr)));
    let ours = checker::check(&instance(instance_file), plan, previous);
    assert_eq!(said["hard"], ours.score.hard, "hard");
    assert_eq!(said["unassigned"], ours.score.unseated, "unseated");
    assert_eq!(said["soft"], ours.score.rupees, "rupees");
    let rules: serde_json::Map<_, _> = ours.by_rule().iter().map(|(r, n)| (r.name().to_owned(), (*n).into())).collect();
    assert_eq!(said["hard_by_rule"], serde_json::Value::Object(rules));
    for (term, count) in said["counts"].as_object().unwrap() {
        assert_eq!(ours.counts.get(term).copied().unwrap_or(0), *count, "{term}");
    }
    ours
}

#[test]
fn judge_and_checker_agree_on_good_plans() {
    for file in ["programme-x0.1-s1.json", "programme-x1-s1.json"] {
        let file = judge(file);
        let plan = solve(&instance(&file), 1, 30_000);
        let report = agree(&file, &plan, None);
        assert_eq!(report.score.hard, 0);
        agree(&file, &Plan::default(), Some(&plan));
        agree(&file, &solve(&instance(&file), 2, 5_000), Some(&plan));
    }
}

/// Spoils a plan step by step with a small generator of numbers, so that every rule is broken somewhere.
#[test]
fn judge_and_checker_agree_on_spoilt_plans() {
    let file = judge("programme-x0.1-s1.json");
    let instance = instance(&file);
    let mut plan = solve(&instance, 3, 5_000);
    let mut number = 7_u64;
    let mut below = |n: usize| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) as usize % n
    };
    let mut broken = std::collections::BTreeSet::new();
    for round in 0..1_200 {
        let (a, b) = (below(plan.sessions.len()), below(plan.sessions.len()));
        match round % 8 {
            0 => plan.sessions[a].slot = plan.sessions[b].slot,
            1 => plan.sessions[a].trainer = instance.trainers[below(instance.trainers.len())].id.clone(),
            2 => plan.sessions[a].room = instance.rooms[below(instance.rooms.len())].id.clone(),
            3 => plan.sessions[a].slot = below(instance.days.len() * 2 + 4) as i64 - 2,
            4 => plan.sessions[a].trainees.push(instance.trainees[below(instance.trainees.len())].id.clone()),
            5 => plan.sessions[a].module = instance.modules[below(instance.modules.len())].id.clone(),
            6 => {
                let module = plan.sessions[b].module.clone();
                let moved = plan
                    .sessions
                    .iter_mut()
                    .filter(|s| s.module == module)
                    .flat_map(|s| std::mem::take(&mut s.trainees));
                plan.sessions[b].trainees = moved.collect();
            }
            _ => {
                let id = if round % 16 == 7 { plan.sessions[b].id.clone() } else { format!("X{round}") };
                plan.sessions.push(PlannedSession { id, ..plan.sessions[b].clone() });
            }
        }
        if round % 6 == 5 {
            broken.extend(agree(&file, &plan, None).by_rule().into_keys());
        }
    }
    assert!(broken.len() >= 12, "spoiling broke only {broken:?}");
}

#[test]
fn programmes_not_seen_before_are_planned_in_full() {
    let folder = tempfile::tempdir().unwrap();
    for seed in ["2", "3"] {
        let file = folder.path().join(format!("x1-s{seed}.json"));
        let made = python(&[&judge("generate.py"), Path::new("--seed"), Path::new(seed), Path::new("--out"), &file]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let report = agree(&file, &solve(&instance(&file), 1, 60_000), None);
        assert_eq!((report.score.hard, report.score.unseated), (0, 0), "programme {seed}");
        assert!(report.sessions <= 264);
    }
}

#[test]
fn a_plan_from_elsewhere_is_read_as_the_judge_reads_it() {
    let text = r#"{"sessions": [{"id": "A", "module": "M99", "room": "R001", "slot": 0, "trainer": "K0001", "trainees": ["nobody"]}], "solver": "x"}"#;
    let report = agree(&judge("programme-x0.1-s1.json"), &read_plan(text).unwrap(), None);
    assert_eq!(report.score.hard, 1);
}
