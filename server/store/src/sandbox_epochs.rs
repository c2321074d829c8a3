//! The lives of a sandbox: what begins the next one, and what each began with.
//!
//! Nothing is ever taken away. A reset begins an empty life; an undo and a rewind begin one that shares the beginning of
//! an earlier life's journal (a [`Lineage`]: no entry is copied, whatever its length); a copy from another sandbox begins
//! one into which that journal is copied, so that a sandbox's rows stand by themselves.

use crate::sandbox::wrong;
use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{BaseId, PersonId, SandboxId};
use chrono::{DateTime, NaiveDate, Utc};

/// The life that is being left gets its row, where it has none (the first one).
const KEEP: &str = "INSERT INTO sandbox_epoch (sandbox, epoch, how, from_epoch, from_seq, base, origin, begun_at, ahead_seconds) \
    SELECT id, epoch, 'opened', NULL, 0, base, origin, opened_at, ahead_seconds FROM sandbox WHERE id = $1 AND epoch = $2 \
    ON CONFLICT (sandbox, epoch) DO NOTHING";
const NEXT: &str = "UPDATE sandbox SET epoch = epoch + 1, origin = $3, base = $4, ahead_seconds = $5, state = 'open' \
    WHERE id = $1 AND epoch = $2 AND state <> 'closed'";
const BEGIN: &str = "INSERT INTO sandbox_epoch (sandbox, epoch, how, from_epoch, from_seq, base, origin, begun_at, ahead_seconds, begun_by) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const LIVES: &str = "SELECT epoch, how, from_epoch, from_seq, base, origin, begun_at, ahead_seconds, begun_by FROM sandbox_epoch \
    WHERE sandbox = $1 ORDER BY epoch";
const COPY: &str = "INSERT INTO journal (sandbox, epoch, seq, at, actor, persona, module, action, kind, command, payload) \
    SELECT $1, CAST($2 AS BIGINT), seq, at, actor, persona, module, action, kind, command, payload FROM journal \
    WHERE sandbox = $3 AND epoch = $4 AND seq > $5 AND seq <= $6";

pub(crate) const STATEMENTS: &[&str] = &[KEEP, NEXT, BEGIN, LIVES, COPY];

/// What began a life of a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was opened: the first life.
    Opened,
    /// It was started over.
    Reset,
    /// The beginning of a life was taken back.
    Undone,
    /// It went back to a step.
    Rewound,
    /// The state of another sandbox was copied into it.
    Copied,
}

impl How {
    const ALL: [Self; 5] = [Self::Opened, Self::Reset, Self::Undone, Self::Rewound, Self::Copied];

    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Reset => "reset",
            Self::Undone => "undone",
            Self::Rewound => "rewound",
            Self::Copied => "copied",
        }
    }
}

/// A life that is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// Why.
    pub how: How,
    /// The earlier life whose journal it begins with, and the last entry of it that counts.
    pub from: Option<(i64, i64)>,
    /// How many entries were copied in from another sandbox; 0 when none were.
    pub copied: i64,
    /// On which base.
    pub base: BaseId,
    /// The date of the hospital's day 0.
    pub origin: NaiveDate,
    /// How far its clock was set ahead of the world outside when the journal began, in seconds.
    pub ahead_seconds: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who began it; `None` where that was not kept, and for a first life.
    pub by: Option<PersonId>,
}

/// A life that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Its number, from 0.
    pub epoch: i64,
    /// How it began.
    pub beginning: Beginning,
}

impl Life {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let (how, origin) = (row.text("how")?, row.text("origin")?);
        let from_epoch = row.opt_int("from_epoch")?;
        let from_seq = row.int("from_seq")?;
        Ok(Self {
            epoch: row.int("epoch")?,
            beginning: Beginning {
                how: How::ALL
                    .into_iter()
                    .find(|known| known.name() == how)
                    .ok_or_else(|| StoreError::Corrupt(format!("unknown beginning of a sandbox's life {how}")))?,
                from: from_epoch.map(|epoch| (epoch, from_seq)),
                copied: if from_epoch.is_none() { from_seq } else { 0 },
                base: BaseId::parse(row.text("base")?).map_err(wrong)?,
                origin: origin.parse().map_err(|_| StoreError::Corrupt(format!("{origin} is no day")))?,
                ahead_seconds: row.int("ahead_seconds")?,
                at: instant(row, "begun_at")?,
                by: row.opt_text("begun_by")?.map(PersonId::parse).transpose().map_err(wrong)?,
            },
        })
    }
}

/// Begins the next life of a sandbox whose present one is `epoch`; `false` when that has ended meanwhile, or the sandbox is
/// closed.
///
/// # Errors
/// What the database answered.
pub async fn begin(tx: &mut Tx, id: &SandboxId, epoch: i64, next: &Beginning) -> Result<bool, StoreError> {
    tx.execute(KEEP, params![id, epoch]).await?;
    let origin = next.origin.to_string();
    if tx.execute(NEXT, params![id, epoch, &origin, &next.base, next.ahead_seconds]).await? != 1 {
        return Ok(false);
    }
    let (from_epoch, from_seq) = next.from.map_or((None, next.copied), |(epoch, seq)| (Some(epoch), seq));
    let at = instant_text(next.at);
    let (ahead, by) = (next.ahead_seconds, next.by.as_ref().map(PersonId::as_str));
    let values = params![id, epoch + 1, next.how.name(), from_epoch, from_seq, &next.base, origin, at, ahead, by];
    tx.execute(BEGIN, values).await?;
    Ok(true)
}

/// Copies the journal of a life of one sandbox, up to an entry, into a life of another that has just begun.
///
/// # Errors
/// What the database answered.
pub async fn copy(tx: &mut Tx, from: (&SandboxId, &Lineage, i64), to: (&SandboxId, i64)) -> Result<(), StoreError> {
    let (source, lineage, upto) = from;
    let mut done = 0;
    for (epoch, last) in lineage.pieces() {
        let last = last.min(upto);
        if done < last {
            tx.execute(COPY, params![to.0, to.1, source, epoch, done, last]).await?;
            done = last;
        }
    }
    Ok(())
}

/// The lives of a sandbox, oldest first. One that was never started over, rewound or copied into has none yet.
///
/// # Errors
/// What the database answered.
pub async fn lives(db: &Db, id: &SandboxId) -> Result<Vec<Life>, StoreError> {
    db.rows(LIVES, params![id]).await?.iter().map(Life::read).collect()
}

/// Where the entries of a life are: first those of earlier lives that it begins with, then its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    epoch: i64,
    /// Earlier lives, oldest first, each with its last entry that counts.
    earlier: Vec<(i64, i64)>,
}

impl Lineage {
    /// A life that begins with nothing.
    #[must_use]
    pub const fn alone(epoch: i64) -> Self {
        Self { epoch, earlier: Vec::new() }
    }

    /// The lineage of an epoch, out of the lives of its sandbox.
    #[must_use]
    pub fn of(lives: &[Life], epoch: i64) -> Self {
        let mut earlier = Vec::new();
        let (mut at, mut bound) = (epoch, i64::MAX);
        while let Some((from, seq)) = lives.iter().find(|life| life.epoch == at).and_then(|life| life.beginning.from) {
            bound = bound.min(seq);
            earlier.push((from, bound));
            at = from;
        }
        earlier.reverse();
        Self { epoch, earlier }
    }

    /// The lineage of a life that begins with this one's entries up to `seq`.
    #[must_use]
    pub fn branch(&self, seq: i64, epoch: i64) -> Self {
        Self { epoch, earlier: self.pieces().map(|(epoch, last)| (epoch, last.min(seq))).collect() }
    }

    /// The epoch whose lineage it is.
    #[must_use]
    pub const fn epoch(&self) -> i64 {
        self.epoch
    }

    /// The last entry that it has from earlier lives; 0 when it has none.
    #[must_use]
    pub fn before(&self) -> i64 {
        self.earlier.last().map_or(0, |(_, last)| *last)
    }

    /// The epochs that hold its entries, in order, each with the last entry of it that counts.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (i64, i64)> {
        self.earlier.iter().copied().chain([(self.epoch, i64::MAX)])
    }
}

/// The lineage of an epoch of a sandbox. A first epoch needs no question to the database.
///
/// # Errors
/// What the database answered.
pub async fn lineage(db: &Db, id: &SandboxId, epoch: i64) -> Result<Lineage, StoreError> {
    if epoch == 0 { Ok(Lineage::alone(0)) } else { Ok(Lineage::of(&lives(db, id).await?, epoch)) }
}

#[cfg(test)]
#[path = "sandbox_epochs_tests.rs"]
mod tests;
