//! The process that is killed: several people write at once, over every way of writing, and each thing that was
//! acknowledged is said at once.

use super::house;
use super::mix::Trainee;
use crate::machine::{Failure, say};
use abhyas_core::{Entropy as _, SeededEntropy};
use abhyas_services::sandbox::{self, Sandbox};
use abhyas_services::{Actor, Outcome, ServiceError, Services};
use clap::Args;
use serde::{Deserialize, Serialize};

/// How many people write.
pub const WRITERS: u64 = 4;
/// How many people there are for whom a hospital may be opened.
pub const PEOPLE: u64 = 400;
/// How many patients the base has: enough for the rules, few enough to be read quickly after each kill.
pub const PATIENTS: u32 = 20;

/// Something that was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    /// The sandbox.
    pub sandbox: String,
    /// The life in which it happened, or which began by it.
    pub epoch: i64,
    /// What.
    pub did: Did,
}

/// A write of a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// It was opened.
    Open,
    /// A command was journalled; how many the journal has.
    Command(usize),
    /// It was started over.
    Reset,
    /// The last beginning was taken back.
    Undo,
    /// It went back to a step.
    Rewind(u64),
    /// It was copied to another one, which this tells of.
    Copy,
}

/// Options of the hidden command.
#[derive(Debug, Args)]
pub struct CrashChild {
    folder: std::path::PathBuf,
    seed: u64,
}

impl CrashChild {
    /// Writes until the process is killed.
    pub async fn run(self) -> Result<(), Failure> {
        let services = house::open(&self.folder, PATIENTS).await?;
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let services = services.clone();
                let seed = self.seed.wrapping_mul(WRITERS).wrapping_add(writer);
                tokio::spawn(async move { Writer::new(services, writer, seed)?.write().await })
            })
            .collect();
        for writer in writers {
            writer.await??;
        }
        Ok(())
    }
}

struct Writer {
    services: Services,
    actor: Actor,
    trainee: Trainee,
    dice: SeededEntropy,
}

impl Writer {
    fn new(services: Services, writer: u64, seed: u64) -> Result<Self, Failure> {
        let number = usize::try_from(writer)?;
        // Names of commands differ from one run to the next, as a browser makes a new one for each form.
        let trainee = Trainee::named(number, &format!("s{seed}"));
        Ok(Self { services, actor: house::actor(number)?, trainee, dice: SeededEntropy::new(seed) })
    }

    async fn write(mut self) -> Result<(), Failure> {
        loop {
            match self.once().await {
                Ok(Some(said)) => say(&serde_json::to_string(&said)?),
                Ok(None) => {}
                // Another writer copied into this hospital meanwhile, or there is nothing to go back to.
                Err(ServiceError::Refused(_)) => {}
                Err(other) => return Err(other.to_string().into()),
            }
        }
    }

    async fn once(&mut self) -> Outcome<Option<Said>> {
        let own = sandbox::practice(&self.services, &self.actor).await?;
        let key = house::key(&self.services);
        let (did, epoch) = match self.dice.next_u64() % 20 {
            0 => (own.reset(&self.actor, &key).await.map(|()| Did::Reset)?, own.epoch() + 1),
            1 => (own.undo(&self.actor, &key).await.map(|()| Did::Undo)?, own.epoch() + 1),
            2 | 3 => {
                let steps = own.journal().await?.len();
                let step = self.dice.next_u64() % u64::try_from(steps.max(1)).unwrap_or(1);
                (own.rewind(&self.actor, &key, step).await.map(|()| Did::Rewind(step))?, own.epoch() + 1)
            }
            4 => return self.copy(&own).await.map(Some),
            5 => return self.open().await.map(Some),
            _ => {
                self.trainee.next(&own).await?;
                let entries = own.journal().await?.len();
                (Did::Command(entries), own.epoch())
            }
        };
        Ok(Some(Said { sandbox: own.id().to_string(), epoch, did }))
    }

    /// Copies the state to another writer.
    async fn copy(&self, own: &Sandbox) -> Outcome<Said> {
        let other = house::actor(usize::try_from(self.dice.next_u64() % WRITERS).unwrap_or(0));
        let other = other.map_err(|e| ServiceError::Internal(e.to_string()))?;
        own.copy_to(&self.actor, &other.person, &house::key(&self.services)).await?;
        let target = sandbox::practice(&self.services, &other).await?;
        Ok(Said { sandbox: target.id().to_string(), epoch: target.epoch(), did: Did::Copy })
    }

    /// Opens the hospital of somebody who may have one already.
    async fn open(&self) -> Outcome<Said> {
        let person = usize::try_from(WRITERS + self.dice.next_u64() % (PEOPLE - WRITERS)).unwrap_or(0);
        let person = house::actor(person).map_err(|e| ServiceError::Internal(e.to_string()))?;
        let opened = sandbox::practice(&self.services, &person).await?;
        Ok(Said { sandbox: opened.id().to_string(), epoch: opened.epoch(), did: Did::Open })
    }
}
