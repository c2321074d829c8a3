//! Practice hospitals: each person's own, and a fresh one for each attempt at an exercise.
//!
//! A [`Sandbox`] is a handle made from who is signed in; code that holds one can not name another, and the hospital's
//! rules never see whose it is. A sandbox is a base hospital plus its journal:
//!
//! * opening one clones the base (shared memory) and replays the journal, which runs no rule;
//! * a command is journalled, durable, before it is answered, and only then applied to the world in memory;
//! * commands of one sandbox keep their order; the same command sent again gets the same answer;
//! * who loses a race against another server reloads the tail of the journal and tries again;
//! * a reset, an undo, a rewind to a step and a copy from another one each begin a new epoch; the old journals stay;
//! * a journal that can not be replayed is quarantined and reported, never guessed.

mod base;
mod cache;
mod card;
mod clock;
pub mod codes;
mod history;
mod live;
mod lives;
mod open;
mod run;

#[cfg(test)]
mod lives_tests;
#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;

pub use abhyas_hims as hims;
pub use base::{BaseChoice, choose_base, current_base, ensure_base};
pub use cache::Sandboxes;
pub use card::qr_svg;
pub use history::compare;
pub use open::{ForExercise, Opened, close, of_id, open_for_exercise, open_many, practice};

use crate::Services;
use abhyas_core::{PersonId, SandboxId};
use abhyas_hims::{Ctx, Persona, World};
use abhyas_store::sandbox::{SandboxRecord, SandboxState};
use std::sync::Arc;

/// A practice hospital, opened for the one it belongs to.
#[derive(Debug, Clone)]
pub struct Sandbox {
    services: Services,
    record: SandboxRecord,
    slot: Arc<cache::Slot>,
}

/// A hospital as it is at one moment, and in which role and when its owner looks at it. A value: it does not change.
#[derive(Debug, Clone)]
pub struct Look {
    /// The hospital.
    pub world: World,
    /// Who looks, when, and what turns the hospital's days into dates.
    pub ctx: Ctx,
}

impl Sandbox {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &SandboxId {
        &self.record.id
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> &PersonId {
        &self.record.owner
    }

    /// Which of its lives this handle is for: a start-over, a return or a copy begins the next.
    #[must_use]
    pub const fn epoch(&self) -> i64 {
        self.record.epoch
    }

    /// The exercise that it was opened for; `None` for free practice.
    #[must_use]
    pub fn exercise(&self) -> Option<&str> {
        Some(self.record.exercise.as_str()).filter(|e| !e.is_empty())
    }

    /// What the exercise draws its patients from.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.record.seed.cast_unsigned()
    }

    /// The role in which its owner acts now.
    #[must_use]
    pub fn persona(&self) -> Persona {
        Persona::from_name(&self.record.persona).unwrap_or_default()
    }

    /// Whether something can be done in it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.record.state == SandboxState::Open
    }

    /// Whether its journal could not be replayed; then it can only be started over.
    #[must_use]
    pub fn is_quarantined(&self) -> bool {
        self.record.state == SandboxState::Quarantined
    }
}
