//! Sandboxes and base hospitals: everything but the journal, which has its own file and its own writer.

use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{BaseId, CohortId, PersonId, SandboxId};
use chrono::{DateTime, NaiveDate, Utc};

const INSERT_BASE: &str = "INSERT INTO base_hospital (id, format, checksum, content, made_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (id) DO NOTHING";
const BASE: &str = "SELECT id, format, checksum, content, made_at FROM base_hospital WHERE id = $1";
const HAS_BASE: &str = "SELECT id FROM base_hospital WHERE id = $1";
const INSERT: &str = "INSERT INTO sandbox (id, owner, base, epoch, origin, ahead_seconds, seed, exercise, persona, opened_at, state, cohort) \
    VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, 'open', $10) ON CONFLICT (id) DO NOTHING";
const BY_ID: &str = "SELECT id, owner, base, epoch, origin, ahead_seconds, seed, exercise, persona, opened_at, state, cohort \
    FROM sandbox WHERE id = $1";
const SET_PERSONA: &str = "UPDATE sandbox SET persona = $2 WHERE id = $1 AND state = 'open'";
const SET_STATE: &str = "UPDATE sandbox SET state = $2 WHERE id = $1 AND state <> 'closed'";

pub(crate) const STATEMENTS: &[&str] = &[INSERT_BASE, BASE, HAS_BASE, INSERT, BY_ID, SET_PERSONA, SET_STATE];

/// A base hospital as it is stored: compressed, checksummed, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseRecord {
    /// Its name; the same content always has the same.
    pub id: BaseId,
    /// The version of the format of `content`.
    pub format: i64,
    /// SHA-256 of `content`, in hexadecimal digits.
    pub checksum: String,
    /// The hospital, compressed.
    pub content: Vec<u8>,
    /// When it was stored.
    pub made_at: DateTime<Utc>,
}

/// Whether a sandbox can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxState {
    /// It can.
    Open,
    /// It is finished: it can be read.
    Closed,
    /// Its journal can not be replayed: nothing is done in it until it is reset.
    Quarantined,
}

impl SandboxState {
    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Quarantined => "quarantined",
        }
    }
}

/// Whose a sandbox is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// One person's own.
    Person(PersonId),
    /// Shared by the members of a cohort.
    Cohort {
        /// Which cohort.
        cohort: CohortId,
        /// Who opened it for them.
        opened_by: PersonId,
    },
}

impl Owner {
    /// The cohort that shares it, if one does.
    #[must_use]
    pub const fn cohort(&self) -> Option<&CohortId> {
        match self {
            Self::Person(_) => None,
            Self::Cohort { cohort, .. } => Some(cohort),
        }
    }

    /// The one person who answers for it: whose it is, or who opened it for the others.
    #[must_use]
    pub const fn person(&self) -> &PersonId {
        match self {
            Self::Person(person) | Self::Cohort { opened_by: person, .. } => person,
        }
    }
}

/// A sandbox: a base hospital and the journal of what was done in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxRecord {
    /// Which.
    pub id: SandboxId,
    /// Whose.
    pub owner: Owner,
    /// On which base.
    pub base: BaseId,
    /// Which life: a reset begins the next.
    pub epoch: i64,
    /// The date of the hospital's day 0.
    pub origin: NaiveDate,
    /// How far its clock was set ahead of the world outside when its life began, in seconds; negative when behind.
    pub ahead_seconds: i64,
    /// What an exercise draws its patients from.
    pub seed: i64,
    /// The exercise it was opened for; empty for free practice.
    pub exercise: String,
    /// The role in which its owner acts. The members of a cohort have theirs in the cohort.
    pub persona: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Whether it can be used.
    pub state: SandboxState,
}

impl SandboxRecord {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let state = match row.text("state")?.as_str() {
            "open" => SandboxState::Open,
            "closed" => SandboxState::Closed,
            "quarantined" => SandboxState::Quarantined,
            other => return Err(StoreError::Corrupt(format!("unknown state of a sandbox {other}"))),
        };
        let origin = row.text("origin")?;
        let person = PersonId::parse(row.text("owner")?).map_err(wrong)?;
        let cohort = row.opt_text("cohort")?.map(CohortId::parse).transpose().map_err(wrong)?;
        let owner = match cohort {
            None => Owner::Person(person),
            Some(cohort) => Owner::Cohort { cohort, opened_by: person },
        };
        Ok(Self {
            id: SandboxId::parse(row.text("id")?).map_err(wrong)?,
            owner,
            base: BaseId::parse(row.text("base")?).map_err(wrong)?,
            epoch: row.int("epoch")?,
            origin: origin.parse().map_err(|_| StoreError::Corrupt(format!("{origin} is no day")))?,
            ahead_seconds: row.int("ahead_seconds")?,
            seed: row.int("seed")?,
            exercise: row.text("exercise")?,
            persona: row.text("persona")?,
            opened_at: instant(row, "opened_at")?,
            state,
        })
    }
}

pub(crate) fn wrong(error: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

/// Stores a base hospital. One that is there already is left as it is.
///
/// # Errors
/// What the database answered.
pub async fn insert_base(tx: &mut Tx, base: &BaseRecord) -> Result<(), StoreError> {
    let made_at = instant_text(base.made_at);
    tx.execute(INSERT_BASE, params![&base.id, base.format, &base.checksum, &base.content, made_at]).await?;
    Ok(())
}

/// A base hospital.
///
/// # Errors
/// What the database answered.
pub async fn base(db: &Db, id: &BaseId) -> Result<Option<BaseRecord>, StoreError> {
    let Some(row) = db.row(BASE, params![id]).await? else { return Ok(None) };
    Ok(Some(BaseRecord {
        id: BaseId::parse(row.text("id")?).map_err(wrong)?,
        format: row.int("format")?,
        checksum: row.text("checksum")?,
        content: row.bytes("content")?,
        made_at: instant(&row, "made_at")?,
    }))
}

/// Whether a base hospital is stored.
///
/// # Errors
/// What the database answered.
pub async fn has_base(db: &Db, id: &BaseId) -> Result<bool, StoreError> {
    Ok(db.row(HAS_BASE, params![id]).await?.is_some())
}

/// Opens a sandbox: epoch 0, state open. One of this id that is there already is left as it is: then `false`.
///
/// # Errors
/// What the database answered.
pub async fn insert(tx: &mut Tx, sandbox: &SandboxRecord) -> Result<bool, StoreError> {
    let values = params![
        &sandbox.id,
        sandbox.owner.person(),
        &sandbox.base,
        sandbox.origin.to_string(),
        sandbox.ahead_seconds,
        sandbox.seed,
        &sandbox.exercise,
        &sandbox.persona,
        instant_text(sandbox.opened_at),
        sandbox.owner.cohort().map(CohortId::as_str)
    ];
    Ok(tx.execute(INSERT, values).await? == 1)
}

/// A sandbox.
///
/// # Errors
/// What the database answered.
pub async fn by_id(db: &Db, id: &SandboxId) -> Result<Option<SandboxRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.map(|row| SandboxRecord::read(&row)).transpose()
}

/// Changes the role in which the owner acts.
///
/// # Errors
/// What the database answered.
pub async fn set_persona(tx: &mut Tx, id: &SandboxId, persona: &str) -> Result<(), StoreError> {
    tx.execute(SET_PERSONA, params![id, persona]).await?;
    Ok(())
}

/// Closes or quarantines a sandbox. A closed one stays closed.
///
/// # Errors
/// What the database answered.
pub async fn set_state(tx: &mut Tx, id: &SandboxId, state: SandboxState) -> Result<(), StoreError> {
    tx.execute(SET_STATE, params![id, state.name()]).await?;
    Ok(())
}

#[cfg(test)]
#[path = "sandbox_tests.rs"]
mod tests;
