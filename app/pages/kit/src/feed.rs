//! What happens elsewhere, told to a page as it happens (server-sent events, HTML 9.2).
//!
//! A stream ends when the person signs out, is locked out by idling or may not see any more what it tells of, and when the
//! server stops; keeping it alive is no sign of a person. Each event has an id, so that a browser whose line was cut goes on
//! from there. What is not for a stream is answered 204: a browser asks no more then.

use crate::{Page, Stopping, Visitor};
use abhyas_services::{Outcome, ServiceError, Services};
use axum::Extension;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::Interval;

/// How often something is sent, and looked at whether the person is still there: proxies cut lines that are silent for a
/// minute or less.
const BEAT: Duration = Duration::from_secs(15);
/// After how long a browser whose line was cut asks again.
const RETRY: Duration = Duration::from_secs(3);
/// The header by which a proxy passes each event on at once (nginx, `X-Accel-Buffering`).
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
/// The headers of whatever tells news: nothing between here and the browser holds it back or keeps it.
pub const HEADERS: [(HeaderName, &str); 2] = [(BUFFERING, "no"), (header::CACHE_CONTROL, "no-store")];

/// Something that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Its place: a browser whose line was cut goes on behind it.
    pub id: String,
    /// What `page.js` shows: `text`, where it leads (`href`) and the word for going there (`show`).
    pub data: serde_json::Value,
}

/// Where what is told comes from.
pub trait Source: Send + 'static {
    /// What comes next; waits for it. `None`: nothing comes any more. May be dropped half-way, and is asked again then.
    fn next(&mut self) -> impl Future<Output = Outcome<Option<Telling>>> + Send;

    /// Whether the person may still listen.
    fn still_may(&self) -> impl Future<Output = Outcome<bool>> + Send;
}

/// Where a page that listens stands: behind the last thing it was told, or where its query says that it begins.
#[must_use]
pub fn from(page: &Page, headers: &HeaderMap) -> String {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    last.map_or_else(|| page.query("from"), str::to_owned)
}

/// The answer where nothing is told: a browser asks no more.
#[must_use]
pub fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// The answer to a page that listens; without a source the person listens on as many pages as one may.
pub fn answer<S: Source>(page: &Page, stopping: Option<Extension<Stopping>>, source: Option<S>) -> Response {
    let Some(source) = source else {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")]).into_response();
    };
    let feed = Feed {
        source,
        services: page.services().clone(),
        visitor: page.visitor.clone(),
        stopping: stopping.map(|Extension(stopping)| stopping),
        beat: tokio::time::interval(BEAT),
    };
    (HEADERS, Sse::new(futures::stream::unfold(feed, Feed::next))).into_response()
}

struct Feed<S> {
    source: S,
    services: Services,
    visitor: Visitor,
    stopping: Option<Stopping>,
    beat: Interval,
}

enum Turn {
    Told(Telling),
    Beat,
    Over,
}

impl<S: Source> Feed<S> {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let event = match self.turn().await {
            Ok(Turn::Told(told)) => Event::default().id(told.id).data(told.data.to_string()),
            Ok(Turn::Beat) => Event::default().retry(RETRY).comment(""),
            Ok(Turn::Over) => return None,
            Err(error) => {
                tracing::warn!(%error, "a stream of events ended");
                return None;
            }
        };
        Some((Ok(event), self))
    }

    /// Waits for what comes first. Nothing is told to somebody who is no longer there.
    async fn turn(&mut self) -> Outcome<Turn> {
        let stopping = async {
            match &mut self.stopping {
                Some(stopping) => stopping.wait().await,
                None => std::future::pending().await,
            }
        };
        let turn = tokio::select! {
            biased;
            () = stopping => Turn::Over,
            told = self.source.next() => told?.map_or(Turn::Over, Turn::Told),
            _ = self.beat.tick() => if self.source.still_may().await? { Turn::Beat } else { Turn::Over },
        };
        let here = self.visitor.is_still_here(self.services.real_now()).await;
        let here = here.map_err(|error| ServiceError::Internal(format!("browser session: {error}")))?;
        Ok(if here { turn } else { Turn::Over })
    }
}
