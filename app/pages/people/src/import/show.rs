//! One import: counts, columns, rows by state, and what can be done.

use super::{columns, decide, finish, id_of, start};
use crate::t;
use abhyas_core::{ImportId, Language, Refusal};
use abhyas_i18n::format;
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Page, Reply};
use abhyas_services::roster::view::{ImportView, import, rows};
use abhyas_ui::{Badge, Note, Pages, ProgressBar, Tabs, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// How many rows a page shows.
const ROWS: u32 = 50;

/// `GET /people/import/{id}`.
pub async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id_of(&id)?, Vec::new()).await
}

/// The page, after a refused form with its refusals.
pub async fn render(page: &Page, id: &ImportId, refusals: Vec<Refusal>) -> Reply {
    let lang = page.lang;
    let import = import(page.services(), page.actor()?, id).await?;
    let title = format!("{}: {}", t::import_title(lang), import.file_name);
    let (state, tone) = start::state(lang, &import.state);
    let head = view! {
        <p><a href="/people/import">{t::import_back(lang)}</a></p>
        <h1>{import.file_name.clone()}" "<Badge tone text=state /></h1>
    }
    .into_any();
    if import.state == "reading" {
        let waiting = waiting(lang, &import);
        return Ok(page.sheet(title).refresh(2).show(|| view! { {head}{waiting} }));
    }
    let body = match import.state.as_str() {
        "discarded" => view! { <Note>{t::import_discarded(lang)}</Note> }.into_any(),
        _ => decided_or_open(page, &import).await?,
    };
    Ok(page.sheet(title).refused(&refusals).show(|| view! { {head}{body} }))
}

fn waiting(lang: Language, import: &ImportView) -> AnyView {
    let (done, all) = import.progress.unwrap_or((0, 0));
    let percent = u8::try_from(done.saturating_mul(100) / all.max(1)).unwrap_or(100);
    let label = t::import_progress(lang, format::number(done.into()), format::number(all.into()));
    view! { <ProgressBar label percent /><p aria-live="polite">{t::import_reading_text(lang)}</p> }.into_any()
}

async fn decided_or_open(page: &Page, import: &ImportView) -> Result<AnyView, abhyas_kit::PageError> {
    let lang = page.lang;
    let summary = &import.summary;
    let open = import.state == "review";
    if let Some(refusal) = &summary.stopped {
        let words = explain(lang, refusal);
        let columns = columns::card(page, import, true);
        let discard = finish::discard_form(page, import);
        return Ok(view! { <Note tone=Tone::Bad><p><strong>{words.message}</strong>" "{words.next}</p></Note>{columns}{discard} }.into_any());
    }
    let asked = page.query("tab");
    let undecided = import.undecided > 0 || import.decided > 0;
    let tab = match asked.as_str() {
        "needs_review" | "faulty" | "good" | "skipped" => asked,
        _ if undecided => "needs_review".to_owned(),
        _ if summary.counts.faulty.sum() > 0 => "faulty".to_owned(),
        _ => "good".to_owned(),
    };
    let after = page.query("after").parse().unwrap_or(0);
    let shown = rows(page.services(), page.actor()?, &import.id, &tab, after, ROWS).await?;
    let full = u32::try_from(shown.len()).unwrap_or(0) == ROWS;
    let next = shown.last().filter(|_| full).map(|last| {
        (format!("/people/import/{}?tab={tab}&after={}", import.id, last.row), t::import_next_rows(lang).to_owned())
    });
    let list = if shown.is_empty() {
        view! { <p class="muted">{t::import_empty_tab(lang)}</p> }.into_any()
    } else {
        shown.iter().map(|row| decide::card(page, import, row, &tab)).collect_view().into_any()
    };
    let accept = (open && tab == "needs_review" && import.undecided > 1).then(|| decide::accept_all_form(page, import));
    let columns = open.then(|| columns::card(page, import, false));
    Ok(view! {
        {notes(lang, import)}
        {finish::card(page, import)}
        {tabs(lang, import, &tab)}
        {accept}
        {list}
        <Pages label=t::people_pages(lang) previous=None next />
        {columns}
    }
    .into_any())
}

fn notes(lang: Language, import: &ImportView) -> AnyView {
    let summary = &import.summary;
    let number = |n: u32| format::number(n.into());
    let same = import
        .same_file_before
        .map(|at| view! { <Note tone=Tone::Warn>{t::import_same_file(lang, format::instant(lang, at))}</Note> });
    let applied = summary.applied.map(|a| {
        let text = t::import_applied(lang, number(a.added), number(a.changed), number(a.left_out), number(a.same));
        view! { <Note tone=Tone::Good>{text}</Note> }
    });
    let ignored = (!summary.ignored.is_empty()).then(|| {
        let mut lines: Vec<String> = summary.ignored.iter().take(10).map(|(line, _)| line.to_string()).collect();
        if summary.ignored.len() > lines.len() {
            lines.push("…".to_owned());
        }
        view! { <p class="muted">{t::import_ignored(lang, lines.join(", "), summary.ignored.len())}</p> }
    });
    let what = summary.applied.is_none().then(|| {
        view! { <p class="lead">{t::import_what(lang, number(summary.changed), number(summary.new), number(summary.same))}</p> }
    });
    view! { {same}{applied}{what}{ignored} }.into_any()
}

fn tabs(lang: Language, import: &ImportView, tab: &str) -> AnyView {
    let counts = &import.summary.counts;
    let number = |n: u32| format::number(n.into());
    let review = import.undecided + import.decided;
    let mut tabs = vec![
        ("needs_review", t::import_tab_review(lang, number(review))),
        ("faulty", t::import_tab_faulty(lang, number(counts.rows.saturating_sub(counts.good + review)))),
        ("good", t::import_tab_good(lang, number(counts.good))),
    ];
    if import.summary.skipped > 0 {
        tabs.push(("skipped", t::import_tab_skipped(lang, number(import.summary.skipped))));
    }
    let tabs = tabs
        .into_iter()
        .map(|(name, text)| (format!("/people/import/{}?tab={name}", import.id), text, name == tab))
        .collect();
    view! { <Tabs label=t::import_tabs(lang) tabs /> }.into_any()
}
