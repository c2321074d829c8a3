//! Once-keys: the same form twice is the same act, with the same answer.

use crate::{Db, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{OnceKey, PersonId};
use chrono::{DateTime, Utc};

const CLAIM: &str =
    "INSERT INTO once (id, actor, action, outcome, at) VALUES ($1, $2, $3, '', $4) ON CONFLICT (id) DO NOTHING";
const FIND: &str = "SELECT actor, action, outcome FROM once WHERE id = $1";
const FINISH: &str = "UPDATE once SET outcome = $2 WHERE id = $1";
const FORGET: &str = "DELETE FROM once WHERE at < $1";

pub(crate) const STATEMENTS: &[&str] = &[CLAIM, FIND, FINISH, FORGET];

/// An act that was done under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Who did it. A key that comes from another person is no repetition.
    pub actor: String,
    /// What was done, e.g. `person.add`.
    pub action: String,
    /// What came of it, as the caller wrote it.
    pub outcome: String,
}

/// Claims the key for this transaction, or returns what was done under it before.
///
/// Whoever claims the same key at the same time waits until this transaction ends: it then sees the outcome, or claims
/// the key itself when this one was undone.
///
/// # Errors
/// What the database answered.
pub async fn claim(
    tx: &mut Tx,
    key: &OnceKey,
    actor: &PersonId,
    action: &str,
    now: DateTime<Utc>,
) -> Result<Option<Done>, StoreError> {
    if tx.execute(CLAIM, params![key, actor, action, instant_text(now)]).await? == 1 {
        return Ok(None);
    }
    let Some(row) = tx.row(FIND, params![key]).await? else {
        return Err(StoreError::Busy("the once-key was given up in this very moment".into()));
    };
    let (actor, action) = (row.text("actor")?, row.text("action")?);
    Ok(Some(Done { actor, action, outcome: row.text("outcome")? }))
}

/// Writes down what came of the act, in the same transaction as its effect.
///
/// # Errors
/// What the database answered.
pub async fn finish(tx: &mut Tx, key: &OnceKey, outcome: &str) -> Result<(), StoreError> {
    tx.execute(FINISH, params![key, outcome]).await.map(|_| ())
}

/// Forgets the keys from before an instant; a form that old is no longer sent again. Returns how many.
///
/// # Errors
/// What the database answered.
pub async fn forget_before(db: &Db, at: DateTime<Utc>) -> Result<u64, StoreError> {
    let mut tx = db.begin().await?;
    let gone = tx.execute(FORGET, params![instant_text(at)]).await?;
    tx.commit().await?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;

    fn key() -> OnceKey {
        OnceKey::parse("K-1").unwrap()
    }

    fn person() -> PersonId {
        PersonId::parse("P-1").unwrap()
    }

    #[tokio::test]
    async fn the_second_time_sees_the_outcome_of_the_first() {
        each_database(|db| async move {
            let now = DateTime::UNIX_EPOCH;
            let mut tx = db.begin().await.unwrap();
            assert_eq!(claim(&mut tx, &key(), &person(), "a", now).await.unwrap(), None);
            finish(&mut tx, &key(), "done").await.unwrap();
            tx.commit().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            let found = claim(&mut tx, &key(), &person(), "a", now).await.unwrap().unwrap();
            assert_eq!((found.actor.as_str(), found.outcome.as_str()), ("P-1", "done"));
            drop(tx);
            assert_eq!(forget_before(&db, now).await.unwrap(), 0);
            assert_eq!(forget_before(&db, now + chrono::Duration::seconds(1)).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn of_many_at_once_exactly_one_acts() {
        each_database(|db| async move {
            let acts = (0..50).map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut tx = db.begin().await.unwrap();
                    let first = claim(&mut tx, &key(), &person(), "a", DateTime::UNIX_EPOCH).await.unwrap().is_none();
                    if first {
                        finish(&mut tx, &key(), "done").await.unwrap();
                        tx.commit().await.unwrap();
                    }
                    first
                })
            });
            let first = futures::future::join_all(acts).await.into_iter().filter(|act| *act.as_ref().unwrap()).count();
            assert_eq!(first, 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_key_whose_act_was_undone_is_free_again() {
        each_database(|db| async move {
            let mut tx = db.begin().await.unwrap();
            claim(&mut tx, &key(), &person(), "a", DateTime::UNIX_EPOCH).await.unwrap();
            drop(tx);
            let mut tx = db.begin().await.unwrap();
            assert_eq!(claim(&mut tx, &key(), &person(), "a", DateTime::UNIX_EPOCH).await.unwrap(), None);
        })
        .await;
    }
}
