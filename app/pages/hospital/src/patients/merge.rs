//! `/hospital/patients/{id}/merge`: propose that another record is the same patient.

use super::similar_to;
use crate::fields::candidates;
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{Patient, ProposeMerge};
use abhyas_ui::Submit;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    let form = Form::from_pairs([("duplicate", page.query("with"))]);
    Ok(render(&page, &desk, &patient, &form, &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    let (duplicate, reason) = (form.text("duplicate").to_owned(), form.text("reason").to_owned());
    match desk.act(&form, ProposeMerge { survivor: id, duplicate, reason }).await? {
        Ok(receipt) => desk::done(&page, "/hospital/merges", t::proposed_done(page.lang), &receipt).await,
        Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let found = similar_to(desk, patient);
    let table = (!found.is_empty()).then(|| {
        let table = candidates(l, &desk.look, &found);
        view! { {card(Some(t::similar_title(l)), view! {{table}}.into_any())} }
    });
    let view = view! {
        <p id="survivor">{t::stays(l)}": "<a href=format!("/hospital/patients/{}", patient.id)>{words::name(l, patient)}" · "{patient.id.spaced()}</a></p>
        {table}
        {card(None, view! {
            <form method="post" action=format!("/hospital/patients/{}/merge", patient.id)>
                {hidden}
                {typed.hinted("duplicate", t::goes(l), t::goes_hint(l), true)}
                {typed.area("reason", t::reason(l), true)}
                <Submit label=t::propose(l) />
            </form>
        }.into_any())}
    };
    desk.show(page, t::merge_title(l), refusals, view.into_any())
}
