//! `/hospital/patients/{id}/in-error`: a record that should not have been made.

use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{EnterInError, Patient};
use abhyas_ui::Submit;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    Ok(render(&page, &desk, &patient, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    let command = EnterInError { patient: id, reason: form.text("reason").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", patient.id), t::in_error_done(page.lang), &receipt)
                .await
        }
        Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let view = view! {
        <p id="patient"><a href=format!("/hospital/patients/{}", patient.id)>{words::name(l, patient)}" · "{patient.id.spaced()}</a></p>
        <p class="lead">{t::in_error_lead(l)}</p>
        {card(None, view! {
            <form method="post" action=format!("/hospital/patients/{}/in-error", patient.id)>
                {hidden}{typed.area("reason", t::reason(l), true)}<Submit label=t::in_error(l) class="bad" />
            </form>
        }.into_any())}
    };
    desk.show(page, t::in_error_title(l), refusals, view.into_any())
}
