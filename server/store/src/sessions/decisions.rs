//! Sessions that take place although they have fewer people than their module asks for: who decided so, when and why.

use super::id;
use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{PersonId, SessionId};
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[ALL, ONE, ADD];
const ALL: &str =
    "SELECT session, people, least, reason, made_by, made_by_name, made_at FROM session_decision ORDER BY session";
const ONE: &str =
    "SELECT session, people, least, reason, made_by, made_by_name, made_at FROM session_decision WHERE session = $1";
const ADD: &str = "INSERT INTO session_decision (session, people, least, reason, made_by, made_by_name, made_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (session) DO NOTHING";

/// A decision to hold a session for fewer people than its module asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRecord {
    /// Which session.
    pub session: SessionId,
    /// People who had a seat then.
    pub people: i64,
    /// The module's least size then.
    pub least: i64,
    /// Why.
    pub reason: String,
    /// Who.
    pub made_by: PersonId,
    /// Their name at the time.
    pub made_by_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

fn decision(row: &Row) -> Result<DecisionRecord, StoreError> {
    Ok(DecisionRecord {
        session: id(row, "session", SessionId::parse)?,
        people: row.int("people")?,
        least: row.int("least")?,
        reason: row.text("reason")?,
        made_by: id(row, "made_by", PersonId::parse)?,
        made_by_name: row.text("made_by_name")?,
        made_at: instant(row, "made_at")?,
    })
}

/// Every decision, by session.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn session_decisions(db: &Db) -> Result<Vec<DecisionRecord>, StoreError> {
    db.rows(ALL, params![]).await?.iter().map(decision).collect()
}

/// The decision on a session.
///
/// # Errors
/// Any [`StoreError`].
pub async fn session_decision(db: &Db, session: &SessionId) -> Result<Option<DecisionRecord>, StoreError> {
    db.row(ONE, params![session]).await?.as_ref().map(decision).transpose()
}

/// Writes a decision; `false` when somebody decided before.
///
/// # Errors
/// Any [`StoreError`].
pub async fn put_session_decision(tx: &mut Tx, it: &DecisionRecord) -> Result<bool, StoreError> {
    let at = instant_text(it.made_at);
    let values = params![&it.session, it.people, it.least, &it.reason, &it.made_by, &it.made_by_name, at];
    Ok(tx.execute(ADD, values).await? == 1)
}
