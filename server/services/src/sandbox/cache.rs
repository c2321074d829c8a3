//! What is kept in memory: the bases, shared, and the sandboxes that are in use.

use super::base::{self, BaseChoice};
use super::live::Live;
use crate::parts::Part;
use crate::{Outcome, Services};
use abhyas_core::{BaseId, SandboxId};
use abhyas_hims::World;
use abhyas_store::journal::JournalWriter;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many sandboxes are kept; the ones that were idle for longest are let go. What is let go is replayed when it is
/// asked for again.
const MOST_KEPT: usize = 2_000;

/// The place of one sandbox in memory. Its lock gives the sandbox's commands their order; `None`: not loaded.
pub(super) type Slot = tokio::sync::Mutex<Option<Live>>;

#[derive(Debug, Default)]
struct Kept {
    slots: HashMap<SandboxId, (u64, Arc<Slot>)>,
    bases: HashMap<BaseId, World>,
    choice: BaseChoice,
    uses: u64,
}

/// The sandboxes in memory and the one writer of their journals.
#[derive(Debug)]
pub struct Sandboxes {
    pub(super) writer: JournalWriter,
    kept: Mutex<Kept>,
    most_kept: usize,
    /// One base is read at a time: a class that comes in at once must not read it once each.
    reading: tokio::sync::Mutex<()>,
}

impl Part for Sandboxes {
    fn make(services: &Services) -> Self {
        // The task ends with the last handle of the writer; whoever waits for an append was answered by then.
        let (writer, _task) = JournalWriter::start(services.db().clone());
        let (kept, reading) = (Mutex::default(), tokio::sync::Mutex::default());
        Self { writer, kept, most_kept: MOST_KEPT, reading }
    }
}

impl Sandboxes {
    /// The place of a sandbox, made at its first use. Idle ones go when there are too many.
    pub(super) fn slot(&self, id: &SandboxId) -> Arc<Slot> {
        let mut kept = self.lock();
        kept.uses += 1;
        let now = kept.uses;
        let slot = {
            let entry = kept.slots.entry(id.clone()).or_insert_with(|| (now, Arc::default()));
            entry.0 = now;
            Arc::clone(&entry.1)
        };
        if kept.slots.len() > self.most_kept {
            evict(&mut kept.slots);
        }
        slot
    }

    /// A base in memory, read at its first use.
    pub(super) async fn base(&self, services: &Services, id: &BaseId) -> Outcome<World> {
        if let Some(world) = self.kept_base(id) {
            return Ok(world);
        }
        let _reading = self.reading.lock().await;
        if let Some(world) = self.kept_base(id) {
            return Ok(world);
        }
        let world = base::load(services, id).await?;
        self.lock().bases.insert(id.clone(), world.clone());
        Ok(world)
    }

    fn kept_base(&self, id: &BaseId) -> Option<World> {
        self.lock().bases.get(id).cloned()
    }

    pub(super) fn has_base(&self, id: &BaseId) -> bool {
        self.lock().bases.contains_key(id)
    }

    pub(super) fn base_choice(&self) -> BaseChoice {
        self.lock().choice
    }

    pub(super) fn choose_base(&self, choice: BaseChoice) {
        self.lock().choice = choice;
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn loaded(&self) -> usize {
        self.lock().slots.len()
    }
}

/// Lets the idle half go: the tenth that was used least recently would do, but then every request would sort.
fn evict(slots: &mut HashMap<SandboxId, (u64, Arc<Slot>)>) {
    let mut used: Vec<u64> = slots.values().map(|(at, _)| *at).collect();
    used.sort_unstable();
    let middle = used.get(used.len() / 2).copied().unwrap_or(0);
    // A slot that somebody holds is in use, whenever it was asked for: dropping it would split the sandbox in two.
    slots.retain(|_, (at, slot)| *at >= middle || Arc::strong_count(slot) > 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_idle_half_goes_and_what_is_in_use_stays() {
        let mut slots: HashMap<SandboxId, (u64, Arc<Slot>)> = HashMap::new();
        for at in 0..10_u64 {
            slots.insert(SandboxId::parse(format!("S{at}")).unwrap(), (at, Arc::default()));
        }
        let held = Arc::clone(&slots[&SandboxId::parse("S0").unwrap()].1);
        evict(&mut slots);
        let mut left: Vec<_> = slots.keys().map(ToString::to_string).collect();
        left.sort();
        assert_eq!(left, ["S0", "S5", "S6", "S7", "S8", "S9"]);
        drop(held);
    }
}
