//! Who listens to a draft, and is told what others change in it as it happens.

use super::live::live;
use super::show::{Told, drafted};
use crate::hub::{Ear, Log, listen};
use crate::{Actor, Outcome, ServiceError, Services, access};
use abhyas_core::PlanId;
use abhyas_store::plan_edits::last_edit;
use std::collections::VecDeque;

/// The logs of drafts: a place is an entry's number.
#[derive(Debug)]
pub(super) struct Edits;

impl Log for Edits {
    type Key = PlanId;
    type Place = i64;

    async fn ends(sv: &Services, plans: Vec<PlanId>) -> Outcome<Vec<(PlanId, i64)>> {
        let mut ends = Vec::with_capacity(plans.len());
        for plan in plans {
            let seq = last_edit(sv.db(), &plan).await?;
            ends.push((plan, seq));
        }
        Ok(ends)
    }
}

/// One who is told what the others change in a draft, as it happens.
#[derive(Debug)]
pub struct Listener {
    services: Services,
    actor: Actor,
    plan: PlanId,
    ear: Ear<Edits>,
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
            if self.ear.behind(self.at).await.is_none() {
                return Ok(None);
            }
            self.read_on().await?;
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
