//! Night duty: on which evenings it begins, and duty lists that were sent and not entered yet.

use super::{read_day, read_id, read_instant};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::PersonId;
use abhyas_core::clock::instant_text;
use chrono::{DateTime, NaiveDate, Utc};

pub(crate) const STATEMENTS: &[&str] =
    &[OF_PERSON, EVERYONES, BETWEEN, ADD, REMOVE, REMOVE_BETWEEN, INSERT_LIST, DROP_LISTS, LIST_BY_ID, ENTERED];
const OF_PERSON: &str = "SELECT person, day FROM night_duty WHERE person = $1 AND day >= $2 ORDER BY day";
const EVERYONES: &str = "SELECT person, day FROM night_duty WHERE day >= $1 ORDER BY person, day";
const BETWEEN: &str = "SELECT person, day FROM night_duty WHERE day >= $1 AND day <= $2 ORDER BY person, day";
const ADD: &str = "INSERT INTO night_duty (person, day) VALUES ($1, $2) ON CONFLICT (person, day) DO NOTHING";
const REMOVE: &str = "DELETE FROM night_duty WHERE person = $1 AND day = $2";
const REMOVE_BETWEEN: &str = "DELETE FROM night_duty WHERE person = $1 AND day >= $2 AND day <= $3";
const INSERT_LIST: &str =
    "INSERT INTO duty_list (id, made_by, made_at, file_name, state, content) VALUES ($1, $2, $3, $4, 'review', $5)";
const DROP_LISTS: &str = "DELETE FROM duty_list WHERE made_by = $1";
const LIST_BY_ID: &str = "SELECT id, made_by, made_at, file_name, state, content FROM duty_list WHERE id = $1";
/// What was read goes with it: the nights stand where they belong now.
const ENTERED: &str = "UPDATE duty_list SET state = 'entered', content = $2 WHERE id = $1 AND state = 'review'";

/// A night duty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Night {
    /// Whose.
    pub person: PersonId,
    /// The day on whose evening it begins.
    pub day: NaiveDate,
}

/// A duty list that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyListRecord {
    /// Which.
    pub id: String,
    /// Who sent it.
    pub made_by: PersonId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// The name the file had.
    pub file_name: String,
    /// `review` or `entered`.
    pub state: String,
    /// What was read of it, as JSON.
    pub content: String,
}

fn read(row: &Row) -> Result<Night, StoreError> {
    let missing = || StoreError::Corrupt("a night without person or day".into());
    Ok(Night {
        person: read_id(row, "person", PersonId::parse)?.ok_or_else(missing)?,
        day: read_day(row, "day")?.ok_or_else(missing)?,
    })
}

/// The nights of a person from a day on, the earliest first.
///
/// # Errors
/// [`StoreError`] when the database can not be read, as for every function here that takes a [`Db`].
pub async fn nights_of(db: &Db, person: &PersonId, from: NaiveDate) -> Result<Vec<Night>, StoreError> {
    db.rows(OF_PERSON, params![person, from.to_string()]).await?.iter().map(read).collect()
}

/// Everyone's nights from a day on, by person.
///
/// # Errors
/// See [`nights_of`].
pub async fn nights_from(db: &Db, from: NaiveDate) -> Result<Vec<Night>, StoreError> {
    db.rows(EVERYONES, params![from.to_string()]).await?.iter().map(read).collect()
}

/// Everyone's nights from one day to another, both included, by person.
///
/// # Errors
/// See [`nights_of`].
pub async fn nights_between(db: &Db, first: NaiveDate, last: NaiveDate) -> Result<Vec<Night>, StoreError> {
    db.rows(BETWEEN, params![first.to_string(), last.to_string()]).await?.iter().map(read).collect()
}

/// Enters a night; `false` when it stands there already.
///
/// # Errors
/// [`StoreError::Constraint`] when there is no such person.
pub async fn add_night(tx: &mut Tx, it: &Night) -> Result<bool, StoreError> {
    Ok(tx.execute(ADD, params![&it.person, it.day.to_string()]).await? > 0)
}

/// Takes a night away; `false` when there is none.
///
/// # Errors
/// [`StoreError`] when the database can not be written, as for every function below that takes a transaction.
pub async fn remove_night(tx: &mut Tx, it: &Night) -> Result<bool, StoreError> {
    Ok(tx.execute(REMOVE, params![&it.person, it.day.to_string()]).await? > 0)
}

/// Takes a person's nights from one day to another away, both included, and says how many.
///
/// # Errors
/// See [`remove_night`].
pub async fn remove_nights(
    tx: &mut Tx,
    person: &PersonId,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<u64, StoreError> {
    tx.execute(REMOVE_BETWEEN, params![person, first.to_string(), last.to_string()]).await
}

/// Keeps a list for review; those that its sender had sent before go.
///
/// # Errors
/// See [`remove_night`].
pub async fn keep_list(tx: &mut Tx, it: &DutyListRecord) -> Result<(), StoreError> {
    tx.execute(DROP_LISTS, params![&it.made_by]).await?;
    let values = params![&it.id, &it.made_by, instant_text(it.made_at), &it.file_name, &it.content];
    tx.execute(INSERT_LIST, values).await?;
    Ok(())
}

/// A list that was sent.
///
/// # Errors
/// See [`nights_of`].
pub async fn list_by_id(db: &Db, id: &str) -> Result<Option<DutyListRecord>, StoreError> {
    let row = db.row(LIST_BY_ID, params![id]).await?;
    row.as_ref()
        .map(|row| {
            let missing = || StoreError::Corrupt("a duty list without sender".into());
            Ok(DutyListRecord {
                id: row.text("id")?,
                made_by: read_id(row, "made_by", PersonId::parse)?.ok_or_else(missing)?,
                made_at: read_instant(row, "made_at")?,
                file_name: row.text("file_name")?,
                state: row.text("state")?,
                content: row.text("content")?,
            })
        })
        .transpose()
}

/// Notes that a list was entered, with what came of it in place of what was read; `false` when it was before.
///
/// # Errors
/// See [`remove_night`].
pub async fn list_entered(tx: &mut Tx, id: &str, content: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(ENTERED, params![id, content]).await? == 1)
}
