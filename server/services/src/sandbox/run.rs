//! Commands and looks in a sandbox.

use super::cache::Sandboxes;
use super::live::{Answered, Live, read};
use super::place::{Journals, Place};
use super::{Look, Sandbox, clock, codes};
use crate::hub::Hub;
use crate::{Outcome, ServiceError};
use abhyas_core::clock::instant_text;
use abhyas_core::{FacilityId, PersonId};
use abhyas_hims::engine::{SYSTEM, encode};
use abhyas_hims::{
    Act, AnyCommand, Calendar, Ctx, Executed, JournalEntry, Persona, Receipt, RecordRef, World, execute, viewed,
};
use abhyas_store::cohorts;
use abhyas_store::journal::{self, AppendError, EntryKind};
use abhyas_store::sandbox::{self as store, SandboxState};
use abhyas_store::sandbox_epochs;
use std::borrow::Cow;
use tokio::sync::MutexGuard;

/// How often a command is tried again after another server was faster. Each lost race is a command of somebody else that went
/// through, so this ends as soon as they pause; the bound is for a server that reads too slowly ever to win.
const TRIES: u32 = 100;
/// How many entries of a journal are read at once.
const PAGE: u32 = 1_000;

impl Sandbox {
    /// The hospital as it is now. Costs a clone of the world: nothing that depends on its size.
    ///
    /// # Errors
    /// A refusal when it is quarantined; [`ServiceError`] when the database fails.
    pub async fn look(&self) -> Outcome<Look> {
        let live = self.loaded().await?;
        let world = world_of(&live);
        let place = Place { epoch: self.epoch(), seq: live.as_ref().map_or(0, |live| live.seq) };
        drop(live);
        let ctx = self.ctx(&world)?;
        Ok(Look { world, ctx, place })
    }

    /// Does a command. `id` is made by the client: sent again, it is answered in the same way and happens once.
    ///
    /// # Errors
    /// The refusals of the command; [`codes::CLOSED`], [`codes::WAS_RESET`]; [`ServiceError`] when it could not be made
    /// durable: then it is unknown whether it happened, and sending it again finds out.
    pub async fn command(&self, id: &str, command: &AnyCommand) -> Outcome<Receipt> {
        let id = &*self.command_id(id);
        self.append(id, |world, seq| Ok(execute(world, &self.ctx(world)?, seq, id, command))).await
    }

    /// The id of a command in the journal. In a shared hospital whose command it is belongs to it, so that no member can be
    /// given another one's answer.
    fn command_id<'a>(&self, id: &'a str) -> Cow<'a, str> {
        if self.is_shared() { Cow::Owned(format!("{}/{id}", self.who.person)) } else { Cow::Borrowed(id) }
    }

    /// Does a command of an exercise's set-up, as the system. It must be accepted.
    pub(super) async fn set_up(&self, id: &str, command: &AnyCommand) -> Outcome<Receipt> {
        let actor = PersonId::parse(SYSTEM).map_err(|e| ServiceError::Internal(e.to_string()))?;
        let done = self.append(id, |world, seq| {
            let ctx = Ctx { actor: actor.clone(), persona: Persona::System, ..self.ctx(world)? };
            Ok(execute(world, &ctx, seq, id, command))
        });
        done.await.map_err(|error| match error {
            ServiceError::Refused(refusals) => {
                ServiceError::Internal(format!("set-up {id} of {} is refused: {refusals:?}", self.record.exercise))
            }
            other => other,
        })
    }

    /// Journals that a record was opened. `id` is fresh for each look.
    ///
    /// # Errors
    /// As [`Sandbox::command`]; in a finished sandbox, by somebody who only looks in, or on a full disk, nothing is
    /// journalled, and that is no error.
    pub async fn viewed(&self, action: &str, record: RecordRef) -> Outcome<()> {
        if !self.is_open() || !self.acts() {
            return Ok(());
        }
        let id = abhyas_core::ids::mint(self.services.real_now(), self.services.entropy());
        let looked = self.append(&id, |world, seq| {
            let entry = viewed(&self.ctx(world)?, seq, &id, action, record.clone());
            let answer = Ok(Receipt { subject: record.clone(), warnings: Vec::new() });
            Ok(Executed { entry, world: world.clone(), answer })
        });
        match looked.await {
            // A full disk refuses writes; looking goes on without a trace of it.
            Err(ServiceError::StorageFull) => {
                tracing::warn!(sandbox = %self.id(), "the disk is full: a look was not journalled");
                Ok(())
            }
            other => other.map(|_| ()),
        }
    }

    /// The journal of the present epoch, in order: what the grader reads.
    ///
    /// # Errors
    /// [`ServiceError`] when it can not be read.
    pub async fn journal(&self) -> Outcome<Vec<JournalEntry>> {
        let lineage = sandbox_epochs::lineage(self.services.db(), self.id(), self.record.epoch).await?;
        let mut entries = Vec::new();
        loop {
            let last = entries.last().map_or(0, |e: &JournalEntry| i64::try_from(e.seq).unwrap_or(i64::MAX));
            let rows = journal::after(self.services.db(), self.id(), &lineage, last, PAGE).await?;
            let page = read(&rows).map_err(|e| ServiceError::Internal(format!("journal of {}: {e}", self.id())))?;
            entries.extend(page);
            if u32::try_from(rows.len()).is_ok_and(|n| n < PAGE) {
                return Ok(entries);
            }
        }
    }

    /// Changes the role in which the one for whom this handle was made acts: in a shared hospital to another one of theirs.
    ///
    /// # Errors
    /// [`codes::NO_SUCH_PERSONA`] for one that nobody can choose; [`codes::NOT_YOUR_ROLE`]; [`codes::CLOSED`];
    /// [`codes::LOOKS_ONLY`].
    pub async fn set_persona(&mut self, persona: Persona) -> Outcome<()> {
        if persona == Persona::System {
            return Err(ServiceError::refused(codes::NO_SUCH_PERSONA));
        }
        self.must_be_open()?;
        let mut tx = self.services.db().begin().await?;
        let chosen = match self.record.owner.cohort() {
            None => store::set_persona(&mut tx, self.id(), persona.name()).await.map(|()| true)?,
            Some(cohort) => cohorts::act_in(&mut tx, cohort, &self.who.person, persona.name()).await?,
        };
        if !chosen {
            return Err(ServiceError::refused(codes::NOT_YOUR_ROLE));
        }
        tx.commit().await?;
        self.who.persona = persona;
        Ok(())
    }

    fn ctx(&self, world: &World) -> Outcome<Ctx> {
        let facility: FacilityId = match world.own_facility() {
            Some(facility) => facility.id.clone(),
            None => return Err(ServiceError::Internal(format!("base {} has no facility", self.record.base))),
        };
        let calendar = Calendar::new(self.record.origin);
        let outside = calendar.moment(self.services.now());
        let now = world.moment(clock::inside(outside, self.record.ahead_seconds));
        Ok(Ctx { actor: self.who.person.clone(), persona: self.persona(), facility, now, calendar })
    }

    fn must_be_open(&self) -> Outcome<()> {
        if !self.acts() {
            return Err(ServiceError::refused(codes::LOOKS_ONLY));
        }
        match self.record.state {
            SandboxState::Open => Ok(()),
            SandboxState::Closed => Err(ServiceError::refused(codes::CLOSED)),
            SandboxState::Quarantined => Err(ServiceError::refused(codes::QUARANTINED)),
        }
    }

    /// The sandbox in memory, in the epoch of this handle; loaded where it is not.
    async fn loaded(&self) -> Outcome<MutexGuard<'_, Option<Live>>> {
        if self.is_quarantined() {
            return Err(ServiceError::refused(codes::QUARANTINED));
        }
        let mut slot = self.slot.lock().await;
        match &mut *slot {
            Some(live) if live.epoch() == self.record.epoch => {}
            Some(live) if live.epoch() > self.record.epoch => return Err(ServiceError::refused(codes::WAS_RESET)),
            _ => {
                let sandboxes = self.services.part::<Sandboxes>();
                *slot = Some(Live::load(&self.services, &sandboxes, &self.record).await?);
            }
        }
        // Those who share it may be on several servers: each sees what the others wrote by now.
        if let Some(live) = slot.as_mut().filter(|_| self.is_shared()) {
            live.catch_up(&self.services, &self.record).await?;
        }
        Ok(slot)
    }

    /// Journals what `act` makes of the world, then takes its world. Holds the sandbox's lock throughout, which keeps the
    /// order of its commands.
    async fn append(&self, id: &str, act: impl Fn(&World, u64) -> Outcome<Executed> + Send + Sync) -> Outcome<Receipt> {
        self.must_be_open()?;
        let mut slot = self.loaded().await?;
        for _ in 0..TRIES {
            let Some(live) = slot.as_mut() else { return Err(ServiceError::Busy { retry_after_seconds: 1 }) };
            if let Some(answered) = live.answered.get(id) {
                return answered.again();
            }
            let seq = live.seq + 1;
            let executed = act(&live.world, u64::try_from(seq).unwrap_or(0))?;
            match self.write(&executed.entry, live.epoch()).await {
                Ok(()) => {
                    self.tell(Place { epoch: live.epoch(), seq });
                    return taken(live, seq, id, executed);
                }
                // Somebody else wrote meanwhile, or this very command did in a request that was given up.
                Err(AppendError::LostRace | AppendError::Duplicate(_)) => self.catch_up(&mut slot).await?,
                Err(AppendError::Store(error)) => {
                    // It is unknown whether it was written: what is in memory can no longer be trusted.
                    *slot = None;
                    return Err(error.into());
                }
            }
        }
        Err(ServiceError::Busy { retry_after_seconds: 1 })
    }

    /// Lets those who share the hospital know that its journal goes on.
    pub(super) fn tell(&self, place: Place) {
        if self.is_shared() {
            self.services.part::<Hub<Journals>>().tell(self.id(), place);
        }
    }

    /// The place of the last entry of the present life.
    pub(super) async fn last_seq(&self) -> Outcome<i64> {
        Ok(self.loaded().await?.as_ref().map_or(0, |live| live.seq))
    }

    async fn write(&self, entry: &JournalEntry, epoch: i64) -> Result<(), AppendError> {
        let corrupt = |e: abhyas_hims::ReplayError| abhyas_store::StoreError::Corrupt(e.to_string());
        let row = journal::JournalEntry {
            epoch,
            seq: i64::try_from(entry.seq).unwrap_or(i64::MAX),
            at: instant_text(self.services.now()),
            actor: entry.actor.as_str().to_owned(),
            persona: entry.persona.name().to_owned(),
            module: entry.module.clone(),
            action: entry.action.clone(),
            kind: match entry.act {
                Act::Done { .. } => EntryKind::Done,
                Act::Refused { .. } => EntryKind::Refused,
                Act::Viewed { .. } => EntryKind::Viewed,
            },
            command: entry.command.clone(),
            payload: encode(entry).map_err(corrupt)?,
        };
        self.services.part::<Sandboxes>().writer.append(self.id(), row).await
    }

    /// Reads what others wrote. A sandbox that was reset or closed meanwhile takes no command that was meant for before.
    async fn catch_up(&self, slot: &mut MutexGuard<'_, Option<Live>>) -> Outcome<()> {
        let record = store::by_id(self.services.db(), self.id()).await?.ok_or(ServiceError::NotFound)?;
        if record.epoch != self.record.epoch {
            **slot = None;
            return Err(ServiceError::refused(codes::WAS_RESET));
        }
        if record.state == SandboxState::Closed {
            return Err(ServiceError::refused(codes::CLOSED));
        }
        if let Some(live) = slot.as_mut() {
            live.catch_up(&self.services, &record).await?;
        }
        Ok(())
    }
}

/// Takes the world of an act that is durable, and remembers its answer.
fn taken(live: &mut Live, seq: i64, id: &str, executed: Executed) -> Outcome<Receipt> {
    live.seq = seq;
    live.world = executed.world;
    if !matches!(executed.entry.act, Act::Viewed { .. }) {
        let answered = match &executed.answer {
            Ok(receipt) => Answered::Done(receipt.clone()),
            Err(refusals) => Answered::Refused(refusals.clone()),
        };
        live.answered.insert(id.to_owned(), answered);
    }
    executed.answer.map_err(ServiceError::Refused)
}

fn world_of(slot: &Option<Live>) -> World {
    slot.as_ref().map(|live| live.world.clone()).unwrap_or_default()
}
