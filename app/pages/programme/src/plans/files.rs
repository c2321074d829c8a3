//! `/plans/{id}/export.xlsx` and `.ics`: a plan, or one district's, venue's, trainer's, module's or person's part of it, as a file.

use super::plan_id;
use crate::{speaking, t};
use abhyas_core::{Language, PlanId};
use abhyas_kit::{Page, Reply, encode};
use abhyas_services::plans::{FileKind, FileWords, Whose, export};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use leptos::prelude::*;

/// `GET /plans/{id}/export.xlsx`.
pub(super) async fn xlsx(page: Page, Path(id): Path<String>) -> Reply {
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(&page, &id, FileKind::Xlsx, "xlsx", mime).await
}

/// `GET /plans/{id}/export.ics`.
pub(super) async fn ics(page: Page, Path(id): Path<String>) -> Reply {
    file(&page, &id, FileKind::Ics, "ics", "text/calendar; charset=utf-8").await
}

async fn file(page: &Page, id: &str, kind: FileKind, ending: &str, mime: &'static str) -> Reply {
    let l = page.lang;
    let words = FileWords {
        sessions: t::export_sessions(l),
        session_columns: t::export_session_columns(l),
        people: t::export_people(l),
        people_columns: t::export_people_columns(l),
    };
    let (by, of) = (page.query("by"), page.query("of"));
    let whose = (if of.is_empty() { Whose::All } else { Whose::of(&by) }, of.as_str());
    let bytes = export(page.services(), &speaking(page)?, &plan_id(id)?, whose, kind, words).await?;
    let name = format!("attachment; filename=\"plan.{ending}\"");
    Ok(([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// Links to both files and the printable page of a part; without an id of the whole.
pub(super) fn links(l: Language, plan: &PlanId, by: &str, of: &str) -> AnyView {
    let link = |ending: &str, text: &'static str| {
        let href = format!("/plans/{plan}/export.{ending}?by={by}&of={}", encode(of));
        view! { <a class="button plain small" href=href download>{text}</a> }
    };
    let print = format!("/plans/{plan}/print?by={by}&of={}", encode(of));
    view! {
        <p class="row no-print">
            {link("xlsx", t::export_xlsx(l))}{link("ics", t::export_ics(l))}
            <a class="button plain small" href=print>{t::print_link(l)}</a>
        </p>
    }
    .into_any()
}
