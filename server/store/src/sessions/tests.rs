//! The live schedule on both databases: constraints hold, exchanges work in one transaction.

use super::*;
use crate::testing::each_database;
use crate::{Constraint, Db, Tx, params};
use abhyas_core::{ModuleId, PersonId, PlanId, RoomId, SessionId};
use chrono::{DateTime, TimeZone, Utc};

fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap()
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).unwrap()
}

async fn house(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for sql in [
        "INSERT INTO district (id, name_hi, name_en, position) VALUES ('D', 'd', 'd', 1)",
        "INSERT INTO block (id, district, name_hi, name_en) VALUES ('B', 'D', 'b', 'b')",
        "INSERT INTO facility (id, district, block, name_hi, name_en, kind) VALUES ('F', 'D', 'B', 'f', 'f', 'PHC')",
        "INSERT INTO venue (id, block, name_hi, name_en) VALUES ('V', 'B', 'v', 'v')",
        "INSERT INTO room (id, venue, name_hi, name_en, capacity) VALUES ('R1', 'V', 'r', 'r', 2), ('R2', 'V', 'r', 'r', 2)",
        "INSERT INTO module (id, name_hi, name_en, max_size) VALUES ('M1', 'm', 'm', 30), ('M2', 'm', 'm', 30)",
        "INSERT INTO role (id, name_hi, name_en, cadre) VALUES ('R', 'r', 'r', 'nurse')",
        "INSERT INTO person (id, staff_id, name, role, facility, state, created_at, updated_at) VALUES
          ('K1', 'K1', 'k', NULL, NULL, 'active', '', ''), ('K2', 'K2', 'k', NULL, NULL, 'active', '', ''),
          ('K3', 'K3', 'k', NULL, NULL, 'active', '', ''),
          ('P1', 'P1', 'p', 'R', 'F', 'active', '', ''), ('P2', 'P2', 'p', 'R', 'F', 'active', '', ''),
          ('P3', 'P3', 'p', 'R', 'F', 'inactive', '', '')",
        "INSERT INTO capacity (person, capacity) VALUES ('P2', 'officer')",
        "INSERT INTO trainer (person, home_block, max_per_day, max_per_week, max_total) VALUES ('K1', 'B', 2, 5, 9), ('K2', 'B', 2, 5, 9), ('K3', 'B', 2, 5, 9)",
        "INSERT INTO plan (id, state, seconds, seed, made_by, made_at) VALUES ('L', 'draft', 1, 1, 'K1', '')",
        "INSERT INTO leave (id, person, first_day, last_day) VALUES ('l', 'P1', '2026-12-01', '2026-12-03')",
    ] {
        tx.execute(sql, params![]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn place(id: &str, room: &str, trainer: &str, half: i64) -> SessionPlace {
    SessionPlace {
        id: SessionId::parse(id).unwrap(),
        module: ModuleId::parse("M1").unwrap(),
        room: RoomId::parse(room).unwrap(),
        trainer: person(trainer),
        day: "2026-12-07".parse().unwrap(),
        half,
        capacity: 2,
        remote_link: String::new(),
        plan: PlanId::parse("L").unwrap(),
        further: Vec::new(),
        joins: None,
        co_trainers: Vec::new(),
    }
}

/// A whole day, with somebody beside the trainer.
fn whole_day(id: &str, room: &str, trainer: &str, co_trainers: &[&str]) -> SessionPlace {
    let it = place(id, room, trainer, 0);
    SessionPlace { further: vec![(it.day, 1)], co_trainers: co_trainers.iter().map(|k| person(k)).collect(), ..it }
}

async fn seat(tx: &mut Tx, who: &str, it: &SessionPlace) -> Result<(), StoreError> {
    confirm_seat(tx, &it.id, &person(who), &it.module, it.day, it.half).await?;
    count_seats(tx, &it.id).await
}

#[tokio::test]
async fn what_must_not_happen_is_refused_by_name() {
    each_database(|db| async move {
        house(&db).await;
        let (a, b) = (place("A", "R1", "K1", 0), place("B", "R2", "K2", 0));
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &a, at()).await.unwrap();
        seat(&mut tx, "P1", &a).await.unwrap();
        tx.commit().await.unwrap();
        for (it, expected) in [
            (place("C", "R1", "K2", 0), Constraint::SessionRoomSlot),
            (place("C", "R2", "K1", 0), Constraint::SessionTrainerSlot),
        ] {
            let mut tx = db.begin().await.unwrap();
            assert_eq!(insert_session(&mut tx, &it, at()).await, Err(StoreError::Constraint(expected)));
        }
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &b, at()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let elsewhere = SessionPlace { module: ModuleId::parse("M2").unwrap(), ..b.clone() };
        assert_eq!(seat(&mut tx, "P1", &elsewhere).await, Err(StoreError::Constraint(Constraint::SeatPersonSlot)));
        drop(tx);
        let mut tx = db.begin().await.unwrap();
        seat(&mut tx, "P2", &a).await.unwrap();
        assert_eq!(seat(&mut tx, "K2", &a).await, Err(StoreError::Constraint(Constraint::SessionCapacity)));
    })
    .await;
}

#[tokio::test]
async fn further_half_days_co_trainers_and_their_people_are_guarded_too() {
    each_database(|db| async move {
        house(&db).await;
        let a = whole_day("A", "R1", "K1", &["K2"]);
        let joined = SessionPlace { joins: Some(a.id.clone()), ..whole_day("J", "R2", "K1", &[]) };
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &a, at()).await.unwrap();
        insert_session(&mut tx, &joined, at()).await.unwrap();
        seat(&mut tx, "P1", &a).await.unwrap();
        tx.commit().await.unwrap();
        let found = session_by_id(&db, &a.id).await.unwrap().unwrap();
        assert_eq!((found.half_days, found.last_day, found.last_half, found.joins.clone()), (2, a.day, 1, None));
        assert_eq!(found.co_trainers, [CoTrainer { person: person("K2"), name: "k".into() }]);
        assert!(found.led_by(&person("K2")) && !found.led_by(&person("K3")) && found.teachers() == "k, k");
        let joining = sessions_joining(&db, &a.id).await.unwrap();
        assert_eq!(joining.iter().map(|s| (s.id.as_str(), s.joins.as_ref())).collect::<Vec<_>>(), [("J", Some(&a.id))]);
        assert!(joining[0].led_by(&person("K1")) && !joining[0].taught_by("K1"), "the link is where they stand");
        for (who, ids) in [("K1", vec!["A"]), ("K2", vec!["A"]), ("K3", vec![])] {
            let taught = sessions_of_trainer_by_day(&db, &person(who)).await.unwrap();
            assert_eq!(taught.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ids, "{who}");
        }
        let other = SessionPlace { day: a.day.succ_opt().unwrap(), ..place("C", "R2", "K3", 1) };
        let lone = |room, trainer| place("C", room, trainer, 1);
        for (it, expected) in [
            (lone("R1", "K3"), Constraint::SessionRoomSlot),
            (lone("R2", "K3"), Constraint::SessionRoomSlot),
            (
                SessionPlace { further: vec![(a.day, 1)], room: a.room.clone(), ..other.clone() },
                Constraint::SessionRoomSlot,
            ),
            (SessionPlace { further: vec![(a.day, 1)], ..other.clone() }, Constraint::SessionRoomSlot),
        ] {
            let mut tx = db.begin().await.unwrap();
            assert_eq!(insert_session(&mut tx, &it, at()).await, Err(StoreError::Constraint(expected)));
        }
        // Without the joined room both who teach are the only ones in the way.
        let mut tx = db.begin().await.unwrap();
        assert!(cancel_session(&mut tx, &joined.id, 1, at()).await.unwrap());
        tx.commit().await.unwrap();
        for it in
            [lone("R2", "K1"), lone("R2", "K2"), SessionPlace { co_trainers: vec![person("K2")], ..lone("R2", "K3") }]
        {
            let mut tx = db.begin().await.unwrap();
            let refused = insert_session(&mut tx, &it, at()).await;
            assert_eq!(refused, Err(StoreError::Constraint(Constraint::SessionTrainerSlot)), "{it:?}");
        }
        let afternoon = SessionPlace { module: ModuleId::parse("M2").unwrap(), ..lone("R2", "K3") };
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &afternoon, at()).await.unwrap();
        let refused = seat(&mut tx, "P1", &afternoon).await;
        assert_eq!(refused, Err(StoreError::Constraint(Constraint::SeatPersonSlot)));
        drop(tx);
        // What was cancelled takes nothing any more; a seat that was given back neither.
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &afternoon, at()).await.unwrap();
        assert!(release_seat(&mut tx, &a.id, &person("P1")).await.unwrap());
        seat(&mut tx, "P1", &afternoon).await.unwrap();
        assert!(cancel_session(&mut tx, &a.id, 1, at()).await.unwrap());
        let next = SessionPlace { id: SessionId::parse("D").unwrap(), ..lone("R1", "K1") };
        insert_session(&mut tx, &next, at()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            session_by_id(&db, &a.id).await.unwrap().unwrap().co_trainers.len(),
            1,
            "it is still known whose it was"
        );
    })
    .await;
}

#[tokio::test]
async fn a_session_is_decided_once() {
    each_database(|db| async move {
        house(&db).await;
        let a = place("A", "R1", "K1", 0);
        let decision = |why: &str| DecisionRecord {
            session: a.id.clone(),
            people: 1,
            least: 2,
            reason: why.into(),
            made_by: person("P2"),
            made_by_name: "p".into(),
            made_at: at(),
        };
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &a, at()).await.unwrap();
        assert!(put_session_decision(&mut tx, &decision("first")).await.unwrap());
        assert!(!put_session_decision(&mut tx, &decision("second")).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(session_decisions(&db).await.unwrap(), [decision("first")]);
    })
    .await;
}

#[tokio::test]
async fn two_sessions_exchange_their_rooms_in_one_transaction() {
    each_database(|db| async move {
        house(&db).await;
        let (a, b) = (place("A", "R1", "K1", 0), place("B", "R2", "K2", 0));
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &a, at()).await.unwrap();
        insert_session(&mut tx, &b, at()).await.unwrap();
        seat(&mut tx, "P1", &a).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.begin().await.unwrap();
        assert!(!cancel_session(&mut tx, &a.id, 7, at()).await.unwrap(), "it was read in another version");
        assert!(cancel_session(&mut tx, &a.id, 1, at()).await.unwrap());
        assert!(cancel_session(&mut tx, &b.id, 1, at()).await.unwrap());
        assert!(place_session(&mut tx, &SessionPlace { room: b.room.clone(), ..a.clone() }).await.unwrap());
        assert!(place_session(&mut tx, &SessionPlace { room: a.room.clone(), ..b.clone() }).await.unwrap());
        count_seats(&mut tx, &a.id).await.unwrap();
        tx.commit().await.unwrap();
        let found = session_by_id(&db, &a.id).await.unwrap().unwrap();
        assert_eq!(
            (found.room.as_str(), found.state.as_str(), found.sequence, found.seats_taken),
            ("R2", "planned", 1, 1)
        );
        assert_eq!(sessions_of_person(&db, &person("P1")).await.unwrap().as_slice(), std::slice::from_ref(&found));
        let filter = SessionFilter {
            from: a.day.to_string(),
            to: a.day.to_string(),
            district: "D".into(),
            module: String::new(),
            trainer: "K1".into(),
            venue: String::new(),
        };
        assert_eq!(sessions(&db, &filter).await.unwrap(), [found]);
    })
    .await;
}

#[tokio::test]
async fn attendance_is_marked_on_confirmed_seats_only() {
    each_database(|db| async move {
        house(&db).await;
        let a = place("A", "R1", "K1", 0);
        let mut tx = db.begin().await.unwrap();
        insert_session(&mut tx, &a, at()).await.unwrap();
        seat(&mut tx, "P1", &a).await.unwrap();
        assert!(mark(&mut tx, &a.id, &person("P1"), "present", &person("K1"), at()).await.unwrap());
        assert!(!mark(&mut tx, &a.id, &person("P2"), "present", &person("K1"), at()).await.unwrap());
        session_is_held(&mut tx, &a.id, at()).await.unwrap();
        assert!(!cancel_session(&mut tx, &a.id, 2, at()).await.unwrap(), "a session that was held stays");
        tx.commit().await.unwrap();
        assert_eq!(presence(&db, &a.id, &person("P1")).await.unwrap().as_deref(), Some("present"));
        assert_eq!(sessions_held(&db).await.unwrap(), 1);
        assert_eq!(attendees(&db, &a.id).await.unwrap()[0].marked_by_name.as_deref(), Some("k"));
        assert_eq!(marked(&db).await.unwrap(), Marked { present: 1, absent: 0 });
        let mut tx = db.begin().await.unwrap();
        assert_eq!(release_module(&mut tx, &person("P1"), &a.module).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(confirmed_seats(&db).await.unwrap().is_empty());
        assert!(!seats_of_person(&db, &person("P1")).await.unwrap()[0].confirmed);
    })
    .await;
}

#[tokio::test]
async fn who_is_to_be_trained_and_who_only_covers() {
    each_database(|db| async move {
        house(&db).await;
        let found: Vec<_> = staff(&db).await.unwrap().into_iter().map(|s| (s.staff_id, s.trainee)).collect();
        assert_eq!(found, [("P1".to_owned(), true), ("P2".to_owned(), false)]);
        assert_eq!(leave_from(&db, "2026-12-03".parse().unwrap()).await.unwrap().len(), 1);
        assert!(leave_from(&db, "2026-12-04".parse().unwrap()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn messages_and_calendar_addresses_belong_to_one_person() {
    each_database(|db| async move {
        house(&db).await;
        let message = |id: &str| NewMessage {
            id: id.into(),
            person: person("P1"),
            kind: "schedule".into(),
            hi: "सूचना".into(),
            en: "Note".into(),
            at: at(),
        };
        let mut tx = db.begin().await.unwrap();
        tell(&mut tx, &message("1")).await.unwrap();
        put_calendar_feed(&mut tx, &person("P1"), "old", at()).await.unwrap();
        put_calendar_feed(&mut tx, &person("P1"), "new", at()).await.unwrap();
        assert_eq!(messages_seen(&mut tx, &person("P1"), at()).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(messages(&db, &person("P1")).await.unwrap()[0].seen);
        assert_eq!(person_of_calendar_feed(&db, "old").await.unwrap(), None);
        assert_eq!(person_of_calendar_feed(&db, "new").await.unwrap(), Some(person("P1")));
        assert_eq!(calendar_feed_made(&db, &person("P1")).await.unwrap(), Some(at()));
    })
    .await;
}
