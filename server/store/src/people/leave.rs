//! When people are on leave: no session is planned for them then.

use super::read_day;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::PersonId;
use chrono::NaiveDate;

pub(crate) const STATEMENTS: &[&str] = &[OF_PERSON, OVERLAPPING, ADD, REMOVE, EVERYONES];
const OF_PERSON: &str =
    "SELECT id, person, first_day, last_day, reason FROM leave WHERE person = $1 ORDER BY first_day, id";
const OVERLAPPING: &str = "SELECT id FROM leave WHERE person = $1 AND first_day <= $3 AND last_day >= $2";
const ADD: &str = "INSERT INTO leave (id, person, first_day, last_day, reason) VALUES ($1, $2, $3, $4, $5)";
const REMOVE: &str = "DELETE FROM leave WHERE id = $1 AND person = $2";
const EVERYONES: &str =
    "SELECT id, person, first_day, last_day, reason FROM leave WHERE last_day >= $1 ORDER BY person, first_day, id";

/// A span of days on which a person is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveRecord {
    /// Its id.
    pub id: String,
    /// Who.
    pub person: PersonId,
    /// The first day away.
    pub first_day: NaiveDate,
    /// The last day away.
    pub last_day: NaiveDate,
    /// Why, if said.
    pub reason: String,
}

fn read(row: &Row) -> Result<LeaveRecord, StoreError> {
    let missing = || StoreError::Corrupt("a leave without its days".into());
    Ok(LeaveRecord {
        id: row.text("id")?,
        person: super::read_id(row, "person", PersonId::parse)?.ok_or_else(missing)?,
        first_day: read_day(row, "first_day")?.ok_or_else(missing)?,
        last_day: read_day(row, "last_day")?.ok_or_else(missing)?,
        reason: row.text("reason")?,
    })
}

/// The leaves of a person, the earliest first.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn leaves_of(db: &Db, person: &PersonId) -> Result<Vec<LeaveRecord>, StoreError> {
    db.rows(OF_PERSON, params![person]).await?.iter().map(read).collect()
}

/// Everyone's leaves that end on a day or later, by person.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn leaves_from(db: &Db, day: NaiveDate) -> Result<Vec<LeaveRecord>, StoreError> {
    db.rows(EVERYONES, params![day.to_string()]).await?.iter().map(read).collect()
}

/// Whether the person is away on any of these days already.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn is_away(tx: &mut Tx, person: &PersonId, first: NaiveDate, last: NaiveDate) -> Result<bool, StoreError> {
    Ok(tx.row(OVERLAPPING, params![person, first.to_string(), last.to_string()]).await?.is_some())
}

/// Adds a leave.
///
/// # Errors
/// [`StoreError::Constraint`] when the last day lies before the first.
pub async fn add_leave(tx: &mut Tx, it: &LeaveRecord) -> Result<(), StoreError> {
    let values = params![&it.id, &it.person, it.first_day.to_string(), it.last_day.to_string(), &it.reason];
    tx.execute(ADD, values).await?;
    Ok(())
}

/// Removes a leave of a person; `false` when there is none of that id.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn remove_leave(tx: &mut Tx, id: &str, person: &PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(REMOVE, params![id, person]).await? > 0)
}
