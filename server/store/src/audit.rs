//! The audit trail: a chain in which each row's hash covers the one before.

use crate::{StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

pub(crate) const STATEMENTS: &[&str] = &[LOCK, LAST, APPEND];
// Takes the writer's turn on PostgreSQL (SQLite has one writer anyway): the chain has one end.
const LOCK: &str = "INSERT INTO setting (name, value) VALUES ('audit.turn', '1') ON CONFLICT (name) DO UPDATE SET value = excluded.value";
const LAST: &str = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
const APPEND: &str =
    "INSERT INTO audit (seq, at, actor, actor_name, action, subject_kind, subject, district, detail, previous, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// One act, before it has its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAudit {
    /// When.
    pub at: DateTime<Utc>,
    /// Who (person id).
    pub actor: String,
    /// Their name at that time.
    pub actor_name: String,
    /// What, e.g. `person.add`.
    pub action: String,
    /// The kind of thing it was done to.
    pub subject_kind: String,
    /// Its id.
    pub subject: String,
    /// The district it belongs to; empty for none.
    pub district: String,
    /// More, as JSON.
    pub detail: String,
}

/// The hash of a row: every field with its length before it, so that no two rows read alike.
pub(crate) fn hash(previous: &str, seq: i64, at: &str, row: &NewAudit) -> String {
    let mut hasher = Sha256::new();
    let seq = seq.to_string();
    for field in [
        previous,
        &seq,
        at,
        &row.actor,
        &row.actor_name,
        &row.action,
        &row.subject_kind,
        &row.subject,
        &row.district,
        &row.detail,
    ] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Appends a row in the transaction of the act it tells of. Answers its number.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn append(tx: &mut Tx, row: &NewAudit) -> Result<i64, StoreError> {
    tx.execute(LOCK, params![]).await?;
    let (seq, previous) = match tx.row(LAST, params![]).await? {
        Some(last) => (last.int("seq")? + 1, last.text("hash")?),
        None => (1, String::new()),
    };
    let at = instant_text(row.at);
    let hash = hash(&previous, seq, &at, row);
    let values = params![
        seq,
        at,
        row.actor.as_str(),
        row.actor_name.as_str(),
        row.action.as_str(),
        row.subject_kind.as_str(),
        row.subject.as_str(),
        row.district.as_str(),
        row.detail.as_str(),
        previous,
        hash
    ];
    tx.execute(APPEND, values).await?;
    Ok(seq)
}
