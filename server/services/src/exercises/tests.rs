//! An attempt from its start to its grade, on each database, in a real sandbox.

use super::*;
use crate::certificates::{Standing, due_list, own_standing};
use crate::sandbox::{self, Sandbox};
use crate::testing::{acting, key, monday, services, with_clock};
use crate::{Actor, ServiceError, Services};
use abhyas_core::{AttemptId, Capacity, ExerciseId, ModuleId};
use abhyas_curriculum::{Exercise, Step};
use abhyas_hims::{AnyCommand, RecordRef};
use abhyas_store::testing::{each_database, sqlite};
use abhyas_store::{Db, sample};
use serde_json::{Value, json};

fn trainee() -> Actor {
    acting(Capacity::Trainee, None)
}

fn e1() -> ExerciseId {
    ExerciseId::parse("M01-E1").unwrap()
}

async fn programme(db: Db) -> Services {
    sample::small_programme(&db).await.unwrap();
    services(db).await
}

async fn started(services: &Services) -> (AttemptId, Sandbox) {
    started_at(services, &e1()).await
}

async fn started_at(services: &Services, exercise: &ExerciseId) -> (AttemptId, Sandbox) {
    let id = start(services, &trainee(), &key(services), exercise).await.unwrap();
    let sandbox = attempt(services, &trainee(), &id).await.unwrap().sandbox;
    (id, sandbox::of_id(services, &trainee(), &sandbox).await.unwrap())
}

async fn handed_in(services: &Services, id: &AttemptId) -> Grade {
    finish(services, &trainee(), &key(services), id).await.unwrap();
    attempt(services, &trainee(), id).await.unwrap().result.unwrap().grade
}

/// Does steps as a person would: through the sandbox, with the ids that its set-up made.
async fn act_out(sandbox: &mut Sandbox, exercise: &Exercise, steps: &[Step]) {
    act_out_in_time(sandbox, exercise, steps, || {}).await;
}

/// The same, with what passes before each step.
async fn act_out_in_time(sandbox: &mut Sandbox, exercise: &Exercise, steps: &[Step], pass: impl Fn()) {
    let mut values = exercise.draw(sandbox.seed());
    values.set("today", json!("2026-11-23"));
    values.set("tomorrow", json!("2026-11-24"));
    for entry in sandbox.journal().await.unwrap() {
        if let (Some(name), abhyas_hims::Act::Done { receipt, .. }) = (entry.command.strip_prefix("setup-"), &entry.act)
        {
            values.set(name, json!(receipt.subject.id));
        }
    }
    for (number, step) in steps.iter().enumerate() {
        pass();
        sandbox.set_persona(step.persona.unwrap_or(exercise.persona)).await.unwrap();
        if let Some(view) = &step.view {
            let id = values.fill_text(&view.id).unwrap();
            sandbox.viewed(&step.action, RecordRef { kind: view.kind.clone().into(), id }).await.unwrap();
            continue;
        }
        let input = values.fill_form(&Value::Object(step.input.clone())).unwrap();
        let command: AnyCommand = serde_json::from_value(json!({ "action": step.action, "input": input })).unwrap();
        let answer = sandbox.command(&format!("step-{number}"), &command).await;
        assert_eq!(answer.is_err(), step.refused.is_some(), "{}: {}: {answer:?}", exercise.id, step.action);
        if let (Ok(receipt), Some(name)) = (answer, &step.makes) {
            values.set(name.clone(), json!(receipt.subject.id));
        }
    }
}

fn exercise(services: &Services) -> Exercise {
    curriculum(services).unwrap().exercise(&e1()).unwrap().clone()
}

#[tokio::test]
async fn the_reference_solution_done_in_a_sandbox_scores_100_and_makes_the_certificate_due() {
    each_database(|db| async move {
        let services = programme(db).await;
        let exercise = exercise(&services);
        let (id, mut sandbox) = started(&services).await;
        act_out(&mut sandbox, &exercise, &exercise.reference).await;
        let grade = handed_in(&services, &id).await;
        assert_eq!((grade.score, grade.passed), (100, true), "{grade:?}");

        let officer = acting(Capacity::Officer, None);
        let due = due_list(&services, &officer, &ModuleId::parse("M01").unwrap(), None).await.unwrap();
        let standing = &due.candidates.iter().find(|c| c.person == trainee().person).unwrap().standing;
        assert!(matches!(standing, Standing::Due(_)), "{standing:?}");
        let rows = list(&services, &trainee()).await.unwrap();
        let row = rows.iter().find(|row| row.id == e1()).unwrap();
        assert_eq!(
            (row.best, row.passed, row.finished, &row.open, &row.latest),
            (Some(100), true, 1, &None, &Some(id))
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_attempt_fails_for_its_named_reasons_and_is_worth_no_certificate() {
    each_database(|db| async move {
        let services = programme(db).await;
        let exercise = exercise(&services);
        for wrong in &exercise.wrong {
            let (id, mut sandbox) = started(&services).await;
            act_out(&mut sandbox, &exercise, &wrong.steps).await;
            let grade = handed_in(&services, &id).await;
            assert_eq!(reasons(&grade), (wrong.misses.clone(), wrong.breaks.clone()), "{}", wrong.name);
            assert!(!grade.passed && grade.checks.iter().all(|c| c.met == c.missing.is_none()));
        }
        let rows = list(&services, &trainee()).await.unwrap();
        assert!(rows.iter().all(|row| !row.passed) && rows[0].finished == exercise.wrong.len());
        let standings = own_standing(&services, &trainee()).await.unwrap();
        assert!(standings.iter().all(|(_, standing)| matches!(standing, Standing::NotYet(_))));
    })
    .await;
}

/// What was missed, and which safety rules were broken.
fn reasons(grade: &Grade) -> (Vec<String>, Vec<String>) {
    let missed = grade.checks.iter().filter(|c| !c.met).map(|c| c.id.clone()).collect();
    let broken = grade.safety.iter().filter(|s| s.broken).map(|s| s.id.clone()).collect();
    (missed, broken)
}

#[tokio::test]
async fn every_exercise_is_graded_in_a_real_hospital_as_its_proof_says() {
    let db = sqlite().await;
    sample::small_programme(&db).await.unwrap();
    let (services, clock) = with_clock(db).await;
    // The exercises begin at odd hours of the day; inside it is ten in the morning.
    let (evening, a_minute) = (chrono::Duration::hours(7), chrono::Duration::minutes(1));
    for exercise in curriculum(&services).unwrap().exercises() {
        let right = (&exercise.reference, (Vec::new(), Vec::new()), "the reference solution");
        let wrong = exercise.wrong.iter().map(|w| (&w.steps, (w.misses.clone(), w.breaks.clone()), w.name.as_str()));
        for (steps, expected, name) in [right].into_iter().chain(wrong) {
            clock.set(monday() + evening);
            let (id, mut sandbox) = started_at(&services, &exercise.id).await;
            act_out_in_time(&mut sandbox, exercise, steps, || clock.advance(a_minute)).await;
            let grade = handed_in(&services, &id).await;
            assert_eq!(reasons(&grade), expected, "{}: {name}", exercise.id);
            assert_eq!(grade.passed, expected.0.is_empty() && expected.1.is_empty(), "{}: {name}", exercise.id);
        }
    }
}

#[tokio::test]
async fn an_attempt_is_handed_in_once_and_its_sandbox_is_closed() {
    each_database(|db| async move {
        let services = programme(db).await;
        let (id, sandbox) = started(&services).await;
        let form = key(&services);
        finish(&services, &trainee(), &form, &id).await.unwrap();
        let first = attempt(&services, &trainee(), &id).await.unwrap().result;
        assert!(first.as_ref().is_some_and(|result| result.grade.score == 0 && !result.grade.passed));
        finish(&services, &trainee(), &form, &id).await.unwrap();
        let other_form = finish(&services, &trainee(), &key(&services), &id).await;
        assert_eq!(other_form, Err(ServiceError::refused(codes::FINISHED)));
        assert_eq!(attempt(&services, &trainee(), &id).await.unwrap().result, first);

        let closed = sandbox::of_id(&services, &trainee(), sandbox.id()).await.unwrap();
        assert!(!closed.is_open());
        let search = json!({ "action": "m01.search", "input": { "query": "Sita" } });
        assert!(closed.command("late", &serde_json::from_value(search).unwrap()).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_starts_one_attempt_and_another_form_a_fresh_one() {
    each_database(|db| async move {
        let services = programme(db).await;
        let (form, actor, e1) = (key(&services), trainee(), e1());
        let both = tokio::join!(start(&services, &actor, &form, &e1), start(&services, &actor, &form, &e1));
        let first = both.0.unwrap();
        assert_eq!(first, both.1.unwrap());
        assert_eq!(start(&services, &actor, &form, &e1).await.unwrap(), first);
        assert_eq!(abhyas_store::attempts::of_person(services.db(), &actor.person).await.unwrap().len(), 1);

        let (second, sandbox) = started(&services).await;
        let (before, after) =
            (attempt(&services, &actor, &first).await.unwrap(), attempt(&services, &actor, &second).await.unwrap());
        assert_ne!((before.id, before.sandbox), (after.id.clone(), after.sandbox));
        let of_sandbox = attempt_of_sandbox(&services, &actor, sandbox.id()).await.unwrap().unwrap();
        assert_eq!((of_sandbox.id, of_sandbox.story), (after.id, after.story));
        let own = sandbox::practice(&services, &actor).await.unwrap();
        assert!(attempt_of_sandbox(&services, &actor, own.id()).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn nobody_else_hands_an_attempt_in_and_only_officers_see_it() {
    each_database(|db| async move {
        let services = programme(db).await;
        let (id, sandbox) = started(&services).await;
        let sita = Actor { person: abhyas_core::PersonId::parse("sita").unwrap(), ..trainee() };
        assert_eq!(finish(&services, &sita, &key(&services), &id).await, Err(ServiceError::NotFound));
        assert_eq!(attempt(&services, &sita, &id).await.err(), Some(ServiceError::NotFound));
        assert_eq!(attempt_of_sandbox(&services, &sita, sandbox.id()).await.err(), Some(ServiceError::NotFound));
        let (near, far) = (acting(Capacity::Coordinator, Some("MUZ")), acting(Capacity::Coordinator, Some("NAL")));
        assert!(attempt(&services, &near, &id).await.is_ok_and(|view| !view.own));
        assert_eq!(attempt(&services, &far, &id).await.err(), Some(ServiceError::NotFound));
        let unknown = ExerciseId::parse("M99-E1").unwrap();
        assert_eq!(start(&services, &sita, &key(&services), &unknown).await, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn modules_stand_in_the_order_of_the_own_programme_with_what_was_read_tried_and_passed() {
    each_database(|db| async move {
        let services = programme(db).await;
        let (actor, m01) = (trainee(), ModuleId::parse("M01").unwrap());
        let first = |rows: Vec<ModuleRow>| rows.into_iter().next().unwrap();
        let rows = by_module(&services, &actor).await.unwrap();
        let begins: Vec<_> = rows.iter().map(|row| (row.module.as_str(), row.begins.is_some(), row.next)).collect();
        let others = ["M02", "M03", "M07", "M09"].map(|other| (other, false, false));
        assert_eq!(begins, [&[("M01", true, true)], &others[..]].concat());
        let row = first(rows);
        assert_eq!((row.lesson_read, row.self_check, row.questions, row.passed()), (None, None, 20, false));
        assert_eq!(row.exercises.iter().filter(|row| row.assessed).count(), 1);

        let form = key(&services);
        lesson_read(&services, &actor, &form, &m01).await.unwrap();
        lesson_read(&services, &actor, &form, &m01).await.unwrap();
        let answers = questions::Answers::from([("first-step".to_owned(), [1].into())]);
        self_check(&services, &actor, &key(&services), &m01, &answers).await.unwrap();
        let row = first(by_module(&services, &actor).await.unwrap());
        assert_eq!(row.lesson_read, Some(services.now()));
        assert_eq!(row.self_check, Some(SelfCheck { at: services.now(), asked: 20, correct: 1 }));

        let exercise = exercise(&services);
        let (id, mut sandbox) = started(&services).await;
        act_out(&mut sandbox, &exercise, &exercise.reference).await;
        handed_in(&services, &id).await;
        let row = first(by_module(&services, &actor).await.unwrap());
        assert_eq!((row.passed(), row.next), (true, false));
        // Somebody without a seat has no programme: the curriculum's order, nothing next.
        let rows = by_module(&services, &acting(Capacity::Mentor, None)).await.unwrap();
        assert!(rows.iter().all(|row| row.begins.is_none() && !row.next && row.lesson_read.is_none()));
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_neither_read_nor_checked_and_who_may_not_practise_finds_no_list() {
    let db = Db::open("sqlite::memory:").await.unwrap();
    db.migrate().await.unwrap();
    let services = services(db).await;
    let unknown = ModuleId::parse("M99").unwrap();
    let no = Err(ServiceError::NotFound);
    assert_eq!(lesson_read(&services, &trainee(), &key(&services), &unknown).await, no);
    assert_eq!(self_check(&services, &trainee(), &key(&services), &unknown, &questions::Answers::new()).await, no);
    let nobody = Actor { grants: Vec::new(), ..trainee() };
    let m01 = ModuleId::parse("M01").unwrap();
    assert_eq!(lesson_read(&services, &nobody, &key(&services), &m01).await, no);
    assert_eq!(self_check(&services, &nobody, &key(&services), &m01, &questions::Answers::new()).await, no);
    assert_eq!(by_module(&services, &nobody).await.err(), Some(ServiceError::NotFound));
}
