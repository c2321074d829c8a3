//! The audit: who did what, as a chain of hashes, so that nothing can be changed in it unseen.
//!
//! Each row's hash covers the row and the hash before it; [`append`] keeps the end of the chain in `audit_head`, so that
//! a cut-off tail shows too. Who can write the database could compute a whole new chain: against that the head's hash
//! goes into the log of every backup, outside the database.

use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// Locks the end of the chain until the transaction ends (on PostgreSQL; SQLite has one writer anyway).
const TURN: &str = "UPDATE audit_head SET seq = seq + 1 WHERE id = 1";
const HEAD: &str = "SELECT seq, hash FROM audit_head WHERE id = 1";
const SET_HEAD: &str = "UPDATE audit_head SET hash = $1 WHERE id = 1";
const APPEND: &str = "INSERT INTO audit (seq, at, actor, actor_name, action, subject_kind, subject, district, detail, previous, hash) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const FROM_SEQ: &str = "SELECT seq, at, actor, actor_name, action, subject_kind, subject, district, detail, previous, hash \
    FROM audit WHERE seq > $1 ORDER BY seq LIMIT 1000";
/// `$1` is a person, as actor or as subject; `$5` lists districts as `|D1|D2|`; an empty text asks for no restriction.
const PAGE: &str = "SELECT seq, at, actor, actor_name, action, subject_kind, subject, district, detail, previous, hash FROM audit \
    WHERE ($1 = '' OR actor = $1 OR subject = $1) AND ($2 = '' OR action = $2) AND ($3 = '' OR at >= $3) AND ($4 = '' OR at < $4) \
    AND ($5 = '' OR $5 LIKE '%|' || district || '|%') AND seq < $6 ORDER BY seq DESC LIMIT $7";
const ACTIONS: &str = "SELECT DISTINCT action FROM audit ORDER BY action";

pub(crate) const STATEMENTS: &[&str] = &[TURN, HEAD, SET_HEAD, APPEND, FROM_SEQ, PAGE, ACTIONS];

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAudit {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by id; `system` for the program itself.
    pub actor: String,
    /// Who, by the name at that time.
    pub actor_name: String,
    /// What, e.g. `person.add`.
    pub action: String,
    /// The kind of thing it was done to, e.g. `person`.
    pub subject_kind: String,
    /// The id of that thing.
    pub subject: String,
    /// The district it belongs to; empty when it belongs to none.
    pub district: String,
    /// More, as JSON; no secrets.
    pub detail: String,
}

/// One act with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When, as stored (see [`instant_text`]).
    pub at: String,
    /// The act's other fields, as in [`NewAudit`].
    pub actor: String,
    /// Name of the actor at that time.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// Kind of the subject.
    pub subject_kind: String,
    /// Id of the subject.
    pub subject: String,
    /// District of the subject, or empty.
    pub district: String,
    /// JSON.
    pub detail: String,
    previous: String,
    hash: String,
}

/// Which acts to list.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Acts of this person or on this person; empty for all.
    pub person: String,
    /// Only this action; empty for all.
    pub action: String,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
    /// Only acts that belong to these districts; `None` for all, including those of no district.
    pub districts: Option<Vec<String>>,
    /// Only acts with a smaller number: the next page begins below the last row of this one.
    pub below: Option<i64>,
}

/// What a look at the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditState {
    /// Every row is as it was written.
    Intact {
        /// How many rows there are.
        rows: i64,
        /// The hash of the last one.
        head: String,
    },
    /// Something was changed, put in, taken out or swapped.
    Broken {
        /// The first number at which the chain does not hold.
        seq: i64,
        /// What was found there.
        found: Break,
    },
}

/// What does not hold at a place of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The row is not there.
    Missing,
    /// The row is there, but not as it was written.
    Changed,
    /// The row does not follow the one before it.
    Unlinked,
    /// The chain goes on after its recorded end.
    Extra,
}

/// Appends an act to the chain within the caller's transaction. Do this last: on PostgreSQL every other writer of the
/// audit waits from here until this transaction ends. Returns the act's number.
///
/// # Errors
/// What the database answered.
pub async fn append(tx: &mut Tx, entry: &NewAudit) -> Result<i64, StoreError> {
    tx.execute(TURN, params![]).await?;
    let head =
        tx.row(HEAD, params![]).await?.ok_or_else(|| StoreError::Corrupt("the audit has lost its head".into()))?;
    let mut row = AuditRow {
        seq: head.int("seq")?,
        at: instant_text(entry.at),
        actor: entry.actor.clone(),
        actor_name: entry.actor_name.clone(),
        action: entry.action.clone(),
        subject_kind: entry.subject_kind.clone(),
        subject: entry.subject.clone(),
        district: entry.district.clone(),
        detail: entry.detail.clone(),
        previous: head.text("hash")?,
        hash: String::new(),
    };
    row.hash = row.computed_hash();
    let (seq, hash) = (row.seq, row.hash.clone());
    let values = params![
        row.seq,
        row.at,
        row.actor,
        row.actor_name,
        row.action,
        row.subject_kind,
        row.subject,
        row.district,
        row.detail,
        row.previous,
        row.hash
    ];
    tx.execute(APPEND, values).await?;
    tx.execute(SET_HEAD, params![hash]).await?;
    Ok(seq)
}

/// A page of acts, newest first.
///
/// # Errors
/// What the database answered.
pub async fn page(db: &Db, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
    let instant = |at: Option<DateTime<Utc>>| at.map(instant_text).unwrap_or_default();
    // An empty list of districts must match nothing, not everything.
    let districts = filter.districts.as_ref().map(|districts| format!("|{}|", districts.join("|"))).unwrap_or_default();
    if filter.districts.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let below = filter.below.unwrap_or(i64::MAX);
    let values =
        params![&filter.person, &filter.action, instant(filter.from), instant(filter.until), districts, below, limit];
    db.rows(PAGE, values).await?.iter().map(AuditRow::read).collect()
}

/// Every action that occurs, for a list to choose from.
///
/// # Errors
/// What the database answered.
pub async fn actions(db: &Db) -> Result<Vec<String>, StoreError> {
    db.rows(ACTIONS, params![]).await?.iter().map(|row| row.text("action")).collect()
}

/// Walks the whole chain and finds the first place that does not hold.
///
/// # Errors
/// What the database answered.
pub async fn verify(db: &Db) -> Result<AuditState, StoreError> {
    // The end is read first: acts that are appended during the walk come after it and are not looked at.
    let Some(head) = db.row(HEAD, params![]).await? else {
        return Ok(AuditState::Broken { seq: 0, found: Break::Missing });
    };
    let (end, end_hash) = (head.int("seq")?, head.text("hash")?);
    let (mut seq, mut hash) = (0, String::new());
    loop {
        let rows = db.rows(FROM_SEQ, params![seq]).await?;
        for row in rows.iter().map(AuditRow::read) {
            let row = row?;
            if row.seq > end {
                return finished(db, end, end_hash, seq, &hash).await;
            }
            if let Some(found) = row.does_not_follow(seq, &hash) {
                return Ok(AuditState::Broken { seq: seq + 1, found });
            }
            (seq, hash) = (row.seq, row.hash);
        }
        if rows.is_empty() {
            return finished(db, end, end_hash, seq, &hash).await;
        }
    }
}

/// Compares where the walk ended with the recorded end.
async fn finished(db: &Db, end: i64, end_hash: String, seq: i64, hash: &str) -> Result<AuditState, StoreError> {
    if seq < end {
        return Ok(AuditState::Broken { seq: seq + 1, found: Break::Missing });
    }
    if hash != end_hash {
        return Ok(AuditState::Broken { seq, found: Break::Changed });
    }
    // Rows after the recorded end are honest only if the end has moved on meanwhile.
    let now = db.row(HEAD, params![]).await?.map(|head| head.int("seq")).transpose()?.unwrap_or(0);
    let later = db.rows(FROM_SEQ, params![end]).await?.first().map(|row| row.int("seq")).transpose()?;
    if let Some(later) = later.filter(|later| *later > now) {
        return Ok(AuditState::Broken { seq: later, found: Break::Extra });
    }
    Ok(AuditState::Intact { rows: end, head: end_hash })
}

impl AuditRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.int("seq")?,
            at: row.text("at")?,
            actor: row.text("actor")?,
            actor_name: row.text("actor_name")?,
            action: row.text("action")?,
            subject_kind: row.text("subject_kind")?,
            subject: row.text("subject")?,
            district: row.text("district")?,
            detail: row.text("detail")?,
            previous: row.text("previous")?,
            hash: row.text("hash")?,
        })
    }

    fn does_not_follow(&self, seq: i64, hash: &str) -> Option<Break> {
        if self.seq != seq + 1 {
            return Some(if self.seq > seq { Break::Missing } else { Break::Extra });
        }
        if self.previous != hash {
            return Some(Break::Unlinked);
        }
        (self.computed_hash() != self.hash).then_some(Break::Changed)
    }

    /// SHA-256 over every field with its length before it, so that no text can move from one field to the next.
    fn computed_hash(&self) -> String {
        let seq = self.seq.to_string();
        let fields = [
            &self.previous,
            &seq,
            &self.at,
            &self.actor,
            &self.actor_name,
            &self.action,
            &self.subject_kind,
            &self.subject,
            &self.district,
            &self.detail,
        ];
        let mut hasher = Sha256::new();
        for field in fields {
            hasher.update((field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
