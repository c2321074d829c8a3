//! `/hospital/laboratory`: what waits now.

use crate::rows::{patient_line, shorts, test_name};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::BhavyaId;
use abhyas_services::sandbox::hims::m07_laboratory::{
    Barcode, LabOrder, LabOrderId, LabReportId, ReceiveSpecimen, Specimen, codes, work,
};
use abhyas_ui::{Submit, TextField};
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    Ok(render(&page, &desk, &Form::default(), &[]))
}

/// The address of a refused receipt asked for again (reload, language, role): the work list.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/laboratory"))
}

/// Leads to the sample, order or report of a scanned or typed number.
pub(crate) async fn find(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let typed = page.query("q");
    let world = desk.world();
    let (found, code) = if let Some(id) = LabOrderId::parse(&typed) {
        (world.lab_orders().get(&id).map(|o| format!("orders/{}", o.id.as_str())), codes::ORDER_NOT_FOUND)
    } else if let Some(id) = LabReportId::parse(&typed) {
        (world.lab_reports().get(&id).map(|r| format!("reports/{}", r.id.as_str())), codes::REPORT_NOT_FOUND)
    } else {
        let specimen = Barcode::parse(&typed).ok().and_then(|id| world.specimens().get(&id));
        (specimen.map(|s| format!("specimens/{}", s.id)), codes::SPECIMEN_NOT_FOUND)
    };
    match found {
        Some(path) => Ok(page.see_other(&format!("/hospital/laboratory/{path}"))),
        None => {
            let form = Form::from_pairs([("q", typed)]);
            Ok(render(&page, &desk, &form, &[Refusal::new(code).at("q")]))
        }
    }
}

pub(crate) async fn receive(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    match desk.act(&form, ReceiveSpecimen { specimen: form.text("specimen").to_owned() }).await? {
        // The next sample comes at once: the list stays, its field takes the focus.
        Ok(receipt) => {
            let text = t::received_done(page.lang, &receipt.subject.id);
            desk::done(&page, "/hospital/laboratory", &text, &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let world = desk.world();
    let now = desk.look.ctx.now;
    let collect = work::to_collect(world);
    let receive = work::specimens_in(world, "collected");
    let enter = work::specimens_in(world, "received");
    let verify = work::orders_in(world, "resulted");
    let release = work::orders_in(world, "verified");
    let calls = work::open_calls(world);
    let overdue = work::overdue(world, now);
    let heads = [
        ("calls", t::list_calls(l), calls.len()),
        ("overdue", t::list_overdue(l), overdue.len()),
        ("collect", t::list_collect(l), collect.len()),
        ("receive", t::list_receive(l), receive.len()),
        ("enter", t::list_enter(l), enter.len()),
        ("verify", t::list_verify(l), verify.len()),
        ("release", t::list_release(l), release.len()),
    ];
    let heads = heads
        .into_iter()
        .map(|(id, name, count)| {
            view! { <a class="button plain small" href=format!("#{id}")>{name}" "<strong>{count}</strong></a> }
        })
        .collect_view();
    let mut of_calls: Vec<Arc<LabOrder>> = Vec::new();
    for result in &calls {
        let order = world.lab_orders().get(&result.order);
        of_calls.extend(order.filter(|o| of_calls.iter().all(|have| have.id != o.id)).cloned());
    }
    let late: Vec<Arc<LabOrder>> = overdue.into_iter().map(|(order, _)| order).collect();
    let typed = Typed { l, form, refusals };
    let view = view! {
        <nav class="strip no-print" aria-label=t::lists_label(l)>{heads}</nav>
        <form method="get" action="/hospital/laboratory/find" class="card no-print">
            {typed.hinted("q", t::find(l), t::find_hint(l), false)}
            <Submit label=t::open(l) class="plain" />
        </form>
        <p class="row no-print">
            <a class="button plain" href="/hospital/laboratory/qc">{t::qc_link(l)}</a>
            <a class="button plain" href="/hospital/laboratory/order">{t::order_link(l)}</a>
        </p>
        {orders(l, desk, "calls", t::list_calls(l), &of_calls)}
        {orders(l, desk, "overdue", t::list_overdue(l), &late)}
        {to_collect(l, desk, &collect)}
        {to_receive(page, desk, &typed, &receive)}
        {specimens(l, desk, "enter", t::list_enter(l), &enter)}
        {orders(l, desk, "verify", t::list_verify(l), &verify)}
        {orders(l, desk, "release", t::list_release(l), &release)}
        {turnaround(l, desk)}
    };
    desk.show(page, t::work_title(l), refusals, view.into_any())
}

fn list(id: &'static str, title: &'static str, count: usize, body: AnyView) -> AnyView {
    let title = format!("{title} ({count})");
    view! { <div id=id>{card(Some(&title), body)}</div> }.into_any()
}

fn nothing(l: Language) -> AnyView {
    view! { <p class="muted">{t::nothing_waits(l)}</p> }.into_any()
}

/// Orders with their patient, test and since when.
fn orders(l: Language, desk: &Desk, id: &'static str, title: &'static str, orders: &[Arc<LabOrder>]) -> AnyView {
    if orders.is_empty() {
        return list(id, title, 0, nothing(l));
    }
    let rows = orders
        .iter()
        .map(|order| {
            let href = format!("/hospital/laboratory/orders/{}", order.id.as_str());
            let due = work::due(desk.world(), order);
            let due = due.map(|due| shared::moment(l, &desk.look, due));
            view! {
                <tr>
                    <th scope="row"><a href=href>{test_name(l, desk.world(), &order.test)}</a>{words::hurry(l, order)}</th>
                    <td data-label=t::patient(l)>{patient_line(l, desk, &order.patient)}</td>
                    <td data-label=t::state(l)>{words::order_state(l, &order.state)}</td>
                    <td data-label=t::due(l)>{due}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::test(l)}</th><th scope="col">{t::patient(l)}</th>
                <th scope="col">{t::state(l)}</th><th scope="col">{t::due(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    list(id, title, orders.len(), table.into_any())
}

/// One line a patient: who waits for a sample, the most urgent first.
fn to_collect(l: Language, desk: &Desk, orders: &[Arc<LabOrder>]) -> AnyView {
    if orders.is_empty() {
        return list("collect", t::list_collect(l), 0, nothing(l));
    }
    let mut patients: Vec<(BhavyaId, Vec<&LabOrder>)> = Vec::new();
    for order in orders {
        match patients.iter_mut().find(|(id, _)| *id == order.patient) {
            Some((_, of_patient)) => of_patient.push(order),
            None => patients.push((order.patient.clone(), vec![&**order])),
        }
    }
    let count = patients.len();
    let rows = patients
        .into_iter()
        .map(|(id, of_patient)| {
            let tests = shorts(desk.world(), of_patient.iter().copied());
            let hurry = of_patient.first().and_then(|o| words::hurry(l, o));
            let again = of_patient.iter().any(|o| !o.rejected.is_empty());
            let again = again.then(|| view! { " "<span class="badge bad">{t::state_recollect(l)}</span> });
            let href = format!("/hospital/laboratory/collect/{id}");
            view! {
                <tr>
                    <th scope="row">{patient_line(l, desk, &id)}{hurry}{again}</th>
                    <td data-label=t::tests(l)>{tests}</td>
                    <td data-label=t::step(l)><a class="button plain small" href=href>{t::collect(l)}</a></td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::patient(l)}</th><th scope="col">{t::tests(l)}</th><th scope="col">{t::step(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    list("collect", t::list_collect(l), count, table.into_any())
}

/// The field for the scanner, and what is on its way.
fn to_receive(page: &Page, desk: &Desk, typed: &Typed<'_>, waiting: &[Arc<Specimen>]) -> AnyView {
    let l = page.lang;
    let hidden = desk.hidden(page);
    let (value, refusals) = (typed.form.text("specimen").to_owned(), typed.refusals.to_vec());
    let on_way = waiting
        .iter()
        .map(|s| view! { <li>{s.id.as_str().to_owned()}" · "{patient_line(l, desk, &s.patient)}</li> })
        .collect_view();
    let on_way = (!waiting.is_empty()).then(|| view! { <ul>{on_way}</ul> });
    let body = view! {
        <form method="post" action="/hospital/laboratory/receive">
            {hidden}
            <TextField language=l name="specimen" label=t::scan_specimen(l) value hint=t::scan_specimen_hint(l)
                autocomplete="off" refusals />
            <Submit label=t::receive(l) />
        </form>
        {on_way}
    };
    list("receive", t::list_receive(l), waiting.len(), body.into_any())
}

/// Samples that wait for results.
fn specimens(l: Language, desk: &Desk, id: &'static str, title: &'static str, waiting: &[Arc<Specimen>]) -> AnyView {
    if waiting.is_empty() {
        return list(id, title, 0, nothing(l));
    }
    let rows = waiting
        .iter()
        .map(|specimen| {
            let orders: Vec<Arc<LabOrder>> =
                desk.world().lab_orders().find(LabOrder::BY_SPECIMEN, specimen.id.as_str()).cloned().collect();
            let tests = shorts(desk.world(), orders.iter().map(|o| &**o));
            let href = format!("/hospital/laboratory/specimens/{}", specimen.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{specimen.id.as_str().to_owned()}</a></th>
                    <td data-label=t::patient(l)>{patient_line(l, desk, &specimen.patient)}</td>
                    <td data-label=t::tests(l)>{tests}</td>
                    <td data-label=t::collected_at(l)>{shared::moment(l, &desk.look, specimen.collected.at)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::specimen(l)}</th><th scope="col">{t::patient(l)}</th>
                <th scope="col">{t::tests(l)}</th><th scope="col">{t::collected_at(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    list(id, title, waiting.len(), table.into_any())
}

/// The day so far: reports, the median of their minutes, how many were in time.
fn turnaround(l: Language, desk: &Desk) -> AnyView {
    let day = work::turnaround(desk.world(), desk.look.ctx.now.day());
    let text = match day.median_minutes {
        None => t::turnaround_none(l).to_owned(),
        Some(median) => t::turnaround_day(l, day.in_time, median, day.reports),
    };
    card(Some(t::turnaround_title(l)), view! { <p>{text}</p> }.into_any())
}
