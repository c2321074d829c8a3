//! Sending a file, and the files sent before.

use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::roster::upload::upload;
use abhyas_services::roster::view::{ImportView, imports};
use abhyas_ui::{Badge, Card, FileField, Submit, Tone};
use leptos::prelude::*;

/// `GET /people/import`.
pub async fn show(page: Page) -> Reply {
    render(&page, Vec::new()).await
}

/// `POST /people/import`.
pub async fn send(page: Page, form: Form) -> Reply {
    let (name, bytes) = form.file("file").map(|file| (file.file_name.clone(), file.bytes.to_vec())).unwrap_or_default();
    match upload(page.services(), page.actor()?, &form.once()?, &name, bytes).await {
        Ok(id) => Ok(page.see_other(&format!("/people/import/{id}"))),
        Err(ServiceError::Refused(refusals)) => render(&page, refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, refusals: Vec<Refusal>) -> Reply {
    let lang = page.lang;
    let earlier = imports(page.services(), page.actor()?).await?;
    let once = page.once_field();
    let list = list(lang, &earlier);
    let marks = refusals.clone();
    let view = view! {
        <h1>{t::import_title(lang)}</h1>
        <p class="lead">{t::import_lead(lang)}</p>
        <form method="post" action="/people/import" enctype="multipart/form-data" class="card">
            {once}
            <FileField language=lang name="file" label=t::import_file(lang) accept=".xlsx,.csv" hint=t::import_file_hint(lang) refusals=marks />
            <Submit label=t::import_check(lang) />
        </form>
        <Card title=t::import_earlier(lang)>{list}</Card>
    }
    .into_any();
    Ok(page.sheet(t::import_title(lang)).refused(&refusals).show(|| view))
}

/// What a state is called, and how it looks.
pub fn state(lang: Language, state: &str) -> (&'static str, Tone) {
    match state {
        "reading" => (t::import_state_reading(lang), Tone::Plain),
        "review" => (t::import_state_review(lang), Tone::Warn),
        "applied" => (t::import_state_applied(lang), Tone::Good),
        "undone" => (t::import_state_undone(lang), Tone::Plain),
        _ => (t::import_state_discarded(lang), Tone::Plain),
    }
}

fn list(lang: Language, earlier: &[ImportView]) -> AnyView {
    if earlier.is_empty() {
        return view! { <p class="muted">{t::import_none(lang)}</p> }.into_any();
    }
    let rows = earlier
        .iter()
        .map(|import| {
            let (text, tone) = state(lang, &import.state);
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/import/{}", import.id)>{import.file_name.clone()}</a></th>
                    <td data-label=t::import_at(lang)>{format::instant(lang, import.at)}</td>
                    <td data-label=t::import_rows(lang)>{format::number(import.summary.counts.rows.into())}</td>
                    <td data-label=t::import_state(lang)><Badge tone text /></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{t::import_earlier(lang)}</caption>
            <thead><tr>
                <th scope="col">{t::import_file(lang)}</th><th scope="col">{t::import_at(lang)}</th>
                <th scope="col">{t::import_rows(lang)}</th><th scope="col">{t::import_state(lang)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
