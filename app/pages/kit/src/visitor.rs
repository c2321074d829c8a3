//! The person at the other end of a request, as the session middleware found them.

use crate::page::IDLE_LOCK_SECONDS;
use abhyas_core::Language;
use abhyas_core::clock::parse_instant;
use abhyas_services::Actor;
use chrono::{DateTime, Duration, Utc};
use std::sync::{Arc, OnceLock};
use tokio::sync::watch;
use tower_sessions::Session;
use tower_sessions::session::Error;

/// A session asks for the password again after a shift, however busy it was.
const SHIFT: Duration = Duration::hours(12);

/// Who asks, in which language, in which browser session. The middleware in `web` puts it on every request.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The signed-in person; `None` for the public, and while the session is locked.
    pub actor: Option<Actor>,
    /// The person whose session is locked after idling, if it is.
    pub locked: Option<Actor>,
    /// The language of the page.
    pub language: Language,
    /// The nonce of this response's content security policy.
    pub nonce: String,
    /// The browser session.
    pub session: Session,
    /// A message to show once.
    pub flash: Option<String>,
    /// The addresses (path and query) for which something typed is kept.
    pub held: Vec<String>,
    /// Whether the programme is a demonstration, with a clock of its own.
    pub synthetic: bool,
    /// A stable random name of the browser, for limits by device.
    pub device: String,
}

impl Visitor {
    /// Whether the person is still signed in and not locked out by idling, as the session is kept now: for answers that go
    /// on for a long time.
    ///
    /// # Errors
    /// What the store of the sessions answered.
    pub async fn is_still_here(&self, now: DateTime<Utc>) -> Result<bool, Error> {
        let Some(actor) = &self.actor else { return Ok(false) };
        self.session.load().await?;
        let person = self.session.get::<String>(keys::PERSON).await?;
        Ok(person.as_deref() == Some(actor.person.as_str()) && !is_locked(&self.session, now).await?)
    }
}

/// Whether a session is locked: by its person, after idling, or after a shift.
///
/// # Errors
/// What the store of the sessions answered.
pub async fn is_locked(session: &Session, now: DateTime<Utc>) -> Result<bool, Error> {
    if session.get::<bool>(keys::LOCKED).await?.unwrap_or(false) {
        return Ok(true);
    }
    let older =
        |at: Option<String>, limit: Duration| at.as_deref().and_then(parse_instant).is_none_or(|at| now - at > limit);
    let idle = Duration::seconds(IDLE_LOCK_SECONDS.into());
    Ok(older(session.get(keys::SEEN_AT).await?, idle) || older(session.get(keys::SIGNED_IN_AT).await?, SHIFT))
}

/// Says when the server is about to stop: what never ends by itself ends then. On every request that came over a connection.
#[derive(Debug, Clone)]
pub struct Stopping(pub watch::Receiver<bool>);

impl Stopping {
    /// Done when the server is about to stop.
    pub async fn wait(&mut self) {
        // A sender that is gone stands for a server that is.
        let _ = self.0.wait_for(|stopping| *stopping).await;
    }
}

/// What a form held that was shown for something that is no more: should the handler find that out by not finding its
/// record, the person is told so and sees again what was typed. On every request.
#[derive(Debug, Clone, Default)]
pub struct Leftover(Arc<OnceLock<Vec<String>>>);

impl Leftover {
    /// Notes what was typed.
    pub fn note(&self, typed: Vec<String>) {
        // The first note is the one of this request's form.
        let _ = self.0.set(typed);
    }

    /// What was noted.
    #[must_use]
    pub fn typed(&self) -> Option<&[String]> {
        self.0.get().map(Vec::as_slice)
    }
}

/// Names of the values kept in a browser session.
pub mod keys {
    /// The person's id.
    pub const PERSON: &str = "person";
    /// When they signed in (RFC 3339).
    pub const SIGNED_IN_AT: &str = "signed_in_at";
    /// When they last did something (RFC 3339).
    pub const SEEN_AT: &str = "seen_at";
    /// Whether the session is locked.
    pub const LOCKED: &str = "locked";
    /// A message for the next page.
    pub const FLASH: &str = "flash";
}
