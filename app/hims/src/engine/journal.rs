//! The journal: what was done, what was refused and what was looked at, in order.

use super::change::{ApplyError, Change};
use super::ctx::{Ctx, Persona};
use super::tx::{Receipt, RecordRef};
use crate::time::Moment;
use crate::world::World;
use abhyas_core::{Code, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

/// The version that [`encode`] writes. [`decode`] reads this one and every earlier one.
pub const JOURNAL_VERSION: u64 = 1;

/// One entry of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Its place in the journal, from 1.
    pub seq: u64,
    /// When, on the hospital's clock.
    pub at: Moment,
    /// Who.
    pub actor: PersonId,
    /// In which role.
    pub persona: Persona,
    /// The module, e.g. `m01`.
    pub module: String,
    /// The command or the page, e.g. `m01.create_patient`.
    pub action: String,
    /// The id that the client made for the command.
    pub command: String,
    /// What came of it.
    pub act: Act,
}

/// What came of a command or a look. Only [`Act::Done`] changes the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Act {
    /// A command was accepted. The changes are results: a replay runs no rule again.
    Done {
        /// What the client was told.
        receipt: Receipt,
        /// What changed.
        changes: Vec<Change>,
    },
    /// A command was refused. What was typed is not kept: it may be what must not be stored.
    Refused {
        /// The record the command was about, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<RecordRef>,
        /// Why.
        refusals: Vec<RefusedFor>,
    },
    /// A record was opened.
    Viewed {
        /// Which.
        record: RecordRef,
    },
}

impl Act {
    /// The name of the kind: `done`, `refused` or `viewed`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Refused { .. } => "refused",
            Self::Viewed { .. } => "viewed",
        }
    }
}

/// A refusal as the journal keeps it: the code and the field, without the values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFor {
    /// Which refusal.
    pub code: Code,
    /// The field it marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Cow<'static, str>>,
}

/// The entry for "this record was opened". `seq` is its place in the journal.
#[must_use]
pub fn viewed(ctx: &Ctx, seq: u64, command: &str, action: &str, record: RecordRef) -> JournalEntry {
    JournalEntry {
        seq,
        at: ctx.now,
        actor: ctx.actor.clone(),
        persona: ctx.persona,
        module: module_of(action),
        action: action.to_owned(),
        command: command.to_owned(),
        act: Act::Viewed { record },
    }
}

/// The module of an action: what stands before the dot.
pub(crate) fn module_of(action: &str) -> String {
    action.split_once('.').map_or(action, |(module, _)| module).to_owned()
}

/// Why a journal can not be replayed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// An entry is missing or out of order.
    #[error("entry {found} follows entry {after}")]
    Gap {
        /// The last good entry (0: none).
        after: u64,
        /// The entry found next.
        found: u64,
    },
    /// A change does not fit the world.
    #[error("entry {seq}: {why}")]
    Change {
        /// The entry.
        seq: u64,
        /// Why.
        why: ApplyError,
    },
    /// The payload can not be read.
    #[error("payload: {0}")]
    Payload(String),
    /// The payload was written by a later version of this program.
    #[error("payload of version {0}, which is newer than this program")]
    Newer(u64),
}

/// The world that comes of a journal. Runs no rule: the changes are results.
///
/// # Errors
/// [`ReplayError`] when an entry is missing or a change does not fit.
pub fn replay<'a>(base: &World, entries: impl IntoIterator<Item = &'a JournalEntry>) -> Result<World, ReplayError> {
    let mut world = base.clone();
    let mut last: Option<u64> = None;
    for entry in entries {
        if let Some(after) = last
            && entry.seq != after.saturating_add(1)
        {
            return Err(ReplayError::Gap { after, found: entry.seq });
        }
        last = Some(entry.seq);
        if let Act::Done { changes, .. } = &entry.act {
            for change in changes {
                world.apply(change).map_err(|why| ReplayError::Change { seq: entry.seq, why })?;
            }
        }
    }
    Ok(world)
}

/// The payload of an entry as it is stored: JSON with the version in `v`.
///
/// # Errors
/// [`ReplayError::Payload`] when the entry can not be written as JSON.
pub fn encode(entry: &JournalEntry) -> Result<Vec<u8>, ReplayError> {
    #[derive(Serialize)]
    struct Envelope<'a> {
        v: u64,
        #[serde(flatten)]
        entry: &'a JournalEntry,
    }
    serde_json::to_vec(&Envelope { v: JOURNAL_VERSION, entry }).map_err(|e| ReplayError::Payload(e.to_string()))
}

/// Reads a stored payload of any released version.
///
/// # Errors
/// [`ReplayError::Newer`] for a version that this program does not know, [`ReplayError::Payload`] for anything else.
pub fn decode(payload: &[u8]) -> Result<JournalEntry, ReplayError> {
    let mut value: Value = serde_json::from_slice(payload).map_err(|e| ReplayError::Payload(e.to_string()))?;
    let object = value.as_object_mut().ok_or_else(|| ReplayError::Payload("not an object".to_owned()))?;
    let version = object.remove("v").and_then(|v| v.as_u64());
    match version {
        // Upcasts of earlier versions go here, one arm a version.
        Some(JOURNAL_VERSION) => serde_json::from_value(value).map_err(|e| ReplayError::Payload(e.to_string())),
        Some(newer) if newer > JOURNAL_VERSION => Err(ReplayError::Newer(newer)),
        _ => Err(ReplayError::Payload("no version".to_owned())),
    }
}
