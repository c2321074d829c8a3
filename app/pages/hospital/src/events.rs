//! `/hospital/events`: what the others do in a shared hospital, as it happens (server-sent events, HTML 9.2).
//!
//! A stream ends when the person signs out, is locked out by idling or is taken out of the cohort, and when the server
//! stops; keeping it alive is no sign of a person. Each event has its place in the journal as its id, so that a browser
//! whose line was cut goes on from there. What is not for a stream is answered 204: a browser asks no more then.

use abhyas_core::{Language, SandboxId};
use abhyas_desk::{news, t as shared};
use abhyas_kit::{Page, Reply, Stopping, Visitor};
use abhyas_services::sandbox::{Listener, News, Place, What, of_id};
use abhyas_services::{Outcome, ServiceError, Services};
use axum::Extension;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
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

pub(crate) async fn stream(page: Page, stopping: Option<Extension<Stopping>>, headers: HeaderMap) -> Reply {
    let nothing = || Ok(StatusCode::NO_CONTENT.into_response());
    let (Ok(actor), Ok(id)) = (page.actor(), SandboxId::parse(page.query("hospital"))) else { return nothing() };
    let sandbox = match of_id(page.services(), actor, &id).await {
        Ok(sandbox) if sandbox.is_shared() && sandbox.is_open() => sandbox,
        Ok(_) | Err(ServiceError::NotFound) => return nothing(),
        Err(error) => return Err(error.into()),
    };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let from = place(&last.unwrap_or_else(|| page.query("from")));
    let Some(listener) = Listener::begin(page.services(), actor, sandbox, from).await? else {
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
    let events = futures::stream::unfold(feed, Feed::next);
    let headers = [(BUFFERING, "no"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Sse::new(events)).into_response())
}

/// Reads `epoch-seq`, the id of an event.
fn place(text: &str) -> Option<Place> {
    let (epoch, seq) = text.split_once('-')?;
    Some(Place { epoch: epoch.parse().ok()?, seq: seq.parse().ok()? })
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
    Told(News),
    Beat,
    Over,
}

impl Feed {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let event = match self.turn().await {
            Ok(Turn::Told(news)) => self.event(&news).await,
            Ok(Turn::Beat) => Ok(Event::default().retry(RETRY).comment("")),
            Ok(Turn::Over) => return None,
            Err(error) => Err(error),
        };
        match event {
            Ok(event) => Some((Ok(event), self)),
            Err(error) => {
                tracing::warn!(%error, "a stream of events ended");
                None
            }
        }
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
            news = self.listener.next() => news?.map_or(Turn::Over, Turn::Told),
            _ = self.beat.tick() => if self.listener.still_may().await? { Turn::Beat } else { Turn::Over },
        };
        let here = self.visitor.is_still_here(self.services.real_now()).await;
        let here = here.map_err(|error| ServiceError::Internal(format!("browser session: {error}")))?;
        Ok(if here { turn } else { Turn::Over })
    }

    async fn event(&self, news: &News) -> Outcome<Event> {
        let look = self.listener.sandbox().look().await?;
        let (begun, href) = match &news.what {
            What::Begun { .. } => (true, Some("/hospital".to_owned())),
            What::Done { subject, .. } => (false, news::page_of(&look.world, subject)),
        };
        let show = if begun { shared::live_reload(self.l) } else { shared::live_show(self.l) };
        let text = news::line(self.l, &look.world, look.ctx.calendar, news);
        let data = serde_json::json!({ "text": text, "href": href, "show": show, "begun": begun });
        let id = format!("{}-{}", news.place.epoch, news.place.seq);
        Ok(Event::default().id(id).data(data.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_events_id_reads_back_and_anything_else_is_none() {
        assert_eq!(place("2-17"), Some(Place { epoch: 2, seq: 17 }));
        for text in ["", "2", "2-", "-1", "x-1", "2-x", "1-2-3"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
