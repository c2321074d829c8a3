//! Keys of forms: what was done once is not done twice.

use crate::{StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{OnceKey, PersonId};
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[CLAIM, FIND, FINISH];
const CLAIM: &str = "INSERT INTO once (id, actor, action, outcome, at) VALUES ($1, $2, $3, '', $4) ON CONFLICT (id) DO NOTHING";
const FIND: &str = "SELECT actor, action, outcome FROM once WHERE id = $1";
const FINISH: &str = "UPDATE once SET outcome = $2 WHERE id = $1";

/// An act that was done under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Who did it.
    pub actor: String,
    /// What they did.
    pub action: String,
    /// What came of it.
    pub outcome: String,
}

/// Claims a key within the transaction of the act. `None`: it is ours, do the act. `Some`: it was done before.
/// On PostgreSQL a second claim waits here until the first transaction has ended; on SQLite there is one writer.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn claim(tx: &mut Tx, key: &OnceKey, actor: &PersonId, action: &str, at: DateTime<Utc>) -> Result<Option<Done>, StoreError> {
    if tx.execute(CLAIM, params![key, actor, action, instant_text(at)]).await? == 1 {
        return Ok(None);
    }
    let row = tx.row(FIND, params![key]).await?.ok_or_else(|| StoreError::Busy("the key vanished meanwhile".into()))?;
    Ok(Some(Done { actor: row.text("actor")?, action: row.text("action")?, outcome: row.text("outcome")? }))
}

/// Notes the outcome, in the same transaction.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn finish(tx: &mut Tx, key: &OnceKey, outcome: &str) -> Result<(), StoreError> {
    tx.execute(FINISH, params![key, outcome]).await?;
    Ok(())
}
