//! `/plans/{id}/preview`: who will be told what; and the button that publishes.

use super::plan_id;
use crate::{count, speaking, t};
use abhyas_core::Refusal;
use abhyas_i18n::format::number;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::{Preview, preview, publish_with as publish_plan};
use abhyas_ui::{Facts, Note, Submit, TextField, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// At most so many people are listed; the counts speak of all.
const MOST_PEOPLE: usize = 200;

/// `GET /plans/{id}/preview`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id, "", &[]).await
}

/// `POST /plans/{id}/publish`.
pub(super) async fn publish(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let plan = plan_id(&id)?;
    let (actor, reason) = (speaking(&page)?, form.text("reason"));
    match publish_plan(page.services(), &actor, &form.once()?, &plan, reason).await {
        Ok(version) => {
            page.see_other_with(&format!("/plans/{plan}"), &t::plans_published_now(page.lang, number(version))).await
        }
        Err(ServiceError::Refused(refusals)) => render(&page, &id, reason, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

async fn render(page: &Page, id: &str, reason: &str, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let plan = plan_id(id)?;
    let found = match preview(page.services(), page.actor()?, &plan, l).await {
        // Published meanwhile, perhaps by the same form: its page says so.
        Err(ServiceError::Refused(_)) if refusals.is_empty() => return Ok(page.see_other(&format!("/plans/{plan}"))),
        other => other?,
    };
    let refusals = if refusals.is_empty() { found.refusals.clone() } else { refusals.to_vec() };
    let publish = found.refusals.is_empty().then(|| {
        let (action, once) = (format!("/plans/{plan}/publish"), page.once_field());
        let asks = (!found.asks.is_empty()).then(|| {
            let (lines, value, refusals) = (lines(&found.asks), reason.to_owned(), refusals.clone());
            view! {
                <Note tone=Tone::Warn><p><strong>{t::plans_asks(l)}</strong></p><ul>{lines}</ul></Note>
                <TextField language=l name="reason" label=t::board_reason(l) value hint=t::board_reason_hint(l) refusals />
            }
        });
        view! { <form method="post" action=action>{once}{asks}<Submit label=t::plans_publish(l) /></form> }
    });
    let back = format!("/plans/{plan}");
    let content = content(l, found);
    Ok(page.sheet(t::plans_preview(l)).refused(&refusals).show(move || {
        view! { <p><a href=back>{t::plans_back_plan(l)}</a></p><h1>{t::plans_preview(l)}</h1>{publish}{content} }
    }))
}

fn lines(all: &[String]) -> AnyView {
    all.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view().into_any()
}

fn content(l: abhyas_core::Language, found: Preview) -> AnyView {
    let [added, changed, cancelled, kept] = found.counts;
    let [moved, new, lost, teach] = found.kinds;
    let facts = vec![
        (t::plans_added(l).to_owned(), count(added).into_any()),
        (t::plans_changed(l).to_owned(), count(changed).into_any()),
        (t::plans_cancelled(l).to_owned(), count(cancelled).into_any()),
        (t::plans_kept(l).to_owned(), count(kept).into_any()),
        (t::plans_told(l).to_owned(), count(found.told.len()).into_any()),
        (t::plans_people_moved(l).to_owned(), count(moved).into_any()),
        (t::plans_people_new(l).to_owned(), count(new).into_any()),
        (t::plans_people_lost(l).to_owned(), count(lost).into_any()),
        (t::plans_people_teach(l).to_owned(), count(teach).into_any()),
        (t::plans_missing(l).to_owned(), number(found.unseated).into_any()),
    ];
    let missing = (found.unseated > 0)
        .then(|| view! { <Note tone=Tone::Warn><p>{t::plans_publish_missing(l, number(found.unseated))}</p></Note> });
    let warned = (!found.warned.is_empty()).then(|| {
        let lines = lines(&found.warned);
        view! { <Note><p><strong>{t::plans_warned(l)}</strong></p><ul>{lines}</ul></Note> }
    });
    let decided = (!found.decided.is_empty()).then(|| {
        let lines = found.decided.iter().map(|it| {
            let why = t::plans_decided_by(l, &it.who, &it.reason);
            view! { <li>{it.what.clone()}<br /><small>{why}</small></li> }
        });
        let lines = lines.collect_view();
        view! { <Note><p><strong>{t::plans_decided(l)}</strong></p><ul>{lines}</ul></Note> }
    });
    let all = found.told.len();
    let rows = found
        .told
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|told| {
            let lines = told.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <tr>
                    <th scope="row">{told.name}<br /><small>{told.staff_id}</small></th>
                    <td data-label=t::plans_message(l)><ul>{lines}</ul></td>
                </tr>
            }
        })
        .collect_view();
    let shown = count(all.min(MOST_PEOPLE));
    view! {
        <Facts facts />
        {missing}{decided}{warned}
        <table class="cards">
            <caption>{t::plans_shown(l, count(all), &shown)}</caption>
            <thead><tr><th scope="col">{t::plans_name(l)}</th><th scope="col">{t::plans_message(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
