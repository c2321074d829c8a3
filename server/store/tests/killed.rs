//! A server that is killed in the middle of its writes: what it acknowledged is there, and nothing is half done.
//!
//! The test starts itself as a child process that writes and says each number after its commit; the parent kills it
//! (SIGKILL, no time to tidy up) after some lines and looks at the file.

use abhyas_store::audit::{AuditState, NewAudit, append, verify};
use abhyas_store::{Db, settings};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

const CHILD: &str = "ABHYAS_TEST_KILLED_CHILD";

/// Not a test of its own: the writing process.
#[tokio::test]
async fn child() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let db = Db::open(&format!("sqlite:{path}")).await.unwrap();
    db.migrate().await.unwrap();
    loop {
        let entry = NewAudit {
            at: chrono::DateTime::UNIX_EPOCH,
            actor: "P".into(),
            actor_name: "n".into(),
            action: "a".into(),
            subject_kind: "k".into(),
            subject: "s".into(),
            district: String::new(),
            detail: "x".repeat(300),
        };
        let mut tx = db.begin().await.unwrap();
        let seq = append(&mut tx, &entry).await.unwrap();
        settings::write(&mut tx, "last", &seq.to_string()).await.unwrap();
        tx.commit().await.unwrap();
        println!("acknowledged {seq}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_the_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("house.sqlite3");
    let mut before = 0;
    for lines in [1, 7, 2, 30, 11, 3, 50, 19] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let acknowledged =
            said.map_while(Result::ok).filter_map(|line| line.split_once("acknowledged ")?.1.parse::<i64>().ok());
        let last = acknowledged.take(lines).last().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();

        let db = Db::open(&format!("sqlite:{}", path.display())).await.unwrap();
        let AuditState::Intact { rows, .. } = verify(&db).await.unwrap() else { panic!("the chain is broken") };
        assert!(rows >= last && last > before, "{last} was acknowledged after {before}, {rows} are there");
        assert_eq!(
            settings::read(&db, "last").await.unwrap().unwrap(),
            rows.to_string(),
            "both writes of a transaction or none"
        );
        db.close().await;
        before = rows;
    }
}
