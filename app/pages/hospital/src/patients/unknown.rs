//! `/hospital/unknown`: somebody whose name is not known.

use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{RegisterUnknown, Sex};
use abhyas_ui::Submit;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    Ok(render(&page, &desk, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let command = RegisterUnknown {
        sex: Sex::from_name(form.text("sex")),
        age: form.text("age").to_owned(),
        description: form.text("description").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", receipt.subject.id), t::registered(page.lang), &receipt)
                .await
        }
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let view = view! {
        <p class="lead">{t::unknown_lead(l)}</p>
        {card(None, view! {
            <form method="post" action="/hospital/unknown">
                {hidden}
                {typed.sex()}
                {typed.digits("age", t::age_seems(l), t::age_seems_hint(l), true)}
                {typed.area("description", t::description(l), true)}
                <Submit label=t::register(l) />
            </form>
        }.into_any())}
    };
    desk.show(page, t::unknown_title(l), refusals, view.into_any())
}
