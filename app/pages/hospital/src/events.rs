//! `/hospital/events`: what the others do in a shared hospital, as it happens. Each event has its place in the journal as its id.

use abhyas_core::{Language, SandboxId};
use abhyas_desk::{news, t as shared};
use abhyas_kit::feed::{self, Source, Telling};
use abhyas_kit::{Page, Reply, Stopping};
use abhyas_services::sandbox::{Listener, News, Place, What, of_id};
use abhyas_services::{Outcome, ServiceError};
use axum::Extension;
use axum::http::HeaderMap;

pub(crate) async fn stream(page: Page, stopping: Option<Extension<Stopping>>, headers: HeaderMap) -> Reply {
    let (Ok(actor), Ok(id)) = (page.actor(), SandboxId::parse(page.query("hospital"))) else {
        return Ok(feed::nothing());
    };
    let sandbox = match of_id(page.services(), actor, &id).await {
        Ok(sandbox) if sandbox.is_shared() && sandbox.is_open() => sandbox,
        Ok(_) | Err(ServiceError::NotFound) => return Ok(feed::nothing()),
        Err(error) => return Err(error.into()),
    };
    let from = place(&feed::from(&page, &headers));
    let listener = Listener::begin(page.services(), actor, sandbox, from).await?;
    Ok(feed::answer(&page, stopping, listener.map(|listener| Hospital { listener, l: page.lang })))
}

/// Reads `epoch-seq`, the id of an event.
fn place(text: &str) -> Option<Place> {
    let (epoch, seq) = text.split_once('-')?;
    Some(Place { epoch: epoch.parse().ok()?, seq: seq.parse().ok()? })
}

/// A shared hospital, in the words of who listens.
struct Hospital {
    listener: Listener,
    l: Language,
}

impl Source for Hospital {
    async fn next(&mut self) -> Outcome<Option<Telling>> {
        let Some(news) = self.listener.next().await? else { return Ok(None) };
        Ok(Some(self.words(&news).await?))
    }

    async fn still_may(&self) -> Outcome<bool> {
        self.listener.still_may().await
    }
}

impl Hospital {
    async fn words(&self, news: &News) -> Outcome<Telling> {
        let look = self.listener.sandbox().look().await?;
        let (begun, href) = match &news.what {
            What::Begun { .. } => (true, Some("/hospital".to_owned())),
            What::Done { subject, .. } => (false, news::page_of(&look.world, subject)),
        };
        let show = if begun { shared::live_reload(self.l) } else { shared::live_show(self.l) };
        let text = news::line(self.l, &look.world, look.ctx.calendar, news);
        let data = serde_json::json!({ "text": text, "href": href, "show": show, "begun": begun });
        Ok(Telling { id: format!("{}-{}", news.place.epoch, news.place.seq), data })
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
