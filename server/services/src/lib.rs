//! What Abhyas does, one operation per file: authorise, load, call the rules, save, audit.
//!
//! Invariants: nothing else decides who may do what ([`Actor::require`]); every write stands in one transaction with its
//! audit row; time and randomness come from [`Services`], never from the machine.

pub mod access;
pub mod actor;
pub mod audit;
pub mod certificates;
pub mod cohorts;
pub mod demonstration;
pub mod duty;
pub mod error;
pub mod exercises;
pub mod held;
mod hub;
pub mod learning;
pub mod masters;
pub mod once;
pub mod overview;
pub mod people;
pub mod plans;
pub mod roster;
pub mod sandbox;
pub mod sessions;
#[cfg(test)]
mod testing;

/// The small programme of the tests of the layers above.
#[doc(hidden)]
pub use abhyas_store::sample;
pub use abhyas_store::{Db, StoreError, Tx};
pub use actor::{Actor, Grant, Subject};
pub use error::{Outcome, ServiceError};

use abhyas_core::{Clock, Entropy};
use chrono::{DateTime, Utc};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// What the operator decides when the server starts.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address people type, without a slash at the end: it stands in QR codes and calendar feeds.
    pub public_url: String,
    /// Where files of the installation are kept (signing key, backups).
    pub data_dir: PathBuf,
    /// Cost of password hashing.
    pub hashing: HashingCost,
}

/// Cost of argon2id. The default follows OWASP's password storage cheat sheet: 19 MiB, 2 passes, 1 lane.
#[derive(Debug, Clone, Copy)]
pub struct HashingCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// How many hashes are computed at once; more wait.
    pub at_once: usize,
    /// How many may wait before the next is told to come back.
    pub waiting: usize,
}

impl Default for HashingCost {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, at_once: 2, waiting: 600 }
    }
}

impl HashingCost {
    /// The cheapest that argon2 allows: for tests only.
    #[must_use]
    pub const fn cheapest() -> Self {
        Self { memory_kib: 8, passes: 1, at_once: 2, waiting: 600 }
    }
}

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    config: Config,
    clock_offset_seconds: AtomicI64,
    synthetic: AtomicBool,
    parts: parts::Parts,
}

/// Everything an operation needs: database, programme clock, entropy, configuration. Cheap to clone.
#[derive(Clone)]
pub struct Services(Arc<Inner>);

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services").field("config", &self.0.config).finish_non_exhaustive()
    }
}

impl Services {
    /// Puts the services over a migrated database.
    ///
    /// # Errors
    /// [`ServiceError`] when the programme's clock can not be read from the database.
    pub async fn new(db: Db, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, config: Config) -> Outcome<Self> {
        let services = Self(Arc::new(Inner {
            db,
            clock,
            entropy,
            config,
            clock_offset_seconds: AtomicI64::new(0),
            synthetic: AtomicBool::new(false),
            parts: parts::Parts::default(),
        }));
        services.reload_clock().await?;
        Ok(services)
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The present instant by the programme's clock: the server's own, moved where an officer of a synthetic programme moved it.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now() + chrono::Duration::seconds(self.0.clock_offset_seconds.load(Ordering::Relaxed))
    }

    /// The present instant by the server's own clock: for sessions, codes, passwords and the audit trail,
    /// which no moved programme clock may stretch or expire.
    #[must_use]
    pub fn real_now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// Reads again what is kept of the programme (its clock, whether it is synthetic): at the start, and after either has changed.
    ///
    /// # Errors
    /// [`ServiceError`] when the database can not be read.
    pub async fn reload_clock(&self) -> Outcome<()> {
        let offset = abhyas_store::settings::clock_offset_seconds(self.db()).await?;
        self.0.clock_offset_seconds.store(offset, Ordering::Relaxed);
        let synthetic = abhyas_store::settings::synthetic(self.db()).await?.unwrap_or(false);
        self.0.synthetic.store(synthetic, Ordering::Relaxed);
        Ok(())
    }

    /// Whether the programme is a synthetic one: its people and numbers are invented, and its clock may be moved.
    #[must_use]
    pub fn synthetic(&self) -> bool {
        self.0.synthetic.load(Ordering::Relaxed)
    }

    /// The source of random bytes.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.0.entropy
    }

    /// What the operator decided.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// A long-lived part of the services (a cache, a gate, a job registry), made at its first use.
    #[must_use]
    pub fn part<P: parts::Part>(&self) -> Arc<P> {
        self.0.parts.get(self)
    }
}

pub mod parts {
    //! Long-lived state of the areas (sandbox cache, hashing gate, planning jobs), kept by type so that areas stay apart.

    use super::Services;
    use std::any::{Any, TypeId};
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex, PoisonError};

    /// State that lives as long as the services.
    pub trait Part: Any + Send + Sync {
        /// Makes it at its first use. Must not ask for a part itself.
        fn make(services: &Services) -> Self
        where
            Self: Sized;
    }

    /// The parts made so far.
    #[derive(Default)]
    pub struct Parts(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

    impl Parts {
        pub(crate) fn get<P: Part>(&self, services: &Services) -> Arc<P> {
            let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let part = parts.entry(TypeId::of::<P>()).or_insert_with(|| Arc::new(P::make(services)));
            match Arc::clone(part).downcast::<P>() {
                Ok(part) => part,
                // The key is the type's own id, so the value is of that type; making another is the harmless answer.
                Err(_) => Arc::new(P::make(services)),
            }
        }
    }
}
