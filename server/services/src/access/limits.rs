//! Limits on guessing, by account and device, never by address: a whole hospital sits behind one.
//!
//! - A device that has signed in to the account before is the owner's: only its own failures count, and many are allowed.
//! - Any other device waits after a few failures of its own, and all such devices of an account share a second count, so
//!   that a guesser who throws his cookie away each time is held up too. The owner's devices do not share it: strangers
//!   can not lock the owner out.
//! - Accounts that do not exist are counted alike, so that a wait tells nothing.
//!
//! Counting must never stop a sign-in: when it can not be written (a full disk), the sign-in goes on.

use super::refusals;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::Refusal;
use abhyas_store::access::{self as store, Failures};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest as _, Sha256};

/// From so many failures in a row on, each makes the wait twice as long.
struct Limit {
    free: i64,
    first: Duration,
    longest: Duration,
}

const OWN_DEVICE: Limit = Limit { free: 10, first: Duration::seconds(30), longest: Duration::minutes(15) };
const NEW_DEVICE: Limit = Limit { free: 5, first: Duration::seconds(30), longest: Duration::hours(1) };
const ALL_NEW_DEVICES: Limit = Limit { free: 30, first: Duration::seconds(30), longest: Duration::hours(1) };

impl Limit {
    /// The instant from which the next try is allowed.
    fn free_from(&self, count: Option<(i64, DateTime<Utc>)>) -> Option<DateTime<Utc>> {
        let (failures, last) = count.filter(|(failures, _)| *failures >= self.free)?;
        let doublings = u32::try_from(failures - self.free).unwrap_or(u32::MAX).min(16);
        let wait = (self.first * 2_i32.pow(doublings)).min(self.longest);
        Some(last + wait)
    }
}

/// One device at one account, before a try.
pub(super) struct Attempt {
    account: String,
    device: String,
    failures: Failures,
}

impl Attempt {
    /// Refuses the try while the device has to wait. `account` is the person's id, or whatever else is tried.
    ///
    /// # Errors
    /// [`refusals::WAIT`], with the minutes.
    pub(super) async fn begin(services: &Services, account: &str, device: &str) -> Outcome<Self> {
        let (account, device) = (account.to_owned(), hash(device));
        // Reading goes on with a full disk; if even that fails, nobody could sign in anyway.
        let failures = store::failures(services.db(), &account, &device).await?;
        let now = services.real_now();
        let until = if failures.known {
            OWN_DEVICE.free_from(failures.here)
        } else {
            NEW_DEVICE.free_from(failures.here).max(ALL_NEW_DEVICES.free_from(failures.strangers))
        };
        match until.filter(|until| *until > now) {
            None => Ok(Self { account, device, failures }),
            Some(until) => {
                // A clock that was set back must not lock anyone out for longer than the longest wait.
                let minutes = ((until - now).num_seconds().clamp(1, 3600) + 59) / 60;
                Err(ServiceError::refused(Refusal::new(refusals::WAIT).with("n", minutes)))
            }
        }
    }

    /// Counts a failure.
    pub(super) async fn failed(&self, services: &Services) {
        let written = async {
            let mut tx = services.db().begin().await?;
            store::note_failure(&mut tx, &self.account, &self.device, self.failures.known, services.real_now()).await?;
            tx.commit().await
        };
        if let Err(failure) = written.await {
            tracing::warn!(%failure, "a failed sign-in could not be counted");
        }
    }

    /// Remembers the device as the owner's and forgets its failures. Writes nothing when there is nothing new.
    pub(super) async fn succeeded(&self, services: &Services) {
        if self.failures.known && self.failures.here.is_none() {
            return;
        }
        let written = async {
            let mut tx = services.db().begin().await?;
            store::note_success(&mut tx, &self.account, &self.device, services.real_now()).await?;
            tx.commit().await
        };
        if let Err(failure) = written.await {
            tracing::warn!(%failure, "a device could not be remembered");
        }
    }
}

/// The count of an account that does not exist.
pub(super) fn nobody(login: &str) -> String {
    format!("?{}", hash(login))
}

/// The form in which a device's cookie is kept: who reads the table can not pretend to be the device.
pub(super) fn hash(device: &str) -> String {
    Sha256::digest(device.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let last = DateTime::UNIX_EPOCH;
        let wait = |failures| NEW_DEVICE.free_from(Some((failures, last))).map(|until| (until - last).num_seconds());
        assert_eq!(
            [wait(0), wait(4), wait(5), wait(6), wait(7), wait(12), wait(1_000_000)],
            [None, None, Some(30), Some(60), Some(120), Some(3600), Some(3600)]
        );
        assert_eq!(NEW_DEVICE.free_from(None), None);
    }
}
