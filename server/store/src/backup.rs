//! Backup and restore of a SQLite database.
//!
//! A backup is taken while the server runs (`VACUUM INTO`: one consistent moment), is checked before it gets its name,
//! and can not be half a file. A restore checks the file, refuses to replace a database unless told to, and puts the old
//! one aside together with its write-ahead log: a stale log beside a restored file would be played into it.

use crate::db::{Backend, Db};
use crate::error::StoreError;
use crate::migrations::newest_version;
use crate::params;
use crate::sqlite::SqliteDb;
use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The name of a scheduled backup.
const NAME: &str = "abhyas-%Y%m%dT%H%M%SZ.sqlite3";
const COPY: &str = "VACUUM INTO $1";
const CHECK: &str = "PRAGMA quick_check(1)";
const VERSION: &str = "SELECT MAX(version) FROM schema_migration";

/// Why a backup or a restore did not happen. The texts are for the one who runs the command.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Only SQLite files are backed up here.
    #[error("this is a PostgreSQL database: back it up with pg_dump, pgBackRest or barman")]
    NotSqlite,
    /// The file to write is there already.
    #[error("{0} exists already: choose another name or remove it first")]
    Exists(PathBuf),
    /// The database to replace is there already.
    #[error("{0} exists: add --force to put it aside and restore in its place")]
    WouldReplace(PathBuf),
    /// A server has the database open.
    #[error("{0} is in use: stop the server first")]
    InUse(PathBuf),
    /// The file is damaged, or is no database of Abhyas.
    #[error("{path} can not be used: {why}")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The machine refused.
    #[error("{path}: {error}")]
    Machine {
        /// Which file.
        path: PathBuf,
        /// What the machine said.
        error: std::io::Error,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

fn machine(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError + '_ {
    |error| BackupError::Machine { path: path.to_owned(), error }
}

/// What a backup or a restore made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Its schema version.
    pub version: i64,
}

/// Writes a checked copy of the running database to `file`, which must not exist.
///
/// # Errors
/// [`BackupError`]; nothing is left at `file` then.
pub async fn backup(db: &Db, file: &Path) -> Result<BackupInfo, BackupError> {
    let Backend::Sqlite(SqliteDb { path: source, .. }) = db.backend() else { return Err(BackupError::NotSqlite) };
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let part = beside(file, ".part");
    remove_if_there(&part)?;
    let copied = copy_and_check(source, &part).await;
    let info = match copied {
        Ok(version) => settle(&part, file).map(|bytes| BackupInfo { path: file.to_owned(), bytes, version }),
        Err(error) => Err(error),
    };
    if info.is_err() {
        remove_if_there(&part)?;
    }
    info
}

async fn copy_and_check(source: &Path, part: &Path) -> Result<i64, BackupError> {
    // A connection of its own: readers of the pool may not write, and the writer must not wait for the copy.
    let mut connection = SqliteConnectOptions::new().filename(source).create_if_missing(false).connect().await?;
    let part_name = part
        .to_str()
        .ok_or_else(|| BackupError::Unusable { path: part.to_owned(), why: "its name is not Unicode".into() })?;
    sqlx::query(COPY).bind(part_name.to_owned()).execute(&mut connection).await?;
    connection.close().await?;
    check_file(part).await
}

/// Writes a backup named after the instant into `folder` and removes the oldest beyond `keep`.
///
/// # Errors
/// [`BackupError`].
pub async fn backup_into(db: &Db, folder: &Path, now: DateTime<Utc>, keep: usize) -> Result<BackupInfo, BackupError> {
    fs::create_dir_all(folder).map_err(machine(folder))?;
    let info = backup(db, &folder.join(now.format(NAME).to_string())).await?;
    for (_, old) in backups_in(folder)?.iter().rev().skip(keep.max(1)) {
        fs::remove_file(old).map_err(machine(old))?;
    }
    Ok(info)
}

/// When the newest backup in `folder` was written, so that a restart of the server does not make another one at once
/// (and push an old one out). `None` without any.
///
/// # Errors
/// [`BackupError::Machine`] when the folder can not be read.
pub fn newest_in(folder: &Path) -> Result<Option<DateTime<Utc>>, BackupError> {
    Ok(backups_in(folder)?.last().map(|(at, _)| *at))
}

/// The scheduled backups in a folder, oldest first. Other files are left alone.
fn backups_in(folder: &Path) -> Result<Vec<(DateTime<Utc>, PathBuf)>, BackupError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(BackupError::Machine { path: folder.to_owned(), error }),
    };
    let mut backups: Vec<_> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let at = NaiveDateTime::parse_from_str(path.file_name()?.to_str()?, NAME).ok()?;
            Some((at.and_utc(), path))
        })
        .collect();
    backups.sort();
    Ok(backups)
}

/// Puts the backup `file` in the place of the database at `target`.
///
/// An existing database is replaced with `force` only, and is kept beside as `<target>.replaced-<n>` with its log.
///
/// # Errors
/// [`BackupError`]; the database at `target` is then as it was.
pub async fn restore(file: &Path, target: &Path, force: bool) -> Result<BackupInfo, BackupError> {
    let version = check_file(file).await?;
    let exists = target.exists();
    if exists && !force {
        return Err(BackupError::WouldReplace(target.to_owned()));
    }
    if exists {
        make_sure_it_is_closed(target).await?;
    }
    let part = beside(target, ".part");
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(machine(folder))?;
    }
    fs::copy(file, &part).map_err(machine(&part))?;
    check_file(&part).await?;
    put_aside(target)?;
    let bytes = settle(&part, target)?;
    Ok(BackupInfo { path: target.to_owned(), bytes, version })
}

/// Checks every page of a running SQLite database, as a server does before it serves. Says nothing about PostgreSQL,
/// which checks its own pages.
///
/// # Errors
/// [`StoreError::Corrupt`] with SQLite's words when the file is damaged.
pub async fn check(db: &Db) -> Result<(), StoreError> {
    if db.sqlite_path().is_none() {
        return Ok(());
    }
    let found = db.row(CHECK, params![]).await?.map(|row| row.text("quick_check")).transpose()?.unwrap_or_default();
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
}

/// Opens a file without touching it (no log is made beside it), checks every page and tells its schema version.
async fn check_file(path: &Path) -> Result<i64, BackupError> {
    let unusable = |why: String| BackupError::Unusable { path: path.to_owned(), why };
    let read = async {
        let mut connection: SqliteConnection = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .immutable(true)
            .read_only(true)
            .connect()
            .await?;
        let check: String = sqlx::query(CHECK).fetch_one(&mut connection).await?.try_get(0)?;
        let version: Option<i64> = sqlx::query(VERSION).fetch_one(&mut connection).await?.try_get(0)?;
        connection.close().await?;
        Ok::<_, sqlx::Error>((check, version))
    };
    let (check, version) =
        read.await.map_err(|error| unusable(format!("it is damaged or no database of Abhyas ({error})")))?;
    if check != "ok" {
        return Err(unusable(format!("it is damaged ({check})")));
    }
    let version = version.ok_or_else(|| unusable("it is empty".into()))?;
    if version > newest_version() {
        return Err(unusable(format!(
            "it was made by a newer program (schema {version}, this program knows up to {})",
            newest_version()
        )));
    }
    Ok(version)
}

/// Leaving WAL mode needs the file for oneself: it fails while a server has it open. A database that is too damaged to
/// be opened may be replaced, that is what the backup is for.
async fn make_sure_it_is_closed(target: &Path) -> Result<(), BackupError> {
    let options = SqliteConnectOptions::new()
        .filename(target)
        .create_if_missing(false)
        .busy_timeout(std::time::Duration::from_millis(200))
        .journal_mode(SqliteJournalMode::Delete);
    match options.connect().await {
        Ok(connection) => Ok(connection.close().await?),
        Err(error) => match StoreError::from(error) {
            StoreError::Busy(_) => Err(BackupError::InUse(target.to_owned())),
            _ => Ok(()),
        },
    }
}

/// Renames the database and what lies beside it to the first free `<target>.replaced-<n>`.
fn put_aside(target: &Path) -> Result<(), BackupError> {
    let free = (1..)
        .map(|n| beside(target, &format!(".replaced-{n}")))
        .find(|aside| !aside.exists() && !beside(aside, "-wal").exists());
    let Some(aside) = free else { return Ok(()) };
    for suffix in ["", "-wal", "-shm"] {
        let (from, to) = (beside(target, suffix), beside(&aside, suffix));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(BackupError::Machine { path: from, error });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Makes the file durable, gives it its name, and makes the name durable. Returns its size.
fn settle(part: &Path, file: &Path) -> Result<u64, BackupError> {
    let opened = fs::File::open(part).map_err(machine(part))?;
    opened.sync_all().map_err(machine(part))?;
    let bytes = opened.metadata().map_err(machine(part))?.len();
    fs::rename(part, file).map_err(machine(file))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(machine(folder))?;
    Ok(bytes)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn remove_if_there(path: &Path) -> Result<(), BackupError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(BackupError::Machine { path: path.to_owned(), error }),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
