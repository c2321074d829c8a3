//! PostgreSQL: how it is opened, how values cross, and how a lost leader is noticed.

use crate::error::StoreError;
use crate::value::{Row, Value};
use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow, PgTypeInfo};
use sqlx::{Column as _, Postgres, Row as _, TypeInfo as _, ValueRef as _};
use std::str::FromStr as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const CONNECTIONS: u32 = 20;
const ACQUIRE: Duration = Duration::from_secs(30);

/// A PostgreSQL database and its connections.
#[derive(Debug)]
pub(crate) struct PostgresDb {
    pub(crate) pool: PgPool,
    /// When a connection last turned out to lead to a server that is shutting down or no longer the leader: every
    /// connection older than that is closed instead of used again, so that new ones find the new leader.
    lost: Arc<Mutex<Option<Instant>>>,
}

impl PostgresDb {
    /// `schema` is used by the test kit: everything happens in a schema of its own.
    pub(crate) async fn open(url: &str, schema: Option<&str>) -> Result<Self, StoreError> {
        // Guards against a statement that never ends and a transaction that was forgotten.
        let mut options = PgConnectOptions::from_str(url)?.application_name("abhyas").options([
            ("statement_timeout", "60s"),
            ("lock_timeout", "15s"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
        if let Some(schema) = schema {
            options = options.options([("search_path", schema)]);
        }
        let lost = Arc::new(Mutex::new(None::<Instant>));
        let (at_acquire, at_release) = (Arc::clone(&lost), Arc::clone(&lost));
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE)
            .before_acquire(move |_, meta| {
                let fresh = is_fresh(&at_acquire, meta.age);
                Box::pin(async move { Ok(fresh) })
            })
            .after_release(move |_, meta| {
                let fresh = is_fresh(&at_release, meta.age);
                Box::pin(async move { Ok(fresh) })
            })
            .connect_with(options)
            .await?;
        Ok(Self { pool, lost })
    }

    /// Remembers that the leader was lost when an answer says so.
    pub(crate) fn noticed<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(StoreError::Busy(why)) = &answer
            && ["25006", "57P01", "57P02", "57P03"].iter().any(|code| why.contains(code))
        {
            *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        }
        answer
    }
}

fn is_fresh(lost: &Mutex<Option<Instant>>, age: Duration) -> bool {
    lost.lock().unwrap_or_else(PoisonError::into_inner).is_none_or(|at| age < at.elapsed())
}

pub(crate) async fn rows<'c, E>(executor: E, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError>
where
    E: sqlx::Executor<'c, Database = Postgres>,
{
    let answer = bind(sql, params).fetch_all(executor).await?;
    let columns: Arc<[String]> =
        answer.first().map(|row| row.columns().iter().map(|c| c.name().to_owned()).collect()).unwrap_or_default();
    answer.iter().map(|row| Ok(Row::new(Arc::clone(&columns), values(row)?))).collect()
}

pub(crate) async fn execute(
    tx: &mut sqlx::Transaction<'static, Postgres>,
    sql: &'static str,
    params: Vec<Value>,
) -> Result<u64, StoreError> {
    Ok(bind(sql, params).execute(&mut **tx).await?.rows_affected())
}

fn bind(sql: &'static str, params: Vec<Value>) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    params.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(Nothing),
        Value::Int(it) => query.bind(it),
        Value::Real(it) => query.bind(it),
        Value::Text(it) => query.bind(it),
        Value::Bytes(it) => query.bind(it),
    })
}

/// NULL without a type of its own, so that the server takes the type of the place where it stands: a NULL that is
/// declared as text can not go into a number's column.
struct Nothing;

impl sqlx::Type<Postgres> for Nothing {
    fn type_info() -> PgTypeInfo {
        // pg_type.dat: 705 is `unknown`.
        PgTypeInfo::with_oid(Oid(705))
    }
}

impl Encode<'_, Postgres> for Nothing {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(IsNull::Yes)
    }
}

fn values(row: &PgRow) -> Result<Vec<Value>, StoreError> {
    (0..row.columns().len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            if raw.is_null() {
                return Ok(Value::Null);
            }
            let kind = raw.type_info().name().to_owned();
            Ok(match kind.as_str() {
                "INT8" => Value::Int(row.try_get(at)?),
                "INT4" => Value::Int(row.try_get::<i32, _>(at)?.into()),
                "INT2" => Value::Int(row.try_get::<i16, _>(at)?.into()),
                "BOOL" => Value::Int(row.try_get::<bool, _>(at)?.into()),
                "FLOAT8" => Value::Real(row.try_get(at)?),
                "BYTEA" => Value::Bytes(row.try_get(at)?),
                "TEXT" | "VARCHAR" | "NAME" | "UNKNOWN" => Value::Text(row.try_get_unchecked(at)?),
                // SUM() and AVG() of whole numbers are NUMERIC here: a statement for both databases casts them.
                other => return Err(StoreError::Other(format!("a column of type {other}: cast it to BIGINT or TEXT"))),
            })
        })
        .collect()
}
