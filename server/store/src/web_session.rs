//! Web sessions in the database. They know their person, so that "sign out everywhere" is one statement.
//!
//! The table holds a hash of the session's id: who reads the database can not sign in with what he finds. A session
//! that is only touched is written at most every five minutes. When the disk is full a session is kept in memory
//! until there is space again, because a person must be able to sign in and read then, too.

use crate::value::instant;
use crate::{Db, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{Clock, PersonId};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result, SessionStore};

const CREATE: &str = "INSERT INTO web_session (id, person, data, created_at, touched_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5) \
    ON CONFLICT (id) DO NOTHING";
const SAVE: &str = "INSERT INTO web_session (id, person, data, created_at, touched_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5) \
    ON CONFLICT (id) DO UPDATE SET person = excluded.person, data = excluded.data, touched_at = excluded.touched_at, expires_at = excluded.expires_at";
/// Only if it is still there: a request that began before "sign out everywhere" must not bring its session back.
const UPDATE: &str = "UPDATE web_session SET person = $2, data = $3, touched_at = $4, expires_at = $5 WHERE id = $1";
const FIND: &str = "SELECT data, touched_at, expires_at FROM web_session WHERE id = $1";
const REMOVE: &str = "DELETE FROM web_session WHERE id = $1";
const REMOVE_OF_PERSON: &str = "DELETE FROM web_session WHERE person = $1 AND id <> $2";
const REMOVE_EXPIRED: &str = "DELETE FROM web_session WHERE expires_at <= $1";
const OF_PERSON: &str =
    "SELECT created_at, touched_at FROM web_session WHERE person = $1 AND expires_at > $2 ORDER BY touched_at DESC";

pub(crate) const STATEMENTS: &[&str] =
    &[CREATE, SAVE, UPDATE, FIND, REMOVE, REMOVE_OF_PERSON, REMOVE_EXPIRED, OF_PERSON];

/// The key under which a session's data holds the id of the person who is signed in.
pub const PERSON: &str = "person";
const TOUCH_EVERY: Duration = Duration::minutes(5);
/// So many sessions are kept in memory while the disk is full: about 10 MB.
const IN_MEMORY: usize = 10_000;

/// The store of web sessions. Clones share everything.
#[derive(Clone)]
pub struct WebSessions {
    db: Db,
    clock: Arc<dyn Clock>,
}

/// The sessions that could not be written, by the hash of their id.
#[derive(Debug, Default)]
pub(crate) struct KeptSessions(Mutex<HashMap<String, Kept>>);

/// What is kept in memory about a session that could not be written.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// The session as it should stand.
    Record(Record),
    /// It has ended.
    Ended,
}

impl std::fmt::Debug for WebSessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebSessions").finish_non_exhaustive()
    }
}

impl WebSessions {
    /// The sessions in `db`; `clock` must be the server's own, not the moved one of a demonstration.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    /// Removes expired sessions. Returns how many.
    ///
    /// # Errors
    /// What the database answered.
    pub async fn remove_expired(&self) -> std::result::Result<u64, StoreError> {
        let now = self.clock.now();
        self.memory().retain(|_, kept| !matches!(kept, Kept::Record(record) if expiry(record) <= now));
        let mut tx = self.db.begin().await?;
        let gone = tx.execute(REMOVE_EXPIRED, params![instant_text(now)]).await?;
        tx.commit().await?;
        Ok(gone)
    }

    fn memory(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.db.kept_sessions().lock()
    }

    /// Keeps in memory what the disk has no space for; any other failure stays one.
    fn keep(&self, key: String, kept: Kept, failure: StoreError) -> Result<()> {
        if !matches!(failure, StoreError::Full | StoreError::ReadOnly) {
            return Err(backend(failure));
        }
        let mut memory = self.memory();
        if memory.len() >= IN_MEMORY && !memory.contains_key(&key) {
            return Err(backend(failure));
        }
        memory.insert(key, kept);
        Ok(())
    }

    async fn write(&self, sql: &'static str, key: &str, record: &Record) -> std::result::Result<u64, StoreError> {
        let data =
            serde_json::to_string(&record.data).map_err(|error| StoreError::Other(format!("session data: {error}")))?;
        let (now, expires_at) = (instant_text(self.clock.now()), instant_text(expiry(record)));
        let mut tx = self.db.begin().await?;
        let written = tx.execute(sql, params![key, person_in(record), data, now, expires_at]).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Whether the stored session already says this and was touched a moment ago.
    async fn is_fresh(&self, key: &str, record: &Record) -> std::result::Result<bool, StoreError> {
        let Some(row) = self.db.row(FIND, params![key]).await? else { return Ok(false) };
        let touched_at = instant(&row, "touched_at")?;
        let data: Option<HashMap<String, serde_json::Value>> = serde_json::from_str(&row.text("data")?).ok();
        Ok(data.as_ref() == Some(&record.data) && self.clock.now() - touched_at < TOUCH_EVERY)
    }
}

#[async_trait::async_trait]
impl SessionStore for WebSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let key = key_of(&record.id);
            match self.write(CREATE, &key, record).await {
                // The id exists: with 128 random bits this is theory, but it must never take over a session.
                Ok(0) => record.id = Id::default(),
                Ok(_) => return Ok(()),
                Err(failure) => return self.keep(key, Kept::Record(record.clone()), failure),
            }
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let key = key_of(&record.id);
        let in_memory = self.memory().get(&key).cloned();
        if matches!(in_memory, Some(Kept::Ended)) {
            return Ok(());
        }
        if in_memory.is_none() && self.is_fresh(&key, record).await.map_err(backend)? {
            return Ok(());
        }
        match self.write(if in_memory.is_some() { SAVE } else { UPDATE }, &key, record).await {
            Ok(_) => {
                self.memory().remove(&key);
                Ok(())
            }
            Err(failure) => self.keep(key, Kept::Record(record.clone()), failure),
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let (key, now) = (key_of(id), self.clock.now());
        match self.memory().get(&key) {
            Some(Kept::Record(record)) => return Ok(Some(record.clone()).filter(|record| expiry(record) > now)),
            Some(Kept::Ended) => return Ok(None),
            None => {}
        }
        let Some(row) = self.db.row(FIND, params![key]).await.map_err(backend)? else { return Ok(None) };
        let text = |column| row.text(column).map_err(backend);
        let expires_at = instant(&row, "expires_at").map_err(backend)?;
        if expires_at <= now {
            return Ok(None);
        }
        let data = serde_json::from_str(&text("data")?).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(expires_at.timestamp_millis()) * 1_000_000)
                .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let key = key_of(id);
        let removed = async {
            let mut tx = self.db.begin().await?;
            tx.execute(REMOVE, params![key.as_str()]).await?;
            tx.commit().await
        };
        match removed.await {
            Ok(()) => {
                self.memory().remove(&key);
                Ok(())
            }
            Err(failure) => self.keep(key, Kept::Ended, failure),
        }
    }
}

impl KeptSessions {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends all sessions of a person but the one with the id given as text ("sign out everywhere else"). Returns how many.
///
/// # Errors
/// What the database answered.
pub async fn end_sessions_of(
    tx: &mut Tx,
    person: &PersonId,
    but: Option<&str>,
) -> std::result::Result<u64, StoreError> {
    let but = but.map_or_else(String::new, hash);
    for (key, kept) in tx.db().kept_sessions().lock().iter_mut() {
        let is_theirs = matches!(kept, Kept::Record(record) if person_in(record).as_deref() == Some(person.as_str()));
        if is_theirs && *key != but {
            *kept = Kept::Ended;
        }
    }
    tx.execute(REMOVE_OF_PERSON, params![person, but]).await
}

/// When the open sessions of a person began and when each was last used (to five minutes), the newest use first.
///
/// # Errors
/// What the database answered.
pub async fn sessions_of(
    db: &Db,
    person: &PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, StoreError> {
    let rows = db.rows(OF_PERSON, params![person, instant_text(now)]).await?;
    rows.iter().map(|row| Ok((instant(row, "created_at")?, instant(row, "touched_at")?))).collect()
}

fn key_of(id: &Id) -> String {
    hash(&id.to_string())
}

fn hash(id: &str) -> String {
    Sha256::digest(id.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn person_in(record: &Record) -> Option<String> {
    record.data.get(PERSON).and_then(|person| person.as_str()).map(str::to_owned)
}

fn expiry(record: &Record) -> DateTime<Utc> {
    DateTime::from_timestamp(record.expiry_date.unix_timestamp(), record.expiry_date.nanosecond())
        .unwrap_or(DateTime::UNIX_EPOCH)
}

fn backend(failure: StoreError) -> Error {
    Error::Backend(failure.to_string())
}

#[cfg(test)]
#[path = "web_session_tests.rs"]
mod tests;
