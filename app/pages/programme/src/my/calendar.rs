//! `/my/calendar`: the private address of my calendar; `/calendar/{secret}.ics`: the calendar itself.

use crate::t;
use abhyas_i18n::format::instant;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sessions::{calendar_address, feed as calendar_feed, new_calendar_address};
use abhyas_ui::{Note, Submit, Tone};
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use leptos::prelude::*;

/// `GET /my/calendar`.
pub(super) async fn show(page: Page) -> Reply {
    render(&page, None).await
}

/// `POST /my/calendar`: the address is shown in the answer, once; nothing but its owner's screen has it.
pub(super) async fn make(page: Page, _form: Form) -> Reply {
    let address = new_calendar_address(page.services(), page.actor()?).await?;
    render(&page, Some(address)).await
}

async fn render(page: &Page, address: Option<String>) -> Reply {
    let l = page.lang;
    let made = calendar_address(page.services(), page.actor()?).await?;
    let old = made.filter(|_| address.is_none()).map(|at| view! { <p>{t::my_calendar_made(l, instant(l, at))}</p> });
    let shown = address.map(|address| {
        let text = address.clone();
        view! {
            <Note tone=Tone::Good>
                <p>{t::my_calendar_new(l)}</p>
                <p class="scroll"><code>{text}</code></p>
                <p><a class="button" href=address>{t::my_calendar_open(l)}</a></p>
            </Note>
        }
    });
    let once = page.once_field();
    Ok(page.sheet(t::my_calendar(l)).show(move || {
        view! {
            <p><a href="/my">{t::my_title(l)}</a></p>
            <h1>{t::my_calendar(l)}</h1>
            <p class="lead">{t::my_calendar_about(l)}</p>
            {shown}
            {old}
            <form method="post" action="/my/calendar">{once}<Submit label=t::my_calendar_make(l) /></form>
        }
    }))
}

/// `GET /calendar/{secret}.ics`: read by calendars, which do not sign in.
pub(super) async fn feed(page: Page, Path(file): Path<String>) -> Reply {
    let secret = file.strip_suffix(".ics").ok_or(PageError::not_found())?;
    let text = calendar_feed(page.services(), secret, page.lang).await?;
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, no-store")];
    Ok((headers, text).into_response())
}
