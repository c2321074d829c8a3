//! `/hospital/pharmacy/counter`: what is given without a prescription.

use crate::parts::{self, Place};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::{IssueCounter, PharmacyRules, stock};
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    Ok(render(&page, &desk, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let text = |name| form.text(name).to_owned();
    let command =
        IssueCounter { patient_check: text("patient_check"), product: text("product"), quantity: text("quantity") };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/pharmacy/slips/{}", receipt.subject.id);
            desk::done(&page, &to, t::dispensed_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let today = desk.look.ctx.now.day();
    // Everything that stands on the shelf: which of it is free is the rule's to say, and the trainee's to know.
    let medicines = parts::medicines(l, desk, |p| stock::usable(desk.world(), &p.id, today) > 0);
    let most = PharmacyRules::of(desk.world()).counter_units;
    let view = view! {
        {parts::ways(l, Place::Counter)}
        <p class="lead">{t::counter_lead(l, most)}</p>
        {card(None, view! {
            <form method="post" action="/hospital/pharmacy/counter">
                {hidden}
                {typed.hinted("patient_check", t::patient_check(l), t::patient_check_hint(l), true)}
                {typed.must_select("product", t::medicine(l), medicines)}
                {typed.digits("quantity", t::quantity(l), t::quantity_hint(l), true)}
                <Submit label=t::dispense(l) />
            </form>
        }.into_any())}
    };
    desk.show(page, t::counter_title(l), refusals, view.into_any())
}
