//! Who listens to which shared sandbox, and how far its journal is known to go.
//!
//! What happened is always read from the journal; what is kept here is only the place of its end, as a sign that there is
//! something to read. So nothing that is told can be lost, doubled or out of order, whichever server wrote it.

use super::cache::Sandboxes;
use crate::{Outcome, Services};
use abhyas_core::{PersonId, SandboxId};
use abhyas_store::cohorts;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How many pages of one person are told at once, on one server. Browsers open six connections to a site at most.
const MOST_OF_A_PERSON: usize = 6;
/// How often the ends of the journals are asked for, for what other servers wrote.
const POLL: Duration = Duration::from_secs(2);

/// A place in the journal of a sandbox. Later lives are further than earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which life.
    pub epoch: i64,
    /// Which entry; 0 before the first.
    pub seq: i64,
}

#[derive(Debug, Default)]
struct Listened {
    /// How many listen to a sandbox, and where its journal ends.
    ends: HashMap<SandboxId, (usize, watch::Sender<Place>)>,
    people: HashMap<PersonId, usize>,
    polled: bool,
}

/// Everybody who listens on this server.
#[derive(Debug, Default)]
pub(super) struct Hub(Mutex<Listened>);

/// One who listens; stops with the value.
#[derive(Debug)]
pub(super) struct Ear {
    sandboxes: Arc<Sandboxes>,
    sandbox: SandboxId,
    person: PersonId,
    /// The end of the journal.
    pub end: watch::Receiver<Place>,
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, Listened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a journal goes at least so far. Costs nothing where nobody listens.
    pub(super) fn tell(&self, sandbox: &SandboxId, place: Place) {
        if let Some((_, end)) = self.lock().ends.get(sandbox) {
            end.send_if_modified(|known| {
                let further = place > *known;
                *known = place.max(*known);
                further
            });
        }
    }

    /// The sandboxes that are listened to.
    fn sandboxes(&self) -> Vec<SandboxId> {
        self.lock().ends.keys().cloned().collect()
    }

    /// Whether nobody listens any more; then the next one who does starts the poll anew.
    fn is_over(&self) -> bool {
        let mut listened = self.lock();
        listened.polled = !listened.ends.is_empty();
        !listened.polled
    }

    #[cfg(test)]
    pub(super) fn listeners(&self) -> (usize, usize) {
        let listened = self.lock();
        (listened.ends.len(), listened.people.len())
    }
}

/// Begins to listen to a sandbox whose journal is known up to `at`; `None` when the person listens often enough already.
pub(super) fn listen(services: &Services, sandbox: &SandboxId, person: &PersonId, at: Place) -> Option<Ear> {
    let sandboxes = services.part::<Sandboxes>();
    let mut listened = sandboxes.hub.lock();
    let own = listened.people.entry(person.clone()).or_insert(0);
    if *own >= MOST_OF_A_PERSON {
        return None;
    }
    *own += 1;
    let (many, sender) = listened.ends.entry(sandbox.clone()).or_insert_with(|| (0, watch::channel(at).0));
    *many += 1;
    let end = sender.subscribe();
    let first = !std::mem::replace(&mut listened.polled, true);
    drop(listened);
    if first {
        tokio::spawn(poll(services.clone()));
    }
    Some(Ear { sandboxes, sandbox: sandbox.clone(), person: person.clone(), end })
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut listened = self.sandboxes.hub.lock();
        if let Entry::Occupied(mut entry) = listened.ends.entry(self.sandbox.clone()) {
            entry.get_mut().0 = entry.get().0.saturating_sub(1);
            if entry.get().0 == 0 {
                entry.remove();
            }
        }
        if let Entry::Occupied(mut entry) = listened.people.entry(self.person.clone()) {
            *entry.get_mut() = entry.get().saturating_sub(1);
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}

/// Looks for what other servers wrote, as long as somebody listens.
async fn poll(services: Services) {
    let sandboxes = services.part::<Sandboxes>();
    loop {
        tokio::time::sleep(POLL).await;
        if sandboxes.hub.is_over() {
            return;
        }
        if let Err(error) = poll_once(&services).await {
            tracing::warn!(%error, "the ends of the shared journals could not be read");
        }
    }
}

/// Asks once for the ends of all journals that are listened to, with one statement.
pub(super) async fn poll_once(services: &Services) -> Outcome<()> {
    let hub = &services.part::<Sandboxes>().hub;
    for (sandbox, epoch, seq) in cohorts::ends(services.db(), &hub.sandboxes()).await? {
        hub.tell(&sandbox, Place { epoch, seq });
    }
    Ok(())
}
