//! `/hospital/pharmacy/slips/{id}/return`: a patient brings back an unopened pack.

use crate::parts::{self, Place};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m09_pharmacy::{Dispense, PharmacyRules, ReturnDrugs};
use abhyas_ui::{EmptyState, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// The fields of the form.
const FIELDS: [&str; 5] = ["batch", "quantity", "unopened", "reason", "patient_check"];

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let dispense = parts::dispense(&desk, &id)?;
    Ok(render(&page, &desk, &dispense, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let dispense = parts::dispense(&desk, &id)?;
    // One choice holds the line and the batch: `2/BAT000007`.
    let (line, batch) = form.text("batch").split_once('/').unwrap_or_default();
    let text = |name| form.text(name).to_owned();
    let command = ReturnDrugs {
        dispense: id.clone(),
        line: line.parse().unwrap_or(0),
        batch: batch.to_owned(),
        quantity: text("quantity"),
        unopened: form.flag("unopened"),
        reason: text("reason"),
        patient_check: text("patient_check"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/pharmacy/slips/{id}");
            desk::done(&page, &to, t::returned_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &dispense, &form, &parts::only_at(refusals, &FIELDS))),
    }
}

fn render(page: &Page, desk: &Desk, dispense: &Dispense, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let mut options = Vec::new();
    for line in &dispense.lines {
        for handed in line.handed.iter().filter(|h| h.quantity > h.returned) {
            let number = desk.world().batches().get(&handed.batch).map(|b| b.number.clone()).unwrap_or_default();
            let left = handed.quantity - handed.returned;
            let text = t::return_choice(l, left, number, parts::medicine(l, desk, &line.product));
            options.push((format!("{}/{}", line.n, handed.batch.as_str()), text));
        }
    }
    options.dedup_by(|a, b| a.0 == b.0);
    let slip = format!("/hospital/pharmacy/slips/{}", dispense.id.as_str());
    let action = format!("{slip}/return");
    let days = PharmacyRules::of(desk.world()).return_days;
    let hidden = desk.hidden(page);
    let form = if options.is_empty() && refusals.is_empty() {
        view! { <EmptyState title=t::return_nothing(l) text=t::return_nothing_next(l) /> }.into_any()
    } else {
        card(
            None,
            view! {
                <form method="post" action=action>
                    {hidden}
                    {typed.select("batch", t::return_what(l), options)}
                    {typed.digits("quantity", t::quantity(l), t::return_quantity_hint(l), true)}
                    {typed.tick("unopened", t::unopened(l))}
                    {typed.text("reason", t::reason(l), true)}
                    {typed.hinted("patient_check", t::patient_check(l), t::patient_check_hint(l), true)}
                    <Submit label=t::return_button(l) />
                </form>
            }
            .into_any(),
        )
    };
    let view = view! {
        {parts::ways(l, Place::Work)}
        <p><a href=slip>{t::slip_title(l, dispense.id.as_str())}</a></p>
        <p class="lead">{t::return_lead(l, days)}</p>
        {form}
    };
    desk.show(page, t::return_title(l), refusals, view.into_any())
}
