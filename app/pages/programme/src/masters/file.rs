//! Lists as files: export links, the import form, and both of their handlers.

use super::{address, kind_of, list};
use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::masters::{self, Format, Kind};
use abhyas_ui::{Card, FileField, Submit};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use leptos::prelude::*;

/// Links to both formats.
pub(super) fn export_links(lang: Language, kind: Kind) -> AnyView {
    let link = |ending: &str, text: &'static str| {
        view! { <a class="button plain" href=format!("{}/export.{ending}", address(kind)) download>{text}</a> }
    };
    view! { {link("xlsx", t::masters_export_xlsx(lang))}{link("csv", t::masters_export_csv(lang))} }.into_any()
}

/// The form that sends a file.
pub(super) fn form(page: &Page, kind: Kind, refusals: &[Refusal]) -> AnyView {
    let lang = page.lang;
    let once = page.once_field();
    let refusals = refusals.to_vec();
    view! {
        <Card title=t::masters_import_title(lang)>
            <form method="post" enctype="multipart/form-data" action=format!("{}/import", address(kind))>
                {once}
                <FileField language=lang name="file" label=t::masters_import_file(lang) accept=".xlsx,.csv" hint=t::masters_import_hint(lang) refusals />
                <Submit label=t::masters_import(lang) />
            </form>
        </Card>
    }
    .into_any()
}

/// `POST /masters/{kind}/import`.
pub(super) async fn import(page: Page, Path(kind): Path<String>, form: Form) -> Reply {
    let kind = kind_of(&kind)?;
    let bytes = form.file("file").map(|upload| upload.bytes.to_vec()).unwrap_or_default();
    match masters::import(page.services(), page.actor()?, &form.once()?, kind, bytes).await {
        Ok(rows) => {
            let rows = format::number(i64::try_from(rows).unwrap_or(i64::MAX));
            page.see_other_with(&address(kind), &t::masters_imported(page.lang, &rows)).await
        }
        Err(ServiceError::Refused(refusals)) => list::render(&page, kind, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

/// `GET /masters/{kind}/export.csv`.
pub(super) async fn export_csv(page: Page, Path(kind): Path<String>) -> Reply {
    export(&page, kind_of(&kind)?, Format::Csv, "csv", "text/csv; charset=utf-8").await
}

/// `GET /masters/{kind}/export.xlsx`.
pub(super) async fn export_xlsx(page: Page, Path(kind): Path<String>) -> Reply {
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    export(&page, kind_of(&kind)?, Format::Xlsx, "xlsx", mime).await
}

async fn export(page: &Page, kind: Kind, format: Format, ending: &str, mime: &'static str) -> Reply {
    let bytes = masters::export(page.services(), page.actor()?, kind, format).await?;
    let name = format!("attachment; filename=\"{}.{ending}\"", kind.name());
    Ok(([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
