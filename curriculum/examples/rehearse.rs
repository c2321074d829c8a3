//! Rehearses exercise files while one writes them, without building anything anew:
//! `cargo run -p abhyas-curriculum --example rehearse -- curriculum/modules/M01/e1.toml …`
//!
//! For each file: what the reference solution and each wrong attempt came to, over a few seeds, and where that is not what
//! the file says. Ends with 1 when something is not. The tests prove the same of what is in the catalogue.

use abhyas_core::{FacilityId, PersonId};
use abhyas_curriculum::{Exercise, Grade, Step, rehearse};
use abhyas_hims::{Calendar, Ctx, OPENING, Persona, World};
use abhyas_seed_data::hospital;
use std::io::Write as _;
use std::num::NonZeroUsize;
use std::process::ExitCode;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

const SEEDS: std::ops::Range<u64> = 0..10;
const PATIENTS: u32 = 200;

fn main() -> Fallible<ExitCode> {
    let world = hospital::generate(PATIENTS, 1, NonZeroUsize::MIN)?;
    let facility = world.own_facility().ok_or("the hospital has no facility")?.id.clone();
    let mut faults = 0_usize;
    for path in std::env::args().skip(1) {
        let exercise = Exercise::parse(&std::fs::read_to_string(&path)?)?;
        for fault in faults_of(&exercise, &world, &facility)? {
            faults = faults.saturating_add(1);
            writeln!(std::io::stdout(), "{path}: {fault}")?;
        }
    }
    writeln!(std::io::stdout(), "{faults} to mend")?;
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ctx(facility: &FacilityId) -> Fallible<Ctx> {
    Ok(Ctx {
        actor: PersonId::parse("trainee")?,
        persona: Persona::Clerk,
        facility: facility.clone(),
        now: OPENING,
        calendar: Calendar::new("2026-11-23".parse()?),
    })
}

fn faults_of(exercise: &Exercise, world: &World, facility: &FacilityId) -> Fallible<Vec<String>> {
    let ctx = ctx(facility)?;
    let run = |steps: &[Step], seed: u64| rehearse(exercise, seed, world, &ctx, steps).map(|r| r.grade);
    let mut faults = Vec::new();
    for seed in SEEDS {
        let mut compare =
            |name: &str, steps: &[Step], misses: &[String], breaks: &[String], passes: bool| match run(steps, seed) {
                Err(error) => faults.push(format!("{name} (seed {seed}): {error}")),
                Ok(grade) => {
                    let got = (missed(&grade), broken(&grade), grade.passed);
                    if got != (misses.to_vec(), breaks.to_vec(), passes) {
                        faults.push(format!("{name} (seed {seed}): score {} and {got:?}", grade.score));
                    }
                }
            };
        compare("reference", &exercise.reference, &[], &[], true);
        let all: Vec<String> = exercise.check.iter().map(|check| check.id.clone()).collect();
        compare("nothing done", &[], &all, &[], false);
        for wrong in &exercise.wrong {
            compare(&wrong.name, &wrong.steps, &wrong.misses, &wrong.breaks, false);
        }
    }
    Ok(faults)
}

fn missed(grade: &Grade) -> Vec<String> {
    grade.checks.iter().filter(|check| !check.met).map(|check| check.id.clone()).collect()
}

fn broken(grade: &Grade) -> Vec<String> {
    grade.safety.iter().filter(|rule| rule.broken).map(|rule| rule.id.clone()).collect()
}
