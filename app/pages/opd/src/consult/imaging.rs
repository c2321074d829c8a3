//! Pictures: what was asked of radiology, and a new order with the questions that must be answered before.

use super::{Consult, section};
use crate::{fields, t};
use abhyas_desk::{Typed, naming};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m07_laboratory::Priority;
use abhyas_services::sandbox::hims::m08_radiology::{ImagingOrder, ImagingState, Side};
use abhyas_ui::{Badge, Submit, Tone};
use leptos::prelude::*;

pub(super) fn imaging(c: &Consult<'_>, open: bool) -> Option<AnyView> {
    let l = c.l();
    let orders = c.world().imaging_orders().find(ImagingOrder::BY_ENCOUNTER, c.encounter.id.as_str());
    let orders: Vec<AnyView> = orders.map(|order| ordered(c, order)).collect();
    if orders.is_empty() && !open {
        return None;
    }
    let orders = (!orders.is_empty()).then(|| view! { <ul class="plain-list stack">{orders}</ul> });
    let form = open.then(|| form(c));
    Some(section("imaging", t::imaging_title(l), view! { {orders}{form} }.into_any()))
}

/// One order, with its paper and, while it waits, the way to cancel it.
fn ordered(c: &Consult<'_>, order: &ImagingOrder) -> AnyView {
    let l = c.l();
    let id = order.id.as_str().to_owned();
    let (tone, text) = match &order.state {
        ImagingState::Ordered => (Tone::Warn, t::order_waits(l)),
        ImagingState::Cancelled { .. } => (Tone::Plain, t::order_cancelled(l)),
    };
    let field = format!("cancel_imaging_reason_{id}");
    let cancel = order.state.is_open().then(|| {
        let shown = c.shown("cancel-imaging", Form::default());
        let here = shown.form.text("order") == id;
        let refusals = if here { shown.refusals } else { Vec::new() };
        let typed = if here { shown.form.text(&field).to_owned() } else { String::new() };
        view! {
            <details open=!refusals.is_empty()>
                <summary>{t::imaging_cancel(l)}</summary>
                <form method="post" action=c.to("cancel-imaging")>
                    {c.hidden()}
                    <input type="hidden" name="order" value=id.clone() />
                    {fields::line(l, field, t::reason(l), &typed, None, &refusals)}
                    <Submit label=t::imaging_cancel(l) class="plain" />
                </form>
            </details>
        }
    });
    let href = format!("/hospital/opd/imaging/{}", order.id.as_str());
    view! {
        <li>
            {naming::study(l, c.world(), order)}" "<Badge tone text />" "<a href=href>{t::imaging_paper(l)}</a>
            {cancel}
        </li>
    }
    .into_any()
}

fn form(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let shown = c.shown("imaging", Form::from_pairs([("imaging_priority", "routine")]));
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    let sides = Side::ALL.iter().map(|s| (s.name().to_owned(), naming::side(l, *s).to_owned())).collect();
    let priorities = Priority::ALL.iter().map(|p| {
        let word = match p {
            Priority::Routine => t::routine(l),
            Priority::Urgent => t::urgent(l),
            Priority::Stat => t::stat(l),
        };
        (p.name().to_owned(), word.to_owned())
    });
    let study = naming::shown_study(l, c.world(), shown.form.text("study"));
    // The question stands there where the rule asks it, and stays while its answer is typed.
    let asked = shown.refusals.iter().any(|r| r.field.as_deref() == Some("although_pregnant"))
        || !shown.form.text("although_pregnant").is_empty();
    let although = asked.then(|| typed.text("although_pregnant", t::imaging_although(l), true));
    view! {
        <details open=!shown.refusals.is_empty()>
            <summary>{t::imaging_new(l)}</summary>
            <form method="post" action=c.to("imaging")>
                {c.hidden()}
                {fields::line(l, "study".to_owned(), t::imaging_study(l), &study, Some("studies"), &shown.refusals)}
                {naming::study_list(l, c.world(), "studies")}
                {typed.select("side", t::imaging_side(l), sides)}
                {typed.text("question", t::imaging_question(l), false)}
                {although}
                {typed.choice("imaging_priority", t::priority(l), priorities.collect())}
                <Submit label=t::imaging_order(l) />
            </form>
        </details>
    }
    .into_any()
}
