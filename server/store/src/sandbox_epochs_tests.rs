//! A life begins where another one stopped, and nothing of any life is lost.

use super::*;
use crate::journal::{AppendError, EntryKind, JournalEntry, JournalWriter, after, last_seq};
use crate::testing::each_database;

fn sandbox(id: &str) -> SandboxId {
    SandboxId::parse(id).unwrap()
}

async fn opened(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for sql in [
        "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('P', 'S', 'n', 'active', '', '')",
        "INSERT INTO base_hospital (id, format, checksum, content, made_at) VALUES ('B', 1, '', '', ''), ('B2', 1, '', '', '')",
        "INSERT INTO sandbox (id, owner, base, origin, seed, opened_at, state) VALUES \
         ('one', 'P', 'B', '2026-11-23', 0, '2026-11-23T04:30:00.000Z', 'open'), ('two', 'P', 'B', '2026-11-23', 0, '2026-11-23T04:30:00.000Z', 'open')",
    ] {
        tx.execute(sql, params![]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn entry(epoch: i64, seq: i64) -> JournalEntry {
    JournalEntry {
        epoch,
        seq,
        at: String::new(),
        actor: "P".into(),
        persona: "clerk".into(),
        module: "m01".into(),
        action: "m01.search".into(),
        kind: EntryKind::Done,
        command: format!("{epoch}-{seq}"),
        payload: vec![],
    }
}

fn beginning(how: How, from: Option<(i64, i64)>, base: &str) -> Beginning {
    let (base, origin) = (BaseId::parse(base).unwrap(), "2026-12-01".parse().unwrap());
    Beginning {
        how,
        from,
        copied: 0,
        base,
        origin,
        ahead_seconds: -21_600,
        at: "2026-12-01T04:30:00Z".parse().unwrap(),
    }
}

async fn begun(db: &Db, epoch: i64, next: &Beginning) -> bool {
    let mut tx = db.begin().await.unwrap();
    let begun = begin(&mut tx, &sandbox("one"), epoch, next).await.unwrap();
    tx.commit().await.unwrap();
    begun
}

async fn commands(db: &Db, id: &str, epoch: i64) -> Vec<String> {
    let lineage = lineage(db, &sandbox(id), epoch).await.unwrap();
    let entries = after(db, &sandbox(id), &lineage, 0, 100).await.unwrap();
    assert!(entries.iter().map(|e| e.seq).eq(1..=i64::try_from(entries.len()).unwrap()));
    assert_eq!(last_seq(db, &sandbox(id), &lineage).await.unwrap(), entries.last().map_or(0, |e| e.seq));
    for seq in [0_usize, 2, 3, 5] {
        let page = after(db, &sandbox(id), &lineage, i64::try_from(seq).unwrap(), 2).await.unwrap();
        assert!(page.iter().eq(entries.iter().skip(seq).take(2)), "two entries after {seq}");
    }
    entries.into_iter().map(|e| e.command).collect()
}

#[tokio::test]
async fn a_life_begins_with_what_an_earlier_one_held_and_goes_on_by_itself() {
    each_database(|db| async move {
        opened(&db).await;
        let (writer, _task) = JournalWriter::start(db.clone());
        let one = sandbox("one");
        assert!(lives(&db, &one).await.unwrap().is_empty());
        for seq in 1..=6 {
            writer.append(&one, entry(0, seq)).await.unwrap();
        }
        assert!(begun(&db, 0, &beginning(How::Rewound, Some((0, 4)), "B")).await);
        assert_eq!(commands(&db, "one", 1).await, ["0-1", "0-2", "0-3", "0-4"]);
        let late = writer.append(&one, entry(0, 7)).await.unwrap_err();
        assert_eq!(late, AppendError::LostRace, "the old life takes nothing more");
        assert_eq!(writer.append(&one, entry(1, 6)).await.unwrap_err(), AppendError::LostRace, "that leaves a gap");
        writer.append(&one, entry(1, 5)).await.unwrap();
        writer.append(&one, entry(1, 6)).await.unwrap();
        // Back before the point at which the second life left the first.
        assert!(begun(&db, 1, &beginning(How::Rewound, Some((1, 2)), "B")).await);
        assert_eq!(commands(&db, "one", 2).await, ["0-1", "0-2"]);
        writer.append(&one, entry(2, 3)).await.unwrap();
        assert!(begun(&db, 2, &beginning(How::Reset, None, "B2")).await);
        assert!(commands(&db, "one", 3).await.is_empty());
        writer.append(&one, entry(3, 1)).await.unwrap();
        // The reset is taken back, and that is taken back.
        assert!(begun(&db, 3, &beginning(How::Undone, Some((2, 3)), "B")).await);
        assert_eq!(commands(&db, "one", 4).await, ["0-1", "0-2", "2-3"]);
        assert!(begun(&db, 4, &beginning(How::Undone, Some((3, 1)), "B2")).await);
        assert_eq!(commands(&db, "one", 5).await, ["3-1"]);
        assert_eq!(commands(&db, "one", 0).await.len(), 6, "every life can still be read");
        assert_eq!(commands(&db, "one", 1).await.len(), 6);
        let lives = lives(&db, &one).await.unwrap();
        let how: Vec<_> = lives.iter().map(|life| (life.epoch, life.beginning.how, life.beginning.from)).collect();
        use How::*;
        let expected = [
            (0, Opened, None),
            (1, Rewound, Some((0, 4))),
            (2, Rewound, Some((1, 2))),
            (3, Reset, None),
            (4, Undone, Some((2, 3))),
            (5, Undone, Some((3, 1))),
        ];
        assert_eq!(how, expected);
        assert_eq!(lives.first().unwrap().beginning.origin.to_string(), "2026-11-23", "as it was when it was left");
        assert_eq!(lives.get(3).unwrap().beginning.base.as_str(), "B2");
    })
    .await;
}

#[tokio::test]
async fn of_two_beginnings_one_happens() {
    each_database(|db| async move {
        opened(&db).await;
        assert!(begun(&db, 0, &beginning(How::Reset, None, "B")).await);
        assert!(!begun(&db, 0, &beginning(How::Rewound, Some((0, 0)), "B")).await);
        assert_eq!(lives(&db, &sandbox("one")).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_copy_stands_by_itself() {
    each_database(|db| async move {
        opened(&db).await;
        let (writer, _task) = JournalWriter::start(db.clone());
        let (one, two) = (sandbox("one"), sandbox("two"));
        for seq in 1..=4 {
            writer.append(&one, entry(0, seq)).await.unwrap();
        }
        assert!(begun(&db, 0, &beginning(How::Rewound, Some((0, 2)), "B")).await);
        writer.append(&one, entry(1, 3)).await.unwrap();
        writer.append(&one, entry(1, 4)).await.unwrap();
        let source = lineage(&db, &one, 1).await.unwrap();
        assert_eq!(source, lineage(&db, &one, 0).await.unwrap().branch(2, 1));
        let mut tx = db.begin().await.unwrap();
        let copied = Beginning { copied: 3, ..beginning(How::Copied, None, "B") };
        assert!(begin(&mut tx, &two, 0, &copied).await.unwrap());
        copy(&mut tx, (&one, &source, 3), (&two, 1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(commands(&db, "two", 1).await, ["0-1", "0-2", "1-3"]);
        assert_eq!(lives(&db, &two).await.unwrap().last().unwrap().beginning, copied);
        assert!(commands(&db, "two", 0).await.is_empty());
        writer.append(&two, entry(1, 4)).await.unwrap();
        assert_eq!(commands(&db, "one", 1).await.len(), 4, "the source goes on by itself");
        assert_eq!(commands(&db, "two", 1).await.len(), 4);
    })
    .await;
}
