//! Sessions come back as they were saved, end when they should, and are written seldom.

use super::*;
use crate::testing::{each_database, fill_the_disk, sqlite, sqlite_on_a_small_disk};
use abhyas_core::FixedClock;

fn record(id: i128, person: &str, minutes: i64) -> Record {
    let data = HashMap::from([(PERSON.to_owned(), serde_json::Value::from(person))]);
    Record { id: Id(id), data, expiry_date: time::OffsetDateTime::from_unix_timestamp(minutes * 60).unwrap() }
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).unwrap()
}

fn sessions(db: &Db) -> (WebSessions, FixedClock) {
    let clock = FixedClock::at(DateTime::UNIX_EPOCH);
    (WebSessions::new(db.clone(), Arc::new(clock.clone())), clock)
}

#[tokio::test]
async fn a_session_comes_back_until_it_expires() {
    each_database(|db| async move {
        let (sessions, clock) = sessions(&db);
        let mut saved = record(7, "P-1", 30);
        sessions.create(&mut saved).await.unwrap();
        assert_eq!(sessions.load(&saved.id).await.unwrap(), Some(saved.clone()));
        assert_eq!(sessions.load(&Id(8)).await.unwrap(), None);
        clock.advance(Duration::minutes(30));
        assert_eq!(sessions.load(&saved.id).await.unwrap(), None);
        assert_eq!(sessions.remove_expired().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_session_never_takes_over_another() {
    let db = sqlite().await;
    let (sessions, _) = sessions(&db);
    let (mut first, mut second) = (record(7, "P-1", 30), record(7, "P-2", 30));
    sessions.create(&mut first).await.unwrap();
    sessions.create(&mut second).await.unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!(sessions.load(&first.id).await.unwrap(), Some(first));
}

#[tokio::test]
async fn signing_out_everywhere_leaves_this_session_and_other_people() {
    each_database(|db| async move {
        let (sessions, clock) = sessions(&db);
        for (id, who) in [(1, "P-1"), (2, "P-1"), (3, "P-2")] {
            sessions.create(&mut record(id, who, 30)).await.unwrap();
        }
        assert_eq!(sessions_of(&db, &person("P-1"), clock.now()).await.unwrap().len(), 2);
        let mut tx = db.begin().await.unwrap();
        assert_eq!(end_sessions_of(&mut tx, &person("P-1"), Some(&Id(2).to_string())).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(sessions.load(&Id(1)).await.unwrap().is_none());
        assert!(sessions.load(&Id(2)).await.unwrap().is_some());
        assert!(sessions.load(&Id(3)).await.unwrap().is_some());
        sessions.delete(&Id(2)).await.unwrap();
        assert!(sessions.load(&Id(2)).await.unwrap().is_none());
        sessions.save(&record(1, "P-1", 40)).await.unwrap();
        assert!(sessions.load(&Id(1)).await.unwrap().is_none(), "a late request does not bring it back");
    })
    .await;
}

#[tokio::test]
async fn an_unchanged_session_is_written_every_five_minutes_a_changed_one_at_once() {
    let db = sqlite().await;
    let (sessions, clock) = sessions(&db);
    let mut saved = record(1, "P-1", 30);
    sessions.create(&mut saved).await.unwrap();
    let touched = async || sessions_of(&db, &person("P-1"), DateTime::UNIX_EPOCH).await.unwrap()[0].1;
    clock.advance(Duration::minutes(4));
    sessions.save(&saved).await.unwrap();
    assert_eq!(touched().await, DateTime::UNIX_EPOCH);
    clock.advance(Duration::minutes(1));
    sessions.save(&saved).await.unwrap();
    assert_eq!(touched().await, clock.now());
    clock.advance(Duration::minutes(1));
    saved.data.insert("language".into(), "en".into());
    sessions.save(&saved).await.unwrap();
    assert_eq!(touched().await, clock.now());
    assert_eq!(sessions.load(&saved.id).await.unwrap(), Some(saved));
}

#[tokio::test]
async fn with_a_full_disk_sessions_live_in_memory_and_end_there() {
    let db = sqlite_on_a_small_disk().await;
    let (sessions, _) = sessions(&db);
    let mut before = record(1, "P-1", 30);
    sessions.create(&mut before).await.unwrap();
    fill_the_disk(&db).await;
    let mut during = record(2, "P-2", 30);
    during.data.insert("more".into(), "x".repeat(1000).into());
    sessions.create(&mut during).await.unwrap();
    assert_eq!(sessions.load(&Id(2)).await.unwrap(), Some(during.clone()));
    assert!(sessions.memory().contains_key(&key_of(&Id(2))));
    sessions.keep(key_of(&Id(1)), Kept::Ended, StoreError::Full).unwrap();
    assert!(sessions.load(&Id(1)).await.unwrap().is_none(), "signed out, though the row is still there");
    // Space again.
    let mut tx = db.begin().await.unwrap();
    tx.execute("DELETE FROM setting", params![]).await.unwrap();
    tx.commit().await.unwrap();
    sessions.save(&during).await.unwrap();
    assert!(!sessions.memory().contains_key(&key_of(&Id(2))), "written as soon as there is space");
    assert_eq!(sessions.load(&Id(2)).await.unwrap(), Some(during));
}

#[tokio::test]
async fn signing_out_everywhere_ends_the_sessions_in_memory_too() {
    let db = sqlite().await;
    let (sessions, _) = sessions(&db);
    sessions.keep(key_of(&Id(1)), Kept::Record(record(1, "P-1", 30)), StoreError::Full).unwrap();
    assert!(sessions.load(&Id(1)).await.unwrap().is_some());
    let mut tx = db.begin().await.unwrap();
    end_sessions_of(&mut tx, &person("P-1"), None).await.unwrap();
    tx.commit().await.unwrap();
    assert!(sessions.load(&Id(1)).await.unwrap().is_none());
}
