//! One attempt: story, hints, the way into the hospital, handing in.

use super::result;
use crate::t;
use abhyas_core::{AttemptId, ExerciseId, Language};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::exercises::{self as service, AttemptView};
use abhyas_ui::{Badge, Card, Tone};
use axum::extract::Path;
use leptos::prelude::*;

fn id_of(text: String) -> Result<AttemptId, PageError> {
    AttemptId::parse(text).map_err(|_| PageError::not_found())
}

/// `GET /exercises/current`: back from the hospital to the task it was opened for.
pub async fn current(page: Page) -> Reply {
    let sandbox = abhyas_desk::desk::sandbox_of(&page).await?;
    let attempt = service::attempt_of_sandbox(page.services(), page.actor()?, sandbox.id()).await?;
    Ok(page.see_other(
        &attempt.map_or_else(|| "/exercises".to_owned(), |attempt| format!("/exercises/attempts/{}", attempt.id)),
    ))
}

/// `POST /exercises/{id}/start`: a fresh sandbox, then its story.
pub async fn start(page: Page, Path(exercise): Path<String>, form: Form) -> Reply {
    let exercise = ExerciseId::parse(exercise).map_err(|_| PageError::not_found())?;
    let attempt = service::start(page.services(), page.actor()?, &form.once()?, &exercise).await?;
    Ok(page.see_other(&format!("/exercises/attempts/{attempt}")))
}

/// `GET /exercises/attempts/{id}`: the task; after handing in, the result.
pub async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let attempt = service::attempt(page.services(), page.actor()?, &id_of(id)?).await?;
    if attempt.result.is_some() {
        return Ok(result::render(&page, attempt));
    }
    let l = page.lang;
    let ends = attempt.started_at + chrono::Duration::minutes(attempt.minutes);
    let late = page.services().now() > ends;
    Ok(page.sheet(attempt.title.pick(l)).practice().show(move || {
        let until = format::instant(l, ends);
        let (title, story) = (attempt.title.pick(l).to_owned(), paragraphs(attempt.story.pick(l)));
        let (actions, hints) = (attempt.own.then(|| actions(l, &attempt)), hints(l, &attempt));
        view! {
            <h1>{title}</h1>
            <p class="row">
                {attempt.assessed.then(|| view! { <Badge tone=Tone::Train text=t::assessed(l) /> })}
                <Badge text=t::minutes(l, attempt.minutes) />
                <Badge text=t::pass_from(l, attempt.pass_percent) />
            </p>
            <p class="hint">{if late { t::time_over(l, until) } else { t::time_until(l, until) }}</p>
            <Card title=t::story(l)>{story}</Card>
            {actions}
            {hints}
        }
    }))
}

/// A text's paragraphs, separated by blank lines.
pub fn paragraphs(text: &str) -> AnyView {
    text.split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(|p| view! { <p>{p.to_owned()}</p> })
        .collect_view()
        .into_any()
}

fn actions(l: Language, attempt: &AttemptView) -> AnyView {
    let finish = format!("/exercises/attempts/{}/finish", attempt.id);
    view! {
        <form method="post" action="/hospital/enter" class="row">
            <input type="hidden" name="_hospital" value=attempt.sandbox.to_string() />
            <button class="button" type="submit">{t::into_hospital(l)}</button>
            <a class="button plain" href=finish>{t::hand_in(l)}</a>
        </form>
        <p class="hint">{t::personas_hint(l)}</p>
    }
    .into_any()
}

fn hints(l: Language, attempt: &AttemptView) -> AnyView {
    let hints = attempt.hints.iter().enumerate();
    view! {
        <section class="stack">
            {hints.map(|(at, hint)| view! { <details class="card"><summary>{t::hint(l, at + 1)}</summary>{paragraphs(hint.pick(l))}</details> }).collect_view()}
        </section>
    }
    .into_any()
}

/// `GET /exercises/attempts/{id}/finish`: asks once, since an attempt is handed in for good.
pub async fn confirm(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let attempt = service::attempt(page.services(), page.actor()?, &id_of(id)?).await?;
    let back = format!("/exercises/attempts/{}", attempt.id);
    if attempt.result.is_some() || !attempt.own {
        return Ok(page.see_other(&back));
    }
    let (once, action) = (page.once_field(), format!("{back}/finish"));
    Ok(page.sheet(t::hand_in(l)).practice().show(move || {
        view! {
            <h1>{t::hand_in_sure(l)}</h1>
            <p class="lead">{t::hand_in_text(l)}</p>
            <form method="post" action=action class="row">
                {once}
                <button class="button" type="submit">{t::hand_in(l)}</button>
                <a class="button plain" href=back>{t::not_yet(l)}</a>
            </form>
        }
    }))
}

/// `POST /exercises/attempts/{id}/finish`.
pub async fn finish(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(id)?;
    service::finish(page.services(), page.actor()?, &form.once()?, &id).await?;
    Ok(page.see_other(&format!("/exercises/attempts/{id}")))
}
