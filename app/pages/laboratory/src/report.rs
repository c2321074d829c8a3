//! `/hospital/laboratory/reports/{id}`: a report, to read and to print, in both languages; its earlier and later versions;
//! its correction.

use crate::rows::{order_of, report_of, results_table, test_name};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m07_laboratory::{CorrectReport, LabOrder, LabReport, LabResult, ReportState};
use abhyas_services::sandbox::hims::reference::{LabTest, Measure};
use abhyas_ui::{Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let report = report_of(&desk, &id)?;
    desk.sandbox.viewed("m07.report", RecordRef::to::<LabReport>(&report.id)).await?;
    let order = order_of(&desk, report.order.as_str())?;
    let patient = desk.patient(report.patient.as_str())?;
    Ok(render(&page, &desk, &report, &order, &patient, &Form::default(), &[]))
}

/// The address of a refused correction asked for again (reload, language, role): the report.
pub(crate) async fn back(page: Page, Path(id): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/laboratory/reports/{id}")))
}

pub(crate) async fn correct(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let report = report_of(&desk, &id)?;
    let order = order_of(&desk, report.order.as_str())?;
    let patient = desk.patient(report.patient.as_str())?;
    let command = CorrectReport {
        report: id,
        test: form.text("test").to_owned(),
        value: form.text("value").to_owned(),
        unit: String::new(),
        delta_note: form.text("delta").to_owned(),
        reason: form.text("reason").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/laboratory/orders/{}", order.id.as_str());
            desk::done(&page, &to, t::correction_done(page.lang), &receipt).await
        }
        Err(mut refusals) => {
            // The form has one field for the result of whichever test was chosen.
            for refusal in &mut refusals {
                let field = refusal.field.as_deref().and_then(|f| f.split_once('_')).map(|(field, _)| field.to_owned());
                refusal.field = field.map(Into::into).or_else(|| refusal.field.take());
            }
            Ok(render(&page, &desk, &report, &order, &patient, &form, &refusals))
        }
    }
}

fn render(
    page: &Page,
    desk: &Desk,
    report: &LabReport,
    order: &LabOrder,
    patient: &Patient,
    form: &Form,
    refusals: &[Refusal],
) -> Response {
    let l = page.lang;
    let results: Vec<Arc<LabResult>> =
        report.results.iter().filter_map(|id| desk.world().lab_results().get(id).cloned()).collect();
    let hospital = desk.world().own_facility().map(|f| (f.name_hi.clone(), f.name_en.clone())).unwrap_or_default();
    let title = format!("{} {}", t::report(l), report.id.as_str());
    let comment = (!report.comment.is_empty()).then(|| {
        let comment = report.comment.clone();
        view! { <p><strong>{t::comment(l)}": "</strong>{comment}</p> }
    });
    let view = view! {
        {standing(l, report, order)}
        <section class="card" aria-label=title.clone()>
            <p><strong>{hospital.0}" / "{hospital.1}</strong></p>
            <p>{t::report_heading(Language::Hi)}" / "{t::report_heading(Language::En)}</p>
            <Facts facts=facts(l, desk, report, order, patient) />
            {results_table(l, desk, &results)}
            {comment}
            <p class="muted">{t::marks_key(Language::Hi)}<br />{t::marks_key(Language::En)}</p>
            <p class="muted">{t::to_be_confirmed(Language::Hi)}<br />{t::to_be_confirmed(Language::En)}</p>
        </section>
        <p class="no-print">{t::print_hint(l)}</p>
        {versions(l, desk, report)}
        {correction(page, desk, report, order, &results, form, refusals)}
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/laboratory/orders/{}", order.id.as_str())>{t::order(l)}</a>
            <a class="button plain" href=format!("/hospital/laboratory/patients/{}", patient.id)>{t::patient_reports(l)}</a>
        </p>
    };
    desk.show(page, &title, refusals, view.into_any())
}

/// Whether a later version is out, or one is under way.
fn standing(l: Language, report: &LabReport, order: &LabOrder) -> Option<AnyView> {
    if let ReportState::Superseded { by } = &report.state {
        let id = by.as_str().to_owned();
        let link = view! { <a href=format!("/hospital/laboratory/reports/{id}")>{id.clone()}</a> };
        return Some(view! { <div class="note bad"><p>{t::superseded_by(l)}" "{link}</p></div> }.into_any());
    }
    let under_way = order.correction.as_ref().is_some_and(|c| c.report == report.id);
    under_way.then(|| view! { <div class="note warn"><p>{t::under_correction(l)}</p></div> }.into_any())
}

fn facts(l: Language, desk: &Desk, report: &LabReport, order: &LabOrder, patient: &Patient) -> Vec<(String, AnyView)> {
    let look = &desk.look;
    let who = format!("{}, {}", shared::sex(l, patient.sex), shared::age(l, patient, look));
    let mut facts = vec![
        (t::patient(l), format!("{} · {who}", shared::both(&patient.name))),
        (t::bhavya_id(l), patient.id.spaced()),
        (t::test(l), test_name(l, desk.world(), &order.test)),
        (t::ordered_by(l), shared::stamp(l, look, &order.ordered)),
    ];
    let first = report.results.first().and_then(|id| desk.world().lab_results().get(id));
    if let Some(specimen) = first.and_then(|r| desk.world().specimens().get(&r.specimen)) {
        let sample = format!("{} · {}", specimen.id, words::tube(l, specimen.kind, specimen.container));
        facts.push((t::sample(l), sample));
        facts.push((t::collected_at(l), shared::moment(l, look, specimen.collected.at)));
    }
    facts.push((t::verified_by(l), words::verification(l, look, &report.verification)));
    facts.push((t::released_by(l), shared::stamp(l, look, &report.released)));
    facts.push((t::version(l), report.version.to_string()));
    if !report.reason.is_empty() {
        facts.push((t::correction(l), report.reason.clone()));
    }
    facts.into_iter().map(|(name, text)| (name.to_owned(), text.into_any())).collect()
}

/// The versions of the report on this order.
fn versions(l: Language, desk: &Desk, report: &LabReport) -> Option<AnyView> {
    let mut all: Vec<_> = desk.world().lab_reports().find(LabReport::BY_ORDER, report.order.as_str()).collect();
    if all.len() < 2 {
        return None;
    }
    all.sort_by_key(|r| r.version);
    let rows = all
        .iter()
        .map(|r| {
            let id = r.id.as_str().to_owned();
            let text = format!("{} {} · {}", t::version(l), r.version, shared::stamp(l, &desk.look, &r.released));
            let reason = r.reason.clone();
            view! { <li><a href=format!("/hospital/laboratory/reports/{id}")>{text}</a>" "{reason}</li> }
        })
        .collect_view();
    let list = card(Some(t::versions_title(l)), view! { <ul>{rows}</ul> }.into_any());
    Some(view! { <div class="no-print">{list}</div> }.into_any())
}

/// The correction, folded away, for the version that counts.
fn correction(
    page: &Page,
    desk: &Desk,
    report: &LabReport,
    order: &LabOrder,
    results: &[Arc<LabResult>],
    form: &Form,
    refusals: &[Refusal],
) -> Option<AnyView> {
    let l = page.lang;
    if (!report.is_current() || order.correction.is_some()) && refusals.is_empty() {
        return None;
    }
    let typed = Typed { l, form, refusals };
    let tests: Vec<&LabTest> =
        results.iter().filter_map(|r| desk.world().lab_tests().get(&r.test)).map(|t| &**t).collect();
    let codes = tests.iter().filter(|t| t.measure == Measure::Choice).flat_map(|t| &t.choices);
    let mut codes: Vec<String> = codes.map(|c| format!("{} = {}", c.code, l.pick(&c.hi, &c.en))).collect();
    codes.dedup();
    let hint = if codes.is_empty() { t::value_hint(l).to_owned() } else { t::value_codes(l, codes.join(", ")) };
    let tests = tests.iter().map(|t| (t.id.as_str().to_owned(), t.name(l).to_owned())).collect();
    let jump = refusals.iter().any(|r| r.field.as_deref() == Some("delta")) || !form.text("delta").is_empty();
    let jump = jump.then(|| typed.text("delta", t::delta_hint(l), true));
    let hidden = desk.hidden(page);
    let open = !refusals.is_empty();
    Some(
        view! {
            <details open=open class="no-print">
                <summary>{t::correct(l)}</summary>
                <form method="post" action=format!("/hospital/laboratory/reports/{}/correct", report.id.as_str())>
                    {hidden}
                    {typed.select("test", t::test(l), tests)}
                    {typed.hinted("value", t::right_value(l), &hint, true)}
                    {jump}
                    {typed.area("reason", t::reason(l), true)}
                    <Submit label=t::correct(l) class="bad" />
                </form>
            </details>
        }
        .into_any(),
    )
}
