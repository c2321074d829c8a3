//! `/hospital/patients/new`: register. The ABHA question stands before the form.

use super::warned_of;
use crate::fields::{PatientFields, details_of, duplicate_card, method_of, otp_message};
use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, t as shared};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::check;
use abhyas_services::sandbox::hims::m01_registration::{AbhaAnswer, CreatePatient, SearchId, SendOtp, codes};
use abhyas_ui::Submit;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let search = SearchId::parse(&page.query("search")).and_then(|id| desk.world().searches().get(&id).cloned());
    let Some(search) = search else {
        // Nobody registers before looking: the search is the way in.
        return Ok(page.see_other("/hospital/patients"));
    };
    // What was searched for is not typed twice.
    let digits = check::digits(&search.query);
    let named = digits.is_empty() && search.query.chars().any(char::is_alphabetic);
    let field = if search.query.is_ascii() { "name_en" } else { "name_hi" };
    let mut typed = vec![("search", search.id.as_str().to_owned()), ("village", search.village.clone())];
    if named {
        typed.push((field, search.query.clone()));
    }
    if digits.len() == 10 {
        typed.push(("mobile", digits));
    }
    Ok(render(&page, &desk, &Form::from_pairs(typed), &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let abha = match form.text("abha") {
        "has" => Some(AbhaAnswer::Has {
            number: form.text("abha_number").to_owned(),
            method: method_of(&form),
            consent: form.flag("abha_consent"),
            otp: form.text("otp").to_owned(),
        }),
        "has_not" => Some(AbhaAnswer::HasNot),
        "declines" => Some(AbhaAnswer::Declines),
        _ => None,
    };
    let command = CreatePatient {
        search: form.text("search").to_owned(),
        abha,
        details: details_of(&form),
        duplicate_reason: form.text("duplicate_reason").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            desk::done(&page, &format!("/hospital/patients/{}", receipt.subject.id), t::registered(page.lang), &receipt)
                .await
        }
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

/// Sends a one-time password for the ABHA number of the form, which stays as it was typed.
pub(crate) async fn send_otp(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let (number, consent) = (form.text("abha_number").to_owned(), form.flag("abha_consent"));
    let command = SendOtp { patient: String::new(), number, consent };
    let refusals = desk.act(&form, command).await?.err().unwrap_or_default();
    let desk = Desk::of_form(&page, &form).await?;
    Ok(render(&page, &desk, &form, &refusals))
}

/// The address of that asked for again: the way in is the search.
pub(crate) async fn otp_back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/patients"))
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let answers = [("has", t::abha_has(l)), ("has_not", t::abha_has_not(l)), ("declines", t::abha_declines(l))];
    let answers = answers.map(|(value, text)| (value.to_owned(), text.to_owned())).into();
    let hidden = desk.hidden(page);
    let search = form.text("search").to_owned();
    let duplicates = duplicate_card(&typed, &desk.look, &warned_of(desk, refusals));
    let search_again = refusals.iter().any(|r| r.code == codes::SEARCH_FIRST || r.code == codes::SEARCH_OTHER_PATIENT);
    let search_again = search_again
        .then(|| view! { <p><a class="button plain" href="/hospital/patients">{shared::search_link(l)}</a></p> });
    let view = view! {
        {search_again}
        {otp_message(desk, l, form)}
        <form method="post" action="/hospital/patients">
            {hidden}
            <input type="hidden" name="search" value=search />
            {duplicates}
            {card(Some(t::step_abha(l)), view! {
                {typed.choice("abha", t::abha_question(l), answers)}
                {typed.abha_number()}
            }.into_any())}
            {card(Some(t::step_details(l)), view! {{typed.details()}}.into_any())}
            <Submit label=t::register(l) />
            {typed.otp("/hospital/patients/otp")}
        </form>
    };
    desk.show(page, t::new_title(l), refusals, view.into_any())
}
