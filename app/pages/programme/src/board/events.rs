//! `/plans/{id}/board/events`: what others change in a draft, as it happens (server-sent events, HTML 9.2).
//!
//! Each event has its number in the draft's log as its id, so that a browser whose line was cut goes on from there. A stream
//! ends when the person signs out, is locked out by idling or may not see the draft any more, and when the server stops;
//! keeping it alive is no sign of a person. What is not for a stream is answered 204: a browser asks no more then. Where a
//! stream can not be had (too many pages, a proxy that does not pass it), the page asks with `once` for what it would tell.

use super::plan_id;
use crate::{speaking, t};
use abhyas_core::Language;
use abhyas_kit::{Page, Reply, Stopping, Visitor};
use abhyas_services::plans::board::{Listener, Told, news};
use abhyas_services::{Outcome, ServiceError, Services};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use axum::{Extension, Json};
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

pub(super) async fn stream(
    page: Page,
    Path(id): Path<String>,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
) -> Reply {
    let nothing = || Ok(StatusCode::NO_CONTENT.into_response());
    let (Ok(actor), Ok(plan)) = (speaking(&page), plan_id(&id)) else { return nothing() };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let from: i64 = last.unwrap_or_else(|| page.query("from")).parse().unwrap_or(i64::MAX);
    let headers = [(BUFFERING, "no"), (header::CACHE_CONTROL, "no-store")];
    if !page.query("once").is_empty() {
        let told = match news(page.services(), &actor, &plan, from).await {
            Err(ServiceError::NotFound) => return nothing(),
            other => other?,
        };
        let told: Vec<_> = told.iter().map(|told| (told.seq, words(page.lang, told))).collect();
        return Ok((headers, Json(told)).into_response());
    }
    let listener = match Listener::begin(page.services(), &actor, &plan, from).await {
        Err(ServiceError::NotFound) => return nothing(),
        other => other?,
    };
    let Some(listener) = listener else {
        return Ok((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")]).into_response());
    };
    let feed = Feed {
        listener,
        l: page.lang,
        services: page.services().clone(),
        visitor: page.visitor.clone(),
        stopping: stopping.map(|Extension(stopping)| stopping),
        beat: tokio::time::interval(BEAT),
    };
    Ok((headers, Sse::new(futures::stream::unfold(feed, Feed::next))).into_response())
}

/// An event as `page.js` shows it; the empty address is the page itself, anew.
fn words(l: Language, told: &Told) -> serde_json::Value {
    serde_json::json!({ "text": t::board_news(l, &told.what, &told.who), "href": "", "show": t::board_fresh(l) })
}

struct Feed {
    listener: Listener,
    l: Language,
    services: Services,
    visitor: Visitor,
    stopping: Option<Stopping>,
    beat: Interval,
}

enum Turn {
    Told(Told),
    Beat,
    Over,
}

impl Feed {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let event = match self.turn().await {
            Ok(Turn::Told(told)) => Event::default().id(told.seq.to_string()).data(words(self.l, &told).to_string()),
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
            told = self.listener.next() => told?.map_or(Turn::Over, Turn::Told),
            _ = self.beat.tick() => if self.listener.still_may().await? { Turn::Beat } else { Turn::Over },
        };
        let here = self.visitor.is_still_here(self.services.real_now()).await;
        let here = here.map_err(|error| ServiceError::Internal(format!("browser session: {error}")))?;
        Ok(if here { turn } else { Turn::Over })
    }
}
