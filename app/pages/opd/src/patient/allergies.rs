//! `/hospital/opd/patients/{id}/allergies`: the whole list. Opening it is journalled, so that an exercise can see that
//! somebody looked before prescribing.

use super::who;
use crate::{fields, t, words as own};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m03_opd::{Agent, Allergy, AllergyState, ResolveAllergy, person};
use abhyas_services::sandbox::hims::{AnyCommand, RecordRef};
use abhyas_ui::{Badge, Submit, Tone};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    desk.sandbox.viewed("m03.allergies", RecordRef::to::<Patient>(&patient.id)).await?;
    Ok(render(&page, &desk, &patient, &Form::default(), &[]))
}

/// Writes an allergy, or resolves the one that the form names.
pub(crate) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    let (command, done): (AnyCommand, fn(Language) -> &'static str) = match form.opt("allergy") {
        Some(allergy) => {
            let reason = form.text(&format!("reason_{allergy}")).to_owned();
            (ResolveAllergy { allergy: allergy.to_owned(), reason }.into(), t::resolved)
        }
        None => (fields::allergy_of(desk.world(), &form, patient.id.as_str()).into(), t::allergy_saved),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/opd/patients/{}/allergies", patient.id);
            desk::done(&page, &to, done(page.lang), &receipt).await
        }
        Err(refusals) => {
            let field = format!("reason_{}", form.text("allergy"));
            let rename = |r: Refusal| if r.field.as_deref() == Some("reason") { r.at(field.clone()) } else { r };
            let refusals: Vec<Refusal> = refusals.into_iter().map(rename).collect();
            Ok(render(&page, &desk, &patient, &form, &refusals))
        }
    }
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let ids = person::ids_of(desk.world(), &patient.id);
    let mut all: Vec<_> =
        ids.iter().flat_map(|id| desk.world().allergies().find(Allergy::BY_PATIENT, id.as_str())).cloned().collect();
    all.sort_by_key(|a| (!a.is_active(), std::cmp::Reverse(a.recorded.at)));
    let rows = all.iter().map(|a| row(page, desk, patient, a, form, refusals)).collect::<Vec<_>>();
    let asked = rows.is_empty().then(|| view! { <p><Badge tone=Tone::Warn text=t::not_asked(l) /></p> });
    let hidden = desk.hidden(page);
    let view = view! {
        {who(l, desk, patient)}
        {card(None, view! { {asked}<ul class="plain-list stack">{rows}</ul> }.into_any())}
        {card(Some(t::new_allergy(l)), view! {
            <form method="post" action=format!("/hospital/opd/patients/{}/allergies", patient.id)>
                {hidden}{fields::allergy(&typed, desk.world())}
            </form>
        }.into_any())}
    };
    desk.show(page, &t::allergies_title(l, words::name(l, patient)), refusals, view.into_any())
}

fn row(page: &Page, desk: &Desk, patient: &Patient, a: &Allergy, form: &Form, refusals: &[Refusal]) -> AnyView {
    let l = page.lang;
    let text = own::allergy(l, desk.world(), a);
    let (tone, state) = match &a.state {
        AllergyState::Active if a.agent == Agent::NoneKnown => (Tone::Good, String::new()),
        AllergyState::Active => (Tone::Bad, String::new()),
        AllergyState::Resolved { reason, resolved } => {
            (Tone::Plain, format!("{}: {reason} · {}", t::resolve(l), words::stamp(l, &desk.look, resolved)))
        }
        AllergyState::EnteredInError(why) => (Tone::Plain, format!("{}: {}", t::state_in_error(l), why.reason)),
    };
    let id = a.id.as_str().to_owned();
    let may_resolve = a.is_active() && a.agent != Agent::NoneKnown;
    let resolve = may_resolve.then(|| {
        let field = format!("reason_{id}");
        let hidden = desk.hidden(page);
        view! {
            <details open=form.text("allergy") == id>
                <summary>{t::resolve(l)}<span class="visually-hidden">": "{text.clone()}</span></summary>
                <form method="post" action=format!("/hospital/opd/patients/{}/allergies", patient.id)>
                    {hidden}<input type="hidden" name="allergy" value=id.clone() />
                    {fields::line(l, field.clone(), t::reason(l), form.text(&field), None, refusals)}
                    <Submit label=t::resolve(l) class="plain small" />
                </form>
            </details>
        }
    });
    let recorded = words::stamp(l, &desk.look, &a.recorded);
    view! { <li><p><Badge tone text=text.clone() />" "<span class="muted">{recorded}" "{state}</span></p>{resolve}</li> }.into_any()
}
