//! `/hospital/outbox`: what the hospital would have told people. Nothing leaves it; here it is read.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, messages, words};
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sandbox::hims::outbox::{Message, MessageId, newest};
use abhyas_ui::{Badge, EmptyState, Tone};
use axum::extract::Path;
use leptos::prelude::*;
use std::sync::Arc;

/// How many messages a page shows, the newest first.
const PAGE: usize = 40;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let before = page.query("before");
    let later = |message: &&Arc<Message>| !before.is_empty() && message.id.as_str() >= before.as_str();
    let shown: Vec<&Arc<Message>> = newest(desk.world()).skip_while(later).take(PAGE + 1).collect();
    let older = (shown.len() > PAGE).then(|| shown.get(PAGE - 1)).flatten().map(|last| {
        let href = format!("/hospital/outbox?before={}", last.id.as_str());
        view! { <p><a class="button plain" href=href>{t::outbox_older(l)}</a></p> }
    });
    let rows = shown.iter().take(PAGE).map(|message| row(l, &desk, message)).collect_view();
    let list = if shown.is_empty() {
        view! { <EmptyState title=t::outbox_empty(l) text=t::outbox_empty_next(l) /> }.into_any()
    } else {
        view! {
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::outbox_about(l)}</th><th scope="col">{t::outbox_to(l)}</th>
                    <th scope="col">{t::outbox_channel(l)}</th><th scope="col">{t::outbox_at(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let view = view! { <p class="lead"><Badge tone=Tone::Train text=t::outbox_badge(l) />" "{t::outbox_lead(l)}</p>{list}{older} };
    Ok(desk.show(&page, t::outbox_title(l), &[], view.into_any()))
}

fn row(l: Language, desk: &Desk, message: &Message) -> AnyView {
    let href = format!("/hospital/outbox/{}", message.id.as_str());
    view! {
        <tr>
            <th scope="row"><a href=href>{messages::subject(l, &message.notice)}</a></th>
            <td data-label=t::outbox_to(l)>{messages::recipient(l, &desk.look, &message.to)}</td>
            <td data-label=t::outbox_channel(l)>{messages::channel(l, message.channel)}</td>
            <td data-label=t::outbox_at(l)>{words::moment(l, &desk.look, message.sent.at)}</td>
        </tr>
    }
    .into_any()
}

pub(crate) async fn one(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let id = MessageId::parse(&id).ok_or_else(PageError::not_found)?;
    let message = desk.world().messages().get(&id).cloned().ok_or_else(PageError::not_found)?;
    let l = page.lang;
    let view = view! {
        <p><Badge tone=Tone::Train text=t::outbox_badge(l) /></p>
        {messages::phone(l, &desk.look, &message)}
        <p><a class="button plain" href="/hospital/outbox">{t::outbox_all(l)}</a></p>
    };
    Ok(desk.show(&page, messages::subject(l, &message.notice), &[], view.into_any()))
}
