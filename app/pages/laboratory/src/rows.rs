//! What the pages of the laboratory have in common: records of an address, the patient's line, results as a table.

use crate::{t, words};
use abhyas_core::Language;
use abhyas_desk::{Desk, words as shared};
use abhyas_kit::PageError;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m01_registration::BhavyaId;
use abhyas_services::sandbox::hims::m07_laboratory::{
    Barcode, LabOrder, LabOrderId, LabReport, LabReportId, LabResult, Specimen,
};
use abhyas_services::sandbox::hims::reference::{LabTest, LabTestId};
use leptos::prelude::*;
use std::sync::Arc;

/// The test of an address.
pub(crate) fn test_of(desk: &Desk, id: &str) -> Result<Arc<LabTest>, PageError> {
    let id = LabTestId::parse(id).ok_or_else(PageError::not_found)?;
    desk.world().lab_tests().get(&id).cloned().ok_or_else(PageError::not_found)
}

/// The order of an address.
pub(crate) fn order_of(desk: &Desk, id: &str) -> Result<Arc<LabOrder>, PageError> {
    let id = LabOrderId::parse(id).ok_or_else(PageError::not_found)?;
    desk.world().lab_orders().get(&id).cloned().ok_or_else(PageError::not_found)
}

/// The sample of an address.
pub(crate) fn specimen_of(desk: &Desk, code: &str) -> Result<Arc<Specimen>, PageError> {
    let id = Barcode::parse(code).map_err(|_| PageError::not_found())?;
    desk.world().specimens().get(&id).cloned().ok_or_else(PageError::not_found)
}

/// The report of an address.
pub(crate) fn report_of(desk: &Desk, id: &str) -> Result<Arc<LabReport>, PageError> {
    let id = LabReportId::parse(id).ok_or_else(PageError::not_found)?;
    desk.world().lab_reports().get(&id).cloned().ok_or_else(PageError::not_found)
}

/// The name of a test; its id when it is no longer there.
pub(crate) fn test_name(l: Language, world: &World, id: &LabTestId) -> String {
    world.lab_tests().get(id).map_or_else(|| id.as_str().to_owned(), |t| t.name(l).to_owned())
}

/// The short names of the tests that orders ask for.
pub(crate) fn shorts<'a>(world: &World, orders: impl Iterator<Item = &'a LabOrder>) -> String {
    let short = |o: &LabOrder| world.lab_tests().get(&o.test).map_or_else(String::new, |t| t.short.clone());
    orders.map(short).collect::<Vec<_>>().join(", ")
}

/// The patient's name, age and ID, with the way to their laboratory page.
pub(crate) fn patient_line(l: Language, desk: &Desk, id: &BhavyaId) -> AnyView {
    let Some(patient) = desk.world().patients().get(id) else { return id.spaced().into_any() };
    let who = format!(
        "{} · {}, {} · {}",
        shared::name(l, patient),
        shared::sex(l, patient.sex),
        shared::age(l, patient, &desk.look),
        id.spaced()
    );
    view! { <a href=format!("/hospital/laboratory/patients/{id}")>{who}</a> }.into_any()
}

/// Results as a table, with flags, ranges and the way to the course of each test.
pub(crate) fn results_table(l: Language, desk: &Desk, results: &[Arc<LabResult>]) -> AnyView {
    let rows = results.iter().map(|r| result_row(l, desk, r)).collect_view();
    view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::test(l)}</th><th scope="col">{t::result(l)}</th><th scope="col">{t::flag(l)}</th>
                <th scope="col">{t::usual(l)}</th><th scope="col" class="no-print">{t::trend(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn result_row(l: Language, desk: &Desk, result: &LabResult) -> AnyView {
    let Some(test) = desk.world().lab_tests().get(&result.test) else { return ().into_any() };
    let other = l.pick(&test.en, &test.hi).to_owned();
    let delta = result.delta.as_ref().map(|d| {
        let text = t::delta_said(l, &d.acknowledged, d.percent);
        view! { <br /><small class="no-print">{text}</small> }
    });
    let calculated = result.calculated.map(|formula| {
        view! { <br /><small>{t::calculated_by(l, formula.source())}</small> }
    });
    let usual = words::usual(l, test, result.usual);
    let trend = format!("/hospital/laboratory/trend/{}/{}", result.patient, test.id.as_str());
    view! {
        <tr>
            <th scope="row"><span>{test.name(l).to_owned()}<br /><small class="muted">{other}</small></span></th>
            <td data-label=t::result(l)><span><strong class="num">{words::value(l, test, result)}</strong>{calculated}{delta}</span></td>
            <td data-label=t::flag(l)>{words::flag(l, result.flag)}</td>
            <td data-label=t::usual(l)>{usual}</td>
            <td data-label=t::trend(l) class="no-print"><a href=trend>{t::trend_link(l)}</a></td>
        </tr>
    }
    .into_any()
}
