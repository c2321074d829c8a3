//! `/hospital/opd/patients/{id}/results`: released reports, each value beside its earlier ones. Opening it is journalled.

use super::who;
use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, words};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m03_opd::person;
use abhyas_services::sandbox::hims::m07_laboratory::{LabReport, LabResult, trend_key};
use abhyas_ui::{Badge, EmptyState, Tone};
use axum::extract::Path;
use leptos::prelude::*;
use std::sync::Arc;

/// How many reports are shown, and how many earlier values of each test.
const REPORTS: usize = 20;
const EARLIER: usize = 4;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    desk.sandbox.viewed("m03.results", RecordRef::to::<Patient>(&patient.id)).await?;
    let l = page.lang;
    let ids = person::ids_of(desk.world(), &patient.id);
    let mut reports: Vec<Arc<LabReport>> = ids
        .iter()
        .flat_map(|id| desk.world().lab_reports().find(LabReport::BY_PATIENT, id.as_str()))
        .filter(|r| r.is_current())
        .cloned()
        .collect();
    reports.sort_by(|a, b| b.released.at.cmp(&a.released.at).then_with(|| b.id.cmp(&a.id)));
    let nothing =
        reports.is_empty().then(|| view! { <EmptyState title=t::no_results(l) text=t::no_results_next(l) /> });
    let cards = reports.iter().take(REPORTS).map(|r| report(l, &desk, &patient, r)).collect::<Vec<_>>();
    let view = view! { {who(l, &desk, &patient)}{nothing}{cards} };
    Ok(desk.show(&page, &t::results_title(l, words::name(l, &patient)), &[], view.into_any()))
}

fn report(l: Language, desk: &Desk, patient: &Patient, report: &LabReport) -> AnyView {
    let title = words::moment(l, &desk.look, report.released.at);
    let rows = report.results.iter().filter_map(|id| desk.world().lab_results().get(id));
    let rows = rows.map(|result| row(l, desk, patient, report, result)).collect::<Vec<_>>();
    let comment = (!report.comment.is_empty()).then(|| view! { <p>{report.comment.clone()}</p> });
    let table = view! {
        <table class="cards">
            <thead><tr><th scope="col">{t::test(l)}</th><th scope="col">{t::result(l)}</th><th scope="col">{t::trend(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {comment}
    };
    card(Some(&title), table.into_any())
}

/// The value as it is written, with its unit.
fn value(l: Language, desk: &Desk, result: &LabResult) -> String {
    let test = desk.world().lab_tests().get(&result.test);
    let value = test.map(|test| result.value.written(test, l)).unwrap_or_default();
    if result.unit.is_empty() { value } else { format!("{value} {}", result.unit) }
}

fn row(l: Language, desk: &Desk, patient: &Patient, report: &LabReport, result: &LabResult) -> AnyView {
    let test = desk.world().lab_tests().get(&result.test);
    let name = test.map_or_else(|| result.test.as_str().to_owned(), |test| test.name(l).to_owned());
    let flag = result.flag.mark();
    let tone = if result.flag.is_critical() { Tone::Bad } else { Tone::Warn };
    let flag = (!flag.is_empty()).then(|| view! { " "<Badge tone text=flag /> });
    let ids = person::ids_of(desk.world(), &patient.id);
    let mut earlier: Vec<Arc<LabResult>> = ids
        .iter()
        .flat_map(|id| desk.world().lab_results().find(LabResult::BY_TREND, &trend_key(id, &result.test)))
        .filter(|r| r.is_current() && r.entered.at < report.released.at && r.id != result.id)
        .filter(|r| r.entered.at < result.entered.at)
        .cloned()
        .collect();
    earlier.sort_by_key(|result| std::cmp::Reverse(result.entered.at));
    let trend = earlier
        .iter()
        .take(EARLIER)
        .map(|r| format!("{} ({})", value(l, desk, r), words::moment(l, &desk.look, r.entered.at)));
    let trend = trend.collect::<Vec<_>>().join(" ← ");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=t::result(l)>{value(l, desk, result)}{flag}</td>
            <td data-label=t::trend(l)>{trend}</td>
        </tr>
    }
    .into_any()
}
