//! `/plans/import`: an edited workbook is sent, looked over, and taken as a draft.

use super::plan_id;
use crate::{count, speaking, t};
use abhyas_core::{Language, Refusal};
use abhyas_i18n::format::number;
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::plans::import::{Fault, Look, create, look, upload};
use abhyas_ui::{Card, Facts, FileField, Note, Submit, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// `GET /plans/import`: nothing but the form, which the list of plans has as well.
pub(super) async fn start(page: Page) -> Reply {
    // Whoever may not make plans does not learn of the page.
    super::list::may_make(&page)?;
    Ok(form_page(&page, &[]))
}

/// `POST /plans/import`.
pub(super) async fn send(page: Page, form: Form) -> Reply {
    let (name, bytes) = form.file("file").map(|file| (file.file_name.clone(), file.bytes.to_vec())).unwrap_or_default();
    match upload(page.services(), page.actor()?, &form.once()?, &name, bytes).await {
        Ok(id) => Ok(page.see_other(&format!("/plans/import/{id}"))),
        Err(ServiceError::Refused(refusals)) => Ok(form_page(&page, &refusals)),
        Err(error) => Err(PageError::from(error)),
    }
}

fn form_page(page: &Page, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let card = card(page, refusals);
    page.sheet(t::plan_import_title(l)).refused(refusals).show(move || {
        view! { <p><a href="/plans">{t::plans_back(l)}</a></p><h1>{t::plan_import_title(l)}</h1>{card} }
    })
}

/// The form that takes a file.
pub(super) fn card(page: &Page, refusals: &[Refusal]) -> AnyView {
    let (l, once, refusals) = (page.lang, page.once_field(), refusals.to_vec());
    view! {
        <Card title=t::plan_import_card(l)>
            <p>{t::plan_import_about(l)}</p>
            <form method="post" action="/plans/import" enctype="multipart/form-data">
                {once}
                <FileField language=l name="file" label=t::plan_import_file(l) accept=".xlsx" hint=t::plan_import_hint(l) refusals />
                <Submit label=t::plan_import_check(l) class="plain" />
            </form>
        </Card>
    }
    .into_any()
}

/// `GET /plans/import/{id}`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id, &[]).await
}

/// `POST /plans/import/{id}`.
pub(super) async fn take(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let plan = plan_id(&id)?;
    match create(page.services(), page.actor()?, &form.once()?, &plan).await {
        Ok(()) => page.see_other_with(&format!("/plans/{plan}"), t::plan_import_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => Ok(form_page(&page, &refusals)),
        Err(error) => Err(PageError::from(error)),
    }
}

async fn render(page: &Page, id: &str, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let plan = plan_id(id)?;
    let Some(found) = look(page.services(), &speaking(page)?, &plan).await? else {
        return Ok(page.see_other(&format!("/plans/{plan}")));
    };
    let title = t::plan_import_look(l, &found.reading.file);
    let (action, once) = (format!("/plans/import/{plan}"), page.once_field());
    let content = content(l, &found, plan.as_str());
    Ok(page.sheet(title.clone()).refused(refusals).show(move || {
        view! {
            <p><a href="/plans">{t::plans_back(l)}</a></p>
            <h1>{title}</h1>
            <p class="lead">{t::plan_import_nothing_yet(l)}</p>
            <form method="post" action=action>{once}<Submit label=t::plan_import_take(l) /></form>
            {content}
        }
    }))
}

fn content(l: Language, found: &Look, plan: &str) -> AnyView {
    let reading = &found.reading;
    let [added, changed, removed, kept] = reading.counts.map(count);
    let facts = vec![
        (t::plans_added(l).to_owned(), added.into_any()),
        (t::plans_changed(l).to_owned(), changed.into_any()),
        (t::plan_import_removed(l).to_owned(), removed.into_any()),
        (t::plans_kept(l).to_owned(), kept.into_any()),
        (t::plan_import_people(l).to_owned(), count(reading.people).into_any()),
        (t::plans_missing(l).to_owned(), number(found.unseated).into_any()),
        (t::plans_broken(l).to_owned(), number(found.broken_count).into_any()),
        (t::plan_import_faults(l).to_owned(), count(reading.fault_count).into_any()),
    ];
    let edits = number(reading.edits_since);
    let since = (reading.edits_since > 0)
        .then(|| view! { <Note tone=Tone::Warn><p>{t::plan_import_since(l, edits)}</p></Note> });
    let pictures = format!("/plans/{plan}");
    let (faults, broken) = (faults(l, &reading.faults, reading.fault_count), broken(l, found));
    view! {
        <Facts facts />
        {since}
        {faults}
        {broken}
        <p><a href=pictures>{t::plan_import_pictures(l)}</a></p>
    }
    .into_any()
}

fn faults(l: Language, faults: &[Fault], all: usize) -> Option<AnyView> {
    if faults.is_empty() {
        return None;
    }
    let rows = faults
        .iter()
        .map(|fault| {
            let words = explain(l, &fault.refusal);
            view! {
                <tr>
                    <th scope="row">{t::plan_import_place(l, &fault.column, fault.row, &fault.sheet)}</th>
                    <td data-label=t::plan_import_wrong(l)>{words.message}</td>
                    <td data-label=t::plan_import_do(l)>{words.next}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <h2>{t::plan_import_faults_n(l, count(all))}</h2>
            <Note tone=Tone::Warn><p>{t::plan_import_faults_about(l)}</p></Note>
            <table class="cards">
                <caption>{t::plans_shown(l, count(all), count(faults.len()))}</caption>
                <thead><tr><th scope="col">{t::plan_import_where(l)}</th><th scope="col">{t::plan_import_wrong(l)}</th><th scope="col">{t::plan_import_do(l)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}

fn broken(l: Language, found: &Look) -> Option<AnyView> {
    if found.broken.is_empty() {
        return None;
    }
    let lines = found.broken.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    Some(
        view! {
            <h2>{t::plans_broken(l)}</h2>
            <Note tone=Tone::Warn><p>{t::plan_import_broken_about(l)}</p></Note>
            <ul>{lines}</ul>
        }
        .into_any(),
    )
}
