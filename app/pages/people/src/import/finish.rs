//! Applying an import, giving it up, taking it back, and the sheet of faulty rows.

use super::{id_of, show};
use crate::show::{XLSX, download};
use crate::t;
use abhyas_core::ImportId;
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::roster::error_sheet::error_sheet;
use abhyas_services::roster::view::ImportView;
use abhyas_services::roster::{apply as applying, undo as undoing};
use abhyas_services::{Outcome, ServiceError};
use abhyas_ui::{Card, Submit};
use axum::extract::Path;
use leptos::prelude::*;

/// What can be done with the whole import.
pub fn card(page: &Page, import: &ImportView) -> AnyView {
    let lang = page.lang;
    let counts = &import.summary.counts;
    let faulty = counts.rows.saturating_sub(counts.good + import.undecided + import.decided);
    let errors = (faulty + import.undecided > 0).then(|| {
        view! {
            <p>{t::import_errors_text(lang)}</p>
            <p><a class="button plain" href=format!("/people/import/{}/errors.xlsx", import.id) download>{t::import_errors(lang)}</a></p>
        }
    });
    let number = |n: u32| format::number(n.into());
    let act = match import.state.as_str() {
        "review" => {
            let apply = post(page, &import.id, "apply", t::import_apply(lang), "");
            view! {
                <p>{t::import_apply_text(lang, number(faulty), number(import.undecided))}</p>
                <div class="row">{apply}{discard_form(page, import)}</div>
            }
            .into_any()
        }
        "applied" => {
            let undo = post(page, &import.id, "undo", t::import_undo(lang), "plain");
            view! { <p>{t::import_undo_text(lang)}</p>{undo} }.into_any()
        }
        _ => ().into_any(),
    };
    view! { <Card>{act}{errors}</Card> }.into_any()
}

/// The button that gives the file up.
pub fn discard_form(page: &Page, import: &ImportView) -> AnyView {
    if import.state != "review" {
        return ().into_any();
    }
    post(page, &import.id, "discard", t::import_discard(page.lang), "plain")
}

fn post(page: &Page, id: &ImportId, name: &'static str, label: &'static str, class: &'static str) -> AnyView {
    view! {
        <form method="post" class="inline" action=format!("/people/import/{id}/{name}")>
            {page.once_field()}
            <Submit label=label class=class />
        </form>
    }
    .into_any()
}

async fn answer(page: &Page, id: &ImportId, outcome: Outcome<String>) -> Reply {
    match outcome {
        Ok(done) => page.see_other_with(&format!("/people/import/{id}"), &done).await,
        Err(ServiceError::Refused(refusals)) => show::render(page, id, refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/import/{id}/apply`.
pub async fn apply(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let (id, lang) = (id_of(&id)?, page.lang);
    let number = |n: u32| format::number(n.into());
    let outcome = applying::apply(page.services(), page.actor()?, &form.once()?, &id).await;
    let said = outcome
        .map(|a| t::import_applied(lang, number(a.added), number(a.changed), number(a.left_out), number(a.same)));
    answer(&page, &id, said).await
}

/// `POST /people/import/{id}/undo`.
pub async fn undo(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let (id, lang) = (id_of(&id)?, page.lang);
    let number = |n: u32| format::number(n.into());
    let outcome = undoing::undo(page.services(), page.actor()?, &form.once()?, &id).await;
    let said = outcome.map(|u| t::import_undone(lang, number(u.removed), number(u.restored)));
    answer(&page, &id, said).await
}

/// `POST /people/import/{id}/discard`.
pub async fn discard(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let outcome = undoing::discard(page.services(), page.actor()?, &form.once()?, &id).await;
    answer(&page, &id, outcome.map(|()| t::import_discarded(page.lang).to_owned())).await
}

/// `GET /people/import/{id}/errors.xlsx`.
pub async fn errors(page: Page, Path(id): Path<String>) -> Reply {
    let bytes = error_sheet(page.services(), page.actor()?, &id_of(&id)?, page.lang).await?;
    Ok(download("errors.xlsx", XLSX, bytes))
}
