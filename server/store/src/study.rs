//! What a person has read, and how their latest self-check on it went: one row for each person and module.

use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::{instant_text, parse_instant};
use abhyas_core::{ModuleId, PersonId};
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[READ, CHECKED, OF_PERSON];
const READ: &str = "INSERT INTO study (person, module, read_at) VALUES ($1, $2, $3)
  ON CONFLICT (person, module) DO UPDATE SET read_at = excluded.read_at";
const CHECKED: &str = "INSERT INTO study (person, module, checked_at, asked, correct) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (person, module) DO UPDATE SET checked_at = excluded.checked_at, asked = excluded.asked, correct = excluded.correct";
const OF_PERSON: &str =
    "SELECT module, read_at, checked_at, asked, correct FROM study WHERE person = $1 ORDER BY module";

/// How a self-check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelfCheck {
    /// When its answers were sent, by the programme's clock.
    pub at: DateTime<Utc>,
    /// How many questions there were.
    pub asked: i64,
    /// How many of them were answered rightly.
    pub correct: i64,
}

/// How far a person is with the lesson of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyRecord {
    /// The module.
    pub module: ModuleId,
    /// When the person last said that they had read the lesson, by the programme's clock.
    pub read_at: Option<DateTime<Utc>>,
    /// The latest self-check.
    pub check: Option<SelfCheck>,
}

fn optional_instant(row: &Row, column: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let Some(text) = row.opt_text(column)? else { return Ok(None) };
    parse_instant(&text).map(Some).ok_or_else(|| StoreError::Corrupt(format!("column {column} should hold an instant")))
}

fn record(row: &Row) -> Result<StudyRecord, StoreError> {
    let (asked, correct) = (row.int("asked")?, row.int("correct")?);
    Ok(StudyRecord {
        module: ModuleId::parse(row.text("module")?).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        read_at: optional_instant(row, "read_at")?,
        check: optional_instant(row, "checked_at")?.map(|at| SelfCheck { at, asked, correct }),
    })
}

/// Notes that a person has read the lesson of a module.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn lesson_read(
    tx: &mut Tx,
    person: &PersonId,
    module: &ModuleId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(READ, params![person, module, instant_text(at)]).await.map(|_| ())
}

/// Keeps a self-check in the place of the one before.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn self_checked(
    tx: &mut Tx,
    person: &PersonId,
    module: &ModuleId,
    check: SelfCheck,
) -> Result<(), StoreError> {
    let values = params![person, module, instant_text(check.at), check.asked, check.correct];
    tx.execute(CHECKED, values).await.map(|_| ())
}

/// What a person has read and tried, by module.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn of_person(db: &Db, person: &PersonId) -> Result<Vec<StudyRecord>, StoreError> {
    db.rows(OF_PERSON, params![person]).await?.iter().map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::testing::each_database;
    use chrono::TimeZone;

    #[tokio::test]
    async fn reading_and_checking_are_kept_side_by_side_and_the_latest_counts() {
        each_database(|db| async move {
            sample::small_programme(&db).await.unwrap();
            let (sita, module) = (PersonId::parse("sita").unwrap(), ModuleId::parse("M01").unwrap());
            let at = |minute| Utc.with_ymd_and_hms(2026, 11, 23, 5, minute, 0).unwrap();
            let check = |minute, correct| SelfCheck { at: at(minute), asked: 20, correct };
            assert!(of_person(&db, &sita).await.unwrap().is_empty());

            let mut tx = db.begin().await.unwrap();
            self_checked(&mut tx, &sita, &module, check(0, 18)).await.unwrap();
            lesson_read(&mut tx, &sita, &module, at(1)).await.unwrap();
            lesson_read(&mut tx, &sita, &module, at(2)).await.unwrap();
            self_checked(&mut tx, &sita, &module, check(3, 11)).await.unwrap();
            tx.commit().await.unwrap();

            let kept = StudyRecord { module, read_at: Some(at(2)), check: Some(check(3, 11)) };
            assert_eq!(of_person(&db, &sita).await.unwrap(), [kept]);
            assert!(of_person(&db, &PersonId::parse("gita").unwrap()).await.unwrap().is_empty());
        })
        .await;
    }
}
