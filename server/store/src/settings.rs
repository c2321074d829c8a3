//! Settings of the installation and the programme's clock.

use crate::{Db, StoreError, Tx, params};

pub(crate) const STATEMENTS: &[&str] = &[READ, WRITE, WRITE_FIRST, CLOCK, SET_CLOCK, SYNTHETIC];
const READ: &str = "SELECT value FROM setting WHERE name = $1";
const WRITE: &str =
    "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
const WRITE_FIRST: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
const CLOCK: &str = "SELECT clock_offset_seconds FROM programme ORDER BY created_at LIMIT 1";
const SET_CLOCK: &str = "UPDATE programme SET clock_offset_seconds = $1 WHERE synthetic = 1";
const SYNTHETIC: &str = "SELECT synthetic FROM programme ORDER BY created_at LIMIT 1";

/// The value of a setting.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn read(db: &Db, name: &str) -> Result<Option<String>, StoreError> {
    db.row(READ, params![name]).await?.map(|row| row.text("value")).transpose()
}

/// Writes a setting.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn write(tx: &mut Tx, name: &str, value: &str) -> Result<(), StoreError> {
    tx.execute(WRITE, params![name, value]).await?;
    Ok(())
}

/// Sets a value unless there is one, and returns the one that stands: of servers that start together one decides.
///
/// # Errors
/// What the database answered.
pub async fn write_first(tx: &mut Tx, name: &str, value: &str) -> Result<String, StoreError> {
    tx.execute(WRITE_FIRST, params![name, value]).await?;
    let row = tx.row(READ, params![name]).await?;
    row.map_or_else(|| Err(StoreError::Corrupt(format!("the setting {name} vanished"))), |row| row.text("value"))
}

/// By how many seconds the programme's clock is ahead of the server's; 0 where there is no programme yet.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn clock_offset_seconds(db: &Db) -> Result<i64, StoreError> {
    db.row(CLOCK, params![]).await?.map_or(Ok(0), |row| row.int("clock_offset_seconds"))
}

/// Moves the clock of a synthetic programme. Answers how many programmes it moved: 0 for a real one.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn set_clock_offset_seconds(tx: &mut Tx, seconds: i64) -> Result<u64, StoreError> {
    tx.execute(SET_CLOCK, params![seconds]).await
}

/// Whether the programme is a synthetic one (the demonstration); `None` where there is no programme yet.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn synthetic(db: &Db) -> Result<Option<bool>, StoreError> {
    db.row(SYNTHETIC, params![]).await?.map(|row| row.flag("synthetic")).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;

    #[tokio::test]
    async fn a_setting_is_replaced_but_a_first_one_stays() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            write(&mut tx, "a", "1").await.unwrap();
            write(&mut tx, "a", "2").await.unwrap();
            assert_eq!(write_first(&mut tx, "a", "3").await.unwrap(), "2");
            assert_eq!(write_first(&mut tx, "b", "4").await.unwrap(), "4");
            tx.commit().await.unwrap();
            assert_eq!(read(&db, "a").await.unwrap().as_deref(), Some("2"));
            assert_eq!(read(&db, "c").await.unwrap(), None);
        })
        .await;
    }
}
