//! Practice hospitals: each person's own, a fresh one for each attempt at an exercise, and one that a cohort shares.
//!
//! A [`Sandbox`] is a handle made from who is signed in; code that holds one can not name another, and the hospital's
//! rules never see whose it is. A sandbox is a base hospital plus its journal:
//!
//! * opening one clones the base (shared memory) and replays the journal, which runs no rule;
//! * a command is journalled, durable, before it is answered, and only then applied to the world in memory;
//! * commands of one sandbox keep their order; the same command sent again gets the same answer;
//! * who loses a race against another server reloads the tail of the journal and tries again;
//! * a reset, an undo, a rewind to a step and a copy from another one each begin a new epoch; the old journals stay;
//! * in a shared one each entry is its member's, in the member's own role, and the others are told of it ([`Listener`]);
//! * a journal that can not be replayed is quarantined and reported, never guessed.

mod base;
mod cache;
mod card;
mod clock;
pub mod codes;
mod history;
mod live;
mod lives;
mod news;
mod open;
mod place;
mod run;
mod who;

#[cfg(test)]
mod lives_tests;
#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod shared_tests;
#[cfg(test)]
mod tests;

pub use abhyas_hims as hims;
pub use abhyas_store::sandbox::Owner;
pub use abhyas_store::sandbox_epochs::How;
pub use base::{BaseChoice, choose_base, current_base, ensure_base};
pub use cache::Sandboxes;
pub use card::{qr_svg, way_qr_svg};
pub use history::compare;
pub use news::{Listener, News, What};
pub use open::{
    ForExercise, Opened, close, is_shared_id, of_id, of_trainee, open_for_exercise, open_many, person_to_prepare,
    practice, trainee_named,
};
pub(crate) use open::{for_cohort, shared_id};
pub use place::Place;

use crate::Services;
use abhyas_core::SandboxId;
use abhyas_hims::{Ctx, World};
use abhyas_store::sandbox::{SandboxRecord, SandboxState};
use std::sync::Arc;

/// A practice hospital, opened for one person: whose it is, or who is a member of the cohort that shares it or leads it.
#[derive(Debug, Clone)]
pub struct Sandbox {
    services: Services,
    record: SandboxRecord,
    slot: Arc<cache::Slot>,
    who: who::Who,
}

/// A hospital as it is at one moment, and in which role and when somebody looks at it. A value: it does not change.
#[derive(Debug, Clone)]
pub struct Look {
    /// The hospital.
    pub world: World,
    /// Who looks, when, and what turns the hospital's days into dates.
    pub ctx: Ctx,
    /// Up to where in the journal this is the hospital.
    pub place: Place,
}

impl Sandbox {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &SandboxId {
        &self.record.id
    }

    /// Which of its lives this handle is for: a start-over, a return or a copy begins the next.
    #[must_use]
    pub const fn epoch(&self) -> i64 {
        self.record.epoch
    }

    /// The same in a life that it may have left: what is done with this handle happens only if that is the present one.
    #[must_use]
    pub fn in_life(mut self, epoch: i64) -> Self {
        self.record.epoch = epoch;
        self
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
