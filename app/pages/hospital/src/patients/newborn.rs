//! `/hospital/patients/{id}/newborn`: a child born here, with its mother.

use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, t as shared, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{Patient, RegisterNewborn, Sex};
use abhyas_ui::Submit;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let mother = desk.patient(&id)?;
    let today = desk.look.ctx.calendar.date(desk.look.ctx.now.day()).format("%d-%m-%Y").to_string();
    let form = Form::from_pairs([("birth_date", today), ("birth_order", "1".to_owned())]);
    Ok(render(&page, &desk, &mother, &form, &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let mother = desk.patient(&id)?;
    let command = RegisterNewborn {
        mother: id,
        sex: Sex::from_name(form.text("sex")),
        birth_date: form.text("birth_date").to_owned(),
        birth_order: form.text("birth_order").to_owned(),
        weight_grams: form.text("weight_grams").to_owned(),
        name: form.text("name").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", receipt.subject.id), t::registered(page.lang), &receipt)
                .await
        }
        Err(refusals) => Ok(render(&page, &desk, &mother, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, mother: &Patient, form: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let view = view! {
        <p id="mother">{t::mother(l)}": "<a href=format!("/hospital/patients/{}", mother.id)>{words::name(l, mother)}" · "{mother.id.spaced()}</a></p>
        {card(None, view! {
            <form method="post" action=format!("/hospital/patients/{}/newborn", mother.id)>
                {hidden}
                {typed.sex()}
                {typed.digits("birth_date", shared::birth_date(l), t::birth_hint(l), true)}
                {typed.digits("birth_order", t::birth_order(l), t::birth_order_hint(l), true)}
                {typed.digits("weight_grams", t::weight(l), t::weight_hint(l), false)}
                {typed.hinted("name", t::name(l), t::newborn_name_hint(l), false)}
                <Submit label=t::register(l) />
            </form>
        }.into_any())}
    };
    desk.show(page, t::newborn_title(l), refusals, view.into_any())
}
