//! What waits now: in the queues, on the laboratory's bench, at the pharmacy.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card};
use abhyas_services::sandbox::hims::m02_queue::queue;
use abhyas_services::sandbox::hims::m07_laboratory::work;
use abhyas_services::sandbox::hims::m09_pharmacy::alerts::{Alert, alerts};
use abhyas_services::sandbox::hims::m09_pharmacy::waiting as prescriptions_waiting;
use abhyas_services::sandbox::hims::reference::ProductId;
use leptos::prelude::*;

/// How many names of medicines stand in a list.
const NAMES: usize = 8;

/// How many wait in all queues of today.
pub(super) fn waiting(desk: &Desk) -> usize {
    let today = desk.look.ctx.now.day();
    desk.world().departments().iter().map(|d| queue::waiting(desk.world(), &d.id, today).len()).sum()
}

/// The queues in which somebody is.
pub(super) fn queues(l: Language, desk: &Desk) -> AnyView {
    let (world, today) = (desk.world(), desk.look.ctx.now.day());
    let rows = world.departments().iter().filter_map(|department| {
        let waiting = queue::waiting(world, &department.id, today).len();
        let inside = queue::in_consult(world, &department.id, today).len();
        let name = l.pick(&department.name.hi, &department.name.en).to_owned();
        let href = format!("/hospital/queue/at/{}", department.id.as_str());
        (waiting + inside > 0).then(|| {
            view! {
                <tr>
                    <th scope="row"><a href=href>{name}</a></th>
                    <td data-label=t::now_waiting(l) class="num">{waiting}</td>
                    <td data-label=t::now_inside(l) class="num">{inside}</td>
                </tr>
            }
        })
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return card(Some(t::now_queues(l)), view! { <p class="muted">{t::now_nobody(l)}</p> }.into_any());
    }
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::now_department(l)}</th><th scope="col">{t::now_waiting(l)}</th>
                <th scope="col">{t::now_inside(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    card(Some(t::now_queues(l)), table.into_any())
}

/// The laboratory's backlog.
pub(super) fn laboratory(l: Language, desk: &Desk) -> AnyView {
    let world = desk.world();
    let counts = [
        (t::now_collect(l), work::to_collect(world).len()),
        (t::now_receive(l), work::specimens_in(world, "collected").len()),
        (t::now_enter(l), work::specimens_in(world, "received").len()),
        (t::now_verify(l), work::orders_in(world, "resulted").len()),
        (t::now_overdue(l), work::overdue(world, desk.look.ctx.now).len()),
    ];
    numbers(l, t::now_laboratory(l), "/hospital/laboratory", &counts)
}

/// What waits at the pharmacy, and what runs short.
pub(super) fn pharmacy(l: Language, desk: &Desk) -> AnyView {
    let (world, today) = (desk.world(), desk.look.ctx.now.day());
    let found = alerts(world, today);
    let (mut out, mut low): (Vec<&ProductId>, Vec<&ProductId>) = (Vec::new(), Vec::new());
    for alert in &found {
        match alert {
            Alert::Out { product, .. } => out.push(product),
            Alert::Low { product, .. } => low.push(product),
            Alert::Expired { .. } | Alert::Expiring { .. } | Alert::Quarantine { .. } => {}
        }
    }
    let counts = [
        (t::now_prescriptions(l), prescriptions_waiting(world, today, today).len()),
        (t::now_out(l), out.len()),
        (t::now_low(l), low.len()),
    ];
    let named = |product: &&ProductId| {
        let known = world.products().get(product);
        known.map_or_else(|| product.as_str().to_owned(), |p| p.label(l))
    };
    let names: Vec<String> = out.iter().chain(&low).take(NAMES).map(named).collect();
    let short = (!names.is_empty()).then(|| view! { <p>{t::now_short(l)}" "{names.join(", ")}</p> });
    view! {
        {numbers(l, t::now_pharmacy(l), "/hospital/pharmacy", &counts)}
        {short}
    }
    .into_any()
}

fn numbers(l: Language, title: &str, href: &'static str, counts: &[(&'static str, usize)]) -> AnyView {
    let items = counts.iter().map(|(name, count)| view! { <li>{*name}" "<strong class="num">{*count}</strong></li> });
    let body = view! {
        <ul class="plain-list stack">{items.collect_view()}</ul>
        <p class="no-print"><a class="button plain" href=href>{t::timeline_open(l)}</a></p>
    };
    card(Some(title), body.into_any())
}
