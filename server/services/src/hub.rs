//! Who listens to which log on this server, and how far each log is known to go: shared hospitals, drafts on the board.
//!
//! What happened is always read from the log; what is kept here is only the place of its end, as a sign that there is
//! something to read. So nothing that is told can be lost, doubled or out of order, whichever server wrote it.

use crate::parts::Part;
use crate::{Outcome, Services};
use abhyas_core::PersonId;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How many pages of one person are told of one kind of log at once, on one server. Browsers open six connections to a site
/// at most.
const MOST_OF_A_PERSON: usize = 6;
/// How often the ends of the logs are asked for, for what other servers wrote.
const POLL: Duration = Duration::from_secs(2);

/// A kind of log that people listen to.
pub(crate) trait Log: Debug + Send + Sync + 'static {
    /// Which log.
    type Key: Clone + Eq + Hash + Debug + Send + Sync + 'static;
    /// A place in it; what comes later is greater.
    type Place: Copy + Ord + Debug + Send + Sync + 'static;

    /// Where some logs end, as they are kept.
    fn ends(sv: &Services, keys: Vec<Self::Key>)
    -> impl Future<Output = Outcome<Vec<(Self::Key, Self::Place)>>> + Send;
}

#[derive(Debug)]
struct Listened<L: Log> {
    /// How many listen to a log, and where it ends.
    ends: HashMap<L::Key, (usize, watch::Sender<L::Place>)>,
    people: HashMap<PersonId, usize>,
    polled: bool,
}

/// Everybody who listens to a kind of log on this server.
#[derive(Debug)]
pub(crate) struct Hub<L: Log>(Mutex<Listened<L>>);

impl<L: Log> Part for Hub<L> {
    fn make(_: &Services) -> Self {
        Self(Mutex::new(Listened { ends: HashMap::new(), people: HashMap::new(), polled: false }))
    }
}

impl<L: Log> Hub<L> {
    fn lock(&self) -> MutexGuard<'_, Listened<L>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a log goes at least so far. Costs nothing where nobody listens.
    pub(crate) fn tell(&self, key: &L::Key, place: L::Place) {
        if let Some((_, end)) = self.lock().ends.get(key) {
            end.send_if_modified(|known| {
                let further = place > *known;
                *known = place.max(*known);
                further
            });
        }
    }

    /// Whether nobody listens any more; then the next one who does starts the poll anew.
    fn is_over(&self) -> bool {
        let mut listened = self.lock();
        listened.polled = !listened.ends.is_empty();
        !listened.polled
    }

    /// How many logs are listened to, and by how many people.
    #[cfg(test)]
    pub(crate) fn listeners(&self) -> (usize, usize) {
        let listened = self.lock();
        (listened.ends.len(), listened.people.len())
    }
}

/// One who listens; stops with the value.
#[derive(Debug)]
pub(crate) struct Ear<L: Log> {
    hub: Arc<Hub<L>>,
    key: L::Key,
    person: PersonId,
    end: watch::Receiver<L::Place>,
}

impl<L: Log> Ear<L> {
    /// Where the log ends, as soon as that is behind a place; `None` when nothing can come any more.
    pub(crate) async fn behind(&mut self, at: L::Place) -> Option<L::Place> {
        loop {
            // A listener that came later may know of more than those before.
            let end = *self.end.borrow_and_update();
            if end > at {
                return Some(end);
            }
            self.end.changed().await.ok()?;
        }
    }
}

impl<L: Log> Drop for Ear<L> {
    fn drop(&mut self) {
        let mut listened = self.hub.lock();
        if let Entry::Occupied(mut entry) = listened.ends.entry(self.key.clone()) {
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

/// Begins to listen to a log that is known to go to `at`; `None` when the person listens often enough already.
pub(crate) fn listen<L: Log>(sv: &Services, key: &L::Key, person: &PersonId, at: L::Place) -> Option<Ear<L>> {
    let hub = sv.part::<Hub<L>>();
    let mut listened = hub.lock();
    let own = listened.people.entry(person.clone()).or_insert(0);
    if *own >= MOST_OF_A_PERSON {
        return None;
    }
    *own += 1;
    let (many, sender) = listened.ends.entry(key.clone()).or_insert_with(|| (0, watch::channel(at).0));
    *many += 1;
    let end = sender.subscribe();
    let first = !std::mem::replace(&mut listened.polled, true);
    drop(listened);
    if first {
        tokio::spawn(poll::<L>(sv.clone()));
    }
    Some(Ear { hub, key: key.clone(), person: person.clone(), end })
}

/// Looks for what other servers wrote, as long as somebody listens.
async fn poll<L: Log>(sv: Services) {
    let hub = sv.part::<Hub<L>>();
    loop {
        tokio::time::sleep(POLL).await;
        if hub.is_over() {
            return;
        }
        if let Err(error) = poll_once::<L>(&sv).await {
            tracing::warn!(%error, "the ends of the logs that are listened to could not be read");
        }
    }
}

/// Asks once for the ends of all logs of a kind that are listened to.
pub(crate) async fn poll_once<L: Log>(sv: &Services) -> Outcome<()> {
    let hub = sv.part::<Hub<L>>();
    let keys: Vec<L::Key> = hub.lock().ends.keys().cloned().collect();
    for (key, place) in L::ends(sv, keys).await? {
        hub.tell(&key, place);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::services;

    /// A log whose end, as other servers wrote it, is its own name.
    #[derive(Debug)]
    struct Named;

    impl Log for Named {
        type Key = i64;
        type Place = i64;

        async fn ends(_: &Services, keys: Vec<i64>) -> Outcome<Vec<(i64, i64)>> {
            Ok(keys.into_iter().map(|key| (key, key)).collect())
        }
    }

    fn person(id: &str) -> PersonId {
        PersonId::parse(id).unwrap()
    }

    #[tokio::test]
    async fn a_sign_is_given_once_never_backwards_and_a_person_has_six_ears() {
        let sv = services(abhyas_store::testing::sqlite().await).await;
        let hub = sv.part::<Hub<Named>>();
        let mut ear = listen::<Named>(&sv, &7, &person("asha"), 2).unwrap();
        assert_eq!(ear.behind(1).await, Some(2), "what was known at the beginning");
        for (place, expected) in [(4, 4), (3, 4), (5, 5)] {
            hub.tell(&7, place);
            assert_eq!(ear.behind(2).await, Some(expected), "told {place}");
        }
        hub.tell(&8, 9);
        poll_once::<Named>(&sv).await.unwrap();
        assert_eq!(ear.behind(5).await, Some(7), "what another server wrote, and nothing of another log");
        let more: Vec<_> = (0..7).map(|key| listen::<Named>(&sv, &key, &person("asha"), 0)).collect();
        assert_eq!(more.iter().filter(|ear| ear.is_some()).count(), 5);
        assert!(listen::<Named>(&sv, &7, &person("binod"), 0).is_some(), "the limit is a person's");
        drop((ear, more));
        assert_eq!(hub.listeners(), (0, 0));
        assert!(hub.is_over());
    }
}
