//! The handle to the database: reads, and transactions for writes.

use crate::error::StoreError;
use crate::postgres::PostgresDb;
use crate::sqlite::SqliteDb;
use crate::value::{Row, Value};
use crate::web_session::KeptSessions;
use crate::{migrations, postgres, sqlite};
use std::sync::Arc;

/// A database, SQLite or PostgreSQL. Cloning is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct Db(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    backend: Backend,
    /// Browser sessions that could not be written, see `web_session`.
    kept_sessions: KeptSessions,
}

#[derive(Debug)]
pub(crate) enum Backend {
    Sqlite(SqliteDb),
    Postgres(PostgresDb),
}

impl Db {
    /// Opens `sqlite:<path>`, `sqlite::memory:` (a temporary file that goes with the handle) or `postgres://…`.
    /// A missing SQLite file is created; the schema is not touched (see [`Db::migrate`]).
    ///
    /// # Errors
    /// [`StoreError::Other`] for an address of another kind, otherwise what the database answered.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url == "sqlite::memory:" {
            return Ok(Self::new(Backend::Sqlite(SqliteDb::temporary(None).await?)));
        }
        if let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            return Ok(Self::new(Backend::Sqlite(SqliteDb::open(path.as_ref()).await?)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::new(Backend::Postgres(PostgresDb::open(url, None).await?)));
        }
        Err(StoreError::Other("a database address begins with sqlite: or postgres://".into()))
    }

    pub(crate) fn new(backend: Backend) -> Self {
        Self(Arc::new(Shared { backend, kept_sessions: KeptSessions::default() }))
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.0.backend
    }

    pub(crate) fn kept_sessions(&self) -> &KeptSessions {
        &self.0.kept_sessions
    }

    /// The SQLite file; `None` on PostgreSQL.
    #[must_use]
    pub fn sqlite_path(&self) -> Option<&std::path::Path> {
        match self.backend() {
            Backend::Sqlite(db) => Some(&db.path),
            Backend::Postgres(_) => None,
        }
    }

    /// All rows of a reading statement.
    ///
    /// # Errors
    /// Any [`StoreError`] but `Constraint`.
    pub async fn rows(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match self.backend() {
            Backend::Sqlite(db) => sqlite::rows(&db.read, sql, params).await,
            Backend::Postgres(db) => db.noticed(postgres::rows(&db.pool, sql, params).await),
        }
    }

    /// The first row of a reading statement, if there is one.
    ///
    /// # Errors
    /// As for [`Db::rows`].
    pub async fn row(&self, sql: &'static str, params: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// Begins a write transaction: on SQLite the one writer with `BEGIN IMMEDIATE`, on PostgreSQL READ COMMITTED.
    /// Do not wait for anything but the database while you hold it.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the writer or a connection does not become free in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = match self.backend() {
            Backend::Sqlite(db) => Inner::Sqlite(db.write.begin_with("BEGIN IMMEDIATE").await?),
            Backend::Postgres(db) => Inner::Postgres(db.noticed(db.pool.begin().await.map_err(StoreError::from))?),
        };
        Ok(Tx { inner, db: self.clone(), failed: None })
    }

    /// Brings the schema to this program's version. Running it again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NewerDatabase`] when a newer program made the database; [`StoreError::Corrupt`] when a migration
    /// that was applied has another text than this program's.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrations::migrate(self).await
    }

    /// The newest migration of the database, 0 for an empty one.
    ///
    /// # Errors
    /// What the database answered.
    pub async fn schema_version(&self) -> Result<i64, StoreError> {
        migrations::version(self).await
    }

    /// Keeps SQLite's write-ahead log small: writes it back into the file and truncates it. Does nothing on PostgreSQL.
    /// Returns the size of the log in bytes afterwards (a long reader can keep it from shrinking).
    ///
    /// # Errors
    /// What the database answered.
    pub async fn checkpoint(&self) -> Result<u64, StoreError> {
        match self.backend() {
            Backend::Sqlite(db) => db.checkpoint().await,
            Backend::Postgres(_) => Ok(0),
        }
    }

    /// Closes all connections, after what is under way. Other clones of this handle then answer `Busy`.
    pub async fn close(&self) {
        match self.backend() {
            Backend::Sqlite(db) => db.close().await,
            Backend::Postgres(db) => db.pool.close().await,
        }
    }
}

/// A write transaction. Dropping it undoes everything.
///
/// A failed statement ends it: every later one fails in the same way, and only dropping it is left. PostgreSQL is made
/// so, and SQLite is held to the same, because after a full disk it would go on without a transaction.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    db: Db,
    /// The first failure: nothing more happens after it.
    failed: Option<StoreError>,
}

#[derive(Debug)]
enum Inner {
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

impl Tx {
    /// All rows of a statement, seeing what this transaction did so far.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn rows(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.still_good()?;
        let answer = match &mut self.inner {
            Inner::Sqlite(tx) => sqlite::rows(&mut **tx, sql, params).await,
            Inner::Postgres(tx) => postgres::rows(&mut **tx, sql, params).await,
        };
        self.noticed(answer)
    }

    /// The first row of a statement, if there is one.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn row(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// Executes a statement and returns the number of rows it touched.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub async fn execute(&mut self, sql: &'static str, params: Vec<Value>) -> Result<u64, StoreError> {
        self.still_good()?;
        let answer = match &mut self.inner {
            Inner::Sqlite(tx) => sqlite::execute(tx, sql, params).await,
            Inner::Postgres(tx) => postgres::execute(tx, sql, params).await,
        };
        self.noticed(answer)
    }

    /// Makes everything durable. Only after this may anything be acknowledged.
    ///
    /// # Errors
    /// Any [`StoreError`]; after [`StoreError::Busy`] on PostgreSQL it is unknown whether it happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.still_good()?;
        let answer = match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        };
        match self.db.backend() {
            Backend::Sqlite(db) => {
                db.committed();
                answer.map_err(StoreError::from)
            }
            Backend::Postgres(db) => db.noticed(answer.map_err(StoreError::from)),
        }
    }

    /// Runs the statements of a migration, which are many in one text.
    pub(crate) async fn run_script(&mut self, script: String) -> Result<(), StoreError> {
        let script = sqlx::raw_sql(sqlx::AssertSqlSafe(script));
        match &mut self.inner {
            Inner::Sqlite(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Inner::Postgres(tx) => script.execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.inner, Inner::Postgres(_))
    }

    fn still_good(&self) -> Result<(), StoreError> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn noticed<T>(&mut self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(failure) = &answer {
            self.failed = Some(failure.clone());
        }
        match self.db.backend() {
            Backend::Sqlite(_) => answer,
            Backend::Postgres(db) => db.noticed(answer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;
    use crate::testing::{each_database, fill_the_disk, sqlite, sqlite_on_a_small_disk};

    const PUT: &str =
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    const GET: &str = "SELECT value FROM setting WHERE name = $1";

    #[tokio::test]
    async fn what_is_committed_is_there_and_what_is_dropped_is_not() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            assert_eq!(tx.execute(PUT, params!["a", "1"]).await.unwrap(), 1);
            assert_eq!(tx.row(GET, params!["a"]).await.unwrap().unwrap().text("value").unwrap(), "1");
            tx.commit().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            tx.execute(PUT, params!["a", "2"]).await.unwrap();
            drop(tx);
            assert_eq!(db.row(GET, params!["a"]).await.unwrap().unwrap().text("value").unwrap(), "1");
            assert!(db.row(GET, params!["b"]).await.unwrap().is_none());
        })
        .await;
    }

    #[tokio::test]
    async fn a_statement_takes_null_first_and_a_number_later() {
        each_database(|db| async move {
            let sql = "INSERT INTO plan (id, number, state, seconds, seed, made_by, made_at, instance) VALUES ($1, $2, 'draft', 1, 1, '', '', $3)";
            let mut tx = db.begin().await.unwrap();
            tx.execute(sql, params!["a", None::<i64>, None::<Vec<u8>>]).await.unwrap();
            tx.execute(sql, params!["b", 7_i64, vec![0_u8, 255]]).await.unwrap();
            tx.commit().await.unwrap();
            let rows = db.rows("SELECT number, instance FROM plan ORDER BY id", params![]).await.unwrap();
            assert_eq!(rows[0].opt_int("number").unwrap(), None);
            assert_eq!(rows[0].opt_bytes("instance").unwrap(), None);
            assert_eq!(rows[1].opt_int("number").unwrap(), Some(7));
            assert_eq!(rows[1].bytes("instance").unwrap(), vec![0, 255]);
            let count = db.row("SELECT COUNT(*) AS n, 1 = 1 AS yes FROM plan", params![]).await.unwrap().unwrap();
            assert_eq!((count.int("n").unwrap(), count.flag("yes").unwrap()), (2, true));
        })
        .await;
    }

    #[tokio::test]
    async fn sqlite_is_opened_the_durable_way() {
        let db = sqlite().await;
        // A fresh handle on the same file: the test kit itself switches durability off for speed.
        let db = Db::open(&format!("sqlite:{}", db.sqlite_path().unwrap().display())).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for (pragma, expected) in [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1), ("PRAGMA query_only", 0)] {
            let row = tx.row(pragma, params![]).await.unwrap().unwrap();
            assert_eq!(row.int(pragma.strip_prefix("PRAGMA ").unwrap()).unwrap(), expected, "{pragma}");
        }
        assert_eq!(
            tx.row("PRAGMA journal_mode", params![]).await.unwrap().unwrap().text("journal_mode").unwrap(),
            "wal"
        );
        drop(tx);
        let refused = db.rows("INSERT INTO setting (name, value) VALUES ('x', 'y')", params![]).await;
        assert_eq!(refused.unwrap_err(), StoreError::ReadOnly, "readers can not write");
    }

    #[tokio::test]
    async fn a_connection_that_the_server_ends_is_busy_once_and_then_replaced() {
        each_database(|db| async move {
            if db.sqlite_path().is_some() {
                return;
            }
            let mut tx = db.begin().await.unwrap();
            let ended = tx.rows("SELECT pg_terminate_backend(pg_backend_pid())", params![]).await.unwrap_err();
            assert!(ended.passes(), "{ended:?}");
            drop(tx);
            let mut tx = db.begin().await.unwrap();
            tx.execute(PUT, params!["a", "1"]).await.unwrap();
            tx.commit().await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_failed_statement_ends_the_transaction_on_both() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            tx.execute(PUT, params!["a", "1"]).await.unwrap();
            let failure =
                tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2)", params!["a", "2"]).await.unwrap_err();
            assert!(matches!(failure, StoreError::Constraint(_)));
            assert_eq!(tx.execute(PUT, params!["b", "1"]).await.unwrap_err(), failure);
            assert_eq!(tx.commit().await.unwrap_err(), failure);
            assert!(db.row(GET, params!["a"]).await.unwrap().is_none());
        })
        .await;
    }

    #[tokio::test]
    async fn writing_goes_on_after_the_disk_was_full() {
        let db = sqlite_on_a_small_disk().await;
        fill_the_disk(&db).await;
        let mut tx = db.begin().await.unwrap();
        assert_eq!(tx.execute(PUT, params!["a", "x".repeat(20_000)]).await.unwrap_err(), StoreError::Full);
        assert_eq!(tx.execute(PUT, params!["b", "1"]).await.unwrap_err(), StoreError::Full);
        drop(tx);
        assert!(db.row(GET, params!["b"]).await.unwrap().is_none(), "reading goes on, and nothing is half done");
        let mut tx = db.begin().await.unwrap();
        tx.execute("DELETE FROM setting", params![]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.execute(PUT, params!["a", "x".repeat(20_000)]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(db.row(GET, params!["a"]).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn the_log_is_written_back_and_truncated() {
        let db = sqlite().await;
        let mut tx = db.begin().await.unwrap();
        tx.execute(PUT, params!["a", "x".repeat(100_000)]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.checkpoint().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn an_unknown_address_is_refused() {
        assert!(matches!(Db::open("mysql://x").await, Err(StoreError::Other(_))));
    }
}
