//! A sandbox begins its lives one after the other, and a base is never changed.

use super::*;
use crate::sandbox_epochs::{Beginning, How, begin};
use crate::testing::each_database;

fn base(content: &[u8]) -> BaseRecord {
    let made_at = "2026-11-23T04:30:00Z".parse().unwrap();
    BaseRecord { id: BaseId::parse("B").unwrap(), format: 1, checksum: "c".into(), content: content.into(), made_at }
}

fn sandbox() -> SandboxRecord {
    SandboxRecord {
        id: SandboxId::parse("S").unwrap(),
        owner: Owner::Person(PersonId::parse("P").unwrap()),
        base: BaseId::parse("B").unwrap(),
        epoch: 0,
        origin: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        ahead_seconds: -3_600,
        seed: 7,
        exercise: String::new(),
        persona: "clerk".into(),
        opened_at: "2026-11-23T04:30:00Z".parse().unwrap(),
        state: SandboxState::Open,
    }
}

async fn opened(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let person = "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('P', 'S', 'n', 'active', '', '')";
    tx.execute(person, params![]).await.unwrap();
    insert_base(&mut tx, &base(b"first")).await.unwrap();
    insert_base(&mut tx, &base(b"second")).await.unwrap();
    assert!(insert(&mut tx, &sandbox()).await.unwrap());
    assert!(!insert(&mut tx, &SandboxRecord { seed: 8, ..sandbox() }).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_written_first_stays() {
    each_database(|db| async move {
        opened(&db).await;
        assert_eq!(super::base(&db, &sandbox().base).await.unwrap(), Some(base(b"first")));
        assert!(has_base(&db, &sandbox().base).await.unwrap());
        assert_eq!(by_id(&db, &sandbox().id).await.unwrap(), Some(sandbox()));
        assert_eq!(by_id(&db, &SandboxId::parse("other").unwrap()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_reset_happens_once_and_opens_a_quarantined_sandbox_but_no_closed_one() {
    each_database(|db| async move {
        opened(&db).await;
        let (id, later) = (sandbox().id, NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
        let mut tx = db.begin().await.unwrap();
        set_state(&mut tx, &id, SandboxState::Quarantined).await.unwrap();
        let anew = Beginning {
            how: How::Reset,
            from: None,
            copied: 0,
            base: sandbox().base,
            origin: later,
            ahead_seconds: 7_200,
            at: sandbox().opened_at,
            by: None,
        };
        assert!(begin(&mut tx, &id, 0, &anew).await.unwrap());
        assert!(!begin(&mut tx, &id, 0, &anew).await.unwrap(), "somebody else was first");
        set_persona(&mut tx, &id, "nurse").await.unwrap();
        tx.commit().await.unwrap();
        let now = by_id(&db, &id).await.unwrap().unwrap();
        assert_eq!((now.epoch, now.origin, now.ahead_seconds), (1, later, 7_200));
        assert_eq!((now.state, now.persona.as_str()), (SandboxState::Open, "nurse"));
        let mut tx = db.begin().await.unwrap();
        set_state(&mut tx, &id, SandboxState::Closed).await.unwrap();
        set_state(&mut tx, &id, SandboxState::Open).await.unwrap();
        assert!(!begin(&mut tx, &id, 1, &anew).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(by_id(&db, &id).await.unwrap().unwrap().state, SandboxState::Closed);
    })
    .await;
}

#[tokio::test]
async fn a_cohort_has_one_hospital() {
    each_database(|db| async move {
        opened(&db).await;
        let mut tx = db.begin().await.unwrap();
        for sql in [
            "INSERT INTO district (id, name_hi, name_en, position) VALUES ('MUZ', '', '', 1)",
            "INSERT INTO cohort (id, name, district, made_by, made_at) VALUES ('C', 'n', 'MUZ', 'P', '')",
        ] {
            tx.execute(sql, params![]).await.unwrap();
        }
        let owner = Owner::Cohort { cohort: CohortId::parse("C").unwrap(), opened_by: PersonId::parse("P").unwrap() };
        let shared = SandboxRecord { id: SandboxId::parse("S2").unwrap(), owner, ..sandbox() };
        assert!(insert(&mut tx, &shared).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(by_id(&db, &shared.id).await.unwrap(), Some(shared.clone()));
        let mut tx = db.begin().await.unwrap();
        let second = SandboxRecord { id: SandboxId::parse("S3").unwrap(), ..shared };
        assert!(insert(&mut tx, &second).await.is_err());
    })
    .await;
}
