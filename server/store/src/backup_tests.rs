//! A backup taken under load is a whole database; a restore never loses the old one by accident.

use super::*;
use crate::audit::{self, AuditState, NewAudit};
use crate::testing::sqlite;
use crate::{params, settings};

fn act(n: i64) -> NewAudit {
    NewAudit {
        at: DateTime::UNIX_EPOCH + chrono::Duration::seconds(n),
        actor: "P".into(),
        actor_name: "n".into(),
        action: "a".into(),
        subject_kind: "k".into(),
        subject: "s".into(),
        district: String::new(),
        detail: "x".repeat(500),
    }
}

async fn put(db: &Db, value: &str) {
    let mut tx = db.begin().await.unwrap();
    settings::write(&mut tx, "which", value).await.unwrap();
    tx.commit().await.unwrap();
}

async fn which(path: &Path) -> Option<String> {
    let db = Db::open(&format!("sqlite:{}", path.display())).await.unwrap();
    let found = settings::read(&db, "which").await.unwrap();
    db.close().await;
    found
}

#[tokio::test]
async fn a_backup_under_load_restores_to_a_whole_database() {
    let db = sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.sqlite3");
    let writing = {
        let db = db.clone();
        tokio::spawn(async move {
            for n in 0..300 {
                let mut tx = db.begin().await.unwrap();
                audit::append(&mut tx, &act(n)).await.unwrap();
                tx.commit().await.unwrap();
                tokio::task::yield_now().await;
            }
        })
    };
    while db.row("SELECT COUNT(*) AS n FROM audit", params![]).await.unwrap().unwrap().int("n").unwrap() < 20 {
        tokio::task::yield_now().await;
    }
    let info = backup(&db, &file).await.unwrap();
    assert_eq!(info.version, newest_version());
    assert!(info.bytes > 0);
    writing.await.unwrap();

    let target = folder.path().join("house.sqlite3");
    restore(&file, &target, false).await.unwrap();
    let restored = Db::open(&format!("sqlite:{}", target.display())).await.unwrap();
    restored.migrate().await.unwrap();
    let AuditState::Intact { rows, .. } = audit::verify(&restored).await.unwrap() else {
        panic!("the chain is broken")
    };
    assert!((20..=300).contains(&rows), "{rows}");
}

#[tokio::test]
async fn a_backup_never_writes_over_a_file() {
    let db = sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.sqlite3");
    fs::write(&file, "precious").unwrap();
    assert!(matches!(backup(&db, &file).await, Err(BackupError::Exists(_))));
    assert_eq!(fs::read(&file).unwrap(), b"precious");
}

#[tokio::test]
async fn the_old_database_is_replaced_only_by_force_and_kept_with_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let (file, target) = (folder.path().join("backup.sqlite3"), folder.path().join("house.sqlite3"));
    let db = sqlite().await;
    put(&db, "backup").await;
    backup(&db, &file).await.unwrap();

    fs::copy(db.sqlite_path().unwrap(), &target).unwrap();
    let old = Db::open(&format!("sqlite:{}", target.display())).await.unwrap();
    old.migrate().await.unwrap();
    put(&old, "old").await;

    let refused = restore(&file, &target, false).await.unwrap_err();
    assert!(matches!(refused, BackupError::WouldReplace(_)) && refused.to_string().contains("--force"));
    assert!(matches!(restore(&file, &target, true).await, Err(BackupError::InUse(_))), "the server still runs");
    old.close().await;

    restore(&file, &target, true).await.unwrap();
    assert_eq!(which(&target).await.as_deref(), Some("backup"));
    assert_eq!(which(&beside(&target, ".replaced-1")).await.as_deref(), Some("old"));
}

#[tokio::test]
async fn a_stale_log_is_not_played_into_the_restored_file() {
    let folder = tempfile::tempdir().unwrap();
    let (file, target) = (folder.path().join("backup.sqlite3"), folder.path().join("house.sqlite3"));
    let db = sqlite().await;
    put(&db, "backup").await;
    backup(&db, &file).await.unwrap();
    put(&db, "later").await;
    let source = db.sqlite_path().unwrap();
    // What a crashed server leaves: a log without its database.
    fs::copy(beside(source, "-wal"), beside(&target, "-wal")).unwrap();
    restore(&file, &target, false).await.unwrap();
    assert_eq!(which(&target).await.as_deref(), Some("backup"));
    assert!(beside(&target, ".replaced-1-wal").exists());
}

#[tokio::test]
async fn files_that_can_not_be_used_are_refused_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("house.sqlite3");
    let good = folder.path().join("good.sqlite3");
    let db = sqlite().await;
    put(&db, &"x".repeat(50_000)).await;
    backup(&db, &good).await.unwrap();
    let content = fs::read(&good).unwrap();

    let text = folder.path().join("text.sqlite3");
    fs::write(&text, "not a database, but long enough to be looked at by SQLite as one, with some more words").unwrap();
    let cut = folder.path().join("cut.sqlite3");
    fs::write(&cut, &content[..content.len() / 2]).unwrap();
    let empty = folder.path().join("empty.sqlite3");
    fs::write(&empty, "").unwrap();
    let newer = folder.path().join("newer.sqlite3");
    let later = sqlite().await;
    let mut tx = later.begin().await.unwrap();
    tx.execute("INSERT INTO schema_migration (version, name, checksum) VALUES (99, '', '')", params![]).await.unwrap();
    tx.commit().await.unwrap();
    // A backup that a newer program has made.
    let failed = backup(&later, &newer).await.unwrap_err();
    assert!(failed.to_string().contains("newer program"), "{failed}");
    later.checkpoint().await.unwrap();
    fs::copy(later.sqlite_path().unwrap(), &newer).unwrap();

    for file in [&text, &cut, &empty, &newer, &folder.path().join("absent.sqlite3")] {
        let refused = restore(file, &target, true).await.unwrap_err();
        assert!(matches!(refused, BackupError::Unusable { .. }), "{}: {refused}", file.display());
        assert!(!target.exists());
    }
}

#[tokio::test]
async fn scheduled_backups_keep_the_newest() {
    let db = sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    for hour in 0..5 {
        let now = DateTime::UNIX_EPOCH + chrono::Duration::hours(hour);
        backup_into(&db, folder.path(), now, 3).await.unwrap();
    }
    assert_eq!(newest_in(folder.path()).unwrap(), Some(DateTime::UNIX_EPOCH + chrono::Duration::hours(4)));
    assert_eq!(newest_in(&folder.path().join("absent")).unwrap(), None);
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(
        names,
        ["abhyas-19700101T020000Z.sqlite3", "abhyas-19700101T030000Z.sqlite3", "abhyas-19700101T040000Z.sqlite3"]
    );
}

#[tokio::test]
async fn a_damaged_database_is_found_before_it_is_served() {
    let db = sqlite().await;
    check(&db).await.unwrap();
    put(&db, &"x".repeat(50_000)).await;
    db.checkpoint().await.unwrap();
    let path = db.sqlite_path().unwrap();
    let mut content = fs::read(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("damaged.sqlite3");
    // The first page holds the schema and stays; what comes after is overwritten here and there.
    for at in (4096..content.len()).step_by(4096) {
        content[at..at + 8].fill(0xA5);
    }
    fs::write(&damaged, content).unwrap();
    let found = match Db::open(&format!("sqlite:{}", damaged.display())).await {
        Ok(db) => check(&db).await,
        Err(error) => Err(error),
    };
    assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
}
