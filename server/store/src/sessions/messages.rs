//! What people are told of the schedule, and their private calendar addresses.

use super::id;
use crate::value::instant;
use crate::{Db, StoreError, Tx, params};
use abhyas_core::PersonId;
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[TELL, TOLD, SEEN, PUT_FEED, FEED, HAS_FEED];
const TELL: &str = "INSERT INTO message (id, person, kind, hi, en, at) VALUES ($1, $2, $3, $4, $5, $6)";
const TOLD: &str =
    "SELECT id, kind, hi, en, at, seen_at FROM message WHERE person = $1 ORDER BY at DESC, id DESC LIMIT 20";
const SEEN: &str = "UPDATE message SET seen_at = $2 WHERE person = $1 AND seen_at IS NULL";
const PUT_FEED: &str = "INSERT INTO calendar_feed (person, token_hash, made_at) VALUES ($1, $2, $3)
  ON CONFLICT (person) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at";
const FEED: &str = "SELECT c.person FROM calendar_feed c JOIN person p ON p.id = c.person WHERE c.token_hash = $1 AND p.state = 'active'";
const HAS_FEED: &str = "SELECT made_at FROM calendar_feed WHERE person = $1";

/// A message to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Its id.
    pub id: String,
    /// To whom.
    pub person: PersonId,
    /// What it is about: `schedule`.
    pub kind: String,
    /// In Hindi.
    pub hi: String,
    /// In English.
    pub en: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A message that a person got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is about.
    pub kind: String,
    /// In Hindi.
    pub hi: String,
    /// In English.
    pub en: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether they have seen it.
    pub seen: bool,
}

/// Tells a person something.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn tell(tx: &mut Tx, it: &NewMessage) -> Result<(), StoreError> {
    tx.execute(TELL, params![&it.id, &it.person, &it.kind, &it.hi, &it.en, instant_text(it.at)]).await?;
    Ok(())
}

/// The last twenty messages to a person, the newest first.
///
/// # Errors
/// Any [`StoreError`].
pub async fn messages(db: &Db, person: &PersonId) -> Result<Vec<Message>, StoreError> {
    let rows = db.rows(TOLD, params![person]).await?;
    rows.iter()
        .map(|row| {
            Ok(Message {
                kind: row.text("kind")?,
                hi: row.text("hi")?,
                en: row.text("en")?,
                at: instant(row, "at")?,
                seen: row.opt_text("seen_at")?.is_some(),
            })
        })
        .collect()
}

/// Notes that a person has seen their messages.
///
/// # Errors
/// Any [`StoreError`].
pub async fn messages_seen(tx: &mut Tx, person: &PersonId, at: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute(SEEN, params![person, instant_text(at)]).await
}

/// Gives a person a new calendar address; the old one ends.
///
/// # Errors
/// [`StoreError::Constraint`] when the hash is another person's.
pub async fn put_calendar_feed(
    tx: &mut Tx,
    person: &PersonId,
    token_hash: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(PUT_FEED, params![person, token_hash, instant_text(at)]).await?;
    Ok(())
}

/// Whose calendar address it is.
///
/// # Errors
/// Any [`StoreError`].
pub async fn person_of_calendar_feed(db: &Db, token_hash: &str) -> Result<Option<PersonId>, StoreError> {
    db.row(FEED, params![token_hash]).await?.map(|row| id(&row, "person", PersonId::parse)).transpose()
}

/// When a person's calendar address was made, if they have one.
///
/// # Errors
/// Any [`StoreError`].
pub async fn calendar_feed_made(db: &Db, person: &PersonId) -> Result<Option<DateTime<Utc>>, StoreError> {
    db.row(HAS_FEED, params![person]).await?.map(|row| instant(&row, "made_at")).transpose()
}
