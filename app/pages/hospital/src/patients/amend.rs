//! `/hospital/patients/{id}/amend`: correct the record, with a reason.

use crate::fields::{PatientFields, details_of, form_of};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{AmendPatient, Patient};
use abhyas_ui::Submit;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    let form = form_of(page.lang, &patient, &desk.look);
    Ok(render(&page, &desk, &patient, &form, &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    let command = AmendPatient { patient: id, details: details_of(&form), reason: form.text("reason").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", patient.id), t::amended_done(page.lang), &receipt).await
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
        <p class="lead">{t::amend_lead(l)}</p>
        <form method="post" action=format!("/hospital/patients/{}/amend", patient.id)>
            {hidden}
            {card(None, view! {{typed.details()}{typed.area("reason", t::reason(l), true)}}.into_any())}
            <Submit label=t::amend(l) />
        </form>
    };
    desk.show(page, t::amend_title(l), refusals, view.into_any())
}
