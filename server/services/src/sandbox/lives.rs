//! The lives of a sandbox: start over, take that back, go back to a step, copy one's state to a trainee.
//!
//! Each begins a new epoch in one transaction with its audit row; no journal is shortened or changed, so that each of them
//! can be taken back in turn. The command under way is waited for, and the next one finds the new life.

use super::base::ensure_base;
use super::cache::Sandboxes;
use super::live::Live;
use super::open::{fresh, practice_id};
use super::place::Place;
use super::{Sandbox, clock, codes};
use crate::{Actor, Outcome, ServiceError, Subject, audit, once};
use abhyas_core::clock::date_in_india;
use abhyas_core::{OnceKey, Permission, PersonId};
use abhyas_hims::{Calendar, Persona};
use abhyas_store::journal;
use abhyas_store::sandbox::{self as store, Owner};
use abhyas_store::sandbox_epochs::{self as epochs, Beginning, How, Life, Lineage};
use serde_json::json;

/// A life that is ready to begin, and the hospital as it will be then.
struct Prepared {
    beginning: Beginning,
    live: Live,
}

impl Sandbox {
    /// Starts the hospital over, on the newest base and dated from today. The same form sent twice starts it over once.
    ///
    /// # Errors
    /// [`codes::OF_AN_EXERCISE`]: an exercise is tried again instead; [`codes::WAS_RESET`] when another request was faster.
    pub async fn reset(&self, actor: &Actor, key: &OnceKey) -> Outcome<()> {
        self.must_lead(actor)?;
        let base = ensure_base(&self.services).await?;
        let world = self.services.part::<Sandboxes>().base(&self.services, &base).await?;
        let origin = date_in_india(self.services.now());
        let beginning = Beginning {
            how: How::Reset,
            from: None,
            copied: 0,
            base,
            origin,
            ahead_seconds: clock::ahead_at_opening(Calendar::new(origin), self.services.now()),
            at: self.services.real_now(),
            by: Some(actor.person.clone()),
        };
        let live = Live::fresh(world, Lineage::alone(self.record.epoch + 1));
        let mut slot = self.slot.lock().await;
        self.begin(&mut slot, actor, key, "sandbox.reset", Ok(Prepared { beginning, live })).await
    }

    /// Takes back how this life began: the hospital is again as it was before the last start-over, return or copy. Doing so
    /// twice takes the taking back back.
    ///
    /// # Errors
    /// [`codes::NOTHING_TO_UNDO`]; [`codes::QUARANTINED`] when the earlier journal can not be replayed; as [`Sandbox::reset`].
    pub async fn undo(&self, actor: &Actor, key: &OnceKey) -> Outcome<()> {
        self.must_lead(actor)?;
        let mut slot = self.slot.lock().await;
        let prepared = self.earlier_life(actor).await;
        self.begin(&mut slot, actor, key, "sandbox.undo", prepared).await
    }

    /// Goes back to how the hospital was after a step of its journal (0: as it was opened).
    ///
    /// # Errors
    /// [`codes::NO_SUCH_STEP`] when the journal is not longer than that; as [`Sandbox::reset`].
    pub async fn rewind(&self, actor: &Actor, key: &OnceKey, step: u64) -> Outcome<()> {
        self.must_lead(actor)?;
        let mut slot = self.slot.lock().await;
        let prepared = self.earlier_step(actor, step).await;
        self.begin(&mut slot, actor, key, "sandbox.rewind", prepared).await
    }

    /// Copies the state of this hospital into a trainee's own, which can take that back.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such person for the actor; [`codes::COPY_TO_ONESELF`];
    /// [`codes::WAS_RESET`] when the trainee was faster: then it can be sent again.
    pub async fn copy_to(&self, actor: &Actor, person: &PersonId, key: &OnceKey) -> Outcome<()> {
        self.must_lead(actor)?;
        if *self.owner() == Owner::Person(person.clone()) {
            return Err(ServiceError::refused(codes::COPY_TO_ONESELF));
        }
        let db = self.services.db();
        let account = abhyas_store::access::account(db, person).await?.ok_or(ServiceError::NotFound)?;
        let subject = Subject::Person { person, district: account.district.as_ref() };
        actor.require(Permission::PrepareHospitals, subject)?;
        let id = practice_id(person)?;
        let new = match store::by_id(db, &id).await? {
            Some(_) => None,
            None => {
                Some(fresh(&self.services, Owner::Person(person.clone()), id.clone(), "", Persona::Clerk, 0).await?)
            }
        };
        let target = self.services.part::<Sandboxes>().slot(&id);
        let mut slot = target.lock().await;
        let epoch = store::by_id(db, &id).await?.map_or(0, |record| record.epoch);
        let source = epochs::lineage(db, self.id(), self.record.epoch).await?;
        let copied = journal::last_seq(db, self.id(), &source).await?;
        let beginning = Beginning {
            how: How::Copied,
            from: None,
            copied,
            base: self.record.base.clone(),
            origin: self.record.origin,
            ahead_seconds: self.record.ahead_seconds,
            at: self.services.real_now(),
            by: Some(actor.person.clone()),
        };
        let mut tx = db.begin().await?;
        if once::begin(&mut tx, &self.services, actor, key, "sandbox.copy").await?.is_some() {
            return Ok(());
        }
        if let Some(new) = &new {
            store::insert(&mut tx, new).await?;
        }
        if !epochs::begin(&mut tx, &id, epoch, &beginning).await? {
            return Err(ServiceError::refused(codes::WAS_RESET));
        }
        epochs::copy(&mut tx, (self.id(), &source, copied), (&id, epoch + 1)).await?;
        let detail = json!({ "from": self.id(), "entries": copied, "epoch": epoch + 1 });
        let subject = ("sandbox", id.as_str());
        audit::record(&mut tx, &self.services, actor, "sandbox.copy", subject, account.district.as_ref(), detail)
            .await?;
        once::finish(&mut tx, key, "").await?;
        // Whatever comes of the commit, what is in memory is not it.
        *slot = None;
        tx.commit().await?;
        Ok(())
    }

    /// Of one's own hospital one begins the lives oneself; of a shared one who leads the cohort does.
    fn must_lead(&self, actor: &Actor) -> Outcome<()> {
        if actor.person != self.who.person {
            return Err(ServiceError::NotFound);
        }
        if !self.leads() {
            let refusal = if self.is_shared() { codes::NOT_LEADING } else { codes::LOOKS_ONLY };
            return Err(ServiceError::refused(refusal));
        }
        if self.exercise().is_some() {
            return Err(ServiceError::refused(codes::OF_AN_EXERCISE));
        }
        Ok(())
    }

    /// The life before the present one, as it was when it was left.
    async fn earlier_life(&self, actor: &Actor) -> Outcome<Prepared> {
        let lives = epochs::lives(self.services.db(), self.id()).await?;
        let earlier = lives.iter().find(|life| life.epoch == self.record.epoch - 1);
        let Some(Life { epoch, beginning }) = earlier else {
            return Err(ServiceError::refused(codes::NOTHING_TO_UNDO));
        };
        let lineage = Lineage::of(&lives, *epoch);
        let last = journal::last_seq(self.services.db(), self.id(), &lineage).await?;
        let next = Beginning { how: How::Undone, by: Some(actor.person.clone()), ..beginning.clone() };
        self.branch(next, &lineage, last).await
    }

    async fn earlier_step(&self, actor: &Actor, step: u64) -> Outcome<Prepared> {
        let db = self.services.db();
        let lineage = epochs::lineage(db, self.id(), self.record.epoch).await?;
        let last = journal::last_seq(db, self.id(), &lineage).await?;
        let step = i64::try_from(step).ok().filter(|step| *step < last);
        let step = step.ok_or_else(|| ServiceError::refused(codes::NO_SUCH_STEP))?;
        let next = Beginning {
            how: How::Rewound,
            from: None,
            copied: 0,
            base: self.record.base.clone(),
            origin: self.record.origin,
            ahead_seconds: self.record.ahead_seconds,
            at: self.services.real_now(),
            by: Some(actor.person.clone()),
        };
        self.branch(next, &lineage, step).await
    }

    /// A next life that begins with the entries of a lineage up to `seq`. They are replayed first: what can not be is no
    /// state to go back to.
    async fn branch(&self, next: Beginning, lineage: &Lineage, seq: i64) -> Outcome<Prepared> {
        let from = Some((lineage.epoch(), seq));
        let beginning = Beginning { from, copied: 0, at: self.services.real_now(), ..next };
        let world = self.services.part::<Sandboxes>().base(&self.services, &beginning.base).await?;
        let mut live = Live::fresh(world, lineage.branch(seq, self.record.epoch + 1));
        match live.read_on(&self.services, self.id(), seq).await? {
            Ok(()) if live.seq == seq => Ok(Prepared { beginning, live }),
            _ => Err(ServiceError::refused(codes::QUARANTINED)),
        }
    }

    /// Begins the next life. A form that was sent before is answered as it was then, whatever could be prepared now.
    async fn begin(
        &self,
        slot: &mut Option<Live>,
        actor: &Actor,
        key: &OnceKey,
        action: &'static str,
        prepared: Outcome<Prepared>,
    ) -> Outcome<()> {
        let mut tx = self.services.db().begin().await?;
        if once::begin(&mut tx, &self.services, actor, key, action).await?.is_some() {
            return Ok(());
        }
        let Prepared { beginning, live } = prepared?;
        if !epochs::begin(&mut tx, self.id(), self.record.epoch, &beginning).await? {
            return Err(ServiceError::refused(codes::WAS_RESET));
        }
        let detail = json!({ "epoch": self.record.epoch + 1, "from": beginning.from });
        let subject = ("sandbox", self.id().as_str());
        audit::record(&mut tx, &self.services, actor, action, subject, actor.district.as_ref(), detail).await?;
        once::finish(&mut tx, key, "").await?;
        // Until the commit is known to have happened, nothing in memory is.
        *slot = None;
        tx.commit().await?;
        self.tell(Place { epoch: live.epoch(), seq: live.seq });
        *slot = Some(live);
        Ok(())
    }
}
