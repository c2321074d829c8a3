//! The proof that every exercise ships: its reference solution scores 100, and each wrong attempt fails for exactly the
//! reasons it names, whatever was drawn.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use abhyas_core::{FacilityId, PersonId};
use abhyas_curriculum::{Curriculum, Exercise, Grade, Rehearsed, Step, rehearse};
use abhyas_hims::{Calendar, Ctx, OPENING, Persona, World};
use chrono::NaiveDate;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

const SEEDS: std::ops::Range<u64> = 0..25;

fn made(patients: u32, seed: u64) -> World {
    abhyas_seed_data::hospital::generate(patients, seed, NonZeroUsize::MIN).unwrap()
}

/// A practice hospital with a few patients, at work: made once.
fn hospital() -> World {
    static SMALL: LazyLock<World> = LazyLock::new(|| made(30, 1));
    SMALL.clone()
}

fn ctx() -> Ctx {
    Ctx {
        actor: PersonId::parse("trainee").unwrap(),
        persona: Persona::Clerk,
        facility: FacilityId::parse("SADAR").unwrap(),
        now: OPENING,
        calendar: Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
    }
}

fn run(exercise: &Exercise, seed: u64, steps: &[Step]) -> Rehearsed {
    run_in(&hospital(), exercise, seed, steps)
}

fn run_in(world: &World, exercise: &Exercise, seed: u64, steps: &[Step]) -> Rehearsed {
    let facility = world.own_facility().unwrap().id.clone();
    rehearse(exercise, seed, world, &Ctx { facility, ..ctx() }, steps)
        .unwrap_or_else(|error| panic!("{} with seed {seed}: {error}", exercise.id))
}

fn missed(grade: &Grade) -> Vec<&str> {
    grade.checks.iter().filter(|check| !check.met).map(|check| check.id.as_str()).collect()
}

fn broken(grade: &Grade) -> Vec<&str> {
    grade.safety.iter().filter(|rule| rule.broken).map(|rule| rule.id.as_str()).collect()
}

#[test]
fn every_reference_solution_scores_100() {
    for exercise in Curriculum::load().unwrap().exercises() {
        for seed in SEEDS {
            let grade = run(exercise, seed, &exercise.reference).grade;
            assert_eq!((grade.score, missed(&grade)), (100, vec![]), "{} with seed {seed}", exercise.id);
            assert!(grade.passed && !grade.safety_failed);
        }
    }
}

#[test]
fn every_wrong_attempt_fails_for_its_named_reasons() {
    for exercise in Curriculum::load().unwrap().exercises() {
        for wrong in &exercise.wrong {
            for seed in SEEDS {
                let grade = run(exercise, seed, &wrong.steps).grade;
                let what = format!("{}: {} (seed {seed})", exercise.id, wrong.name);
                assert_eq!(missed(&grade), wrong.misses, "{what}");
                assert_eq!(broken(&grade), wrong.breaks, "{what}");
                assert!(!grade.passed, "{what} passes with {}", grade.score);
            }
        }
    }
}

#[test]
fn the_proof_holds_in_every_practice_hospital() {
    for (patients, hospital) in [(30, 2), (30, 3), (30, 4), (200, 5), (1_000, 1), (1_000, 2)] {
        let world = made(patients, hospital);
        for exercise in Curriculum::load().unwrap().exercises() {
            let of = format!("{} in the hospital {patients}-{hospital}", exercise.id);
            for seed in SEEDS.take(3) {
                let grade = run_in(&world, exercise, seed, &exercise.reference).grade;
                assert_eq!((grade.score, missed(&grade)), (100, vec![]), "{of} with seed {seed}");
            }
            for wrong in &exercise.wrong {
                let grade = run_in(&world, exercise, 1, &wrong.steps).grade;
                let reasons = (refs(&wrong.misses), refs(&wrong.breaks));
                assert_eq!((missed(&grade), broken(&grade)), reasons, "{of}: {}", wrong.name);
            }
        }
    }
}

fn refs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

#[test]
fn every_check_and_safety_rule_is_failed_by_some_wrong_attempt_or_by_doing_nothing() {
    for exercise in Curriculum::load().unwrap().exercises() {
        let named = |id: &String| exercise.wrong.iter().any(|w| w.misses.contains(id) || w.breaks.contains(id));
        let nothing = run(exercise, 1, &[]).grade;
        for id in exercise.check.iter().map(|c| &c.id).filter(|id| !missed(&nothing).contains(&id.as_str())) {
            assert!(named(id), "{}: nobody ever misses {id}", exercise.id);
        }
        for rule in &exercise.safety {
            assert!(named(&rule.id), "{}: nobody ever breaks {}", exercise.id, rule.id);
        }
    }
}

#[test]
fn doing_nothing_earns_nothing() {
    for exercise in Curriculum::load().unwrap().exercises() {
        for seed in SEEDS {
            let grade = run(exercise, seed, &[]).grade;
            assert_eq!((grade.score, grade.passed, grade.minutes), (0, false, 0), "{}", exercise.id);
        }
    }
}

#[test]
fn a_grade_depends_on_nothing_but_what_was_done() {
    for exercise in Curriculum::load().unwrap().exercises() {
        let first = run(exercise, 3, &exercise.reference);
        let again = run(exercise, 3, &exercise.reference);
        assert_eq!(first.grade, again.grade);
        let replayed = abhyas_hims::replay(&hospital(), &first.journal).unwrap();
        assert_eq!(abhyas_curriculum::grade(exercise, 3, &replayed, &first.journal).unwrap(), first.grade);
    }
}

#[test]
fn every_text_of_an_attempt_is_filled_in_both_languages() {
    for exercise in Curriculum::load().unwrap().exercises() {
        for seed in SEEDS {
            let story = exercise.story(seed).unwrap();
            let grade = run(exercise, seed, &[]).grade;
            let missing = grade.checks.into_iter().filter_map(|check| check.missing);
            for text in exercise.hints(seed).unwrap().into_iter().chain(missing).chain([story]) {
                for (language, text) in [("hi", &text.hi), ("en", &text.en)] {
                    assert!(!text.contains(['{', '}']) && !text.trim().is_empty(), "{language}: {text}");
                }
            }
        }
    }
}

#[test]
fn every_module_with_an_exercise_has_a_lesson() {
    let curriculum = Curriculum::load().unwrap();
    for exercise in curriculum.exercises() {
        assert!(curriculum.lesson(&exercise.module).is_some(), "{}", exercise.module);
    }
}
