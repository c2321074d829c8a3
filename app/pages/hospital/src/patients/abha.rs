//! `/hospital/patients/{id}/abha`: verify, link, take the link back.

use crate::fields::{PatientFields, method_of, otp_message};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::AnyCommand;
use abhyas_services::sandbox::hims::m01_registration::{AbhaLink, DelinkAbha, LinkAbha, Patient, SendOtp, VerifyAbha};
use abhyas_ui::Submit;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    Ok(render(&page, &desk, &patient, &Form::default(), &[]))
}

/// The address of a refused step asked for again (reload, language, role): the page with the next step.
pub(crate) async fn back(page: Page, Path(id): Path<String>) -> Reply {
    Ok(page.see_other(&format!("/hospital/patients/{id}/abha")))
}

pub(crate) async fn verify(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let (number, method) = (form.text("abha_number").to_owned(), method_of(&form));
    let (consent, otp) = (form.flag("abha_consent"), form.text("otp").to_owned());
    let command = VerifyAbha { patient: id.clone(), number, method, consent, otp };
    act(page, &id, form, command.into(), t::abha_verified_done).await
}

/// Sends the one-time password; the form stays as it was typed, with what the phone shows.
pub(crate) async fn send_otp(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(&id)?;
    let (number, consent) = (form.text("abha_number").to_owned(), form.flag("abha_consent"));
    let command = SendOtp { patient: id, number, consent };
    let refusals = desk.act(&form, command).await?.err().unwrap_or_default();
    let desk = Desk::of_form(&page, &form).await?;
    Ok(render(&page, &desk, &patient, &form, &refusals))
}

pub(crate) async fn link(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = LinkAbha { patient: id.clone() };
    act(page, &id, form, command.into(), t::abha_linked_done).await
}

pub(crate) async fn delink(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let command = DelinkAbha { patient: id.clone(), reason: form.text("reason").to_owned() };
    act(page, &id, form, command.into(), t::abha_delinked_done).await
}

async fn act(
    page: Page,
    id: &str,
    form: Form,
    command: AnyCommand,
    text: fn(abhyas_core::Language) -> &'static str,
) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let patient = desk.patient(id)?;
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", patient.id), text(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &patient, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let to = format!("/hospital/patients/{}/abha", patient.id);
    let next = match &patient.abha {
        AbhaLink::Unlinked | AbhaLink::Delinked { .. } => view! {
            {otp_message(desk, l, form)}
            <form method="post" action=to.clone()>
                {hidden}{typed.abha_number()}<Submit label=t::abha_verify(l) />{typed.otp(&format!("{to}/otp"))}
            </form>
        }
        .into_any(),
        AbhaLink::Verified { .. } => view! {
            <form method="post" action=format!("{to}/link")>{hidden}<p>{t::abha_link_lead(l)}</p><Submit label=t::abha_link(l) /></form>
        }
        .into_any(),
        AbhaLink::Linked { .. } => view! {
            <form method="post" action=format!("{to}/delink")>
                {hidden}{typed.area("reason", t::reason(l), true)}<Submit label=t::abha_delink(l) class="bad" />
            </form>
        }
        .into_any(),
    };
    let state = words::abha(l, &patient.abha);
    let view = view! {
        <p id="patient"><a href=format!("/hospital/patients/{}", patient.id)>{words::name(l, patient)}" · "{patient.id.spaced()}</a></p>
        {card(None, view! {<p>{state}</p>{next}}.into_any())}
    };
    desk.show(page, t::abha_title(l), refusals, view.into_any())
}
