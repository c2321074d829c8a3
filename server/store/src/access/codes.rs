//! One-time codes: kept as a hash, used once, ended by time or by hand.

use super::person_in;
use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::PersonId;
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};

const ADD_CODE: &str = "INSERT INTO access_code (id, person, code_hash, purpose, made_by, made_at, expires_at, used_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";
const CODE_BY_HASH: &str = "SELECT id, person, purpose, expires_at, used_at FROM access_code WHERE code_hash = $1";
const OPEN_CODES: &str = "SELECT id, person, purpose, expires_at, used_at FROM access_code \
    WHERE person = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY made_at DESC";
const USE_CODE: &str = "UPDATE access_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
const END_CODES: &str =
    "UPDATE access_code SET expires_at = $2 WHERE person = $1 AND used_at IS NULL AND expires_at > $2";

pub(crate) const STATEMENTS: &[&str] = &[ADD_CODE, CODE_BY_HASH, OPEN_CODES, USE_CODE, END_CODES];

/// A one-time code to be kept: its hash, never the code.
#[derive(Debug, Clone)]
pub struct NewCode<'a> {
    /// Its own id.
    pub id: &'a str,
    /// Whom it lets in.
    pub person: &'a PersonId,
    /// SHA-256 of the code, in hex.
    pub hash: &'a str,
    /// What it is for: `first`, `reset`, `admin`.
    pub purpose: &'a str,
    /// Who made it.
    pub made_by: &'a str,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Until when it may be used.
    pub expires_at: DateTime<Utc>,
}

/// A one-time code as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRecord {
    /// Its own id.
    pub id: String,
    /// Whom it lets in.
    pub person: PersonId,
    /// What it is for.
    pub purpose: String,
    /// Until when it may be used.
    pub expires_at: DateTime<Utc>,
    /// Whether it was used.
    pub used: bool,
}

/// Keeps a code.
///
/// # Errors
/// [`crate::Constraint::AccessCode`] when the same code exists: mint another.
pub async fn add_code(tx: &mut Tx, code: &NewCode<'_>) -> Result<(), StoreError> {
    let (made_at, expires_at) = (instant_text(code.made_at), instant_text(code.expires_at));
    tx.execute(ADD_CODE, params![code.id, code.person, code.hash, code.purpose, code.made_by, made_at, expires_at])
        .await
        .map(|_| ())
}

/// The code with this hash, used or not.
///
/// # Errors
/// What the database answered.
pub async fn code_by_hash(db: &Db, hash: &str) -> Result<Option<CodeRecord>, StoreError> {
    db.row(CODE_BY_HASH, params![hash]).await?.map(|row| read_code(&row)).transpose()
}

/// The codes of a person that could still be used, newest first.
///
/// # Errors
/// What the database answered.
pub async fn open_codes(db: &Db, person: &PersonId, now: DateTime<Utc>) -> Result<Vec<CodeRecord>, StoreError> {
    db.rows(OPEN_CODES, params![person, instant_text(now)]).await?.iter().map(read_code).collect()
}

fn read_code(row: &Row) -> Result<CodeRecord, StoreError> {
    Ok(CodeRecord {
        id: row.text("id")?,
        person: person_in(row, "person")?,
        purpose: row.text("purpose")?,
        expires_at: instant(row, "expires_at")?,
        used: row.opt_text("used_at")?.is_some(),
    })
}

/// Uses a code up. Returns whether this was the first time: of many at once exactly one gets `true`.
///
/// # Errors
/// What the database answered.
pub async fn use_code(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(tx.execute(USE_CODE, params![id, instant_text(now)]).await? == 1)
}

/// Ends all codes of a person that were not used.
///
/// # Errors
/// What the database answered.
pub async fn end_codes(tx: &mut Tx, person: &PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(END_CODES, params![person, instant_text(now)]).await.map(|_| ())
}
