//! `/hospital/laboratory/patients/{id}`: everything of a patient in the laboratory.

use crate::rows::test_name;
use crate::{t, words};
use abhyas_desk::{Desk, card, words as shared};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::m07_laboratory::work;
use abhyas_ui::{EmptyState, Facts};
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    let l = page.lang;
    let orders = work::orders_of_patient(desk.world(), &patient.id);
    let facts = vec![
        (t::bhavya_id(l).to_owned(), patient.id.spaced().into_any()),
        (t::patient(l).to_owned(), shared::both(&patient.name).into_any()),
        (
            t::age_sex(l).to_owned(),
            format!("{}, {}", shared::sex(l, patient.sex), shared::age(l, &patient, &desk.look)).into_any(),
        ),
    ];
    let table = if orders.is_empty() {
        view! { <EmptyState title=t::no_orders(l) text=t::no_orders_next(l) /> }.into_any()
    } else {
        let rows = orders
            .iter()
            .map(|order| {
                let id = order.id.as_str().to_owned();
                let report = order.state.report().map(|r| {
                    let id = r.as_str().to_owned();
                    view! { <a href=format!("/hospital/laboratory/reports/{id}")>{id.clone()}</a> }
                });
                view! {
                    <tr>
                        <th scope="row"><a href=format!("/hospital/laboratory/orders/{id}")>{test_name(l, desk.world(), &order.test)}</a>{words::hurry(l, order)}</th>
                        <td data-label=t::ordered_by(l)>{shared::moment(l, &desk.look, order.ordered.at)}</td>
                        <td data-label=t::state(l)>{words::order_state(l, &order.state)}</td>
                        <td data-label=t::report(l)>{report}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::test(l)}</th><th scope="col">{t::ordered_by(l)}</th>
                    <th scope="col">{t::state(l)}</th><th scope="col">{t::report(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let view = view! {
        {card(None, view! { <Facts facts /> }.into_any())}
        {table}
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/laboratory/collect/{}", patient.id)>{t::collect(l)}</a>
            <a class="button plain" href=format!("/hospital/laboratory/order?patient={}", patient.id)>{t::order_link(l)}</a>
            <a class="button plain" href=format!("/hospital/patients/{}", patient.id)>{t::record_link(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::patient_title(l), &[], view.into_any()))
}
