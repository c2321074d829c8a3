//! The sandbox journal and its group-committing writer.
//!
//! One task takes the appends of all sandboxes from a bounded queue and commits what has gathered in one transaction,
//! so that a hundred trainees cost one sync of the disk, not a hundred. An append is acknowledged after its commit only;
//! a failed batch fails each of its appends.

use crate::sandbox_epochs::Lineage;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::SandboxId;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use tokio::sync::{mpsc, oneshot};

/// What of each entry goes into its row.
const COLUMNS: &str = "sandbox, epoch, seq, at, actor, persona, module, action, kind, command, payload";
/// How many entries go in by one statement, each of another sandbox: a batch is cut into such parts. Every statement is a
/// way to the database and back, and under load each way waits for a processor.
const PARTS: [usize; 4] = [64, 16, 4, 1];
/// The statement for each of [`PARTS`].
static APPEND: LazyLock<[String; 4]> = LazyLock::new(|| PARTS.map(append));
const BY_COMMAND: &str = "SELECT epoch, seq, at, actor, persona, module, action, kind, command, payload FROM journal \
    WHERE sandbox = $1 AND epoch = $2 AND command = $3";
const AFTER: &str = "SELECT epoch, seq, at, actor, persona, module, action, kind, command, payload FROM journal \
    WHERE sandbox = $1 AND epoch = $2 AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5";
const LAST: &str = "SELECT MAX(seq) AS seq FROM journal WHERE sandbox = $1 AND epoch = $2";

pub(crate) const STATEMENTS: &[&str] = &[BY_COMMAND, AFTER, LAST];

/// How many appends may wait; the next one is told to come back.
const QUEUE: usize = 4096;
/// How many appends go into one transaction at most.
const BATCH: usize = 512;

/// What an entry of the journal tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A command was done; the payload holds its changes.
    Done,
    /// A command was refused; the payload holds the command and the code.
    Refused,
    /// A record was looked at; the payload names it.
    Viewed,
}

impl EntryKind {
    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Viewed => "viewed",
        }
    }

    fn from_name(name: &str) -> Result<Self, StoreError> {
        [Self::Done, Self::Refused, Self::Viewed]
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| StoreError::Corrupt(format!("unknown kind of journal entry {name}")))
    }
}

/// One entry of a sandbox's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Which life of the sandbox: a reset begins the next.
    pub epoch: i64,
    /// Its place in the epoch, from 1 without gaps.
    pub seq: i64,
    /// When, as text (see [`abhyas_core::clock::instant_text`]).
    pub at: String,
    /// Who, by person id.
    pub actor: String,
    /// As whom in the hospital.
    pub persona: String,
    /// Which module.
    pub module: String,
    /// Which command or view.
    pub action: String,
    /// What it tells.
    pub kind: EntryKind,
    /// The command's own id, made by the client: a retry carries the same.
    pub command: String,
    /// More, as the hospital wrote it.
    pub payload: Vec<u8>,
}

/// Why an append did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Another node wrote this place first, the sandbox was reset or closed, or an earlier append of the same sandbox
    /// failed: reload the tail of the journal and run the command again.
    #[error("another entry took this place in the journal")]
    LostRace,
    /// The command is in the journal already; this is its entry.
    #[error("the command is in the journal already")]
    Duplicate(Box<JournalEntry>),
    /// The store failed; the whole batch did.
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Append {
    sandbox: SandboxId,
    entry: JournalEntry,
    done: oneshot::Sender<Result<(), AppendError>>,
}

/// The writer's end for everyone who appends. Cheap to clone; the writer ends when the last clone is gone.
#[derive(Debug, Clone)]
pub struct JournalWriter(mpsc::Sender<Append>);

impl std::fmt::Debug for Append {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Append").field("sandbox", &self.sandbox).finish_non_exhaustive()
    }
}

impl JournalWriter {
    /// Starts the writer's task on the current runtime. Wait for the handle after the last clone of the writer is gone
    /// to know that everything is written.
    #[must_use]
    pub fn start(db: Db) -> (Self, tokio::task::JoinHandle<()>) {
        let (sender, mut queue) = mpsc::channel(QUEUE);
        let task = tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while queue.recv_many(&mut batch, BATCH).await > 0 {
                write_batch(&db, std::mem::take(&mut batch)).await;
            }
        });
        (Self(sender), task)
    }

    /// Appends one entry and waits for its commit. Appends of one sandbox happen in the order in which they were called.
    ///
    /// The entry is written even when the caller stops waiting.
    ///
    /// # Errors
    /// [`AppendError`]; a full queue is [`StoreError::Busy`]. After an error from the store it can be unknown whether the
    /// entry was written: the retry with the same command then answers `Duplicate`.
    pub async fn append(&self, sandbox: &SandboxId, entry: JournalEntry) -> Result<(), AppendError> {
        let (done, answer) = oneshot::channel();
        let append = Append { sandbox: sandbox.clone(), entry, done };
        self.0.try_send(append).map_err(|_| StoreError::Busy("the journal's queue is full".into()))?;
        answer.await.unwrap_or_else(|_| Err(StoreError::Busy("the journal's writer has ended".into()).into()))
    }
}

/// Writes a batch in one transaction and tells each append what became of it.
async fn write_batch(db: &Db, batch: Vec<Append>) {
    match try_batch(db, &batch).await {
        Ok(answers) => {
            for (append, answer) in batch.into_iter().zip(answers) {
                // Nobody may be waiting any more; the entry stands all the same.
                let _ = append.done.send(answer);
            }
        }
        Err(failure) => {
            tracing::warn!(appends = batch.len(), %failure, "a batch of the journal failed");
            for append in batch {
                let _ = append.done.send(Err(failure.clone().into()));
            }
        }
    }
}

/// The statement that appends so many entries of different sandboxes and answers with the sandboxes whose entry went in: one
/// goes in only if the sandbox is open and still in this epoch, and if it follows the last entry without a gap.
fn append(entries: usize) -> String {
    let row = |n: usize| {
        let at = |column: usize| n * 11 + column;
        let texts: Vec<String> = (4..=11).map(|column| format!("${}", at(column))).collect();
        format!("(${}, CAST(${} AS BIGINT), CAST(${} AS BIGINT), {})", at(1), at(2), at(3), texts.join(", "))
    };
    let rows: Vec<String> = (0..entries).map(row).collect();
    format!(
        "WITH entry ({COLUMNS}) AS (VALUES {}) INSERT INTO journal ({COLUMNS}) SELECT {COLUMNS} FROM entry \
        WHERE EXISTS (SELECT 1 FROM sandbox WHERE id = entry.sandbox AND epoch = entry.epoch AND state = 'open') \
        AND (entry.seq = 1 OR EXISTS (SELECT 1 FROM journal j WHERE j.sandbox = entry.sandbox AND j.epoch = entry.epoch AND j.seq = entry.seq - 1) \
        OR EXISTS (SELECT 1 FROM sandbox_epoch e WHERE e.sandbox = entry.sandbox AND e.epoch = entry.epoch AND e.from_seq = entry.seq - 1)) \
        ON CONFLICT DO NOTHING RETURNING sandbox",
        rows.join(", ")
    )
}

type Answer = Result<(), AppendError>;

async fn try_batch(db: &Db, batch: &[Append]) -> Result<Vec<Answer>, StoreError> {
    let mut tx = db.begin().await?;
    let mut answers: Vec<(usize, Answer)> = Vec::with_capacity(batch.len());
    // After a lost race the later entries of that sandbox rest on a world that is not: they must not go in either.
    let mut lost: HashSet<&SandboxId> = HashSet::new();
    for round in rounds(batch) {
        let (late, round): (Vec<_>, Vec<_>) = round.into_iter().partition(|(_, append)| lost.contains(&append.sandbox));
        answers.extend(late.into_iter().map(|(place, _)| (place, Err(AppendError::LostRace))));
        let mut rest = round.as_slice();
        for (size, statement) in PARTS.into_iter().zip(APPEND.iter()) {
            while let Some((part, after)) = rest.split_at_checked(size).filter(|(part, _)| !part.is_empty()) {
                rest = after;
                let written = append_part(&mut tx, statement, part).await?;
                for &(place, append) in part {
                    let answer = if written.contains(append.sandbox.as_str()) {
                        Ok(())
                    } else {
                        lost.insert(&append.sandbox);
                        Err(why_not(&mut tx, append).await?)
                    };
                    answers.push((place, answer));
                }
            }
        }
    }
    tx.commit().await?;
    answers.sort_unstable_by_key(|(place, _)| *place);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

/// The appends of a batch with their places, in rounds: each round has one of a sandbox at most, the earlier one in the
/// earlier round. Within a round they stand by sandbox, so that two servers take the same rows in the same order.
fn rounds(batch: &[Append]) -> Vec<Vec<(usize, &Append)>> {
    let mut rounds: Vec<Vec<(usize, &Append)>> = Vec::new();
    let mut seen: HashMap<&SandboxId, usize> = HashMap::new();
    for (place, append) in batch.iter().enumerate() {
        let round = seen.entry(&append.sandbox).or_default();
        match rounds.get_mut(*round) {
            Some(of_round) => of_round.push((place, append)),
            None => rounds.push(vec![(place, append)]),
        }
        *round += 1;
    }
    for round in &mut rounds {
        round.sort_unstable_by_key(|(_, append)| &append.sandbox);
    }
    rounds
}

/// Appends entries of different sandboxes; the sandboxes whose entry went in.
async fn append_part(
    tx: &mut Tx,
    statement: &'static str,
    part: &[(usize, &Append)],
) -> Result<HashSet<String>, StoreError> {
    let values = part.iter().flat_map(|(_, Append { sandbox, entry, .. })| {
        params![
            sandbox,
            entry.epoch,
            entry.seq,
            &entry.at,
            &entry.actor,
            &entry.persona,
            &entry.module,
            &entry.action,
            entry.kind.name(),
            &entry.command,
            &entry.payload
        ]
    });
    let rows = tx.rows(statement, values.collect()).await?;
    rows.iter().map(|row| row.text("sandbox")).collect()
}

/// Why an entry did not go in.
async fn why_not(tx: &mut Tx, Append { sandbox, entry, .. }: &Append) -> Result<AppendError, StoreError> {
    let there = tx.row(BY_COMMAND, params![sandbox, entry.epoch, &entry.command]).await?;
    let there = there.map(|row| JournalEntry::read(&row)).transpose()?;
    Ok(there.map_or(AppendError::LostRace, |entry| AppendError::Duplicate(Box::new(entry))))
}

/// The entries of a life of a sandbox after `seq` (0 for all), in order, at most `limit`.
///
/// # Errors
/// What the database answered.
pub async fn after(
    db: &Db,
    sandbox: &SandboxId,
    lineage: &Lineage,
    seq: i64,
    limit: u32,
) -> Result<Vec<JournalEntry>, StoreError> {
    let mut entries: Vec<JournalEntry> = Vec::new();
    for (epoch, last) in lineage.pieces() {
        let seq = entries.last().map_or(seq, |entry| entry.seq);
        let room = limit.saturating_sub(u32::try_from(entries.len()).unwrap_or(limit));
        if seq < last && room > 0 {
            let rows = db.rows(AFTER, params![sandbox, epoch, seq, last, room]).await?;
            entries.extend(rows.iter().map(JournalEntry::read).collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(entries)
}

/// The entry of a command, if it is there.
///
/// # Errors
/// What the database answered.
pub async fn by_command(
    db: &Db,
    sandbox: &SandboxId,
    epoch: i64,
    command: &str,
) -> Result<Option<JournalEntry>, StoreError> {
    db.row(BY_COMMAND, params![sandbox, epoch, command]).await?.map(|row| JournalEntry::read(&row)).transpose()
}

/// The place of the last entry of a life of a sandbox; 0 when there is none.
///
/// # Errors
/// What the database answered.
pub async fn last_seq(db: &Db, sandbox: &SandboxId, lineage: &Lineage) -> Result<i64, StoreError> {
    let row = db.row(LAST, params![sandbox, lineage.epoch()]).await?;
    let own = row.map(|row| row.opt_int("seq")).transpose()?.flatten();
    Ok(own.unwrap_or_else(|| lineage.before()))
}

impl JournalEntry {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            epoch: row.int("epoch")?,
            seq: row.int("seq")?,
            at: row.text("at")?,
            actor: row.text("actor")?,
            persona: row.text("persona")?,
            module: row.text("module")?,
            action: row.text("action")?,
            kind: EntryKind::from_name(&row.text("kind")?)?,
            command: row.text("command")?,
            payload: row.bytes("payload")?,
        })
    }
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
