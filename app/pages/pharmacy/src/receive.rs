//! `/hospital/pharmacy/receive`: a batch comes in.

use crate::parts::{self, Place};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::ReceiveStock;
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let form = Form::from_pairs([("product", page.query("product"))]);
    Ok(render(&page, &desk, &form, &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let text = |name| form.text(name).to_owned();
    let command = ReceiveStock {
        product: text("product"),
        number: text("number"),
        expiry: text("expiry"),
        quantity: text("quantity"),
        mrp: text("mrp"),
        supplier: text("supplier"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/pharmacy/batches/{}", receipt.subject.id);
            desk::done(&page, &to, t::received_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let view = view! {
        {parts::ways(l, Place::Receive)}
        {card(None, view! {
            <form method="post" action="/hospital/pharmacy/receive">
                {hidden}
                {typed.must_select("product", t::medicine(l), parts::medicines(l, desk, |_| true))}
                {typed.hinted("number", t::batch_number(l), t::batch_number_hint(l), true)}
                {typed.hinted("expiry", t::expiry(l), t::expiry_hint(l), true)}
                {typed.digits("quantity", t::quantity(l), t::quantity_hint(l), true)}
                {typed.hinted("supplier", t::supplier(l), t::supplier_hint(l), true)}
                {typed.text("mrp", t::mrp(l), false)}
                <Submit label=t::receive(l) />
            </form>
        }.into_any())}
    };
    desk.show(page, t::receive_title(l), refusals, view.into_any())
}
