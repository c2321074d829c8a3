//! What the others did in a shared hospital: told as it happens, and as a list.

use super::live::read;
use super::place::{Journals, Place};
use super::{Sandbox, of_id};
use crate::hub::{Ear, listen};
use crate::{Actor, Outcome, ServiceError, Services};
use abhyas_core::{PersonId, SandboxId};
use abhyas_hims::{Act, JournalEntry, Moment, Persona, RecordRef, World};
use abhyas_store::journal;
use abhyas_store::sandbox_epochs::{self as epochs, How, Life, Lineage};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, VecDeque};

/// How many entries are read at once.
const PAGE: u32 = 200;
/// What is done all the time and changes nothing that others work with.
const UNTOLD: [&str; 1] = ["m01.search"];

/// Something that somebody did in a shared hospital.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// Where it stands in the journal.
    pub place: Place,
    /// Who did it.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they did.
    pub what: What,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A command was accepted.
    Done {
        /// When, on the hospital's clock.
        at: Moment,
        /// In which role.
        persona: Persona,
        /// Which command.
        action: String,
        /// The record it made or changed.
        subject: RecordRef,
    },
    /// The hospital began anew, went back to a step or took that back.
    Begun {
        /// When, by the server's clock.
        at: DateTime<Utc>,
        /// How.
        how: How,
    },
}

impl Sandbox {
    /// Where the journal ends now.
    ///
    /// # Errors
    /// As [`Sandbox::look`].
    pub async fn place(&self) -> Outcome<Place> {
        let seq = self.last_seq().await?;
        Ok(Place { epoch: self.epoch(), seq })
    }

    /// The last things that were done in this hospital by others than the one for whom this handle was made, the newest
    /// first; how the present life began belongs to it.
    ///
    /// # Errors
    /// [`ServiceError`] when the journal can not be read.
    pub async fn news(&self, most: usize) -> Outcome<Vec<News>> {
        let lives = self.lives().await?;
        let lineage = Lineage::of(&lives, self.epoch());
        let from = self.last_seq().await?.saturating_sub(PAGE.into()).max(lineage.before());
        let entries = page(&self.services, self.id(), &lineage, from).await?;
        let mut names = Names::default();
        let mut told = VecDeque::new();
        if let Some(life) = lives.iter().find(|life| life.epoch == self.epoch()) {
            told.extend(names.begun(&self.services, life, lineage.before()).await?);
        }
        for entry in entries {
            told.extend(names.done(&self.services, self.epoch(), entry).await?);
        }
        Ok(told.into_iter().rev().filter(|news| news.person != self.who.person).take(most).collect())
    }

    /// Who began the present life and how; `None` for a first one.
    ///
    /// # Errors
    /// [`ServiceError`] when that can not be read.
    pub async fn begun(&self) -> Outcome<Option<News>> {
        let lives = self.lives().await?;
        let before = Lineage::of(&lives, self.epoch()).before();
        match lives.iter().find(|life| life.epoch == self.epoch()) {
            Some(life) => Names::default().begun(&self.services, life, before).await,
            None => Ok(None),
        }
    }

    /// The names of the people who act in some entries, by their ids.
    ///
    /// # Errors
    /// [`ServiceError`] when they can not be read.
    pub async fn names(&self, entries: &[&JournalEntry]) -> Outcome<BTreeMap<PersonId, String>> {
        let mut names = Names::default();
        for entry in entries {
            names.of(&self.services, &entry.actor).await?;
        }
        Ok(names.0)
    }
}

/// The names of people, each asked for once.
#[derive(Debug, Default)]
struct Names(BTreeMap<PersonId, String>);

impl Names {
    async fn of(&mut self, services: &Services, person: &PersonId) -> Outcome<String> {
        if let Some(name) = self.0.get(person) {
            return Ok(name.clone());
        }
        let account = abhyas_store::access::account(services.db(), person).await?;
        let name = account.map_or_else(|| person.as_str().to_owned(), |account| account.name);
        self.0.insert(person.clone(), name.clone());
        Ok(name)
    }

    /// What an entry tells others; nothing for a look, a refusal or a search.
    async fn done(&mut self, services: &Services, epoch: i64, entry: JournalEntry) -> Outcome<Option<News>> {
        let Act::Done { receipt, .. } = entry.act else { return Ok(None) };
        if UNTOLD.contains(&entry.action.as_str()) {
            return Ok(None);
        }
        let place = Place { epoch, seq: i64::try_from(entry.seq).unwrap_or(i64::MAX) };
        let name = self.of(services, &entry.actor).await?;
        let what = What::Done { at: entry.at, persona: entry.persona, action: entry.action, subject: receipt.subject };
        Ok(Some(News { place, person: entry.actor, name, what }))
    }

    /// What the beginning of a life tells; nothing for a first one.
    async fn begun(&mut self, services: &Services, life: &Life, before: i64) -> Outcome<Option<News>> {
        let Some(person) = life.beginning.by.clone() else { return Ok(None) };
        let name = self.of(services, &person).await?;
        let place = Place { epoch: life.epoch, seq: before };
        Ok(Some(News { place, person, name, what: What::Begun { at: life.beginning.at, how: life.beginning.how } }))
    }
}

async fn page(services: &Services, id: &SandboxId, lineage: &Lineage, from: i64) -> Outcome<Vec<JournalEntry>> {
    let rows = journal::after(services.db(), id, lineage, from, PAGE).await?;
    read(&rows).map_err(|error| ServiceError::Internal(format!("journal of {id}: {error}")))
}

/// One who is told what the others do, as it happens.
#[derive(Debug)]
pub struct Listener {
    services: Services,
    actor: Actor,
    sandbox: Sandbox,
    ear: Ear<Journals>,
    at: Place,
    waiting: VecDeque<News>,
    names: Names,
}

impl Listener {
    /// Begins to listen to a shared hospital, from a place of its journal on. `None` when nobody shares it, or when the
    /// person listens on as many pages as one may.
    ///
    /// # Errors
    /// As [`Sandbox::look`].
    pub async fn begin(
        services: &Services,
        actor: &Actor,
        sandbox: Sandbox,
        from: Option<Place>,
    ) -> Outcome<Option<Self>> {
        if !sandbox.is_shared() {
            return Ok(None);
        }
        let end = sandbox.place().await?;
        // A place that was never reached (of another hospital, or made up) is the end.
        let at = from.filter(|from| *from < end).unwrap_or(end);
        let Some(ear) = listen(services, sandbox.id(), &actor.person, end) else { return Ok(None) };
        let (services, actor) = (services.clone(), actor.clone());
        Ok(Some(Self { services, actor, sandbox, ear, at, waiting: VecDeque::new(), names: Names::default() }))
    }

    /// What was done next by somebody else; waits for it. `None`: the person is no longer in this hospital.
    ///
    /// # Errors
    /// [`ServiceError`] when the journal can not be read.
    pub async fn next(&mut self) -> Outcome<Option<News>> {
        loop {
            while let Some(news) = self.waiting.pop_front() {
                if news.person != self.actor.person {
                    return Ok(Some(news));
                }
            }
            let Some(end) = self.ear.behind(self.at).await else { return Ok(None) };
            match self.read_on(end).await {
                Err(ServiceError::NotFound) => return Ok(None),
                other => other?,
            }
        }
    }

    /// Whether the person may still listen.
    ///
    /// # Errors
    /// [`ServiceError`] when that can not be read.
    pub async fn still_may(&self) -> Outcome<bool> {
        match of_id(&self.services, &self.actor, self.sandbox.id()).await {
            Ok(_) => Ok(true),
            Err(ServiceError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The hospital as it is now: what the news are about.
    ///
    /// # Errors
    /// As [`Sandbox::look`].
    pub async fn world(&self) -> Outcome<World> {
        Ok(self.sandbox.look().await?.world)
    }

    /// The hospital in the life that was last told of.
    #[must_use]
    pub const fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Reads what stands behind the last place. May be dropped half-way: then it is read again.
    async fn read_on(&mut self, end: Place) -> Outcome<()> {
        let sandbox = of_id(&self.services, &self.actor, self.sandbox.id()).await?;
        let lives = sandbox.lives().await?;
        let epoch = sandbox.epoch();
        let lineage = Lineage::of(&lives, epoch);
        let mut told = VecDeque::new();
        let mut at = self.at;
        if epoch > at.epoch {
            for life in lives.iter().filter(|life| life.epoch > at.epoch) {
                let before = epochs::Lineage::of(&lives, life.epoch).before();
                told.extend(self.names.begun(&self.services, life, before).await?);
            }
            at = Place { epoch, seq: lineage.before() };
        }
        let entries = page(&self.services, sandbox.id(), &lineage, at.seq).await?;
        let full = u32::try_from(entries.len()).is_ok_and(|n| n == PAGE);
        for entry in entries {
            at.seq = i64::try_from(entry.seq).unwrap_or(i64::MAX);
            told.extend(self.names.done(&self.services, epoch, entry).await?);
        }
        // What was said to be there is there: the sign is given after the commit.
        self.at = if full { at } else { at.max(end) };
        self.waiting = told;
        self.sandbox = sandbox;
        Ok(())
    }
}
