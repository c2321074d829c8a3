//! SQLite: how it is opened, and how values cross.

use crate::error::StoreError;
use crate::value::{Row, Value};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{Column as _, Connection as _, Row as _, Sqlite, TypeInfo as _, ValueRef as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::AbortHandle;

/// How long a statement waits for another process (a backup, a second server by mistake) before it fails as busy.
const BUSY: Duration = Duration::from_secs(10);
/// How long a request waits for the writer or a reader.
const ACQUIRE: Duration = Duration::from_secs(30);
/// Readers: SQLite reads in parallel, each connection on a thread of its own.
const READERS: u32 = 8;
/// The log is cut back to this size after a checkpoint (64 MiB); normally it stays near 16 MiB.
const LOG_LIMIT_BYTES: &str = "67108864";
/// After so many pages (16 MiB) the log is written back into the file in the commit that reaches them, and begins anew. That
/// commit waits for it, which is short: [`write_back`] has brought nearly all of it into the file beside the commits.
const LOG_PAGES: &str = "4000";
/// How long commits gather before they are written back.
const GATHER: Duration = Duration::from_millis(500);

/// One SQLite file with its one writer and its readers.
#[derive(Debug)]
pub(crate) struct SqliteDb {
    pub(crate) write: SqlitePool,
    pub(crate) read: SqlitePool,
    pub(crate) path: PathBuf,
    written: Option<Written>,
    /// Keeps a temporary database's folder until the last handle is gone.
    _folder: Option<tempfile::TempDir>,
}

impl SqliteDb {
    pub(crate) async fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| StoreError::Other(format!("{}: {error}", folder.display())))?;
        }
        let options = SqliteConnectOptions::new().filename(path).synchronous(SqliteSynchronous::Full);
        let mut db = Self::with(options, None).await?;
        db.written = Some(Written::watch(&db.read));
        Ok(db)
    }

    /// Tells that something was committed.
    pub(crate) fn committed(&self) {
        if let Some(written) = &self.written {
            written.committed.notify_one();
        }
    }

    /// A database in a folder of its own that is removed with the last handle; `content` is the file to begin with.
    /// It is not synced to the disk: nothing of it is meant to outlive the process.
    pub(crate) async fn temporary(content: Option<&[u8]>) -> Result<Self, StoreError> {
        let (folder, options) = temporary_file(content)?;
        Self::with(options, Some(folder)).await
    }

    /// The same, but it can not grow beyond so many pages: what a full disk looks like to SQLite.
    pub(crate) async fn temporary_of_pages(content: &[u8], pages: usize) -> Result<Self, StoreError> {
        let (folder, options) = temporary_file(Some(content))?;
        Self::with(options.pragma("max_page_count", pages.to_string()), Some(folder)).await
    }

    async fn with(options: SqliteConnectOptions, folder: Option<tempfile::TempDir>) -> Result<Self, StoreError> {
        let path = options.get_filename().to_owned();
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .statement_cache_capacity(400)
            .pragma("journal_size_limit", LOG_LIMIT_BYTES)
            .pragma("wal_autocheckpoint", LOG_PAGES)
            .pragma("trusted_schema", "OFF");
        let pool = || {
            SqlitePoolOptions::new()
                .acquire_timeout(ACQUIRE)
                .idle_timeout(None)
                .max_lifetime(None)
                .test_before_acquire(false)
        };
        // The writer first: it creates the file and switches to WAL, which readers can not.
        let write = pool().max_connections(1).before_acquire(|connection, _| Box::pin(is_clean(connection)));
        let write = write.connect_with(options.clone()).await?;
        let read = pool().max_connections(READERS).connect_with(options.pragma("query_only", "ON")).await?;
        Ok(Self { write, read, path, written: None, _folder: folder })
    }

    pub(crate) async fn checkpoint(&self) -> Result<u64, StoreError> {
        let mut writer = self.write.acquire().await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *writer).await?;
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        Ok(std::fs::metadata(log).map_or(0, |log| log.len()))
    }

    pub(crate) async fn close(&self) {
        // Readers first, so that the writer is the last one out and folds the log into the file.
        self.read.close().await;
        self.write.close().await;
    }
}

/// The task that writes the log back; it ends with this.
#[derive(Debug)]
struct Written {
    committed: Arc<Notify>,
    task: AbortHandle,
}

impl Written {
    fn watch(connections: &SqlitePool) -> Self {
        let (committed, connections) = (Arc::new(Notify::new()), connections.clone());
        let waits = Arc::clone(&committed);
        let task = tokio::spawn(async move {
            while !connections.is_closed() {
                waits.notified().await;
                tokio::time::sleep(GATHER).await;
                // Busy or no room: the log stays longer, and the next commit asks again.
                if let Err(error) = write_back(&connections).await {
                    tracing::debug!(%error, "the log was not written back");
                }
            }
        });
        Self { committed, task: task.abort_handle() }
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Writes the log back into the file while commits and readers go on: neither waits for it. A connection that may only read
/// can do this.
async fn write_back(connections: &SqlitePool) -> Result<(), sqlx::Error> {
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connections).await.map(|_| ())
}

fn temporary_file(content: Option<&[u8]>) -> Result<(tempfile::TempDir, SqliteConnectOptions), StoreError> {
    let failed = |error: std::io::Error| StoreError::Other(format!("temporary database: {error}"));
    let folder = tempfile::Builder::new().prefix("abhyas-").tempdir().map_err(failed)?;
    let path = folder.path().join("house.sqlite3");
    if let Some(content) = content {
        std::fs::write(&path, content).map_err(failed)?;
    }
    Ok((folder, SqliteConnectOptions::new().filename(path).synchronous(SqliteSynchronous::Off)))
}

/// Whether the writer has no transaction left over; if it has, it is closed and a new one opened.
///
/// When the disk is full SQLite ends the transaction by itself. sqlx then fails to undo what is undone already and
/// keeps counting a transaction: without this check the writer would refuse to begin another one until the restart.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // The undoing is only queued when a transaction is dropped; the answer to a ping comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

pub(crate) async fn rows<'c, E>(executor: E, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError>
where
    E: sqlx::Executor<'c, Database = Sqlite>,
{
    let answer = bind(sql, params).fetch_all(executor).await?;
    let columns: Arc<[String]> =
        answer.first().map(|row| row.columns().iter().map(|c| c.name().to_owned()).collect()).unwrap_or_default();
    answer.iter().map(|row| Ok(Row::new(Arc::clone(&columns), values(row)?))).collect()
}

pub(crate) async fn execute(
    tx: &mut sqlx::Transaction<'static, Sqlite>,
    sql: &'static str,
    params: Vec<Value>,
) -> Result<u64, StoreError> {
    Ok(bind(sql, params).execute(&mut **tx).await?.rows_affected())
}

fn bind(sql: &'static str, params: Vec<Value>) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    params.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(None::<String>),
        Value::Int(it) => query.bind(it),
        Value::Real(it) => query.bind(it),
        Value::Text(it) => query.bind(it),
        Value::Bytes(it) => query.bind(it),
    })
}

fn values(row: &SqliteRow) -> Result<Vec<Value>, StoreError> {
    (0..row.columns().len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            if raw.is_null() {
                return Ok(Value::Null);
            }
            let kind = raw.type_info().name().to_owned();
            Ok(match kind.as_str() {
                "TEXT" => Value::Text(row.try_get_unchecked(at)?),
                "REAL" => Value::Real(row.try_get_unchecked(at)?),
                "BLOB" => Value::Bytes(row.try_get_unchecked(at)?),
                _ => Value::Int(row.try_get_unchecked(at)?),
            })
        })
        .collect()
}
