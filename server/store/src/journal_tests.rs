//! What was acknowledged is there, in order and without gaps, whoever else writes.

use super::*;
use crate::testing::{each_database, sqlite};

fn sandbox(n: usize) -> SandboxId {
    SandboxId::parse(format!("S-{n}")).unwrap()
}

fn entry(seq: i64, command: &str) -> JournalEntry {
    JournalEntry {
        epoch: 0,
        seq,
        at: "2026-11-23T04:30:00.000Z".into(),
        actor: "P-1".into(),
        persona: "clerk".into(),
        module: "M01".into(),
        action: "register".into(),
        kind: EntryKind::Done,
        command: command.into(),
        payload: vec![0, 159, 146, 150],
    }
}

async fn with_sandboxes(db: &Db, sandboxes: usize) {
    let mut tx = db.begin().await.unwrap();
    for sql in [
        "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('P-1', 'S', 'n', 'active', '', '')",
        "INSERT INTO base_hospital (id, format, checksum, content, made_at) VALUES ('B', 1, '', '', '')",
    ] {
        tx.execute(sql, params![]).await.unwrap();
    }
    let open = "INSERT INTO sandbox (id, owner, base, origin, seed, opened_at, state) VALUES ($1, 'P-1', 'B', '', 0, '', 'open')";
    for n in 0..sandboxes {
        tx.execute(open, params![sandbox(n)]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn many_sandboxes_keep_their_order_and_lose_nothing() {
    each_database(|db| async move {
        with_sandboxes(&db, 20).await;
        let (writer, task) = JournalWriter::start(db.clone());
        let appends = (0..20).map(|n| {
            let writer = writer.clone();
            tokio::spawn(async move {
                for seq in 1..=25 {
                    writer.append(&sandbox(n), entry(seq, &format!("C-{seq}"))).await.unwrap();
                }
            })
        });
        for appended in futures::future::join_all(appends).await {
            appended.unwrap();
        }
        drop(writer);
        task.await.unwrap();
        for n in 0..20 {
            let entries = after(&db, &sandbox(n), &Lineage::alone(0), 0, 1000).await.unwrap();
            assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=25).collect::<Vec<_>>());
            assert_eq!(entries[0], entry(1, "C-1"));
            assert_eq!(last_seq(&db, &sandbox(n), &Lineage::alone(0)).await.unwrap(), 25);
        }
        assert_eq!(after(&db, &sandbox(0), &Lineage::alone(0), 20, 3).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_a_duplicate_and_a_gap_are_told_apart() {
    each_database(|db| async move {
        with_sandboxes(&db, 1).await;
        let (writer, _task) = JournalWriter::start(db.clone());
        writer.append(&sandbox(0), entry(1, "C-1")).await.unwrap();
        writer.append(&sandbox(0), entry(2, "C-2")).await.unwrap();
        let cases = [
            ("another command took the place", entry(2, "C-9"), AppendError::LostRace),
            ("the same command again", entry(2, "C-2"), AppendError::Duplicate(Box::new(entry(2, "C-2")))),
            ("the same command at another place", entry(3, "C-2"), AppendError::Duplicate(Box::new(entry(2, "C-2")))),
            ("a gap", entry(4, "C-4"), AppendError::LostRace),
            ("another epoch", JournalEntry { epoch: 1, ..entry(1, "C-5") }, AppendError::LostRace),
        ];
        for (case, entry, expected) in cases {
            assert_eq!(writer.append(&sandbox(0), entry).await.unwrap_err(), expected, "{case}");
        }
        assert_eq!(
            writer.append(&sandbox(7), entry(1, "C-1")).await.unwrap_err(),
            AppendError::LostRace,
            "no such sandbox"
        );
        writer.append(&sandbox(0), entry(3, "C-3")).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.execute("UPDATE sandbox SET epoch = 1", params![]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            writer.append(&sandbox(0), entry(4, "C-4")).await.unwrap_err(),
            AppendError::LostRace,
            "after a reset"
        );
        writer.append(&sandbox(0), JournalEntry { epoch: 1, ..entry(1, "C-1") }).await.unwrap();
        assert!(by_command(&db, &sandbox(0), 1, "C-1").await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn within_a_batch_nothing_follows_a_lost_race_of_the_same_sandbox() {
    each_database(|db| async move {
        with_sandboxes(&db, 2).await;
        let append = |n, entry| Append { sandbox: sandbox(n), entry, done: oneshot::channel().0 };
        let batch = [
            append(0, entry(1, "C-1")),
            append(1, entry(1, "C-1")),
            append(0, entry(1, "C-2")),
            append(0, entry(2, "C-3")),
            append(1, entry(2, "C-2")),
        ];
        let answers = try_batch(&db, &batch).await.unwrap();
        let lost = || Err(AppendError::LostRace);
        assert_eq!(answers, [Ok(()), Ok(()), lost(), lost(), Ok(())]);
        assert_eq!(last_seq(&db, &sandbox(0), &Lineage::alone(0)).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_batch_of_any_size_answers_each_append_in_its_place() {
    each_database(|db| async move {
        with_sandboxes(&db, 120).await;
        let append = |n, entry| Append { sandbox: sandbox(n), entry, done: oneshot::channel().0 };
        // Every third sandbox leaves a gap with its first entry, and its second one may not go in either.
        let first = |n: usize| entry(if n.is_multiple_of(3) { 5 } else { 1 }, "C-1");
        let mut batch: Vec<Append> = (0..120).map(|n| append(n, first(n))).collect();
        batch.extend((0..120).rev().map(|n| append(n, entry(2, "C-2"))));
        for (place, answer) in try_batch(&db, &batch).await.unwrap().into_iter().enumerate() {
            let n = if place < 120 { place } else { 239 - place };
            let expected = if n.is_multiple_of(3) { Err(AppendError::LostRace) } else { Ok(()) };
            assert_eq!(answer, expected, "append {place}");
        }
        for n in 0..120 {
            let there = after(&db, &sandbox(n), &Lineage::alone(0), 0, 10).await.unwrap();
            assert_eq!(there.len(), if n.is_multiple_of(3) { 0 } else { 2 }, "sandbox {n}");
        }
        let again = try_batch(&db, &batch).await.unwrap();
        assert!(matches!(&again[1], Err(AppendError::Duplicate(there)) if **there == entry(1, "C-1")));
    })
    .await;
}

#[tokio::test]
async fn a_failed_batch_fails_each_of_its_appends() {
    let db = sqlite().await;
    with_sandboxes(&db, 3).await;
    let (writer, _task) = JournalWriter::start(db.clone());
    db.close().await;
    let appends = (0..3).map(|n| {
        let writer = writer.clone();
        async move { writer.append(&sandbox(n), entry(1, "C-1")).await }
    });
    for answer in futures::future::join_all(appends).await {
        assert!(matches!(answer, Err(AppendError::Store(StoreError::Busy(_)))), "{answer:?}");
    }
}

#[tokio::test]
async fn two_nodes_on_one_sandbox_never_share_a_place() {
    each_database(|db| async move {
        with_sandboxes(&db, 1).await;
        let nodes = (0..2).map(|node| {
            let db = db.clone();
            tokio::spawn(async move {
                let (writer, _task) = JournalWriter::start(db.clone());
                for n in 0..20 {
                    let command = format!("N{node}-{n}");
                    loop {
                        let seq = last_seq(&db, &sandbox(0), &Lineage::alone(0)).await.unwrap() + 1;
                        match writer.append(&sandbox(0), entry(seq, &command)).await {
                            Ok(()) => break,
                            Err(AppendError::LostRace) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                }
            })
        });
        for node in futures::future::join_all(nodes).await {
            node.unwrap();
        }
        let entries = after(&db, &sandbox(0), &Lineage::alone(0), 0, 1000).await.unwrap();
        assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=40).collect::<Vec<_>>());
    })
    .await;
}

/// The last seat: a counter with a CHECK, changed in the seat's own transaction.
#[tokio::test]
async fn of_200_claims_of_the_last_seat_exactly_one_succeeds() {
    each_database(|db| async move {
        let mut tx = db.begin().await.unwrap();
        for sql in [
            "INSERT INTO district (id, name_hi, name_en, position) VALUES ('D', '', '', 1)",
            "INSERT INTO block (id, district, name_hi, name_en) VALUES ('B', 'D', '', '')",
            "INSERT INTO venue (id, block, name_hi, name_en) VALUES ('V', 'B', '', '')",
            "INSERT INTO room (id, venue, name_hi, name_en, capacity) VALUES ('R', 'V', '', '', 10)",
            "INSERT INTO module (id, name_hi, name_en, max_size) VALUES ('M01', '', '', 10)",
            "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('T', 'T', '', 'active', '', '')",
            "INSERT INTO trainer (person, home_block, max_per_day, max_per_week, max_total) VALUES ('T', 'B', 2, 10, 99)",
            "INSERT INTO plan (id, state, seconds, seed, made_by, made_at) VALUES ('P', 'published', 1, 1, '', '')",
            "INSERT INTO session (id, module, room, trainer, day, half, capacity, seats_taken, state, plan, updated_at) \
             VALUES ('S', 'M01', 'R', 'T', '2026-11-23', 0, 10, 9, 'planned', 'P', '')",
        ] {
            tx.execute(sql, params![]).await.unwrap();
        }
        let person = "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ($1, $1, '', 'active', '', '')";
        for n in 0..200 {
            tx.execute(person, params![format!("Q-{n}")]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let claims = (0..200).map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await?;
                tx.execute("UPDATE session SET seats_taken = seats_taken + 1 WHERE id = 'S'", params![]).await?;
                let seat = "INSERT INTO seat (session, person, module, day, half, state) VALUES ('S', $1, 'M01', '2026-11-23', 0, 'confirmed')";
                tx.execute(seat, params![format!("Q-{n}")]).await?;
                tx.commit().await
            })
        });
        let mut seated = 0;
        for claim in futures::future::join_all(claims).await {
            match claim.unwrap() {
                Ok(()) => seated += 1,
                Err(StoreError::Constraint(crate::Constraint::SessionCapacity)) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(seated, 1);
        let seats = db.row("SELECT COUNT(*) AS n FROM seat", params![]).await.unwrap().unwrap();
        assert_eq!(seats.int("n").unwrap(), 1);
    })
    .await;
}
