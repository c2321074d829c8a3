//! The gate before password hashing: argon2id takes 19 MiB and some 20 ms each time, so only a few run at once, a
//! bounded number waits, and the rest is told to come back.

use crate::parts::Part;
use crate::{HashingCost, Outcome, ServiceError, Services};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

/// The one gate of the server.
pub struct HashingGate {
    cost: HashingCost,
    /// One permit for each who computes or waits.
    places: Arc<Semaphore>,
    /// One permit for each who computes.
    turns: Arc<Semaphore>,
}

impl Part for HashingGate {
    fn make(services: &Services) -> Self {
        Self::new(services.config().hashing)
    }
}

impl HashingGate {
    /// A gate of this width.
    #[must_use]
    pub fn new(cost: HashingCost) -> Self {
        let at_once = cost.at_once.max(1);
        let (places, turns) = (Arc::new(Semaphore::new(at_once + cost.waiting)), Arc::new(Semaphore::new(at_once)));
        Self { cost, places, turns }
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// [`ServiceError::Busy`] when too many wait already.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Outcome<String> {
        let (cost, password) = (self.cost, normalised(password));
        self.compute(move || {
            let made: Result<PasswordHash, _> = argon2(cost)?.hash_password_with_salt(password.as_bytes(), &salt);
            made.map(|phc| phc.to_string()).map_err(|error| ServiceError::Internal(format!("hashing: {error}")))
        })
        .await?
    }

    /// Whether the password is the one of the PHC string. Without a string (no such account, no password yet) the same
    /// work is done and the answer is no, so that the time tells nothing.
    ///
    /// # Errors
    /// [`ServiceError::Busy`] when too many wait already.
    pub async fn verify(&self, password: &str, phc: Option<String>) -> Outcome<bool> {
        let (cost, password) = (self.cost, normalised(password));
        self.compute(move || {
            let argon2 = argon2(cost)?;
            let Some(phc) = phc else {
                let _: Result<PasswordHash, _> = argon2.hash_password_with_salt(password.as_bytes(), &[0; 16]);
                return Ok(false);
            };
            let phc =
                PasswordHash::new(&phc).map_err(|error| ServiceError::Internal(format!("stored password: {error}")))?;
            Ok(argon2.verify_password(password.as_bytes(), &phc).is_ok())
        })
        .await?
    }

    async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
        let place =
            Arc::clone(&self.places).try_acquire_owned().map_err(|_| ServiceError::Busy { retry_after_seconds: 5 })?;
        let closed = |_| ServiceError::Internal("the hashing gate is closed".into());
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(closed)?;
        // The permits go with the work: when the request is given up, the work still runs, and must still count.
        tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            work()
        })
        .await
        .map_err(|error| ServiceError::Internal(format!("hashing: {error}")))
    }
}

fn argon2(cost: HashingCost) -> Outcome<Argon2<'static>> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, None);
    let params = params.map_err(|error| ServiceError::Internal(format!("hashing cost: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The same password typed on another keyboard must be the same bytes (NFC, as NIST SP 800-63B 3.1.1.2 asks).
fn normalised(password: &str) -> String {
    password.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_whatever_keyboard_typed_it() {
        let gate = HashingGate::new(HashingCost::cheapest());
        // The letter क़ as two code points and as one that decomposes.
        let phc = gate.hash("\u{915}\u{93c}-café", [7; 16]).await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{phc}");
        assert!(gate.verify("\u{958}-cafe\u{301}", Some(phc.clone())).await.unwrap());
        assert!(!gate.verify("other", Some(phc)).await.unwrap());
        assert!(!gate.verify("other", None).await.unwrap());
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_told_to_come_back() {
        let gate = HashingGate::new(HashingCost { at_once: 1, waiting: 1, ..HashingCost::cheapest() });
        let one = Arc::clone(&gate.places).acquire_many_owned(2).await.unwrap();
        assert_eq!(gate.verify("x", None).await, Err(ServiceError::Busy { retry_after_seconds: 5 }));
        drop(one);
        assert_eq!(gate.verify("x", None).await, Ok(false));
    }
}
