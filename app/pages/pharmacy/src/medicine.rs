//! `/hospital/pharmacy/stock/{product}`: one medicine, its batches, its minimum, the mark that it is out of stock.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::{MarkStockOut, SetMinimum, alerts, stock};
use abhyas_services::sandbox::hims::reference::Product;
use abhyas_ui::{EmptyState, Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let product = parts::product(&desk, &id)?;
    let minimum = alerts::minimum(desk.world(), &product.id).to_string();
    Ok(render(&page, &desk, &product, &Form::from_pairs([("minimum", minimum)]), &[]))
}

/// The address of a refused step asked for again: the medicine.
pub(crate) async fn back(page: Page, Path(id): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/pharmacy/stock/{id}")))
}

pub(crate) async fn minimum(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let product = parts::product(&desk, &id)?;
    let command = SetMinimum { product: id.clone(), minimum: form.text("minimum").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/pharmacy/stock/{id}");
            desk::done(&page, &to, t::minimum_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &product, &form, &parts::only_at(refusals, &["minimum"]))),
    }
}

pub(crate) async fn out(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let product = parts::product(&desk, &id)?;
    let command = MarkStockOut { product: id.clone(), note: form.text("note").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/pharmacy/stock/{id}"), t::out_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &product, &form, &parts::only_at(refusals, &["note"]))),
    }
}

fn render(page: &Page, desk: &Desk, product: &Product, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let today = desk.look.ctx.now.day();
    let usable = stock::usable(desk.world(), &product.id, today);
    let marked = stock::marked_out(desk.world(), &product.id).map(|out| {
        let text = t::marked_out(l, &out.note, shared::stamp(l, &desk.look, &out.marked));
        view! { <p class="note bad">{text}</p> }
    });
    let (hidden, hidden_too) = (desk.hidden(page), desk.hidden(page));
    let here = format!("/hospital/pharmacy/stock/{}", product.id.as_str());
    let receive = format!("/hospital/pharmacy/receive?product={}", product.id.as_str());
    let (minimum, out) = (format!("{here}/minimum"), format!("{here}/out"));
    let view = view! {
        {parts::ways(l, Place::Stock)}
        {marked}
        {card(None, view! { <Facts facts=facts(l, product, usable) /><p class="muted">{t::unconfirmed(l)}</p> }.into_any())}
        {batches(l, desk, product)}
        <p class="row no-print"><a class="button" href=receive>{t::receive(l)}</a></p>
        {card(Some(t::minimum_title(l)), view! {
            <form method="post" action=minimum>
                {hidden}{typed.digits("minimum", t::minimum(l), t::minimum_hint(l), true)}<Submit label=t::save(l) class="plain" />
            </form>
        }.into_any())}
        {card(Some(t::out_title(l)), view! {
            <p>{t::out_lead(l)}</p>
            <form method="post" action=out>
                {hidden_too}{typed.text("note", t::out_note(l), false)}<Submit label=t::out_button(l) class="bad" />
            </form>
        }.into_any())}
    };
    desk.show(page, &words::product(l, product), refusals, view.into_any())
}

fn facts(l: Language, product: &Product, usable: u32) -> Vec<(String, AnyView)> {
    let unit = words::unit(l, product.unit);
    vec![
        (t::usable(l).to_owned(), format!("{usable} {unit}").into_any()),
        (t::cautions(l).to_owned(), words::cautions(l, product)),
        (t::usual_dose(l).to_owned(), {
            let dose = words::dose(l, product, product.adult_dose_milli);
            let text = if product.adult_dose_milli > 0 {
                format!("{dose} · {}", words::when(l, product.frequency))
            } else {
                t::children_only(l).to_owned()
            };
            text.into_any()
        }),
    ]
}

fn batches(l: Language, desk: &Desk, product: &Product) -> AnyView {
    let batches = stock::batches(desk.world(), &product.id);
    if batches.is_empty() {
        return view! { <EmptyState title=t::no_batches(l) text=t::no_batches_next(l) /> }.into_any();
    }
    let rows = batches
        .iter()
        .map(|batch| {
            let href = format!("/hospital/pharmacy/batches/{}", batch.id.as_str());
            view! {
                <tr>
                    <th scope="row"><a href=href>{batch.number.clone()}</a></th>
                    <td data-label=t::expiry(l)><span>{words::expiry(l, desk, batch)}</span></td>
                    <td data-label=t::shelf(l) class="num">{batch.shelf}</td>
                    <td data-label=t::quarantine(l) class="num">{batch.quarantine}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption>{t::batches(l)}</caption>
            <thead><tr>
                <th scope="col">{t::batch_number(l)}</th><th scope="col">{t::expiry(l)}</th>
                <th scope="col">{t::shelf(l)}</th><th scope="col">{t::quarantine(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
