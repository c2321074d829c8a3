//! Databases for tests: a fresh one for each, SQLite always and PostgreSQL when `ABHYAS_TEST_PG` holds its address.
#![expect(clippy::expect_used, reason = "a test that gets no database must fail loudly")]

use crate::db::{Backend, Db};
use crate::params;
use crate::postgres::PostgresDb;
use crate::sqlite::SqliteDb;
use futures::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// The file of a migrated, empty database: made once per test process and copied for each test.
static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
static SCHEMAS: AtomicU32 = AtomicU32::new(0);

async fn template() -> Vec<u8> {
    let file = SqliteDb::temporary(None).await.expect("a temporary folder for the template");
    let path = file.path.clone();
    let db = Db::new(Backend::Sqlite(file));
    db.migrate().await.expect("the schema can be made");
    db.checkpoint().await.expect("the log can be written back");
    std::fs::read(path).expect("the template can be read")
}

/// A migrated, empty SQLite database of its own; its file goes with the last handle.
pub async fn sqlite() -> Db {
    let content = TEMPLATE.get_or_init(template).await;
    Db::new(Backend::Sqlite(SqliteDb::temporary(Some(content)).await.expect("a temporary database")))
}

/// Tells a story to each database: to SQLite, and to PostgreSQL (in a schema of its own, dropped afterwards) when
/// `ABHYAS_TEST_PG` is set.
pub async fn each_database<Story, Told>(story: Story)
where
    Story: Fn(Db) -> Told,
    Told: Future<Output = ()>,
{
    story(sqlite().await).await;
    if let Ok(url) = std::env::var("ABHYAS_TEST_PG") {
        let schema = format!("test_{}_{}", std::process::id(), SCHEMAS.fetch_add(1, Ordering::Relaxed));
        let keeper = PostgresDb::open(&url, None).await.expect("PostgreSQL answers at ABHYAS_TEST_PG");
        in_postgres(&keeper, format!("CREATE SCHEMA {schema}")).await;
        let db = PostgresDb::open(&url, Some(&schema)).await.expect("PostgreSQL answers at ABHYAS_TEST_PG");
        let db = Db::new(Backend::Postgres(db));
        let migrated = db.migrate().await;
        // The schema goes away even when the story fails, and the failure is passed on afterwards.
        let told = if migrated.is_ok() { AssertUnwindSafe(story(db.clone())).catch_unwind().await } else { Ok(()) };
        db.close().await;
        in_postgres(&keeper, format!("DROP SCHEMA {schema} CASCADE")).await;
        keeper.pool.close().await;
        migrated.expect("the schema can be made on PostgreSQL");
        if let Err(failure) = told {
            std::panic::resume_unwind(failure);
        }
    }
}

/// As [`sqlite`], but on a disk that has 1 MB left.
pub async fn sqlite_on_a_small_disk() -> Db {
    let content = TEMPLATE.get_or_init(template).await;
    let pages = content.len() / 4096 + 250;
    let file = SqliteDb::temporary_of_pages(content, pages).await.expect("a temporary database");
    Db::new(Backend::Sqlite(file))
}

/// Uses up what is left of the small disk.
pub async fn fill_the_disk(db: &Db) {
    let fillers = [
        "INSERT INTO setting (name, value) VALUES ($1, $2)",
        "INSERT INTO login_failure (account, device, failures, last_at) VALUES ($1, $2, 0, '')",
        "INSERT INTO web_session (id, data, created_at, touched_at, expires_at) VALUES ($1, $2, '', '', '')",
    ];
    for (round, size) in [2000, 100, 1].into_iter().enumerate() {
        for sql in fillers {
            let mut n = 0;
            loop {
                n += 1;
                let mut tx = db.begin().await.expect("a transaction");
                let name = format!("filler-{round}-{n}");
                if tx.execute(sql, params![name, "x".repeat(size)]).await.is_err() {
                    break;
                }
                tx.commit().await.expect("a commit");
            }
        }
    }
}

/// Adds an active person for tests: staff id in capitals as the id, with a facility in the district if one is given.
pub async fn add_person(db: &Db, id: &str, mobile: Option<&str>, district: Option<&str>) {
    let mut tx = db.begin().await.expect("a transaction");
    let facility = district.map(|district| format!("F-{district}"));
    if let (Some(district), Some(facility)) = (district, &facility) {
        let block = format!("B-{district}");
        for (sql, params) in [
            (DISTRICT, params![district]),
            (BLOCK, params![block.as_str(), district]),
            (FACILITY, params![facility, district, block.as_str()]),
        ] {
            tx.execute(sql, params).await.expect("a place");
        }
    }
    tx.execute(PERSON, params![id, id.to_uppercase(), mobile, facility]).await.expect("a person");
    tx.commit().await.expect("a commit");
}

const DISTRICT: &str =
    "INSERT INTO district (id, name_hi, name_en, position) VALUES ($1, $1, $1, 1) ON CONFLICT (id) DO NOTHING";
const BLOCK: &str =
    "INSERT INTO block (id, district, name_hi, name_en) VALUES ($1, $2, $1, $1) ON CONFLICT (id) DO NOTHING";
const FACILITY: &str = "INSERT INTO facility (id, district, block, name_hi, name_en, kind) VALUES ($1, $2, $3, $1, $1, 'PHC') \
    ON CONFLICT (id) DO NOTHING";
const PERSON: &str = "INSERT INTO person (id, staff_id, name, mobile, facility, state, created_at, updated_at) \
    VALUES ($1, $2, $1, $3, $4, 'active', '', '')";

async fn in_postgres(keeper: &PostgresDb, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&keeper.pool).await.expect("a schema can be made and dropped");
}
