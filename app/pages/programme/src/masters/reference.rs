//! `/masters/reference`: the hospital's reference data as files, out and back in.

use crate::t;
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::masters::{
    Format, ReferenceList, export_reference, import_reference, reference_lists, restore_reference,
};
use abhyas_ui::{Badge, Card, FileField, Submit, Tone};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use leptos::prelude::*;

pub(super) const PATH: &str = "/masters/reference";

pub(super) async fn show(page: Page) -> Reply {
    render(&page, &[]).await
}

/// `POST /masters/reference/{list}/import`.
pub(super) async fn import(page: Page, Path(list): Path<String>, form: Form) -> Reply {
    let bytes = form.file(&field(&list)).map(|upload| upload.bytes.to_vec()).unwrap_or_default();
    match import_reference(page.services(), page.actor()?, &form.once()?, &list, bytes).await {
        Ok(rows) => {
            let rows = format::number(i64::try_from(rows).unwrap_or(i64::MAX));
            page.see_other_with(PATH, &t::reference_imported(page.lang, &rows)).await
        }
        Err(ServiceError::Refused(refusals)) => {
            let refusals: Vec<_> = refusals.into_iter().map(|refusal| refusal.at(field(&list))).collect();
            render(&page, &refusals).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /masters/reference/{list}/restore`.
pub(super) async fn restore(page: Page, Path(list): Path<String>, form: Form) -> Reply {
    restore_reference(page.services(), page.actor()?, &form.once()?, &list).await?;
    page.see_other_with(PATH, t::reference_restored(page.lang)).await
}

/// `GET /masters/reference/{file}`: `diagnoses.csv`, `products.xlsx` and so on.
pub(super) async fn export(page: Page, Path(file): Path<String>) -> Reply {
    let (list, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let (format, mime) = match ending {
        "xlsx" => (Format::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "csv" => (Format::Csv, "text/csv; charset=utf-8"),
        _ => return Err(abhyas_kit::PageError::not_found()),
    };
    let bytes = export_reference(page.services(), page.actor()?, list, format).await?;
    let name = format!("attachment; filename=\"{list}.{ending}\"");
    Ok(([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

async fn render(page: &Page, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    let lists = reference_lists(page.services(), page.actor()?).await?;
    let edits = page.actor()?.reach(Permission::EditMasters) == Reach::Everything;
    let cards: Vec<_> = lists
        .into_iter()
        .map(|list| {
            let forms = edits.then(|| forms(page, &list, refusals));
            card(lang, list, forms)
        })
        .collect();
    let view = view! {
        <p><a href="/masters">{t::masters_title(lang)}</a></p>
        <h1>{t::reference_title(lang)}</h1>
        <p class="lead">{t::reference_lead(lang)}</p>
        {cards}
    }
    .into_any();
    Ok(page.sheet(t::reference_title(lang)).refused(refusals).show(|| view))
}

fn card(lang: Language, list: ReferenceList, forms: Option<AnyView>) -> AnyView {
    let count = t::masters_count(lang, format::number(i64::try_from(list.rows).unwrap_or(i64::MAX)));
    let edited = list.edited.then(|| view! { " "<Badge tone=Tone::Warn text=t::reference_edited(lang) /> });
    let link = |ending: &str, text: &'static str| {
        view! { <a class="button plain" href=format!("{PATH}/{}.{ending}", list.name) download>{text}</a> }
    };
    let links = (link("xlsx", t::masters_export_xlsx(lang)), link("csv", t::masters_export_csv(lang)));
    let notes = list.notes.iter().map(|note| view! { <li lang="en">{note.clone()}</li> }).collect_view();
    view! {
        <Card title=title(lang, list.name)>
            <p><strong>{count}</strong>{edited}</p>
            <details><summary>{t::reference_notes(lang)}</summary><ul>{notes}</ul></details>
            <p class="row">{links.0}{links.1}</p>
            {forms}
        </Card>
    }
    .into_any()
}

fn forms(page: &Page, list: &ReferenceList, refusals: &[Refusal]) -> AnyView {
    let (lang, name) = (page.lang, list.name);
    let (once, refusals) = (page.once_field(), refusals.to_vec());
    let restore = list.edited.then(|| {
        let once = page.once_field();
        view! {
            <form method="post" action=format!("{PATH}/{name}/restore")>
                {once}<Submit label=t::reference_restore(lang) class="plain" />
            </form>
        }
    });
    view! {
        <form method="post" enctype="multipart/form-data" action=format!("{PATH}/{name}/import")>
            {once}
            <FileField language=lang name=field(name) label=t::reference_file(lang, title(lang, name)) accept=".xlsx,.csv" hint=t::reference_hint(lang) refusals />
            <Submit label=t::masters_import(lang) />
        </form>
        {restore}
    }
    .into_any()
}

/// The name of a list's file field: there are several on the page.
fn field(list: &str) -> String {
    format!("file_{list}")
}

/// What a list is called.
fn title(lang: Language, name: &str) -> &'static str {
    match name {
        "diagnoses" => t::reference_diagnoses(lang),
        "products" => t::reference_products(lang),
        "interactions" => t::reference_interactions(lang),
        "lab_tests" => t::reference_lab_tests(lang),
        "lab_findings" => t::reference_lab_findings(lang),
        "order_sets" => t::reference_order_sets(lang),
        _ => t::reference_imaging(lang),
    }
}
