//! The person at the other end of a request, as the session middleware found them.

use abhyas_core::Language;
use abhyas_services::Actor;
use tower_sessions::Session;

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
