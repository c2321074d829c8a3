//! Starting over, taking back, going back and copying: nothing is lost, and each can be taken back in turn.

use super::*;
use crate::sandbox::base::{BaseChoice, choose_base};
use crate::testing::{acting, key, services};
use crate::{Actor, Outcome, ServiceError};
use abhyas_core::{Capacity, ExerciseId};
use abhyas_hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_hims::{Act, AnyCommand, OPENING, RecordRef, engine::AdvanceClock};
use abhyas_store::Db;
use abhyas_store::sandbox_epochs::How;
use abhyas_store::testing::{add_person, each_database, fill_the_disk, sqlite_on_a_small_disk};

async fn ready(db: Db) -> (Services, Actor) {
    let services = services(db).await;
    choose_base(&services, BaseChoice { patients: 30, seed: 3 });
    let actor = acting(Capacity::Trainer, Some("MUZ"));
    add_person(services.db(), actor.person.as_str(), None, Some("MUZ")).await;
    (services, actor)
}

async fn own(services: &Services, actor: &Actor) -> Sandbox {
    practice(services, actor).await.unwrap()
}

async fn register(services: &Services, actor: &Actor, command: &str) {
    let input =
        RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: format!("शर्ट {command}") };
    own(services, actor).await.command(command, &AnyCommand::from(input)).await.unwrap();
}

/// The commands of the present life, and how many patients there are beside the base's.
async fn state(services: &Services, actor: &Actor) -> (Vec<String>, usize) {
    let sandbox = own(services, actor).await;
    let commands = sandbox.journal().await.unwrap().into_iter().map(|e| e.command).collect();
    (commands, sandbox.look().await.unwrap().world.patients().len() - 30)
}

fn refused(answer: Outcome<()>) -> String {
    match answer.unwrap_err() {
        ServiceError::Refused(refusals) => refusals.iter().map(|r| r.code.as_str()).collect(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn going_back_and_forth_loses_nothing_on_any_server() {
    each_database(|db| async move {
        let (here, actor) = ready(db.clone()).await;
        let there = services(db.clone()).await;
        choose_base(&there, BaseChoice { patients: 30, seed: 3 });
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert!(!own(&here, &actor).await.can_undo().await.unwrap());
        for command in ["a", "b", "c"] {
            register(&here, &actor, command).await;
        }
        own(&here, &actor).await.rewind(&actor, &key(&here), 1).await.unwrap();
        assert_eq!(state(&here, &actor).await, (names(&["a"]), 1));
        assert_eq!(state(&there, &actor).await, (names(&["a"]), 1), "another server sees the same");
        register(&there, &actor, "b").await;
        register(&here, &actor, "d").await;
        assert_eq!(state(&here, &actor).await, (names(&["a", "b", "d"]), 3), "what was taken back can be done again");
        own(&here, &actor).await.undo(&actor, &key(&here)).await.unwrap();
        assert_eq!(state(&there, &actor).await, (names(&["a", "b", "c"]), 3));
        own(&there, &actor).await.undo(&actor, &key(&here)).await.unwrap();
        assert_eq!(state(&here, &actor).await, (names(&["a", "b", "d"]), 3), "and the undoing is undone");
        own(&here, &actor).await.reset(&actor, &key(&here)).await.unwrap();
        assert_eq!(state(&there, &actor).await, (vec![], 0));
        register(&here, &actor, "a").await;
        own(&here, &actor).await.undo(&actor, &key(&here)).await.unwrap();
        assert_eq!(state(&here, &actor).await, (names(&["a", "b", "d"]), 3));
        own(&here, &actor).await.rewind(&actor, &key(&here), 0).await.unwrap();
        assert_eq!(state(&here, &actor).await, (vec![], 0));
        let how: Vec<_> =
            own(&here, &actor).await.lives().await.unwrap().iter().map(|life| life.beginning.how).collect();
        use How::{Opened, Reset, Rewound, Undone};
        assert_eq!(how, [Opened, Rewound, Undone, Undone, Reset, Undone, Rewound]);
        let anew = services(db.clone()).await;
        assert_eq!(state(&anew, &actor).await, (vec![], 0));
        own(&anew, &actor).await.undo(&actor, &key(&here)).await.unwrap();
        assert_eq!(state(&here, &actor).await, (names(&["a", "b", "d"]), 3));
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_goes_back_once_and_a_late_page_does_nothing() {
    each_database(|db| async move {
        let (services, actor) = ready(db).await;
        for command in ["a", "b", "c"] {
            register(&services, &actor, command).await;
        }
        let before = own(&services, &actor).await;
        let key = key(&services);
        before.rewind(&actor, &key, 2).await.unwrap();
        own(&services, &actor).await.rewind(&actor, &key, 2).await.unwrap();
        assert_eq!(state(&services, &actor).await.0, ["a", "b"]);
        assert_eq!(own(&services, &actor).await.lives().await.unwrap().len(), 2);
        assert_eq!(refused(before.rewind(&actor, &self::key(&services), 1).await), "sandbox.was_reset");
        assert_eq!(refused(before.reset(&actor, &self::key(&services)).await), "sandbox.was_reset");
    })
    .await;
}

#[tokio::test]
async fn what_can_not_be_gone_back_to_is_refused() {
    each_database(|db| async move {
        let (services, actor) = ready(db.clone()).await;
        let sandbox = own(&services, &actor).await;
        assert_eq!(refused(sandbox.undo(&actor, &key(&services)).await), "sandbox.nothing_to_undo");
        assert_eq!(refused(sandbox.rewind(&actor, &key(&services), 0).await), "sandbox.no_such_step");
        register(&services, &actor, "a").await;
        assert_eq!(refused(sandbox.rewind(&actor, &key(&services), 1).await), "sandbox.no_such_step");
        assert_eq!(refused(sandbox.rewind(&actor, &key(&services), u64::MAX).await), "sandbox.no_such_step");
        let other = acting(Capacity::Officer, None);
        assert_eq!(sandbox.undo(&other, &key(&services)).await, Err(ServiceError::NotFound));
        assert_eq!(sandbox.rewind(&other, &key(&services), 0).await, Err(ServiceError::NotFound));
        let exercise = ExerciseId::parse("M01-E1").unwrap();
        let purpose = ForExercise { exercise: &exercise, persona: Persona::Clerk, seed: 1 };
        let attempt = open_for_exercise(&services, &actor, purpose, |_, _| Ok(Vec::new())).await.unwrap();
        assert_eq!(refused(attempt.rewind(&actor, &key(&services), 0).await), "sandbox.of_an_exercise");
        assert_eq!(refused(attempt.undo(&actor, &key(&services)).await), "sandbox.of_an_exercise");
        // A life whose journal was damaged is not gone back to; the present one goes on.
        sandbox.reset(&actor, &key(&services)).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let damage = "UPDATE journal SET payload = $1 WHERE epoch = 0";
        tx.execute(damage, abhyas_store::params![b"{}".to_vec()]).await.unwrap();
        tx.commit().await.unwrap();
        let sandbox = own(&services, &actor).await;
        assert_eq!(refused(sandbox.undo(&actor, &key(&services)).await), "sandbox.quarantined");
        register(&services, &actor, "b").await;
        assert_eq!(state(&services, &actor).await, (vec!["b".to_owned()], 1));
    })
    .await;
}

#[tokio::test]
async fn a_trainer_copies_a_state_to_a_trainee_of_the_district_who_may_take_it_back() {
    each_database(|db| async move {
        let (services, trainer) = ready(db.clone()).await;
        let trainee = acting(Capacity::Trainee, Some("MUZ"));
        add_person(&db, trainee.person.as_str(), None, Some("MUZ")).await;
        add_person(&db, "elsewhere", None, Some("NAL")).await;
        register(&services, &trainee, "mine").await;
        for command in ["a", "b"] {
            register(&services, &trainer, command).await;
        }
        own(&services, &trainer).await.rewind(&trainer, &key(&services), 1).await.unwrap();
        register(&services, &trainer, "c").await;
        let source = own(&services, &trainer).await;
        let form = key(&services);
        source.copy_to(&trainer, &trainee.person, &form).await.unwrap();
        source.copy_to(&trainer, &trainee.person, &form).await.unwrap();
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(state(&services, &trainee).await, (names(&["a", "c"]), 2));
        assert!(compare(&source, &own(&services, &trainee).await).await.unwrap().is_empty());
        register(&services, &trainee, "d").await;
        assert_eq!(state(&services, &trainer).await, (names(&["a", "c"]), 2), "the trainer's own goes on by itself");
        let differing = compare(&source, &own(&services, &trainee).await).await.unwrap();
        let kinds: Vec<_> = differing.iter().map(|d| (d.kind, d.first.is_some(), d.second.is_some())).collect();
        assert_eq!(kinds, [("counter", true, true), ("patient", false, true)]);
        own(&services, &trainee).await.undo(&trainee, &key(&services)).await.unwrap();
        assert_eq!(state(&services, &trainee).await, (names(&["mine"]), 1));
        let to = |person: &str| abhyas_core::PersonId::parse(person).unwrap();
        let not_found = Err(ServiceError::NotFound);
        assert_eq!(source.copy_to(&trainer, &to("elsewhere"), &key(&services)).await, not_found);
        assert_eq!(source.copy_to(&trainer, &to("nobody"), &key(&services)).await, not_found);
        assert_eq!(
            refused(source.copy_to(&trainer, &trainer.person, &key(&services)).await),
            "sandbox.copy_to_oneself"
        );
        let theirs = own(&services, &trainee).await;
        assert_eq!(theirs.copy_to(&trainee, &trainer.person, &key(&services)).await, not_found, "a trainee may not");
        // Whoever never opened a hospital gets one.
        let fresh = to("fresh");
        add_person(&db, "fresh", None, Some("MUZ")).await;
        source.copy_to(&trainer, &fresh, &key(&services)).await.unwrap();
        let fresh = Actor { person: fresh, ..acting(Capacity::Trainee, Some("MUZ")) };
        assert_eq!(state(&services, &fresh).await, (names(&["a", "c"]), 2));
    })
    .await;
}

#[tokio::test]
async fn a_class_is_opened_at_once() {
    each_database(|db| async move {
        let (services, trainer) = ready(db.clone()).await;
        let people: Vec<_> = (0..30).map(|n| abhyas_core::PersonId::parse(format!("t{n}")).unwrap()).collect();
        for person in &people {
            add_person(&db, person.as_str(), None, Some("MUZ")).await;
        }
        let first = Actor { person: people[0].clone(), ..acting(Capacity::Trainee, Some("MUZ")) };
        register(&services, &first, "a").await;
        let opened = open_many(&services, &trainer, &people).await.unwrap();
        assert_eq!((opened.added(), opened.already), (29, 1));
        assert_eq!(opened.into_memory(&services).count(), 29);
        let again = open_many(&services, &trainer, &people).await.unwrap();
        assert_eq!((again.added(), again.already), (0, 30));
        assert_eq!(state(&services, &first).await, (vec!["a".to_owned()], 1), "what was there stays as it is");
        for person in &people[1..] {
            let actor = Actor { person: person.clone(), ..acting(Capacity::Trainee, Some("MUZ")) };
            assert_eq!(state(&services, &actor).await, (vec![], 0));
        }
        add_person(&db, "elsewhere", None, Some("NAL")).await;
        let elsewhere = [abhyas_core::PersonId::parse("elsewhere").unwrap()];
        assert_eq!(open_many(&services, &trainer, &elsewhere).await.unwrap_err(), ServiceError::NotFound);
        assert_eq!(open_many(&services, &first, &people).await.unwrap_err(), ServiceError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn each_step_says_what_changed() {
    each_database(|db| async move {
        let (services, actor) = ready(db).await;
        register(&services, &actor, "a").await;
        let mut sandbox = own(&services, &actor).await;
        let moved = sandbox.command("t", &AdvanceClock { minutes: "90".into() }.into()).await;
        assert!(moved.is_err(), "a clerk does not move the clock");
        sandbox.set_persona(Persona::Supervisor).await.unwrap();
        let before = sandbox.look().await.unwrap().ctx.now;
        sandbox.command("u", &AdvanceClock { minutes: "90".into() }.into()).await.unwrap();
        let look = sandbox.look().await.unwrap();
        assert_eq!(look.ctx.now, before.plus_minutes(90));
        let steps = sandbox.steps().await.unwrap();
        let told: Vec<_> = steps
            .iter()
            .map(|s| (s.entry.act.kind(), s.changed().iter().map(|d| d.kind).collect::<Vec<_>>()))
            .collect();
        let expected = [("done", vec!["counter", "patient"]), ("refused", vec![]), ("done", vec!["hospital_clock"])];
        assert_eq!(told, expected);
        assert!(steps.windows(2).all(|pair| pair[0].after == pair[1].before));
        assert_eq!(steps.last().unwrap().after, look.world);
        let counted = steps[0].changed()[0].fields();
        assert_eq!(counted[0].path, "last");
        assert!(matches!(&steps[2].entry.act, Act::Done { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_refuses_what_writes_and_lets_everybody_look() {
    let (services, actor) = ready(sqlite_on_a_small_disk().await).await;
    register(&services, &actor, "a").await;
    let sandbox = own(&services, &actor).await;
    fill_the_disk(services.db()).await;
    // What is left of the journal's last page takes a few more.
    let input = RegisterUnknown { sex: Some(Sex::Male), age: "40".into(), description: "शर्ट ".repeat(80) };
    let mut done = vec!["a".to_owned()];
    let full = loop {
        let id = format!("b{}", done.len());
        match sandbox.command(&id, &AnyCommand::from(input.clone())).await {
            Ok(_) => done.push(id),
            Err(error) => break error,
        }
    };
    assert_eq!(full, ServiceError::StorageFull);
    let record = RecordRef::to::<abhyas_hims::Facility>("SADAR-MUZ");
    assert_eq!(sandbox.viewed("m01.patient", record).await, Ok(()), "a look that leaves no trace is no error");
    // The trace of a look is short: it may fit where a command did not.
    let (entries, patients) = state(&services, &actor).await;
    assert!(entries.starts_with(&done) && entries.len() <= done.len() + 1, "reading goes on: {entries:?}");
    assert_eq!(patients, done.len(), "nothing is half done");
    assert_eq!(sandbox.steps().await.unwrap().len(), entries.len());
    let mut tx = services.db().begin().await.unwrap();
    for table in ["DELETE FROM setting", "DELETE FROM web_session", "DELETE FROM login_failure"] {
        tx.execute(table, abhyas_store::params![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    own(&services, &actor).await.command("c", &AnyCommand::from(input)).await.unwrap();
    assert_eq!(state(&services, &actor).await, ([entries, vec!["c".to_owned()]].concat(), patients + 1));
}

#[tokio::test]
async fn each_life_has_the_clock_that_it_began_with() {
    each_database(|db| async move {
        let (services, clock) = crate::testing::with_clock(db).await;
        let actor = acting(Capacity::Trainer, Some("MUZ"));
        add_person(services.db(), actor.person.as_str(), None, Some("MUZ")).await;
        let other = crate::testing::with_clock(services.db().clone()).await;
        let now = async |services: &Services| own(services, &actor).await.look().await.unwrap().ctx.now;
        clock.advance(chrono::Duration::hours(6));
        assert_eq!(now(&services).await, OPENING, "it is opened at four in the afternoon");
        clock.advance(chrono::Duration::hours(2));
        register(&services, &actor, "a").await;
        own(&services, &actor).await.reset(&actor, &key(&services)).await.unwrap();
        assert_eq!(now(&services).await, OPENING, "and started over at six");
        clock.advance(chrono::Duration::hours(1));
        own(&services, &actor).await.undo(&actor, &key(&services)).await.unwrap();
        assert_eq!(
            now(&services).await,
            OPENING.plus_minutes(3 * 60),
            "back in the first life three hours have gone by"
        );
        other.1.set(crate::testing::monday() + chrono::Duration::hours(9));
        assert_eq!(now(&other.0).await, OPENING.plus_minutes(3 * 60), "another server shows the same time");
    })
    .await;
}
