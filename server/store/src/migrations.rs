//! The schema's history: each migration once, in order, and never edited after its release.

use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use sha2::{Digest, Sha256};

struct Migration {
    version: i64,
    name: &'static str,
    text: &'static str,
}

/// All migrations, oldest first. Add a file and a line; a released one is never touched again.
const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "house", text: include_str!("../migrations/0001_house.sql") },
    Migration { version: 2, name: "sandbox epochs", text: include_str!("../migrations/0002_sandbox_epochs.sql") },
    Migration { version: 3, name: "sandbox clock", text: include_str!("../migrations/0003_sandbox_clock.sql") },
    Migration { version: 4, name: "study", text: include_str!("../migrations/0004_study.sql") },
    Migration { version: 5, name: "cohorts", text: include_str!("../migrations/0005_cohorts.sql") },
    Migration { version: 6, name: "plan edits", text: include_str!("../migrations/0006_plan_edits.sql") },
    Migration { version: 7, name: "plan pins", text: include_str!("../migrations/0007_plan_pins.sql") },
    Migration { version: 8, name: "real life", text: include_str!("../migrations/0008_real_life.sql") },
    Migration { version: 9, name: "published teams", text: include_str!("../migrations/0009_published_teams.sql") },
    Migration { version: 10, name: "people in life", text: include_str!("../migrations/0010_people_in_life.sql") },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";
const APPLIED: &str = "SELECT version, name, checksum FROM schema_migration ORDER BY version";
const NEWEST: &str = "SELECT MAX(version) AS version FROM schema_migration";
const REMEMBER: &str = "INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)";
/// Servers that start together migrate one after the other. The number is arbitrary; SQLite has its one writer instead.
const LOCK_POSTGRES: &str = "SELECT pg_advisory_xact_lock(4715261)";
/// Does the table of migrations exist? PostgreSQL looks along its search path, SQLite in its one schema.
const TABLE_IN_POSTGRES: &str =
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_migration')";
const TABLE_IN_SQLITE: &str =
    "SELECT COUNT(*) AS n FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'";

pub(crate) const STATEMENTS: &[&str] = &[APPLIED, NEWEST, REMEMBER];

/// The newest schema version this program knows.
#[must_use]
pub fn newest_version() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

pub(crate) async fn migrate(db: &Db) -> Result<(), StoreError> {
    // One transaction for all: a half migrated database can not be left behind on either database.
    let mut tx = db.begin().await?;
    if tx.is_postgres() {
        tx.execute(LOCK_POSTGRES, params![]).await?;
    }
    tx.run_script(TABLE.to_owned()).await?;
    let mut applied = 0;
    for row in tx.rows(APPLIED, params![]).await? {
        let (version, name, checksum) = (row.int("version")?, row.text("name")?, row.text("checksum")?);
        let Some(known) = MIGRATIONS.iter().find(|migration| migration.version == version) else {
            return Err(newer(&mut tx).await?);
        };
        if known.checksum() != checksum {
            return Err(StoreError::Corrupt(format!(
                "migration {version} ({name}) was applied with another text than this program carries: migrations are never edited"
            )));
        }
        applied = version;
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > applied) {
        tracing::info!(version = migration.version, name = migration.name, "migrating the database");
        let blob = if tx.is_postgres() { "BYTEA" } else { "BLOB" };
        tx.run_script(migration.text.replace("{BLOB}", blob)).await?;
        tx.execute(REMEMBER, params![migration.version, migration.name, migration.checksum()]).await?;
    }
    tx.commit().await
}

async fn newer(tx: &mut Tx) -> Result<StoreError, StoreError> {
    let newest = tx.row(NEWEST, params![]).await?.map(|row| row.opt_int("version")).transpose()?.flatten();
    Ok(StoreError::NewerDatabase { database: newest.unwrap_or(0), program: newest_version() })
}

pub(crate) async fn version(db: &Db) -> Result<i64, StoreError> {
    let exists = if db.sqlite_path().is_some() { TABLE_IN_SQLITE } else { TABLE_IN_POSTGRES };
    let there = db.row(exists, params![]).await?.map(|row| row.int("n")).transpose()?.unwrap_or(0);
    if there == 0 {
        return Ok(0);
    }
    Ok(db.row(NEWEST, params![]).await?.map(|row| row.opt_int("version")).transpose()?.flatten().unwrap_or(0))
}

impl Migration {
    fn checksum(&self) -> String {
        Sha256::digest(self.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;

    #[tokio::test]
    async fn migrating_twice_changes_nothing() {
        each_database(|db| async move {
            assert_eq!(db.schema_version().await.unwrap(), newest_version());
            db.migrate().await.unwrap();
            assert_eq!(db.rows(APPLIED, params![]).await.unwrap().len(), MIGRATIONS.len());
        })
        .await;
    }

    #[tokio::test]
    async fn an_empty_database_has_version_0() {
        assert_eq!(Db::open("sqlite::memory:").await.unwrap().schema_version().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_database_of_a_newer_program_is_refused() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            tx.execute(REMEMBER, params![99_i64, "later", "x"]).await.unwrap();
            tx.commit().await.unwrap();
            let refused = db.migrate().await.unwrap_err();
            assert_eq!(refused, StoreError::NewerDatabase { database: 99, program: newest_version() });
            assert!(refused.to_string().contains("use the newer program"));
        })
        .await;
    }

    #[tokio::test]
    async fn an_edited_migration_is_noticed() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            tx.execute("UPDATE schema_migration SET checksum = 'other' WHERE version = 1", params![]).await.unwrap();
            tx.commit().await.unwrap();
            assert!(matches!(db.migrate().await, Err(StoreError::Corrupt(why)) if why.contains("never edited")));
        })
        .await;
    }

    #[test]
    fn versions_count_up_from_one() {
        for (at, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.version, i64::try_from(at).unwrap() + 1, "{}", migration.name);
        }
    }
}
