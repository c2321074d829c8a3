//! `/plans/{id}/board/events`: what others change in a draft, as it happens. Each event has its number in the draft's log as its
//! id. Where a stream can not be had (too many pages, a proxy that does not pass it), the page asks with `once` for what it
//! would tell.

use super::plan_id;
use crate::{speaking, t};
use abhyas_core::Language;
use abhyas_kit::feed::{self, Source, Telling};
use abhyas_kit::{Page, Reply, Stopping};
use abhyas_services::plans::board::{Listener, Told, news};
use abhyas_services::{Outcome, ServiceError};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::{Extension, Json};

pub(super) async fn stream(
    page: Page,
    Path(id): Path<String>,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
) -> Reply {
    let (Ok(actor), Ok(plan)) = (speaking(&page), plan_id(&id)) else { return Ok(feed::nothing()) };
    let from: i64 = feed::from(&page, &headers).parse().unwrap_or(i64::MAX);
    if !page.query("once").is_empty() {
        let told = match news(page.services(), &actor, &plan, from).await {
            Err(ServiceError::NotFound) => return Ok(feed::nothing()),
            other => other?,
        };
        let told: Vec<_> = told.iter().map(|told| (told.seq, words(page.lang, told))).collect();
        return Ok((feed::HEADERS, Json(told)).into_response());
    }
    let listener = match Listener::begin(page.services(), &actor, &plan, from).await {
        Err(ServiceError::NotFound) => return Ok(feed::nothing()),
        other => other?,
    };
    Ok(feed::answer(&page, stopping, listener.map(|listener| Draft { listener, l: page.lang })))
}

/// An event as `page.js` shows it; the empty address is the page itself, anew.
fn words(l: Language, told: &Told) -> serde_json::Value {
    serde_json::json!({ "text": t::board_news(l, &told.what, &told.who), "href": "", "show": t::board_fresh(l) })
}

/// A draft, in the words of who listens.
struct Draft {
    listener: Listener,
    l: Language,
}

impl Source for Draft {
    async fn next(&mut self) -> Outcome<Option<Telling>> {
        let told = self.listener.next().await?;
        Ok(told.map(|told| Telling { id: told.seq.to_string(), data: words(self.l, &told) }))
    }

    async fn still_may(&self) -> Outcome<bool> {
        self.listener.still_may().await
    }
}
