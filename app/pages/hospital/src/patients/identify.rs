//! `/hospital/patients/{id}/identify`: who an unknown patient is. A search for the person comes first.

use super::warned_of;
use crate::fields::{PatientFields, candidates, details_of, duplicate_card};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{
    IdentifyPatient, Patient, PatientSearch, SearchId, SearchPatients, find_patients,
};
use abhyas_ui::Submit;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    let form = Form::from_pairs([("search", page.query("search")), ("sex", patient.sex.name().to_owned())]);
    Ok(render(&page, &desk, &patient, &form, &[]))
}

pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    if form.flag("look") {
        let command = SearchPatients { query: form.text("query").to_owned(), village: String::new() };
        return match desk.act(&form, command).await? {
            Ok(receipt) => {
                Ok(page.see_other(&format!("/hospital/patients/{}/identify?search={}", patient.id, receipt.subject.id)))
            }
            Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
        };
    }
    let command = IdentifyPatient {
        patient: id,
        search: form.text("search").to_owned(),
        details: details_of(&form),
        how: form.text("how").to_owned(),
        duplicate_reason: form.text("duplicate_reason").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", patient.id), t::identified_done(page.lang), &receipt)
                .await
        }
        Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let search = SearchId::parse(form.text("search")).and_then(|id| desk.world().searches().get(&id).cloned());
    let to = format!("/hospital/patients/{}/identify", patient.id);
    let typed = Typed { l, form, refusals };
    let body = match search {
        None => {
            let hidden = desk.hidden(page);
            view! {
                {card(Some(t::identify_search(l)), view! {
                    <form method="post" action=to>
                        {hidden}
                        <input type="hidden" name="look" value="1" />
                        {typed.hinted("query", t::query(l), t::query_hint(l), true)}
                        <Submit label=t::search(l) />
                    </form>
                }.into_any())}
            }
            .into_any()
        }
        Some(search) => form_of(page, desk, &typed, &search, to),
    };
    let view = view! {
        <p id="patient"><a href=format!("/hospital/patients/{}", patient.id)>{words::name(l, patient)}" · "{patient.id.spaced()}</a></p>
        {body}
    };
    desk.show(page, t::identify_title(l), refusals, view.into_any())
}

fn form_of(page: &Page, desk: &Desk, typed: &Typed<'_>, search: &PatientSearch, to: String) -> AnyView {
    let l = page.lang;
    let hidden = desk.hidden(page);
    let found = find_patients(desk.world(), &search.query, &search.village);
    let table = (!found.is_empty()).then(|| {
        let table = candidates(l, &desk.look, &found);
        view! { {card(Some(&t::found(l, found.len())), view! {<p>{t::identify_found(l)}</p>{table}}.into_any())} }
    });
    let duplicates = duplicate_card(typed, &desk.look, &warned_of(desk, typed.refusals));
    let search = search.id.as_str().to_owned();
    view! {
        {table}
        <form method="post" action=to>
            {hidden}
            <input type="hidden" name="search" value=search />
            {duplicates}
            {card(None, view! {
                {typed.area("how", t::identified_how(l), true)}
                {typed.details()}
            }.into_any())}
            <Submit label=t::identify(l) />
        </form>
    }
    .into_any()
}
