//! How the columns were understood, and changing it.

use super::{id_of, show};
use crate::t;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::roster::dry_run::field_name;
use abhyas_services::roster::review::change_layout;
use abhyas_services::roster::view::{ImportView, import};
use abhyas_services::roster::{Field, Layout, column_letters};
use abhyas_ui::{SelectField, Submit, TextField};
use axum::extract::Path;
use leptos::prelude::*;

/// The columns as a form; folded away unless something is wrong with them.
pub fn card(page: &Page, import: &ImportView, open: bool) -> AnyView {
    let lang = page.lang;
    let unused = (String::new(), t::import_column_unused(lang).to_owned());
    let options: Vec<(String, String)> = std::iter::once(unused)
        .chain(Field::ALL.into_iter().map(|field| (field.name().to_owned(), field_name(lang, field).to_owned())))
        .collect();
    let width = import.layout.columns.len().max(import.summary.headers.len());
    let fields = (0..width)
        .map(|at| {
            let header = import.summary.headers.get(at).map_or("", String::as_str);
            let label = format!("{} {header}", column_letters(at));
            let value = import.layout.columns.get(at).copied().flatten().map_or("", Field::name);
            view! { <SelectField language=lang name=format!("column-{at}") label value options=options.clone() required=true refusals=Vec::new() /> }
        })
        .collect_view();
    let sheets = (import.summary.sheets.len() > 1).then(|| {
        let options = import.summary.sheets.iter().enumerate().map(|(at, (name, lines))| (at.to_string(), format!("{name} ({lines})"))).collect();
        view! { <SelectField language=lang name="sheet" label=t::import_sheet(lang) value=import.layout.sheet.to_string() options required=true refusals=Vec::new() /> }
    });
    view! {
        <details class="card" open=open>
            <summary>{t::import_columns(lang)}</summary>
            <p>{t::import_columns_text(lang)}</p>
            <form method="post" action=format!("/people/import/{}/columns", import.id)>
                {page.once_field()}
                {sheets}
                <TextField language=lang name="header" label=t::import_header(lang) value=import.layout.header.to_string() inputmode="numeric" required=true refusals=Vec::new() />
                {fields}
                <Submit label=t::import_columns_save(lang) class="plain" />
            </form>
        </details>
    }
    .into_any()
}

/// `POST /people/import/{id}/columns`.
pub async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let before = import(page.services(), page.actor()?, &id).await?;
    let width = form.fields().iter().filter(|(name, _)| name.starts_with("column-")).count();
    let layout = Layout {
        sheet: form.opt("sheet").and_then(|at| at.parse().ok()).unwrap_or(before.layout.sheet),
        header: form.text("header").parse().unwrap_or(before.layout.header),
        columns: (0..width).map(|at| Field::from_name(form.text(&format!("column-{at}")))).collect(),
    };
    match change_layout(page.services(), page.actor()?, &id, &layout).await {
        Ok(()) => Ok(page.see_other(&format!("/people/import/{id}"))),
        Err(ServiceError::Refused(refusals)) => show::render(&page, &id, refusals).await,
        Err(error) => Err(error.into()),
    }
}
