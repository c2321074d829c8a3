//! `/hospital/opd/patients/{id}/vitals`: the vitals desk.

use super::who;
use crate::consult::{allergies, measured};
use crate::{fields, t};
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m03_opd::person;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    Ok(render(&page, &desk, &patient, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    match desk.act(&form, fields::vitals_of(&form, patient.id.as_str(), "")).await? {
        Ok(receipt) => {
            let to = format!("/hospital/opd/patients/{}/vitals", patient.id);
            desk::done(&page, &to, t::vitals_saved(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let empty = Form::default();
    let allergy = Typed { l, form: &empty, refusals: &[] };
    let years = patient.birth.age(desk.look.ctx.calendar, desk.look.ctx.now.day());
    let past = person::vitals(desk.world(), &patient.id);
    let past = past.iter().take(5).map(|v| measured(l, &desk.look, v, years)).collect::<Vec<_>>();
    let none = past.is_empty().then(|| view! { <p class="muted">{t::no_vitals(l)}</p> });
    let (hidden, hidden_too) = (desk.hidden(page), desk.hidden(page));
    let view = view! {
        {who(l, desk, patient)}
        {card(Some(t::new_vitals(l)), view! {
            <form method="post" action=format!("/hospital/opd/patients/{}/vitals", patient.id)>{hidden}{fields::vitals(&typed)}</form>
        }.into_any())}
        {card(Some(t::allergies(l)), view! {
            {allergies(l, desk.world(), &patient.id)}
            <form method="post" action=format!("/hospital/opd/patients/{}/allergies", patient.id)>
                {hidden_too}<h3>{t::new_allergy(l)}</h3>{fields::allergy(&allergy, desk.world())}
            </form>
        }.into_any())}
        {card(Some(t::vitals(l)), view! { {none}{past} }.into_any())}
    };
    desk.show(page, &t::vitals_title(l, words::name(l, patient)), refusals, view.into_any())
}
