//! Failed sign-ins by account and device.

use crate::value::instant;
use crate::{Db, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};

const FAILURES: &str =
    "SELECT device, failures, known, last_at FROM login_failure WHERE account = $1 AND device IN ($2, '*')";
const NOTE_FAILURE: &str = "INSERT INTO login_failure (account, device, failures, known, last_at) VALUES ($1, $2, 1, 0, $3) \
    ON CONFLICT (account, device) DO UPDATE SET failures = login_failure.failures + 1, last_at = excluded.last_at";
const NOTE_SUCCESS: &str = "INSERT INTO login_failure (account, device, failures, known, last_at) VALUES ($1, $2, 0, 1, $3) \
    ON CONFLICT (account, device) DO UPDATE SET failures = 0, known = 1, last_at = excluded.last_at";
const FORGET_FAILURES: &str = "DELETE FROM login_failure WHERE account = $1 AND known = 0";
const FORGET_DEVICES: &str = "DELETE FROM login_failure WHERE account = $1";
const FORGET_OLD_FAILURES: &str = "DELETE FROM login_failure WHERE known = 0 AND last_at < $1";

pub(crate) const STATEMENTS: &[&str] =
    &[FAILURES, NOTE_FAILURE, NOTE_SUCCESS, FORGET_FAILURES, FORGET_DEVICES, FORGET_OLD_FAILURES];

/// Failed sign-ins to one account, as far as they concern one device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failures {
    /// Failures in a row on this device, and when the last one was.
    pub here: Option<(i64, DateTime<Utc>)>,
    /// Whether this device has signed in to the account before.
    pub known: bool,
    /// Failures of all unknown devices together since the last success, and when the last one was.
    pub strangers: Option<(i64, DateTime<Utc>)>,
}

/// What is known of failed sign-ins to an account from a device (a hash of the device's cookie).
///
/// # Errors
/// What the database answered.
pub async fn failures(db: &Db, account: &str, device: &str) -> Result<Failures, StoreError> {
    let mut found = Failures::default();
    for row in db.rows(FAILURES, params![account, device]).await? {
        let count = Some((row.int("failures")?, instant(&row, "last_at")?)).filter(|(failures, _)| *failures > 0);
        if row.text("device")? == "*" {
            found.strangers = count;
        } else {
            found.known = row.flag("known")?;
            found.here = count;
        }
    }
    Ok(found)
}

/// Counts a failed sign-in, for the device and, if it is unknown, for the unknown ones together.
///
/// # Errors
/// What the database answered.
pub async fn note_failure(
    tx: &mut Tx,
    account: &str,
    device: &str,
    known: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(NOTE_FAILURE, params![account, device, instant_text(now)]).await?;
    if !known {
        tx.execute(NOTE_FAILURE, params![account, "*", instant_text(now)]).await?;
    }
    Ok(())
}

/// Remembers the device as one of the owner's, and forgets its failures.
///
/// # Errors
/// What the database answered.
pub async fn note_success(tx: &mut Tx, account: &str, device: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(NOTE_SUCCESS, params![account, device, instant_text(now)]).await.map(|_| ())
}

/// Forgets the failures of all unknown devices.
///
/// # Errors
/// What the database answered.
pub async fn forget_failures(tx: &mut Tx, account: &str) -> Result<(), StoreError> {
    tx.execute(FORGET_FAILURES, params![account]).await.map(|_| ())
}

/// Forgets every device of an account: after a reset no device is the owner's any more.
///
/// # Errors
/// What the database answered.
pub async fn forget_devices(tx: &mut Tx, account: &str) -> Result<(), StoreError> {
    tx.execute(FORGET_DEVICES, params![account]).await.map(|_| ())
}

/// Forgets failures from before an instant. Returns how many.
///
/// # Errors
/// What the database answered.
pub async fn forget_failures_before(db: &Db, at: DateTime<Utc>) -> Result<u64, StoreError> {
    let mut tx = db.begin().await?;
    let gone = tx.execute(FORGET_OLD_FAILURES, params![instant_text(at)]).await?;
    tx.commit().await?;
    Ok(gone)
}
