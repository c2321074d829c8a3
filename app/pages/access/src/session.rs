//! Beginning and ending a browser session.

use abhyas_core::PersonId;
use abhyas_core::clock::instant_text;
use abhyas_kit::visitor::keys;
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::ServiceError;
use axum::http::{HeaderName, HeaderValue};

/// Makes the browser session the person's: a new id (against session fixation), signed in now, not locked.
pub async fn begin(page: &Page, person: &PersonId) -> Result<(), PageError> {
    let broken = |error: tower_sessions::session::Error| {
        PageError::Service(ServiceError::Internal(format!("browser session: {error}")))
    };
    let session = &page.visitor.session;
    let now = instant_text(page.services().real_now());
    session.flush().await.map_err(broken)?;
    session.insert(keys::PERSON, person.as_str()).await.map_err(broken)?;
    session.insert(keys::SIGNED_IN_AT, &now).await.map_err(broken)?;
    session.insert(keys::SEEN_AT, &now).await.map_err(broken)?;
    session.cycle_id().await.map_err(broken)
}

/// `POST /sign-out`: also "switch user". The browser forgets what it kept of these pages.
pub async fn sign_out(page: Page) -> Reply {
    let broken = |error: tower_sessions::session::Error| {
        PageError::Service(ServiceError::Internal(format!("browser session: {error}")))
    };
    page.visitor.session.flush().await.map_err(broken)?;
    let mut response = page.see_other("/sign-in");
    response
        .headers_mut()
        .insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// Where a page may lead back to: an address of this site, never another.
#[must_use]
pub fn safe_back(back: &str) -> &str {
    let ours = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && !back.bytes().any(|b| b.is_ascii_control());
    if ours { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_never_led_to_another_site() {
        for (back, to) in [
            ("/people?q=1", "/people?q=1"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil", "/"),
            ("", "/"),
            ("/a\r\nX: y", "/"),
        ] {
            assert_eq!(safe_back(back), to);
        }
    }
}
