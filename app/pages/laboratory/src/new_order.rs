//! `/hospital/laboratory/order`: order a test. Doctors order from the consultation; this is for orders that come to the
//! laboratory by another way.

use crate::{t, words};
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m07_laboratory::{PlaceOrder, Priority};
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let form = Form::from_pairs([("patient", page.query("patient")), ("priority", "routine".to_owned())]);
    Ok(render(&page, &desk, &form, &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let command = PlaceOrder {
        patient: form.text("patient").to_owned(),
        encounter: form.text("encounter").to_owned(),
        test: form.text("test").to_owned(),
        priority: Priority::from_name(form.text("priority")),
        note: form.text("note").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/laboratory/orders/{}", receipt.subject.id);
            desk::done(&page, &to, t::ordered_done(page.lang), &receipt).await
        }
        Err(mut refusals) => {
            // The consultation is no field of this form.
            refusals.iter_mut().filter(|r| r.field.as_deref() == Some("encounter")).for_each(|r| r.field = None);
            Ok(render(&page, &desk, &form, &refusals))
        }
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let mut tests: Vec<(String, String)> = desk
        .world()
        .lab_tests()
        .iter()
        .map(|t| (t.id.as_str().to_owned(), format!("{} ({})", t.name(l), t.short)))
        .collect();
    tests.sort_by(|a, b| a.1.cmp(&b.1));
    let priorities = Priority::ALL.iter().map(|p| (p.name().to_owned(), words::priority(l, *p).to_owned())).collect();
    let encounter = form.text("encounter").to_owned();
    let hidden = desk.hidden(page);
    let view = view! {
        <p class="lead">{t::order_lead(l)}</p>
        <form method="post" action="/hospital/laboratory/order">
            {hidden}
            <input type="hidden" name="encounter" value=encounter />
            {card(None, view! {
                {typed.text("patient", t::bhavya_id(l), true)}
                {typed.must_select("test", t::test(l), tests)}
                {typed.choice("priority", t::priority(l), priorities)}
                {typed.text("note", t::order_note(l), false)}
            }.into_any())}
            <Submit label=t::place_order(l) />
        </form>
    };
    desk.show(page, t::order_title(l), refusals, view.into_any())
}
