//! A sandbox in memory: the world that its journal gives, and the answers that were given.

use super::cache::Sandboxes;
use super::codes;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::{Refusal, SandboxId};
use abhyas_hims::engine::decode;
use abhyas_hims::{Act, JournalEntry, Receipt, RefusedFor, ReplayError, World, replay};
use abhyas_store::journal;
use abhyas_store::sandbox::{self as store, SandboxRecord, SandboxState};
use abhyas_store::sandbox_epochs::{self, Lineage};
use std::collections::HashMap;

/// How many entries are read at once.
const PAGE: u32 = 1_000;

/// What a command was answered.
#[derive(Debug, Clone)]
pub(super) enum Answered {
    Done(Receipt),
    Refused(Vec<Refusal>),
}

impl Answered {
    /// The answer that an entry tells of. A refusal comes back without the values of its text: the journal keeps none.
    fn of(act: &Act) -> Option<Self> {
        let refusal = |r: &RefusedFor| Refusal { code: r.code.clone(), field: r.field.clone(), values: Vec::new() };
        match act {
            Act::Done { receipt, .. } => Some(Self::Done(receipt.clone())),
            Act::Refused { refusals, .. } => Some(Self::Refused(refusals.iter().map(refusal).collect())),
            Act::Viewed { .. } => None,
        }
    }

    /// The answer again.
    pub(super) fn again(&self) -> Outcome<Receipt> {
        match self {
            Self::Done(receipt) => Ok(receipt.clone()),
            Self::Refused(refusals) => Err(ServiceError::Refused(refusals.clone())),
        }
    }
}

/// A sandbox in memory.
#[derive(Debug)]
pub(super) struct Live {
    /// Where the entries of this life are.
    pub lineage: Lineage,
    pub world: World,
    /// The place of the last entry that `world` holds.
    pub seq: i64,
    /// What each command of this epoch was answered, by the client's id of the command.
    pub answered: HashMap<String, Answered>,
}

impl Live {
    /// A life in which nothing was done yet.
    pub(super) fn fresh(world: World, lineage: Lineage) -> Self {
        Self { lineage, world, seq: 0, answered: HashMap::new() }
    }

    /// Which life of the sandbox this is.
    pub(super) const fn epoch(&self) -> i64 {
        self.lineage.epoch()
    }

    /// Clones the base and replays the journal. A journal that can not be replayed quarantines the sandbox.
    pub(super) async fn load(services: &Services, sandboxes: &Sandboxes, record: &SandboxRecord) -> Outcome<Self> {
        let world = sandboxes.base(services, &record.base).await?;
        let lineage = sandbox_epochs::lineage(services.db(), &record.id, record.epoch).await?;
        let mut live = Self::fresh(world, lineage);
        live.catch_up(services, record).await?;
        Ok(live)
    }

    /// Takes in what was journalled since: by another server, or by a request that stopped waiting.
    pub(super) async fn catch_up(&mut self, services: &Services, record: &SandboxRecord) -> Outcome<()> {
        match self.read_on(services, &record.id, i64::MAX).await? {
            Ok(()) => Ok(()),
            Err(error) => Err(quarantine(services, record, &error).await),
        }
    }

    /// Takes in the entries of a sandbox that follow, up to `upto`.
    pub(super) async fn read_on(
        &mut self,
        services: &Services,
        id: &SandboxId,
        upto: i64,
    ) -> Outcome<Result<(), ReplayError>> {
        while self.seq < upto {
            let room = u32::try_from(upto.saturating_sub(self.seq)).unwrap_or(PAGE).min(PAGE);
            let rows = journal::after(services.db(), id, &self.lineage, self.seq, room).await?;
            let full = u32::try_from(rows.len()).is_ok_and(|n| n == room);
            if let Err(error) = self.take_in(&rows) {
                return Ok(Err(error));
            }
            if !full {
                break;
            }
        }
        Ok(Ok(()))
    }

    fn take_in(&mut self, rows: &[journal::JournalEntry]) -> Result<(), ReplayError> {
        let entries = read(rows)?;
        if let Some(first) = entries.first() {
            let after = u64::try_from(self.seq).unwrap_or(0);
            if first.seq != after.saturating_add(1) {
                return Err(ReplayError::Gap { after, found: first.seq });
            }
        }
        self.world = replay(&self.world, &entries)?;
        for entry in entries {
            self.seq = i64::try_from(entry.seq).unwrap_or(i64::MAX);
            if let Some(answered) = Answered::of(&entry.act) {
                self.answered.insert(entry.command, answered);
            }
        }
        Ok(())
    }
}

/// The entries of stored rows. What the payload says must be what the row says.
pub(super) fn read(rows: &[journal::JournalEntry]) -> Result<Vec<JournalEntry>, ReplayError> {
    rows.iter()
        .map(|row| {
            let entry = decode(&row.payload)?;
            let same = i64::try_from(entry.seq) == Ok(row.seq) && entry.command == row.command;
            if same {
                Ok(entry)
            } else {
                Err(ReplayError::Payload(format!("entry {} is not what its row says", row.seq)))
            }
        })
        .collect()
}

/// Puts a sandbox aside whose journal can not be replayed, and says so in the log.
async fn quarantine(services: &Services, record: &SandboxRecord, error: &ReplayError) -> ServiceError {
    tracing::error!(sandbox = %record.id, epoch = record.epoch, %error, "a journal can not be replayed: sandbox quarantined");
    let marked = async {
        let mut tx = services.db().begin().await?;
        store::set_state(&mut tx, &record.id, SandboxState::Quarantined).await?;
        tx.commit().await
    };
    match marked.await {
        Ok(()) => ServiceError::refused(codes::QUARANTINED),
        Err(error) => error.into(),
    }
}
