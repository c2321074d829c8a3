//! `/sessions/decide`: sessions that too few people come to, each with two ways: hold it all the same, or cancel it.

use super::{place, session_id, title, when};
use crate::{count, speaking, t};
use abhyas_core::{Language, Refusal};
use abhyas_i18n::format::{instant, long_date, number};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::Hours;
use abhyas_services::sessions::{Undecided, cancel, hold, undecided};
use abhyas_ui::{Badge, EmptyState, HiddenField, Submit, TextField, Tone};
use leptos::prelude::*;

/// What was typed for one session, and what was refused there.
#[derive(Default)]
struct Typed {
    session: String,
    reason: String,
    refusals: Vec<Refusal>,
}

/// Each session has a field of its own on the page.
fn field(session: &str) -> String {
    format!("reason-{session}")
}

/// `GET /sessions/decide`.
pub(super) async fn show(page: Page) -> Reply {
    render(&page, Typed::default()).await
}

/// `POST /sessions/decide`: one session, held or cancelled.
pub(super) async fn save(page: Page, form: Form) -> Reply {
    let (l, actor) = (page.lang, speaking(&page)?);
    let session = session_id(form.text("session"))?;
    let reason = form.text(&field(session.as_str())).to_owned();
    let (done, said) = if form.text("do") == "cancel" {
        (cancel(page.services(), &actor, &form.once()?, &session).await, t::sessions_cancelled_now(l))
    } else {
        (hold(page.services(), &actor, &form.once()?, &session, &reason).await, t::decide_held(l))
    };
    match done {
        Ok(()) => page.see_other_with("/sessions/decide", said).await,
        Err(ServiceError::Refused(refusals)) => {
            let at = field(session.as_str());
            let there = |r: Refusal| if r.field.as_deref() == Some("reason") { r.at(at.clone()) } else { r };
            let refusals = refusals.into_iter().map(there).collect();
            render(&page, Typed { session: session.to_string(), reason, refusals }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, typed: Typed) -> Reply {
    let l = page.lang;
    let found = undecided(page.services(), &speaking(page)?).await?;
    let hours = &found.hours;
    let open = found.open.iter().map(|it| card(page, hours, it, &typed)).collect_view();
    let open = if found.open.is_empty() {
        view! { <EmptyState title=t::decide_none(l) text=t::decide_none_next(l) /> }.into_any()
    } else {
        view! { <ul class="plain-list">{open}</ul> }.into_any()
    };
    let held = (!found.held.is_empty()).then(|| held(l, hours, &found.held));
    Ok(page.sheet(t::decide_title(l)).refused(&typed.refusals).show(move || {
        view! {
            <p><a href="/sessions">{t::sessions_title(l)}</a></p>
            <h1>{t::decide_title(l)}</h1>
            <p class="lead">{t::decide_lead(l)}</p>
            {open}
            {held}
        }
    }))
}

fn card(page: &Page, hours: &Hours, it: &Undecided, typed: &Typed) -> AnyView {
    let (l, s) = (page.lang, &it.session);
    let id = s.id.to_string();
    let mine = typed.session == id;
    let reason = if mine { typed.reason.clone() } else { String::new() };
    let refusals = if mine { typed.refusals.clone() } else { Vec::new() };
    let people = t::decide_people(l, number(it.least), number(it.people));
    let by = t::decide_by(l, long_date(l, it.decide_by));
    let late = it.late.then(|| view! { " "<Badge tone=Tone::Bad text=t::decide_late(l) /> });
    let (once_hold, once_cancel) = (page.once_field(), page.once_field());
    let (to_hold, to_cancel) = (id.clone(), id.clone());
    view! {
        <li class="card" id=format!("s-{id}")>
            <h2><a href=format!("/sessions/{id}")>{title(l, s)}</a></h2>
            <p>{when(l, hours, s)}<br />{place(l, s)}<br />{s.teachers()}</p>
            <p><strong>{people}</strong><br />{by}{late}</p>
            <form method="post" action="/sessions/decide">
                {once_hold}
                <HiddenField name="session" value=to_hold />
                <TextField language=l name=field(&id) label=t::decide_reason(l) hint=t::decide_reason_hint(l) value=reason required=true refusals />
                <Submit label=t::decide_hold(l) name="do" value="hold" />
            </form>
            <form method="post" action="/sessions/decide">
                {once_cancel}
                <HiddenField name="session" value=to_cancel />
                <Submit label=t::decide_cancel(l) class="bad" name="do" value="cancel" />
            </form>
        </li>
    }
    .into_any()
}

fn held(l: Language, hours: &Hours, list: &[Undecided]) -> AnyView {
    let rows = list
        .iter()
        .filter_map(|it| {
            let (s, decision) = (&it.session, it.decision.as_ref()?);
            let (least, people) = (number(decision.least), number(decision.people));
            let why =
                t::decide_was(l, least, people, instant(l, decision.made_at), &decision.made_by_name, &decision.reason);
            Some(view! {
                <li class="card">
                    <h3><a href=format!("/sessions/{}", s.id)>{title(l, s)}</a></h3>
                    <p>{when(l, hours, s)}<br />{place(l, s)}</p>
                    <p>{why}</p>
                </li>
            })
        })
        .collect_view();
    let heading = format!("{} ({})", t::decide_done(l), count(list.len()));
    view! { <section><h2>{heading}</h2><ul class="plain-list">{rows}</ul></section> }.into_any()
}
