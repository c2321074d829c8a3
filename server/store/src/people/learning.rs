//! Who learns together: learning cohorts and their members.

use super::{read_id, read_instant};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{DistrictId, FacilityId, PersonId};
use chrono::{DateTime, Utc};

macro_rules! columns {
    () => {
        "SELECT c.id, c.name, c.hard, c.district, c.made_by, c.made_at, \
         (SELECT COUNT(*) FROM learning_cohort_member n WHERE n.cohort = c.id) AS members FROM learning_cohort c "
    };
}

pub(crate) const STATEMENTS: &[&str] =
    &[ALL, BY_ID, OF_PERSON, INSERT, UPDATE, REMOVE, REMOVE_MEMBERS, MEMBERS, MEMBERSHIPS, OF_FACILITY, ADD, TAKE_OUT];
const ALL: &str = concat!(columns!(), "ORDER BY c.district, c.name, c.id");
const BY_ID: &str = concat!(columns!(), "WHERE c.id = $1");
const OF_PERSON: &str =
    concat!(columns!(), "WHERE c.id = (SELECT m.cohort FROM learning_cohort_member m WHERE m.person = $1)");
const INSERT: &str =
    "INSERT INTO learning_cohort (id, name, hard, district, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)";
const UPDATE: &str = "UPDATE learning_cohort SET name = $2, hard = $3 WHERE id = $1";
const REMOVE: &str = "DELETE FROM learning_cohort WHERE id = $1";
const REMOVE_MEMBERS: &str = "DELETE FROM learning_cohort_member WHERE cohort = $1";
const MEMBERS: &str = "SELECT p.id, p.name, p.staff_id, p.designation, p.facility, f.district FROM learning_cohort_member m \
    JOIN person p ON p.id = m.person LEFT JOIN facility f ON f.id = p.facility WHERE m.cohort = $1 ORDER BY p.name, p.id";
const MEMBERSHIPS: &str = "SELECT person, cohort FROM learning_cohort_member ORDER BY person";
/// Those of a facility who are to be trained and are in no cohort.
const OF_FACILITY: &str = "SELECT p.id FROM person p WHERE p.facility = $1 AND p.state = 'active' AND p.role IS NOT NULL \
    AND NOT EXISTS (SELECT 1 FROM learning_cohort_member m WHERE m.person = p.id) ORDER BY p.id";
const ADD: &str = "INSERT INTO learning_cohort_member (person, cohort) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING";
const TAKE_OUT: &str = "DELETE FROM learning_cohort_member WHERE cohort = $1 AND person = $2";

/// People who learn together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningCohort {
    /// Which.
    pub id: String,
    /// Its name; one of its district has it only.
    pub name: String,
    /// Whether they must sit together; otherwise it is a wish.
    pub hard: bool,
    /// The district whose coordinators keep it.
    pub district: DistrictId,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// How many are in it (not written).
    pub members: i64,
}

/// Somebody in a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningMember {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// Their designation.
    pub designation: String,
    /// Where they work.
    pub facility: Option<FacilityId>,
    /// The district of that facility: after a transfer another one than the cohort's.
    pub district: Option<DistrictId>,
}

fn read(row: &Row) -> Result<LearningCohort, StoreError> {
    let missing = || StoreError::Corrupt("a learning cohort without district or maker".into());
    Ok(LearningCohort {
        id: row.text("id")?,
        name: row.text("name")?,
        hard: row.flag("hard")?,
        district: read_id(row, "district", DistrictId::parse)?.ok_or_else(missing)?,
        made_by: read_id(row, "made_by", PersonId::parse)?.ok_or_else(missing)?,
        made_at: read_instant(row, "made_at")?,
        members: row.int("members")?,
    })
}

/// Every cohort, by district and name.
///
/// # Errors
/// [`StoreError`] when the database can not be read, as for every function here that takes a [`Db`].
pub async fn all(db: &Db) -> Result<Vec<LearningCohort>, StoreError> {
    db.rows(ALL, params![]).await?.iter().map(read).collect()
}

/// One cohort.
///
/// # Errors
/// See [`all`].
pub async fn by_id(db: &Db, id: &str) -> Result<Option<LearningCohort>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(read).transpose()
}

/// The cohort of a person.
///
/// # Errors
/// See [`all`].
pub async fn of_person(db: &Db, person: &PersonId) -> Result<Option<LearningCohort>, StoreError> {
    db.row(OF_PERSON, params![person]).await?.as_ref().map(read).transpose()
}

/// Who is in a cohort, by name.
///
/// # Errors
/// See [`all`].
pub async fn members(db: &Db, id: &str) -> Result<Vec<LearningMember>, StoreError> {
    let rows = db.rows(MEMBERS, params![id]).await?;
    let missing = || StoreError::Corrupt("a member without id".into());
    rows.iter()
        .map(|row| {
            Ok(LearningMember {
                person: read_id(row, "id", PersonId::parse)?.ok_or_else(missing)?,
                name: row.text("name")?,
                staff_id: row.text("staff_id")?,
                designation: row.text("designation")?,
                facility: read_id(row, "facility", FacilityId::parse)?,
                district: read_id(row, "district", DistrictId::parse)?,
            })
        })
        .collect()
}

/// Who is in which cohort: person and cohort, by person.
///
/// # Errors
/// See [`all`].
pub async fn memberships(db: &Db) -> Result<Vec<(PersonId, String)>, StoreError> {
    let missing = || StoreError::Corrupt("a member without id".into());
    let rows = db.rows(MEMBERSHIPS, params![]).await?;
    rows.iter()
        .map(|row| Ok((read_id(row, "person", PersonId::parse)?.ok_or_else(missing)?, row.text("cohort")?)))
        .collect()
}

/// The active people of a facility who have a role and are in no cohort.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn free_of_facility(tx: &mut Tx, facility: &FacilityId) -> Result<Vec<PersonId>, StoreError> {
    let missing = || StoreError::Corrupt("a person without id".into());
    let rows = tx.rows(OF_FACILITY, params![facility]).await?;
    rows.iter().map(|row| read_id(row, "id", PersonId::parse)?.ok_or_else(missing)).collect()
}

/// Adds a cohort without members.
///
/// # Errors
/// [`StoreError::Constraint`] when one of the district has the name already.
pub async fn insert(tx: &mut Tx, it: &LearningCohort) -> Result<(), StoreError> {
    let values = params![&it.id, &it.name, it.hard, &it.district, &it.made_by, instant_text(it.made_at)];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Gives a cohort another name, and says whether it must stay together; `false` when it is gone.
///
/// # Errors
/// [`StoreError::Constraint`] when another one of the district has the name.
pub async fn update(tx: &mut Tx, id: &str, name: &str, hard: bool) -> Result<bool, StoreError> {
    Ok(tx.execute(UPDATE, params![id, name, hard]).await? == 1)
}

/// Takes a cohort away, and everybody out of it; says how many there were in it.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn remove(tx: &mut Tx, id: &str) -> Result<u64, StoreError> {
    let members = tx.execute(REMOVE_MEMBERS, params![id]).await?;
    tx.execute(REMOVE, params![id]).await?;
    Ok(members)
}

/// Takes somebody in; `false` when they are in a cohort already.
///
/// # Errors
/// [`StoreError::Constraint`] when there is no such person or cohort.
pub async fn add(tx: &mut Tx, id: &str, person: &PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(ADD, params![person, id]).await? > 0)
}

/// Takes somebody out; `false` when they are not in it.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn take_out(tx: &mut Tx, id: &str, person: &PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(TAKE_OUT, params![id, person]).await? > 0)
}
