//! `/my`: where I sit, what I teach, what I was told; my calendar feed.

mod calendar;

use crate::sessions::{place, presence, state, title, when};
use crate::t;
use abhyas_core::{Language, ModuleId, Permission, Reach};
use abhyas_i18n::format::instant;
use abhyas_kit::{AppState, Form, Page, Reply};
use abhyas_services::plans::Hours;
use abhyas_services::sessions::{Mine, MySeat, messages_read, mine};
use abhyas_ui::{Badge, Card, EmptyState, Submit, Tone};
use axum::Router;
use axum::routing::{get, post};
use leptos::prelude::*;

/// The routes of these pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/my", get(show))
        .route("/my/read", post(read))
        .route("/my/calendar", get(calendar::show).post(calendar::make))
        .route("/calendar/{file}", get(calendar::feed))
}

/// `GET /my`.
async fn show(page: Page) -> Reply {
    let l = page.lang;
    let found = mine(page.services(), page.actor()?).await?;
    let now = page.services().now();
    let messages = messages(&page, &found);
    let (past, coming): (Vec<&MySeat>, Vec<&MySeat>) = found.seats.iter().partition(|s| s.ends < now);
    let list = |seats: &[&MySeat], title: String| {
        (!seats.is_empty()).then(|| {
            let rows = seats.iter().map(|s| card(&page, &found.hours, s)).collect_view();
            view! { <section><h2>{title}</h2><ul class="plain-list">{rows}</ul></section> }
        })
    };
    let (coming, past) = (list(&coming, t::my_coming(l).to_owned()), list(&past, t::my_past(l).to_owned()));
    let empty = found.seats.is_empty().then(|| view! { <EmptyState title=t::my_none(l) text=t::my_none_next(l) /> });
    Ok(page.sheet(t::my_title(l)).show(move || {
        view! {
            <h1>{t::my_title(l)}</h1>
            {messages}
            {empty}
            {coming}
            {past}
            <p><a href="/my/calendar">{t::my_calendar(l)}</a></p>
        }
    }))
}

/// `POST /my/read`.
async fn read(page: Page, _form: Form) -> Reply {
    messages_read(page.services(), page.actor()?).await?;
    Ok(page.see_other("/my"))
}

fn messages(page: &Page, found: &Mine) -> Option<AnyView> {
    let l = page.lang;
    let new: Vec<_> = found.messages.iter().filter(|m| !m.seen).collect();
    if new.is_empty() {
        return None;
    }
    let items = new
        .into_iter()
        .map(|m| {
            let lines = l.pick(&m.hi, &m.en).lines().map(|line| view! { <li>{line.to_owned()}</li> }).collect_view();
            view! { <p><small>{instant(l, m.at)}</small></p><ul>{lines}</ul> }
        })
        .collect_view();
    let once = page.once_field();
    Some(
        view! {
            <Card title=t::my_messages(l)>
                {items}
                <form method="post" action="/my/read">{once}<Submit label=t::my_read(l) class="plain" /></form>
            </Card>
        }
        .into_any(),
    )
}

fn card(page: &Page, hours: &Hours, seat: &MySeat) -> AnyView {
    let (l, s) = (page.lang, &seat.session);
    let href = format!("/sessions/{}", s.id);
    let teaches = seat.teaches.then(|| view! { <Badge tone=Tone::Train text=t::my_teach(l) /> });
    let mark = seat
        .teaches
        .then(|| format!("/sessions/{}/attendance", s.id))
        .map(|to| view! { <a class="button" href=to>{t::sessions_attendance(l)}</a> });
    let practise = (!seat.teaches).then(|| practise_form(page, s.module.as_str())).flatten();
    view! {
        <li class="card">
            <h3><a href=href>{title(l, s)}</a>" "{teaches}{state(l, s)}{presence(l, &seat.presence)}</h3>
            <p>{when(l, hours, s)}<br />{place(l, s)}{trainer(l, seat)}</p>
            <div class="row">{mark}{practise}</div>
        </li>
    }
    .into_any()
}

fn trainer(l: Language, seat: &MySeat) -> Option<AnyView> {
    (!seat.teaches).then(|| {
        let name = seat.session.teachers();
        view! { <br />{t::plans_by_trainer(l)}": "{name} }.into_any()
    })
}

/// The button that starts the practice of a module, where there is an exercise for it.
pub(crate) fn practise_form(page: &Page, module: &str) -> Option<AnyView> {
    let may = page.visitor.actor.as_ref().is_some_and(|a| a.reach(Permission::Practise) > Reach::Nothing);
    let module = ModuleId::parse(module).ok().filter(|_| may)?;
    let content = abhyas_services::exercises::curriculum(page.services()).ok()?;
    let exercise = content.of_module(&module).next()?.id.clone();
    let (action, once) = (format!("/exercises/{exercise}/start"), page.once_field());
    let l = page.lang;
    Some(
        view! { <form method="post" action=action class="inline">{once}<Submit label=t::my_practise(l) /></form> }
            .into_any(),
    )
}
