//! `/hospital/pharmacy/stock`: what there is, by medicine.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::Language;
use abhyas_desk::{Desk, Typed};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::{Batch, alerts, stock};
use abhyas_services::sandbox::hims::reference::{Product, ProductId};
use abhyas_ui::{Badge, EmptyState, Submit, Tone};
use leptos::prelude::*;
use std::sync::Arc;

/// More rows than anybody reads on one page: then the search is the way.
const MOST_ROWS: usize = 100;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let asked = page.query("q");
    let wanted = asked.to_lowercase();
    let named = |p: &Product| [Language::Hi, Language::En].iter().any(|l| p.label(*l).to_lowercase().contains(&wanted));
    // Without a search: what this pharmacy holds or has held; with one: the whole list.
    let held = desk.world().batches().keys(Batch::BY_PRODUCT).filter_map(ProductId::parse);
    let mut rows: Vec<Arc<Product>> = if wanted.is_empty() {
        held.filter_map(|id| desk.world().products().get(&id).cloned()).collect()
    } else {
        desk.world().products().iter().filter(|p| named(p)).cloned().collect()
    };
    rows.sort_by_key(|product| product.label(l));
    let more = rows.len() > MOST_ROWS;
    rows.truncate(MOST_ROWS);
    let form = Form::from_pairs([("q", asked)]);
    let typed = Typed { l, form: &form, refusals: &[] };
    let table = if rows.is_empty() {
        view! { <EmptyState title=t::no_stock(l) text=t::no_stock_next(l)><a class="button" href="/hospital/pharmacy/receive">{t::receive(l)}</a></EmptyState> }
            .into_any()
    } else {
        table(l, &desk, &rows)
    };
    let view = view! {
        {parts::ways(l, Place::Stock)}
        <form method="get" action="/hospital/pharmacy/stock" role="search">
            {typed.text("q", t::find_medicine(l), false)}<Submit label=t::find_button(l) class="plain" />
        </form>
        {table}
        {more.then(|| view! { <p>{t::more_rows(l, MOST_ROWS)}</p> })}
        <p class="muted">{t::unconfirmed(l)}</p>
    };
    Ok(desk.show(&page, t::stock_title(l), &[], view.into_any()))
}

fn table(l: Language, desk: &Desk, rows: &[Arc<Product>]) -> AnyView {
    let today = desk.look.ctx.now.day();
    let rows = rows
        .iter()
        .map(|product| {
            let usable = stock::usable(desk.world(), &product.id, today);
            let minimum = alerts::minimum(desk.world(), &product.id);
            let state = match usable {
                0 => view! { <Badge tone=Tone::Bad text=t::level_out(l) /> }.into_any(),
                n if n < minimum => view! { <Badge tone=Tone::Warn text=t::level_low(l) /> }.into_any(),
                _ => view! { <Badge tone=Tone::Good text=t::level_good(l) /> }.into_any(),
            };
            let batches = stock::batches(desk.world(), &product.id);
            let first = batches.iter().find(|b| b.usable(today) > 0).map(|b| words::expiry(l, desk, b));
            let href = format!("/hospital/pharmacy/stock/{}", product.id.as_str());
            let units = format!("{usable} {}", words::unit(l, product.unit));
            view! {
                <tr>
                    <th scope="row"><a href=href>{words::product(l, product)}</a></th>
                    <td data-label=t::usable(l)>{units}</td>
                    <td data-label=t::level(l)>{state}</td>
                    <td data-label=t::first_expiry(l)><span>{first}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::medicine(l)}</th><th scope="col">{t::usable(l)}</th>
                <th scope="col">{t::level(l)}</th><th scope="col">{t::first_expiry(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
