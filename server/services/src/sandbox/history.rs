//! What was done in a sandbox, step by step, and what differs between two.

use super::cache::Sandboxes;
use super::{Sandbox, codes};
use crate::{Outcome, ServiceError};
use abhyas_hims::engine::{Difference, Step, steps};
use abhyas_hims::{ReplayError, World};
use abhyas_store::sandbox_epochs::{self as epochs, Life};

impl Sandbox {
    /// The steps of the present life, in order: each entry of the journal with the hospital before and after it.
    ///
    /// # Errors
    /// [`codes::QUARANTINED`] when the journal can not be replayed; [`ServiceError`] when it can not be read.
    pub async fn steps(&self) -> Outcome<Vec<Step>> {
        let entries = self.journal().await?;
        let base = self.as_opened().await?;
        let replayed: Result<Vec<Step>, ReplayError> = steps(&base, &entries).collect();
        replayed.map_err(|_| ServiceError::refused(codes::QUARANTINED))
    }

    /// One step of the present life, with the hospital before and after it; `None` when there is no such step.
    ///
    /// # Errors
    /// As [`Sandbox::steps`].
    pub async fn step(&self, seq: u64) -> Outcome<Option<Step>> {
        let entries = self.journal().await?;
        let base = self.as_opened().await?;
        for step in steps(&base, &entries) {
            let step = step.map_err(|_| ServiceError::refused(codes::QUARANTINED))?;
            if step.entry.seq == seq {
                return Ok(Some(step));
            }
        }
        Ok(None)
    }

    /// The hospital as it was when the present life's first step was taken.
    ///
    /// # Errors
    /// [`ServiceError`] when its base can not be read.
    pub async fn as_opened(&self) -> Outcome<World> {
        self.services.part::<Sandboxes>().base(&self.services, &self.record.base).await
    }

    /// The lives so far, oldest first, the present one last. Empty for one that was never started over.
    ///
    /// # Errors
    /// [`ServiceError`] when they can not be read.
    pub async fn lives(&self) -> Outcome<Vec<Life>> {
        Ok(epochs::lives(self.services.db(), self.id()).await?)
    }

    /// Whether [`Sandbox::undo`] has something to take back.
    ///
    /// # Errors
    /// [`ServiceError`] when it can not be read.
    pub async fn can_undo(&self) -> Outcome<bool> {
        if self.record.epoch == 0 || self.exercise().is_some() || !self.leads() {
            return Ok(false);
        }
        Ok(self.lives().await?.iter().any(|life| life.epoch == self.record.epoch - 1))
    }
}

/// The records in which two sandboxes differ now, by kind and id. Each handle was opened for the one it belongs to, or by
/// somebody who may see it.
///
/// # Errors
/// A refusal when one of them is quarantined; [`ServiceError`] when it can not be read.
pub async fn compare(first: &Sandbox, second: &Sandbox) -> Outcome<Vec<Difference>> {
    let (first, second) = (first.look().await?, second.look().await?);
    Ok(first.world.differences(&second.world))
}
