//! What is promised of a sandbox, on each database.

use super::*;
use crate::testing::{acting, key, services};
use crate::{Actor, ServiceError};
use abhyas_core::{Capacity, ExerciseId};
use abhyas_hims::m01_registration::{CreatePatient, DetailsInput, PlacePatient, RegisterUnknown, SearchPatients, Sex};
use abhyas_hims::{Act, AnyCommand, Persona, RecordRef};
use abhyas_store::testing::each_database;
use abhyas_store::{Db, params};

async fn ready(db: Db) -> (Services, Actor) {
    let services = services(db).await;
    let actor = acting(Capacity::Trainee, None);
    for id in [actor.person.as_str(), "trainer"] {
        let person = "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ($1, $1, 'n', 'active', '', '')";
        let mut tx = services.db().begin().await.unwrap();
        tx.execute(person, params![id]).await.unwrap();
        tx.commit().await.unwrap();
    }
    (services, actor)
}

fn unknown() -> AnyCommand {
    RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: "नीली कमीज".into() }.into()
}

fn search(query: &str) -> AnyCommand {
    SearchPatients { query: query.into(), village: String::new() }.into()
}

#[test]
fn every_refusal_of_a_hospital_has_its_words() {
    let modules = [
        abhyas_hims::engine::codes::ALL,
        abhyas_hims::m01_registration::codes::ALL,
        abhyas_hims::m02_queue::codes::ALL,
        abhyas_hims::m03_opd::codes::ALL,
        abhyas_hims::m07_laboratory::codes::ALL,
        abhyas_hims::m09_pharmacy::codes::ALL,
        codes::ALL,
    ];
    for code in modules.into_iter().flatten() {
        assert!(abhyas_i18n::refusals::known(code.as_str()), "{}", code.as_str());
    }
}

#[tokio::test]
async fn a_command_is_durable_and_a_restart_finds_the_same_world() {
    each_database(|db| async move {
        let (first, actor) = ready(db.clone()).await;
        let sandbox = practice(&first, &actor).await.unwrap();
        let patients = sandbox.look().await.unwrap().world.patients().len();
        assert_eq!(patients, 30);
        let receipt = sandbox.command("c1", &unknown()).await.unwrap();
        sandbox
            .viewed("m01.patient", RecordRef { kind: "patient".into(), id: receipt.subject.id.clone() })
            .await
            .unwrap();
        sandbox.command("c2", &CreatePatient::default().into()).await.unwrap_err();
        let kinds: Vec<_> = sandbox.journal().await.unwrap().iter().map(|e| e.act.kind()).collect();
        assert_eq!(kinds, ["done", "viewed", "refused"]);
        let second = services(db).await;
        let again = practice(&second, &actor).await.unwrap();
        assert_eq!(again.look().await.unwrap().world, sandbox.look().await.unwrap().world);
        assert_eq!(
            again.command("c1", &unknown()).await.unwrap(),
            receipt,
            "a retry after a restart gets the same receipt"
        );
        assert_eq!(again.look().await.unwrap().world.patients().len(), patients + 1);
    })
    .await;
}

#[tokio::test]
async fn a_retry_is_answered_in_the_same_way_and_happens_once() {
    each_database(|db| async move {
        let (services, actor) = ready(db).await;
        let sandbox = practice(&services, &actor).await.unwrap();
        let (first, second) = (unknown(), unknown());
        let (one, other) = tokio::join!(sandbox.command("c1", &first), sandbox.command("c1", &second));
        assert_eq!(one.unwrap(), other.unwrap());
        let refused = || async { sandbox.command("c2", &search("")).await.unwrap_err() };
        let codes = |e: ServiceError| match e {
            ServiceError::Refused(r) => r.into_iter().map(|r| r.code).collect::<Vec<_>>(),
            other => panic!("{other}"),
        };
        assert_eq!(codes(refused().await), codes(refused().await));
        assert_eq!(sandbox.journal().await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn two_servers_on_one_sandbox_lose_no_command_and_agree() {
    each_database(|db| async move {
        let (first, actor) = ready(db.clone()).await;
        let second = services(db).await;
        let here = practice(&first, &actor).await.unwrap();
        let there = practice(&second, &actor).await.unwrap();
        for n in 0..10 {
            let (mine, theirs) = (format!("a{n}"), format!("b{n}"));
            let (a, b) = (unknown(), unknown());
            let (one, other) = tokio::join!(here.command(&mine, &a), there.command(&theirs, &b));
            one.unwrap();
            other.unwrap();
        }
        let entries = here.journal().await.unwrap();
        assert_eq!(entries.iter().map(|e| e.seq).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
        let ids: std::collections::BTreeSet<_> = entries
            .iter()
            .filter_map(|e| match &e.act {
                Act::Done { receipt, .. } => Some(receipt.subject.id.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(ids.len(), 20, "no BHAVYA ID twice");
        here.command("last-a", &search("राम")).await.unwrap();
        there.command("last-b", &search("राम")).await.unwrap();
        here.command("last-c", &search("राम")).await.unwrap();
        let third = services_of(&first).await;
        let fresh = practice(&third, &actor).await.unwrap();
        assert_eq!(fresh.look().await.unwrap().world, here.look().await.unwrap().world);
    })
    .await;
}

/// A third server on the same database.
async fn services_of(one: &Services) -> Services {
    services(one.db().clone()).await
}

#[tokio::test]
async fn a_reset_begins_anew_once_and_takes_no_command_from_before() {
    each_database(|db| async move {
        let (services, actor) = ready(db).await;
        let before = practice(&services, &actor).await.unwrap();
        before.command("c1", &unknown()).await.unwrap();
        let key = key(&services);
        before.reset(&actor, &key).await.unwrap();
        practice(&services, &actor).await.unwrap().reset(&actor, &key).await.unwrap();
        let after = practice(&services, &actor).await.unwrap();
        assert_eq!(after.record.epoch, 1, "the same form starts over once");
        assert_eq!(after.look().await.unwrap().world.patients().len(), 30);
        assert!(after.journal().await.unwrap().is_empty());
        let late = before.command("c2", &unknown()).await.unwrap_err();
        assert_eq!(late, ServiceError::refused(codes::WAS_RESET));
        assert_eq!(before.journal().await.unwrap().len(), 1, "the old journal stays");
    })
    .await;
}

#[tokio::test]
async fn nobody_reaches_another_persons_sandbox() {
    each_database(|db| async move {
        let (services, actor) = ready(db).await;
        let mine = practice(&services, &actor).await.unwrap();
        let other = acting(Capacity::Trainer, None);
        let theirs = practice(&services, &other).await.unwrap();
        assert_ne!(mine.id(), theirs.id());
        assert_eq!(of_id(&services, &other, mine.id()).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!(mine.reset(&other, &key(&services)).await.unwrap_err(), ServiceError::NotFound);
        let public = acting(Capacity::Public, None);
        assert_eq!(practice(&services, &public).await.unwrap_err(), ServiceError::NotFound);
        mine.command("c1", &unknown()).await.unwrap();
        assert_eq!(theirs.look().await.unwrap().world.patients().len(), 30);
    })
    .await;
}

#[tokio::test]
async fn an_exercise_has_a_sandbox_of_its_own_with_its_set_up() {
    each_database(|db| async move {
        let (services, actor) = ready(db).await;
        let exercise = ExerciseId::parse("M01-E1").unwrap();
        let purpose = ForExercise { exercise: &exercise, persona: Persona::Nurse, seed: 7 };
        let details =
            DetailsInput {
                name_hi: "राम".into(), sex: Some(Sex::Male), age: "40".into(), ..DetailsInput::default()
            };
        let placed = vec![("setup-ram".to_owned(), PlacePatient { details, abha_number: String::new() }.into())];
        let mut sandbox = open_for_exercise(&services, &actor, purpose, |world, _| {
            assert_eq!(world.patients().len(), 30);
            Ok(placed)
        })
        .await
        .unwrap();
        assert_eq!((sandbox.persona(), sandbox.seed(), sandbox.exercise()), (Persona::Nurse, 7, Some("M01-E1")));
        let entries = sandbox.journal().await.unwrap();
        assert_eq!(
            entries.iter().map(|e| (e.persona, e.command.as_str())).collect::<Vec<_>>(),
            [(Persona::System, "setup-ram")]
        );
        assert_eq!(
            sandbox.reset(&actor, &key(&services)).await.unwrap_err(),
            ServiceError::refused(codes::OF_AN_EXERCISE)
        );
        sandbox.set_persona(Persona::Supervisor).await.unwrap();
        assert_eq!(
            sandbox.set_persona(Persona::System).await.unwrap_err(),
            ServiceError::refused(codes::NO_SUCH_PERSONA)
        );
        close(&services, &sandbox).await.unwrap();
        let late = sandbox.command("c1", &unknown()).await.unwrap_err();
        assert_eq!(late, ServiceError::refused(codes::CLOSED), "also by a handle from before");
        let closed = of_id(&services, &actor, sandbox.id()).await.unwrap();
        assert_eq!(closed.look().await.unwrap().world.patients().len(), 31);
        assert_eq!(closed.persona(), Persona::Supervisor);
    })
    .await;
}

#[tokio::test]
async fn a_journal_that_can_not_be_replayed_is_put_aside_and_can_be_started_over() {
    each_database(|db| async move {
        let (first, actor) = ready(db.clone()).await;
        practice(&first, &actor).await.unwrap().command("c1", &unknown()).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.execute("UPDATE journal SET payload = $1", params![b"{}".to_vec()]).await.unwrap();
        tx.commit().await.unwrap();
        let second = services(db).await;
        let broken = practice(&second, &actor).await.unwrap();
        assert_eq!(broken.look().await.unwrap_err(), ServiceError::refused(codes::QUARANTINED));
        let broken = practice(&second, &actor).await.unwrap();
        assert!(broken.is_quarantined());
        assert_eq!(broken.command("c2", &unknown()).await.unwrap_err(), ServiceError::refused(codes::QUARANTINED));
        broken.reset(&actor, &key(&second)).await.unwrap();
        let anew = practice(&second, &actor).await.unwrap();
        assert_eq!(anew.look().await.unwrap().world.patients().len(), 30);
        assert!(second.part::<Sandboxes>().loaded() >= 1);
    })
    .await;
}
