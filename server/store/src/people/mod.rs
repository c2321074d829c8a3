//! People: the record, how lists find it, leave, night duty, who learns together, and what ties a person to the programme.

pub mod history;
pub mod learning;
pub mod leave;
pub mod list;
pub mod nights;

use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::{instant_text, parse_instant};
use abhyas_core::{DistrictId, FacilityId, PersonId, RoleId};
use chrono::{DateTime, NaiveDate, Utc};

macro_rules! person_columns {
    () => {
        "p.id, p.staff_id, p.name, p.sex, p.born, p.joined, p.designation, p.role, p.facility, p.mobile, p.email, p.language, \
         p.state, p.import, p.version, p.created_at, p.updated_at, p.search, f.district"
    };
}
pub(crate) use person_columns;

pub(crate) const STATEMENTS: &[&str] = &[BY_ID, ALL, INSERT, UPDATE, STAFF_IDS, REMOVE];
const BY_ID: &str =
    concat!("SELECT ", person_columns!(), " FROM person p LEFT JOIN facility f ON f.id = p.facility WHERE p.id = $1");
const ALL: &str = concat!(
    "SELECT ",
    person_columns!(),
    " FROM person p LEFT JOIN facility f ON f.id = p.facility WHERE p.state <> 'erased' ORDER BY p.id"
);
const INSERT: &str = "INSERT INTO person (id, staff_id, name, sex, born, joined, designation, role, facility, mobile, email, language, state, \
  import, version, created_at, updated_at, search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
const UPDATE: &str = "UPDATE person SET staff_id = $2, name = $3, sex = $4, born = $5, joined = $6, designation = $7, role = $8, facility = $9, \
  mobile = $10, email = $11, language = $12, state = $13, import = $14, updated_at = $15, search = $16, version = version + 1 \
  WHERE id = $1 AND version = $17";
const STAFF_IDS: &str = "SELECT staff_id FROM person WHERE staff_id LIKE $1";
const REMOVE: &str = "DELETE FROM person WHERE id = $1";

/// A person as the table has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// Their id.
    pub id: PersonId,
    /// What they sign in with beside the mobile number; unique.
    pub staff_id: String,
    /// Their name; empty once erased.
    pub name: String,
    /// `female`, `male`, `other`, or empty when not known.
    pub sex: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Date of joining.
    pub joined: Option<NaiveDate>,
    /// Designation as the programme's list has it.
    pub designation: String,
    /// What they do at work; none: not trained in this drive.
    pub role: Option<RoleId>,
    /// Where they work.
    pub facility: Option<FacilityId>,
    /// The district of that facility (read only: [`insert_person`] and [`update_person`] do not write it).
    pub district: Option<DistrictId>,
    /// Ten digits; unique.
    pub mobile: Option<String>,
    /// E-mail address, or empty.
    pub email: String,
    /// `hi` or `en`.
    pub language: String,
    /// `active`, `inactive` or `erased`.
    pub state: String,
    /// The import that brought them.
    pub import: Option<String>,
    /// Counts the changes: a change that was made from an older version is refused.
    pub version: i64,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    /// When they were last changed.
    pub updated_at: DateTime<Utc>,
    /// What searches look at: lower case, both scripts, by sound.
    pub search: String,
}

pub(crate) fn read_id<T, E>(
    row: &Row,
    column: &str,
    parse: impl Fn(String) -> Result<T, E>,
) -> Result<Option<T>, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("column {column} holds no id"));
    row.opt_text(column)?.map(|text| parse(text).map_err(|_| corrupt())).transpose()
}

pub(crate) fn read_day(row: &Row, column: &str) -> Result<Option<NaiveDate>, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("column {column} holds no day"));
    row.opt_text(column)?.map(|text| text.parse().map_err(|_| corrupt())).transpose()
}

pub(crate) fn read_instant(row: &Row, column: &str) -> Result<DateTime<Utc>, StoreError> {
    parse_instant(&row.text(column)?).ok_or_else(|| StoreError::Corrupt(format!("column {column} holds no instant")))
}

pub(crate) fn read_person(row: &Row) -> Result<PersonRecord, StoreError> {
    let no_id = || StoreError::Corrupt("a person without id".into());
    Ok(PersonRecord {
        id: read_id(row, "id", PersonId::parse)?.ok_or_else(no_id)?,
        staff_id: row.text("staff_id")?,
        name: row.text("name")?,
        sex: row.text("sex")?,
        born: read_day(row, "born")?,
        joined: read_day(row, "joined")?,
        designation: row.text("designation")?,
        role: read_id(row, "role", RoleId::parse)?,
        facility: read_id(row, "facility", FacilityId::parse)?,
        district: read_id(row, "district", DistrictId::parse)?,
        mobile: row.opt_text("mobile")?,
        email: row.text("email")?,
        language: row.text("language")?,
        state: row.text("state")?,
        import: row.opt_text("import")?,
        version: row.int("version")?,
        created_at: read_instant(row, "created_at")?,
        updated_at: read_instant(row, "updated_at")?,
        search: row.text("search")?,
    })
}

/// The person of an id.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn person_by_id(db: &Db, id: &PersonId) -> Result<Option<PersonRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(read_person).transpose()
}

/// The same within a transaction.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn person_in(tx: &mut Tx, id: &PersonId) -> Result<Option<PersonRecord>, StoreError> {
    tx.row(BY_ID, params![id]).await?.as_ref().map(read_person).transpose()
}

/// Everyone who is not erased, by id.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn everyone(db: &Db) -> Result<Vec<PersonRecord>, StoreError> {
    db.rows(ALL, params![]).await?.iter().map(read_person).collect()
}

/// The same within a transaction.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn everyone_in(tx: &mut Tx) -> Result<Vec<PersonRecord>, StoreError> {
    tx.rows(ALL, params![]).await?.iter().map(read_person).collect()
}

/// Adds a person.
///
/// # Errors
/// [`StoreError::Constraint`] when mobile number or staff id belong to another person, or role or facility do not exist.
pub async fn insert_person(tx: &mut Tx, it: &PersonRecord) -> Result<(), StoreError> {
    let values = params![
        &it.id,
        &it.staff_id,
        &it.name,
        &it.sex,
        it.born.map(|day| day.to_string()),
        it.joined.map(|day| day.to_string()),
        &it.designation,
        &it.role,
        &it.facility,
        &it.mobile,
        &it.email,
        &it.language,
        &it.state,
        &it.import,
        it.version,
        instant_text(it.created_at),
        instant_text(it.updated_at),
        &it.search
    ];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Writes a person whose version is still `it.version`, and counts the version up. `false`: somebody changed them meanwhile.
///
/// # Errors
/// As for [`insert_person`].
pub async fn update_person(tx: &mut Tx, it: &PersonRecord) -> Result<bool, StoreError> {
    let values = params![
        &it.id,
        &it.staff_id,
        &it.name,
        &it.sex,
        it.born.map(|day| day.to_string()),
        it.joined.map(|day| day.to_string()),
        &it.designation,
        &it.role,
        &it.facility,
        &it.mobile,
        &it.email,
        &it.language,
        &it.state,
        &it.import,
        instant_text(it.updated_at),
        &it.search,
        it.version
    ];
    Ok(tx.execute(UPDATE, values).await? == 1)
}

/// All staff ids that begin with `prefix`: from them the next one is made. Letters, digits and `-` only.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn staff_ids(tx: &mut Tx, prefix: &str) -> Result<Vec<String>, StoreError> {
    tx.rows(STAFF_IDS, params![format!("{prefix}%")]).await?.iter().map(|row| row.text("staff_id")).collect()
}

/// Removes a person whom nothing refers to any more (see [`history::forget_ties`]).
///
/// # Errors
/// [`StoreError::Constraint`] when something still refers to them.
pub async fn remove_person(tx: &mut Tx, id: &PersonId) -> Result<(), StoreError> {
    tx.execute(REMOVE, params![id]).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
