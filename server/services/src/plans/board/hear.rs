//! Who has which draft's board open, and how far its log is known to go: what others change is told as it happens.
//!
//! What happened is always read from the log; what is kept here is only its end, as a sign that there is something to read. So
//! nothing that is told can be lost, doubled or out of order, whichever server wrote it.

use super::live::live;
use super::show::{Told, drafted};
use crate::parts::Part;
use crate::{Actor, Outcome, ServiceError, Services, access};
use abhyas_core::{PersonId, PlanId};
use abhyas_store::plan_edits::last_edit;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How many boards of one person are told at once, on one server. Browsers open six connections to a site at most.
const MOST_OF_A_PERSON: usize = 6;
/// How often the ends of the logs are asked for, for what other servers wrote.
const POLL: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
struct Listened {
    /// How many listen to a draft, and where its log ends.
    ends: HashMap<PlanId, (usize, watch::Sender<i64>)>,
    people: HashMap<PersonId, usize>,
    polled: bool,
}

/// Everybody who listens on this server.
#[derive(Debug, Default)]
pub(super) struct Ears(Mutex<Listened>);

impl Part for Ears {
    fn make(_: &Services) -> Self {
        Self::default()
    }
}

impl Ears {
    fn lock(&self) -> MutexGuard<'_, Listened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a log goes at least so far. Costs nothing where nobody listens.
    pub(super) fn tell(&self, plan: &PlanId, seq: i64) {
        if let Some((_, end)) = self.lock().ends.get(plan) {
            end.send_if_modified(|known| {
                let further = seq > *known;
                *known = seq.max(*known);
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
}

/// One who listens; stops with the value.
#[derive(Debug)]
struct Ear {
    ears: Arc<Ears>,
    plan: PlanId,
    person: PersonId,
    end: watch::Receiver<i64>,
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut listened = self.ears.lock();
        if let Entry::Occupied(mut entry) = listened.ends.entry(self.plan.clone()) {
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

/// `None` when the person listens often enough already.
fn listen(sv: &Services, plan: &PlanId, person: &PersonId, at: i64) -> Option<Ear> {
    let ears = sv.part::<Ears>();
    let mut listened = ears.lock();
    let own = listened.people.entry(person.clone()).or_insert(0);
    if *own >= MOST_OF_A_PERSON {
        return None;
    }
    *own += 1;
    let (many, sender) = listened.ends.entry(plan.clone()).or_insert_with(|| (0, watch::channel(at).0));
    *many += 1;
    let end = sender.subscribe();
    let first = !std::mem::replace(&mut listened.polled, true);
    drop(listened);
    if first {
        tokio::spawn(poll(sv.clone()));
    }
    Some(Ear { ears, plan: plan.clone(), person: person.clone(), end })
}

/// Looks for what other servers wrote, as long as somebody listens.
async fn poll(sv: Services) {
    let ears = sv.part::<Ears>();
    loop {
        tokio::time::sleep(POLL).await;
        if ears.is_over() {
            return;
        }
        let plans: Vec<PlanId> = ears.lock().ends.keys().cloned().collect();
        for plan in plans {
            match last_edit(sv.db(), &plan).await {
                Ok(seq) => ears.tell(&plan, seq),
                Err(error) => tracing::warn!(%error, "the end of a draft's log could not be read"),
            }
        }
    }
}

/// One who is told what the others change in a draft, as it happens.
#[derive(Debug)]
pub struct Listener {
    services: Services,
    actor: Actor,
    plan: PlanId,
    ear: Ear,
    at: i64,
    waiting: VecDeque<Told>,
}

impl Listener {
    /// Begins to listen to a draft, from an entry of its log on. `None` when the person listens on as many pages as one may.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such plan, or not for this person.
    pub async fn begin(sv: &Services, actor: &Actor, plan: &PlanId, from: i64) -> Outcome<Option<Self>> {
        drafted(sv, actor, plan).await?;
        let end = last_edit(sv.db(), plan).await?;
        let Some(ear) = listen(sv, plan, &actor.person, end) else { return Ok(None) };
        let (services, actor, plan) = (sv.clone(), actor.clone(), plan.clone());
        // An entry that was never made is the end.
        Ok(Some(Self { services, actor, plan, ear, at: from.clamp(0, end), waiting: VecDeque::new() }))
    }

    /// What was changed next by somebody else; waits for it. `None`: the draft is not there for the person any more.
    ///
    /// # Errors
    /// [`ServiceError`] when the log can not be read.
    pub async fn next(&mut self) -> Outcome<Option<Told>> {
        loop {
            if let Some(told) = self.waiting.pop_front() {
                return Ok(Some(told));
            }
            // A listener that came later may know of more than those before.
            let end = *self.ear.end.borrow_and_update();
            if end > self.at {
                self.read_on().await?;
            } else if self.ear.end.changed().await.is_err() {
                return Ok(None);
            }
        }
    }

    /// Whether the person may still listen.
    ///
    /// # Errors
    /// [`ServiceError`] when that can not be read.
    pub async fn still_may(&self) -> Outcome<bool> {
        let Some(actor) = access::actor_of(&self.services, &self.actor.person).await? else { return Ok(false) };
        match drafted(&self.services, &actor, &self.plan).await {
            Ok(_) => Ok(true),
            Err(ServiceError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Reads what stands behind the last entry. May be dropped half-way: then it is read again.
    async fn read_on(&mut self) -> Outcome<()> {
        let live = live(&self.services, &self.plan).await?;
        let speaker = live.speaker(self.actor.language);
        let (at, me) = (self.at, self.actor.person.as_str());
        let theirs = live.entries.iter().filter(|e| e.seq > at && e.by != me);
        self.waiting = theirs.map(|entry| Told::of(&speaker, entry)).collect();
        // What was said to be there is there: the sign is given after the commit.
        self.at = live.seq;
        Ok(())
    }
}
