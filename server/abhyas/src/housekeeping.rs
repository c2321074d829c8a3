//! What the server does by itself: clears away what has had its time, keeps SQLite's log small, writes backups.

use abhyas_services::Services;
use abhyas_store::audit::{AuditState, verify};
use abhyas_store::web_session::WebSessions;
use abhyas_store::{StoreError, access, backup, held_form, once};
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

const TIDY_EVERY: Duration = Duration::from_secs(15 * 60);
const CHECKPOINT_EVERY: Duration = Duration::from_secs(60);
/// Above this size of the log somebody reads for too long (64 MiB).
const LOG_ALARM_BYTES: u64 = 64 << 20;
/// A form is not sent again after so many days.
const ONCE_DAYS: i64 = 7;
/// How often the schedule of backups is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// When and where backups are written.
#[derive(Debug, Clone)]
pub struct BackupPlan {
    /// The folder.
    pub folder: PathBuf,
    /// The time between two.
    pub every: chrono::Duration,
    /// How many stay.
    pub keep: usize,
}

/// Starts the tasks; they end with the program.
pub fn start(services: &Services, sessions: WebSessions, backups: Option<BackupPlan>) {
    tokio::spawn(tidy(services.clone(), sessions));
    tokio::spawn(checkpoint(services.clone()));
    if let Some(plan) = backups {
        tokio::spawn(back_up(services.clone(), plan));
    }
}

fn every(period: Duration) -> tokio::time::Interval {
    let mut interval = interval(period);
    // After a standby of the machine once is enough.
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

async fn tidy(services: Services, sessions: WebSessions) {
    let mut every = every(TIDY_EVERY);
    loop {
        every.tick().await;
        let (db, now) = (services.db(), services.real_now());
        let yesterday = now - chrono::Duration::days(1);
        note("expired sessions", sessions.remove_expired().await);
        note("kept forms", held_form::forget_before(db, yesterday).await);
        note("failed sign-ins", access::forget_failures_before(db, yesterday).await);
        note("once-keys", once::forget_before(db, now - chrono::Duration::days(ONCE_DAYS)).await);
    }
}

fn note(what: &str, outcome: Result<u64, StoreError>) {
    match outcome {
        Ok(0) => {}
        Ok(count) => tracing::debug!(what, count, "cleared away"),
        Err(error) => tracing::warn!(what, %error, "could not be cleared away"),
    }
}

async fn checkpoint(services: Services) {
    let mut every = every(CHECKPOINT_EVERY);
    loop {
        every.tick().await;
        match services.db().checkpoint().await {
            Ok(bytes) if bytes > LOG_ALARM_BYTES => {
                tracing::warn!(bytes, "the database's log can not be written back: something reads for too long")
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the database's log was not written back"),
        }
    }
}

async fn back_up(services: Services, plan: BackupPlan) {
    let mut every = every(LOOK_EVERY);
    loop {
        every.tick().await;
        let now = services.real_now();
        let is_due = match backup::newest_in(&plan.folder) {
            // A backup from the future (a clock that was wrong) must not stop all others.
            Ok(newest) => newest.is_none_or(|newest| now - newest >= plan.every || newest > now + plan.every),
            Err(error) => {
                tracing::error!(%error, "the folder of the backups can not be read");
                false
            }
        };
        if is_due {
            write_backup(&services, &plan).await;
        }
    }
}

async fn write_backup(services: &Services, plan: &BackupPlan) {
    match backup::backup_into(services.db(), &plan.folder, services.real_now(), plan.keep).await {
        Ok(info) => tracing::info!(bytes = info.bytes, schema = info.version, "backup written"),
        Err(error) => tracing::error!(%error, "the backup failed"),
    }
    // The hash stands outside the database from now on: nobody can rewrite the trail before it unseen.
    match verify(services.db()).await {
        Ok(AuditState::Intact { rows, head }) => tracing::info!(rows, head, "the audit trail is whole"),
        Ok(AuditState::Broken { seq, found }) => tracing::error!(seq, ?found, "the audit trail does not hold"),
        Err(error) => tracing::warn!(%error, "the audit trail could not be checked"),
    }
}
