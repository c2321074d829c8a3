//! Accounts are found by either name; codes let in once; failures are counted per device.

use super::*;
use crate::testing::each_database;
use crate::{Db, params};
use abhyas_core::{Capacity, DistrictId, PersonId};
use chrono::{DateTime, Utc};

fn id(text: &str) -> PersonId {
    PersonId::parse(text).unwrap()
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + chrono::Duration::minutes(minute)
}

const ADD: &str = "INSERT INTO person (id, staff_id, name, mobile, state, created_at, updated_at) VALUES ($1, $2, 'सीता', $3, $4, '', '')";

async fn people(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for (person, staff_id, mobile, state) in [
        ("P-1", "MUZ001", "0000000001", "active"),
        ("P-2", "0000000001", "0000000002", "active"),
        ("P-3", "MUZ003", "0000000003", "inactive"),
    ] {
        tx.execute(ADD, params![person, staff_id, mobile, state]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_account_is_found_by_staff_id_or_mobile_and_the_staff_id_wins() {
    each_database(|db| async move {
        people(&db).await;
        for (typed, capitals, mobile, expected) in [
            ("muz001", "MUZ001", "", Some("P-1")),
            ("0000000002", "0000000002", "0000000002", Some("P-2")),
            ("0000000001", "0000000001", "0000000001", Some("P-2")),
            ("nobody", "NOBODY", "", None),
        ] {
            let found = account_by_login(&db, typed, capitals, mobile).await.unwrap();
            assert_eq!(found.map(|account| account.person), expected.map(id), "{typed}");
        }
        assert!(!account(&db, &id("P-3")).await.unwrap().unwrap().active);
        assert_eq!(accounts_without_password(&db, "", "").await.unwrap().len(), 2);
        let mut tx = db.begin().await.unwrap();
        put_password(&mut tx, &id("P-1"), "$argon2id$1", at(0)).await.unwrap();
        put_password(&mut tx, &id("P-1"), "$argon2id$2", at(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(account(&db, &id("P-1")).await.unwrap().unwrap().password.as_deref(), Some("$argon2id$2"));
        assert_eq!(accounts_without_password(&db, "", "").await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_code_lets_in_exactly_one_of_many_at_once() {
    each_database(|db| async move {
        people(&db).await;
        let mut tx = db.begin().await.unwrap();
        let person = id("P-1");
        let code = NewCode {
            id: "C-1",
            person: &person,
            hash: "h1",
            purpose: "first",
            made_by: "P-2",
            made_at: at(0),
            expires_at: at(10),
        };
        add_code(&mut tx, &code).await.unwrap();
        tx.commit().await.unwrap();
        let uses = (0..30).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let first = use_code(&mut tx, "C-1", at(1)).await.unwrap();
                tx.commit().await.unwrap();
                first
            })
        });
        let first = futures::future::join_all(uses).await.into_iter().filter(|used| *used.as_ref().unwrap()).count();
        assert_eq!(first, 1);
        assert!(code_by_hash(&db, "h1").await.unwrap().unwrap().used);
        assert!(open_codes(&db, &person, at(1)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn codes_end_by_time_and_by_hand() {
    each_database(|db| async move {
        people(&db).await;
        let person = id("P-1");
        let mut tx = db.begin().await.unwrap();
        for (code, hash) in [("C-1", "h1"), ("C-2", "h2")] {
            let code = NewCode {
                id: code,
                person: &person,
                hash,
                purpose: "first",
                made_by: "",
                made_at: at(0),
                expires_at: at(10),
            };
            add_code(&mut tx, &code).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(open_codes(&db, &person, at(9)).await.unwrap().len(), 2);
        assert!(open_codes(&db, &person, at(10)).await.unwrap().is_empty());
        let mut tx = db.begin().await.unwrap();
        end_codes(&mut tx, &person, at(5)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(open_codes(&db, &person, at(5)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn failures_are_counted_per_device_and_for_all_strangers_together() {
    each_database(|db| async move {
        let mut tx = db.begin().await.unwrap();
        note_success(&mut tx, "P-1", "own", at(0)).await.unwrap();
        note_failure(&mut tx, "P-1", "own", true, at(1)).await.unwrap();
        note_failure(&mut tx, "P-1", "far", false, at(2)).await.unwrap();
        note_failure(&mut tx, "P-1", "far", false, at(3)).await.unwrap();
        note_failure(&mut tx, "P-1", "off", false, at(4)).await.unwrap();
        tx.commit().await.unwrap();
        let strangers = Some((3, at(4)));
        assert_eq!(
            failures(&db, "P-1", "own").await.unwrap(),
            Failures { here: Some((1, at(1))), known: true, strangers }
        );
        assert_eq!(
            failures(&db, "P-1", "far").await.unwrap(),
            Failures { here: Some((2, at(3))), known: false, strangers }
        );
        assert_eq!(failures(&db, "P-1", "new").await.unwrap(), Failures { here: None, known: false, strangers });
        let mut tx = db.begin().await.unwrap();
        note_success(&mut tx, "P-1", "own", at(5)).await.unwrap();
        forget_failures(&mut tx, "P-1").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(failures(&db, "P-1", "own").await.unwrap(), Failures { here: None, known: true, strangers: None });
        assert_eq!(forget_failures_before(&db, at(100)).await.unwrap(), 0, "known devices are kept");
    })
    .await;
}

#[tokio::test]
async fn capacities_are_given_and_taken_once() {
    each_database(|db| async move {
        people(&db).await;
        let (person, district) = (id("P-1"), DistrictId::parse("MUZ").unwrap());
        let mut tx = db.begin().await.unwrap();
        assert!(give(&mut tx, &person, Capacity::Officer, None).await.unwrap());
        assert!(!give(&mut tx, &person, Capacity::Officer, None).await.unwrap());
        assert!(give(&mut tx, &person, Capacity::Coordinator, Some(&district)).await.unwrap());
        assert_eq!(holders(&mut tx, Capacity::Officer).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        let expected = [
            GrantRecord { capacity: Capacity::Coordinator, district: Some(district.clone()) },
            GrantRecord { capacity: Capacity::Officer, district: None },
        ];
        assert_eq!(grants(&db, &person).await.unwrap(), expected);
        let mut tx = db.begin().await.unwrap();
        assert!(take(&mut tx, &person, Capacity::Coordinator, Some(&district)).await.unwrap());
        assert!(!take(&mut tx, &person, Capacity::Coordinator, None).await.unwrap());
    })
    .await;
}
