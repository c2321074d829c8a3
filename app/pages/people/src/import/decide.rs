//! A row that needs a decision: yes, another facility, leave out; yes to all like it.

use super::{id_of, show};
use crate::t;
use abhyas_core::{FacilityId, Language, Refusal};
use abhyas_i18n::format;
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::people::facility::{FacilityFound, find};
use abhyas_services::roster::review::{self, Decision};
use abhyas_services::roster::view::{ImportView, RowView};
use abhyas_ui::{Badge, HiddenField, Submit, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// A row: what it says, what there is to say about it, and its buttons.
pub fn card(page: &Page, import: &ImportView, row: &RowView, tab: &str) -> AnyView {
    let lang = page.lang;
    let written = row.cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    let meant = row
        .candidates
        .iter()
        .find(|c| Some(&c.facility) == row.person.facility.as_ref())
        .or(row.candidates.first())
        .map(|c| c.name.clone());
    let badge = match row.decision.as_str() {
        "yes" => Some((
            Tone::Good,
            t::import_decided_yes(lang, meant.clone().unwrap_or_else(|| row.person.designation.clone())),
        )),
        "no" => Some((Tone::Plain, t::import_decided_no(lang).to_owned())),
        _ => None,
    };
    let badge = badge.map(|(tone, text)| view! { <Badge tone text /> });
    let said = row
        .issues
        .iter()
        .map(|issue| {
            let words = explain(lang, &issue.refusal);
            view! { <li>{words.message}" "<small>{words.next}</small></li> }
        })
        .collect_view();
    let said = (!row.issues.is_empty()).then(|| view! { <ul>{said}</ul> });
    let undecided = import.state == "review" && row.decision.is_empty();
    let buttons = (undecided && row.state == "needs_review").then(|| buttons(page, import, row, meant, tab));
    let other = (undecided && row.can_choose_facility).then(|| other(page, import, row, tab));
    let name = if row.person.name.is_empty() { String::new() } else { format!(": {}", row.person.name) };
    view! {
        <section class="card" id=format!("row-{}", row.row)>
            <h2>{t::import_row(lang, row.row)}{name}" "{badge}</h2>
            <p class="muted">{written}</p>
            {said}
            {buttons}
            {other}
        </section>
    }
    .into_any()
}

fn buttons(page: &Page, import: &ImportView, row: &RowView, meant: Option<String>, tab: &str) -> AnyView {
    let lang = page.lang;
    let yes = meant.map_or_else(|| t::import_yes_plain(lang).to_owned(), |name| t::import_yes(lang, name));
    view! {
        <form method="post" class="taps" action=format!("/people/import/{}/rows/{}", import.id, row.row)>
            {page.once_field()}
            <HiddenField name="tab" value=tab.to_owned() />
            <Submit label=yes name="decision" value="yes" />
            <Submit label=t::import_yes_alike(lang) class="plain" name="decision" value="alike" />
            <Submit label=t::import_no(lang) class="plain" name="decision" value="no" />
        </form>
    }
    .into_any()
}

/// Another facility: one of the suggestions, or one whose name is typed.
fn other(page: &Page, import: &ImportView, row: &RowView, tab: &str) -> AnyView {
    let lang = page.lang;
    let id = format!("facility-{}", row.row);
    let list = format!("near-{}", row.row);
    let options = row.candidates.iter().map(|c| view! { <option value=c.name.clone()></option> }).collect_view();
    view! {
        <form method="post" class="row" action=format!("/people/import/{}/rows/{}", import.id, row.row)>
            {page.once_field()}
            <HiddenField name="tab" value=tab.to_owned() />
            <label for=id.clone()>{t::import_other(lang)}</label>
            <input id=id name="facility" type="text" list=list.clone() value=page.query(&format!("typed-{}", row.row)) />
            <datalist id=list>{options}</datalist>
            <Submit label=t::import_choose(lang) class="plain" name="decision" value="facility" />
        </form>
    }
    .into_any()
}

/// `POST /people/import/{id}/rows/{row}`.
pub async fn decide(page: Page, Path((id, row)): Path<(String, i64)>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let (decision, alike) = match form.text("decision") {
        "yes" => (Decision::Yes, false),
        "alike" => (Decision::Yes, true),
        "no" => (Decision::No, false),
        _ => match facility(&page, &form).await? {
            Ok(facility) => (Decision::Facility(facility), false),
            Err(refusal) => return show::render(&page, &id, vec![refusal]).await,
        },
    };
    match review::decide(page.services(), page.actor()?, &form.once()?, &id, row, &decision, alike).await {
        Ok(n) => {
            page.see_other_with(&address(&id, &form, row), &t::import_accepted(page.lang, format::number(n.into())))
                .await
        }
        Err(ServiceError::Refused(refusals)) => show::render(&page, &id, refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn facility(page: &Page, form: &Form) -> Result<Result<FacilityId, Refusal>, abhyas_kit::PageError> {
    Ok(match find(page.services(), page.actor()?, form.text("facility")).await? {
        FacilityFound::One(id) => Ok(id),
        FacilityFound::Near(_, mut refusal) | FacilityFound::None(mut refusal) => {
            refusal.field = None;
            Err(refusal)
        }
    })
}

/// Back to the same list, at the row that comes after the one just decided.
fn address(id: &abhyas_core::ImportId, form: &Form, row: i64) -> String {
    let tab = if form.text("tab") == "faulty" { "faulty" } else { "needs_review" };
    format!("/people/import/{id}?tab={tab}#row-{row}")
}

/// One yes for all suggestions.
pub fn accept_all_form(page: &Page, import: &ImportView) -> AnyView {
    let lang: Language = page.lang;
    view! {
        <form method="post" action=format!("/people/import/{}/accept-all", import.id)>
            {page.once_field()}
            <Submit label=t::import_accept_all(lang, format::number(import.undecided.into())) class="plain" />
        </form>
    }
    .into_any()
}

/// `POST /people/import/{id}/accept-all`.
pub async fn accept_all(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    match review::accept_all(page.services(), page.actor()?, &form.once()?, &id).await {
        Ok(n) => {
            let n = format::number(i64::try_from(n).unwrap_or(i64::MAX));
            page.see_other_with(&format!("/people/import/{id}"), &t::import_accepted(page.lang, n)).await
        }
        Err(ServiceError::Refused(refusals)) => show::render(&page, &id, refusals).await,
        Err(error) => Err(error.into()),
    }
}
