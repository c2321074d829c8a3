//! `/hospital/laboratory/collect/{patient}`: take the samples of a patient, one tube at a time.

use crate::{t, words};
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m07_laboratory::{CollectSpecimen, LabOrder, OrderState, work};
use abhyas_ui::{EmptyState, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn show(page: Page, Path(patient): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&patient)?;
    Ok(render(&page, &desk, &patient, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, Path(patient): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&patient)?;
    let command = CollectSpecimen {
        patient: form.text("patient").to_owned(),
        orders: form.all("orders").into_iter().map(str::to_owned).collect(),
        barcode: form.text("barcode").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let label = format!("/hospital/laboratory/specimens/{}/label", receipt.subject.id);
            desk::done(&page, &label, t::collected_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
    }
}

/// The orders that wait for a sample, one group for each tube.
fn tubes(desk: &Desk, patient: &Patient) -> Vec<(String, Vec<Arc<LabOrder>>)> {
    let waits = |o: &Arc<LabOrder>| matches!(o.state, OrderState::Ordered | OrderState::Recollect { .. });
    let mut groups: Vec<(String, Vec<Arc<LabOrder>>)> = Vec::new();
    for order in work::orders_of_patient(desk.world(), &patient.id).into_iter().rev().filter(waits) {
        let Some(test) = desk.world().lab_tests().get(&order.test) else { continue };
        let key = format!("{}-{}", test.specimen.name(), test.container.name());
        match groups.iter_mut().find(|(have, _)| *have == key) {
            Some((_, orders)) => orders.push(order),
            None => groups.push((key, vec![order])),
        }
    }
    groups
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let groups = tubes(desk, patient);
    let chosen = form.all("orders");
    // Nothing was sent yet: the tests of the first tube are ticked, which is what is wanted most often.
    let first = groups.first().map(|(key, _)| key.clone()).filter(|_| form.fields().is_empty());
    let wrong = refusals.iter().find(|r| r.field.as_deref() == Some("orders")).map(|r| {
        let words = abhyas_i18n::refusals::explain(l, r);
        view! { <div class="error" id="orders-error"><p>{words.message}<small>{words.next}</small></p></div> }
    });
    let described = wrong.is_some().then_some("orders-error");
    let mut number = 0;
    let boxes = groups
        .iter()
        .map(|(key, orders)| {
            let tube = orders.first().and_then(|o| desk.world().lab_tests().get(&o.test));
            let tube = tube.map(|t| words::tube(l, t.specimen, t.container)).unwrap_or_default();
            let rows = orders
                .iter()
                .map(|order| {
                    number += 1;
                    let id = if number == 1 { "orders".to_owned() } else { format!("orders-{number}") };
                    let ticked = first.as_ref() == Some(key) || chosen.contains(&order.id.as_str());
                    let name = crate::rows::test_name(l, desk.world(), &order.test);
                    view! {
                        <div class="choice">
                            <input type="checkbox" id=id.clone() name="orders" value=order.id.as_str().to_owned() checked=ticked />
                            <label for=id>{name}{words::hurry(l, order)}</label>
                        </div>
                    }
                })
                .collect_view();
            view! { <fieldset class="field" aria-describedby=described><legend>{tube}</legend>{rows}</fieldset> }
        })
        .collect_view();
    if groups.is_empty() {
        let view = view! {
            <EmptyState title=t::nothing_to_collect(l) text=t::nothing_to_collect_next(l)>
                <a class="button" href="/hospital/laboratory">{t::to_work(l)}</a>
            </EmptyState>
        };
        return desk.show(page, t::collect_title(l), refusals, view.into_any());
    }
    let hidden = desk.hidden(page);
    let who = format!(
        "{} · {}, {}",
        shared::name(l, patient),
        shared::sex(l, patient.sex),
        shared::age(l, patient, &desk.look)
    );
    let view = view! {
        <p class="lead">{who}</p>
        <form method="post" action=format!("/hospital/laboratory/collect/{}", patient.id)>
            {hidden}
            {card(Some(t::tests_of_tube(l)), view! {{wrong}{boxes}}.into_any())}
            {card(Some(t::right_patient(l)), view! {
                <p>{t::right_patient_lead(l)}</p>
                {typed.hinted("patient", t::scan_patient(l), t::scan_patient_hint(l), true)}
                {typed.hinted("barcode", t::barcode(l), t::barcode_hint(l), false)}
            }.into_any())}
            <Submit label=t::collect(l) />
        </form>
    };
    desk.show(page, t::collect_title(l), refusals, view.into_any())
}
