//! The chain holds when nobody touched it, and every kind of touch shows at its place.

use super::*;
use crate::testing::{each_database, sqlite};
use proptest::prelude::*;

fn act(n: i64) -> NewAudit {
    NewAudit {
        at: DateTime::UNIX_EPOCH + chrono::Duration::minutes(n),
        actor: format!("P-{}", n % 3),
        actor_name: "सीता देवी".into(),
        action: if n % 2 == 0 { "person.add" } else { "person.edit" }.into(),
        subject_kind: "person".into(),
        subject: format!("Q-{n}"),
        district: ["MUZ", "NAL", ""][usize::try_from(n % 3).unwrap()].into(),
        detail: format!("{{\"n\":{n}}}"),
    }
}

async fn fill(db: &Db, rows: i64) {
    let mut tx = db.begin().await.unwrap();
    for n in 1..=rows {
        assert_eq!(append(&mut tx, &act(n)).await.unwrap(), n);
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_untouched_chain_is_intact() {
    each_database(|db| async move {
        assert_eq!(verify(&db).await.unwrap(), AuditState::Intact { rows: 0, head: String::new() });
        fill(&db, 5).await;
        assert!(matches!(verify(&db).await.unwrap(), AuditState::Intact { rows: 5, .. }));
    })
    .await;
}

#[tokio::test]
async fn many_writers_make_one_chain() {
    each_database(|db| async move {
        let writers = (0..40).map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                append(&mut tx, &act(n)).await.unwrap();
                tx.commit().await.unwrap();
            })
        });
        for written in futures::future::join_all(writers).await {
            written.unwrap();
        }
        assert!(matches!(verify(&db).await.unwrap(), AuditState::Intact { rows: 40, .. }));
    })
    .await;
}

#[tokio::test]
async fn pages_are_filtered_by_person_time_action_and_district() {
    each_database(|db| async move {
        fill(&db, 30).await;
        let minute = |n| Some(DateTime::UNIX_EPOCH + chrono::Duration::minutes(n));
        let cases = [
            (AuditFilter::default(), 30),
            (AuditFilter { person: "P-1".into(), ..AuditFilter::default() }, 10),
            (AuditFilter { person: "Q-7".into(), ..AuditFilter::default() }, 1),
            (AuditFilter { action: "person.add".into(), ..AuditFilter::default() }, 15),
            (AuditFilter { from: minute(10), until: minute(20), ..AuditFilter::default() }, 10),
            (AuditFilter { districts: Some(vec!["MUZ".into()]), ..AuditFilter::default() }, 10),
            (AuditFilter { districts: Some(vec!["MUZ".into(), "NAL".into()]), ..AuditFilter::default() }, 20),
            (AuditFilter { districts: Some(vec![]), ..AuditFilter::default() }, 0),
            (AuditFilter { below: Some(4), ..AuditFilter::default() }, 3),
        ];
        for (filter, expected) in cases {
            assert_eq!(page(&db, &filter, 100).await.unwrap().len(), expected, "{filter:?}");
        }
        let first = page(&db, &AuditFilter::default(), 10).await.unwrap();
        assert_eq!(first.iter().map(|row| row.seq).collect::<Vec<_>>(), (21..=30).rev().collect::<Vec<_>>());
        assert_eq!(actions(&db).await.unwrap(), ["person.add", "person.edit"]);
    })
    .await;
}

/// What somebody with the database's password might do.
#[derive(Debug, Clone)]
enum Touch {
    Flip { seq: i64, column: usize },
    Delete { seq: i64 },
    Swap { a: i64, b: i64 },
    Insert,
}

const ROWS: i64 = 12;
/// One statement for each column that can be flipped.
const FLIPS: [&str; 10] = [
    "UPDATE audit SET at = at || 'x' WHERE seq = $1",
    "UPDATE audit SET actor = actor || 'x' WHERE seq = $1",
    "UPDATE audit SET actor_name = actor_name || 'x' WHERE seq = $1",
    "UPDATE audit SET action = action || 'x' WHERE seq = $1",
    "UPDATE audit SET subject_kind = subject_kind || 'x' WHERE seq = $1",
    "UPDATE audit SET subject = subject || 'x' WHERE seq = $1",
    "UPDATE audit SET district = district || 'x' WHERE seq = $1",
    "UPDATE audit SET detail = detail || 'x' WHERE seq = $1",
    "UPDATE audit SET previous = previous || 'x' WHERE seq = $1",
    "UPDATE audit SET hash = hash || 'x' WHERE seq = $1",
];

fn touch() -> impl Strategy<Value = Touch> {
    prop_oneof![
        (1..=ROWS, 0..FLIPS.len()).prop_map(|(seq, column)| Touch::Flip { seq, column }),
        (1..=ROWS).prop_map(|seq| Touch::Delete { seq }),
        (1..=ROWS, 1..=ROWS).prop_filter("two places", |(a, b)| a != b).prop_map(|(a, b)| Touch::Swap { a, b }),
        Just(Touch::Insert),
    ]
}

async fn apply(db: &Db, touch: &Touch) -> i64 {
    let mut tx = db.begin().await.unwrap();
    let first = match *touch {
        Touch::Flip { seq, column } => {
            tx.execute(FLIPS[column], params![seq]).await.unwrap();
            seq
        }
        Touch::Delete { seq } => {
            tx.execute("DELETE FROM audit WHERE seq = $1", params![seq]).await.unwrap();
            seq
        }
        Touch::Swap { a, b } => {
            let swap = "UPDATE audit SET seq = $2 WHERE seq = $1";
            for (from, to) in [(a, -1), (b, a), (-1, b)] {
                tx.execute(swap, params![from, to]).await.unwrap();
            }
            a.min(b)
        }
        Touch::Insert => {
            let copy = "INSERT INTO audit (seq, at, actor, actor_name, action, subject_kind, subject, district, detail, previous, hash) \
                SELECT seq + 1, at, actor, actor_name, action, subject_kind, subject, district, detail, hash, hash FROM audit WHERE seq = $1";
            tx.execute(copy, params![ROWS]).await.unwrap();
            ROWS + 1
        }
    };
    tx.commit().await.unwrap();
    first
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn every_touch_is_found_at_its_place(touch in touch()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let db = sqlite().await;
            fill(&db, ROWS).await;
            let first = apply(&db, &touch).await;
            match verify(&db).await.unwrap() {
                // A flipped hash of a row shows at that row, or at the recorded end when it is the last one.
                AuditState::Broken { seq, .. } => assert_eq!(seq, first, "{touch:?}"),
                AuditState::Intact { .. } => panic!("not found: {touch:?}"),
            }
        });
    }
}

#[tokio::test]
async fn a_cut_off_tail_shows() {
    let db = sqlite().await;
    fill(&db, 5).await;
    let mut tx = db.begin().await.unwrap();
    tx.execute("DELETE FROM audit WHERE seq > $1", params![3_i64]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(verify(&db).await.unwrap(), AuditState::Broken { seq: 4, found: Break::Missing });
}
