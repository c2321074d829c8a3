//! The tests: those that are usual for the diagnosis, and any other; what was ordered and how far it is.

use super::{Consult, section};
use crate::{fields, t};
use abhyas_desk::{Typed, naming};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m03_opd::offered_tests;
use abhyas_services::sandbox::hims::m07_laboratory::{LabOrder, OrderState, Priority};
use abhyas_services::sandbox::hims::reference::LabTestId;
use abhyas_ui::{Badge, Submit, Tone};
use leptos::prelude::*;

pub(super) fn tests(c: &Consult<'_>, open: bool) -> AnyView {
    let l = c.l();
    let orders: Vec<AnyView> =
        c.world().lab_orders().find(LabOrder::BY_ENCOUNTER, c.encounter.id.as_str()).map(|o| ordered(c, o)).collect();
    let orders = (!orders.is_empty()).then(|| view! { <h3>{t::ordered_tests(l)}</h3><ul>{orders}</ul> });
    let form = open.then(|| form(c));
    section("tests", t::tests_title(l), view! { {orders}{form} }.into_any())
}

pub(crate) fn name(c: &Consult<'_>, test: &LabTestId) -> String {
    c.world().lab_tests().get(test).map_or_else(|| test.as_str().to_owned(), |test| test.name(c.l()).to_owned())
}

fn ordered(c: &Consult<'_>, order: &LabOrder) -> AnyView {
    let l = c.l();
    let (tone, text) = match &order.state {
        OrderState::Released { .. } | OrderState::Amended { .. } => (Tone::Good, t::order_done(l)),
        OrderState::Cancelled { .. } => (Tone::Plain, t::order_cancelled(l)),
        _ => (Tone::Warn, t::order_waits(l)),
    };
    let done = matches!(order.state, OrderState::Released { .. } | OrderState::Amended { .. });
    let results = format!("/hospital/opd/patients/{}/results", c.patient.id);
    let link = done.then(|| view! { " "<a href=results>{t::results_link(l)}</a> });
    view! { <li>{name(c, &order.test)}" "<Badge tone text />{link}</li> }.into_any()
}

fn form(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let shown = c.shown("tests", Form::from_pairs([("priority", "routine")]));
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    let chosen = shown.form.all("tests");
    let usual = offered_tests(c.world(), &c.encounter)
        .into_iter()
        .enumerate()
        .map(|(at, test)| {
            let id = format!("test-{at}");
            let checked = chosen.contains(&test.as_str());
            view! {
                <div class="choice">
                    <input type="checkbox" id=id.clone() name="tests" value=test.as_str().to_owned() checked=checked />
                    <label for=id>{name(c, &test)}</label>
                </div>
            }
        })
        .collect_view();
    let priorities = Priority::ALL.iter().map(|p| {
        let word = match p {
            Priority::Routine => t::routine(l),
            Priority::Urgent => t::urgent(l),
            Priority::Stat => t::stat(l),
        };
        (p.name().to_owned(), word.to_owned())
    });
    view! {
        <form method="post" action=c.to("tests")>
            {c.hidden()}
            <div class="choices-row">{usual}</div>
            {fields::line(l, "test".to_owned(), t::other_tests(l), &naming::shown_test(l, c.world(), shown.form.text("test")), Some("lab-tests"), &shown.refusals)}
            {naming::test_list(l, c.world(), "lab-tests")}
            {typed.choice("priority", t::priority(l), priorities.collect())}
            {typed.text("lab_note", t::lab_note(l), false)}
            <Submit label=t::order(l) />
        </form>
    }
    .into_any()
}
