//! What ties a person to the programme: decides whether they can be taken out again, or erased.

use crate::{Db, StoreError, Tx, Value, params};
use abhyas_core::PersonId;

macro_rules! has_history {
    () => {
        "(EXISTS (SELECT 1 FROM seat s WHERE s.person = p.id) OR EXISTS (SELECT 1 FROM attempt a WHERE a.person = p.id) \
          OR EXISTS (SELECT 1 FROM study y WHERE y.person = p.id) OR EXISTS (SELECT 1 FROM sandbox b WHERE b.owner = p.id) OR EXISTS (SELECT 1 FROM certificate c WHERE c.person = p.id) \
          OR EXISTS (SELECT 1 FROM credential k WHERE k.person = p.id) OR EXISTS (SELECT 1 FROM trainer t WHERE t.person = p.id) \
          OR EXISTS (SELECT 1 FROM cohort h WHERE h.made_by = p.id OR h.mentor = p.id) OR EXISTS (SELECT 1 FROM cohort_member h WHERE h.person = p.id))"
    };
}

pub(crate) const STATEMENTS: &[&str] = &[
    NEW_WITH_HISTORY,
    TIES,
    LAST_PRESENCE,
    FORGET_CAPACITIES,
    FORGET_LEAVE,
    FORGET_CODES,
    FORGET_MESSAGES,
    FORGET_FEED,
    FORGET_CREDENTIAL,
    FORGET_HELD,
    FORGET_STUDY,
    FORGET_COHORTS,
    FORGET_NIGHTS,
    FORGET_LEARNING,
    SEATS,
    ATTEMPTS,
    STUDY,
    CERTIFICATES,
    MESSAGES,
];
const NEW_WITH_HISTORY: &str = concat!(
    "SELECT p.id, p.name FROM person p JOIN import_row r ON r.person = p.id WHERE r.import = $1 AND r.before IS NULL AND ",
    has_history!(),
    " ORDER BY p.name, p.id"
);
const TIES: &str = "SELECT (SELECT COUNT(*) FROM seat s JOIN session e ON e.id = s.session WHERE s.person = $1 AND s.state = 'confirmed' AND e.state = 'planned') AS seats, \
  (SELECT COUNT(*) FROM session e WHERE e.state = 'planned' AND (e.trainer = $1 OR EXISTS (SELECT 1 FROM session_co_trainer c WHERE c.session = e.id AND c.person = $1))) AS teaching, \
  (SELECT COUNT(*) FROM certificate c WHERE c.person = $1 AND c.state = 'valid') AS certificates";
const LAST_PRESENCE: &str = "SELECT MAX(day) AS day FROM seat WHERE person = $1 AND presence <> ''";
const FORGET_CAPACITIES: &str = "DELETE FROM capacity WHERE person = $1";
const FORGET_LEAVE: &str = "DELETE FROM leave WHERE person = $1";
const FORGET_CODES: &str = "DELETE FROM access_code WHERE person = $1";
const FORGET_MESSAGES: &str = "DELETE FROM message WHERE person = $1";
const FORGET_FEED: &str = "DELETE FROM calendar_feed WHERE person = $1";
const FORGET_CREDENTIAL: &str = "DELETE FROM credential WHERE person = $1";
const FORGET_HELD: &str = "DELETE FROM held_form WHERE person = $1";
const FORGET_STUDY: &str = "DELETE FROM study WHERE person = $1";
const FORGET_COHORTS: &str = "DELETE FROM cohort_member WHERE person = $1";
const FORGET_NIGHTS: &str = "DELETE FROM night_duty WHERE person = $1";
const FORGET_LEARNING: &str = "DELETE FROM learning_cohort_member WHERE person = $1";
const SEATS: &str = "SELECT s.day AS a, s.module AS b, s.state AS c, s.presence AS d FROM seat s WHERE s.person = $1 ORDER BY s.day, s.half, s.module";
const ATTEMPTS: &str = "SELECT started_at AS a, exercise AS b, CAST(COALESCE(score, -1) AS TEXT) AS c, CAST(COALESCE(passed, 0) AS TEXT) AS d \
  FROM attempt WHERE person = $1 ORDER BY started_at, id";
const STUDY: &str = "SELECT module AS a, COALESCE(read_at, '') AS b, COALESCE(checked_at, '') AS c, CAST(correct AS TEXT) AS d FROM study WHERE person = $1 ORDER BY module";
const CERTIFICATES: &str = "SELECT issued_at AS a, module AS b, number AS c, state AS d FROM certificate WHERE person = $1 ORDER BY issued_at, id";
const MESSAGES: &str = "SELECT at AS a, kind AS b, hi AS c, en AS d FROM message WHERE person = $1 ORDER BY at, id";

/// The people an import added who have done something since (a seat, a sandbox, an attempt, a certificate, a password): their
/// names, so that a person can be told why the import can not be undone.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn new_people_with_history(tx: &mut Tx, import: &str) -> Result<Vec<String>, StoreError> {
    tx.rows(NEW_WITH_HISTORY, params![import]).await?.iter().map(|row| row.text("name")).collect()
}

/// What still holds a person: none of it may be left hanging when they leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ties {
    /// Confirmed seats in planned sessions.
    pub seats: i64,
    /// Planned sessions they teach.
    pub teaching: i64,
    /// Valid certificates.
    pub certificates: i64,
}

/// The ties of a person.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn ties(tx: &mut Tx, person: &PersonId) -> Result<Ties, StoreError> {
    let Some(row) = tx.row(TIES, params![person]).await? else { return Ok(Ties::default()) };
    Ok(Ties { seats: row.int("seats")?, teaching: row.int("teaching")?, certificates: row.int("certificates")? })
}

/// The last day for which the person's presence was marked, `YYYY-MM-DD`.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn last_presence(tx: &mut Tx, person: &PersonId) -> Result<Option<String>, StoreError> {
    tx.row(LAST_PRESENCE, params![person]).await?.map_or(Ok(None), |row| row.opt_text("day"))
}

/// Removes what belongs to the person alone: capacities, leave, night duty, codes, messages, calendar address, password, held forms,
/// what was read, places in cohorts.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn forget_ties(tx: &mut Tx, person: &PersonId) -> Result<(), StoreError> {
    for statement in [
        FORGET_CAPACITIES,
        FORGET_LEAVE,
        FORGET_CODES,
        FORGET_MESSAGES,
        FORGET_FEED,
        FORGET_CREDENTIAL,
        FORGET_HELD,
        FORGET_STUDY,
        FORGET_COHORTS,
        FORGET_NIGHTS,
        FORGET_LEARNING,
    ] {
        tx.execute(statement, params![person]).await?;
    }
    Ok(())
}

/// What the programme keeps about a person beside their record, as rows of four texts, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Day, module, state, presence.
    pub seats: Vec<[String; 4]>,
    /// Instant, exercise, score (-1: none), passed (0 or 1).
    pub attempts: Vec<[String; 4]>,
    /// Module, when its lesson was read, when the latest self-check was done, how many of its answers were right.
    pub study: Vec<[String; 4]>,
    /// Instant, module, number, state.
    pub certificates: Vec<[String; 4]>,
    /// Instant, kind, Hindi, English.
    pub messages: Vec<[String; 4]>,
}

/// Everything that is kept about a person, for their own export.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn kept(db: &Db, person: &PersonId) -> Result<Kept, StoreError> {
    Ok(Kept {
        seats: four(db, SEATS, person).await?,
        attempts: four(db, ATTEMPTS, person).await?,
        study: four(db, STUDY, person).await?,
        certificates: four(db, CERTIFICATES, person).await?,
        messages: four(db, MESSAGES, person).await?,
    })
}

async fn four(db: &Db, sql: &'static str, person: &PersonId) -> Result<Vec<[String; 4]>, StoreError> {
    let rows = db.rows(sql, vec![Value::from(person)]).await?;
    rows.iter().map(|row| Ok([row.text("a")?, row.text("b")?, row.text("c")?, row.text("d")?])).collect()
}
