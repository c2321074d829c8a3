//! `/verify`: anyone may check a certificate by its number; nobody needs to be signed in.

use crate::t;
use abhyas_core::{Language, ModuleId, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::certificates::{self, Term, Verified, VerifiedState};
use abhyas_ui::{Card, Facts, Note, Submit, TextField, Tone};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use leptos::prelude::*;

/// The form. With a number in the query it leads on to that number's page, so that the form works without scripts and the
/// page's address can be kept.
pub(crate) async fn form(page: Page) -> Reply {
    let typed = page.query("number");
    if typed.is_empty() {
        return Ok(form_page(&page, "", &[]));
    }
    match certificates::verify(page.services(), &typed).await {
        Ok(Some(verified)) => Ok(page.see_other(&format!("/verify/{}", verified.number))),
        Ok(None) => Ok(unknown(&page, &typed)),
        Err(ServiceError::Refused(refusals)) => Ok(form_page(&page, &typed, &refusals)),
        Err(error) => Err(error.into()),
    }
}

/// The public page of a number.
pub(crate) async fn show(page: Page, Path(number): Path<String>) -> Reply {
    match certificates::verify(page.services(), &number).await {
        Ok(Some(verified)) => Ok(found(&page, &verified)),
        Ok(None) => Ok(unknown(&page, &number)),
        Err(ServiceError::Refused(refusals)) => Ok(form_page(&page, &number, &refusals)),
        Err(error) => Err(error.into()),
    }
}

fn input(l: Language, typed: &str, refusals: &[Refusal]) -> AnyView {
    view! {
        <form method="get" action="/verify" role="search">
            <TextField language=l name="number" label=t::verify_number(l) value=typed.to_owned() hint=t::verify_hint(l).to_owned()
                autocomplete="off".to_owned() required=true refusals=refusals.to_vec() />
            <Submit label=t::verify_submit(l) />
        </form>
    }
    .into_any()
}

fn form_page(page: &Page, typed: &str, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let input = input(l, typed, refusals);
    page.sheet(t::verify_title(l)).refused(refusals).show(move || {
        view! { <h1>{t::verify_title(l)}</h1><p class="lead">{t::verify_lead(l)}</p>{input} }
    })
}

fn found(page: &Page, verified: &Verified) -> axum::response::Response {
    let l = page.lang;
    let text = |label: &str, value: String| (label.to_owned(), value.into_any());
    let facts = vec![
        text(t::fact_name(l), verified.name.clone()),
        text(t::fact_module(l), format!("{} – {}", verified.module, l.pick(&verified.module_hi, &verified.module_en))),
        text(t::fact_date(l), format::date(l, verified.issued_on)),
        text(t::fact_number(l), verified.number.to_string()),
    ];
    let (tone, title, more) = match verified.state {
        VerifiedState::Valid => (Tone::Good, t::valid_title(l), t::compare(l).to_owned()),
        VerifiedState::Revoked(day) => (Tone::Bad, t::revoked_title(l), t::revoked_text(l, format::date(l, day))),
    };
    let checked = t::checked_at(l, format::instant(l, page.services().now()));
    page.sheet(title).show(move || {
        view! {
            <h1>{title}</h1>
            <Note tone><p>{more}</p></Note>
            <Card><Facts facts /></Card>
            <p class="muted">{checked}</p>
            <p><a class="button plain" href="/verify">{t::verify_again(l)}</a></p>
        }
    })
}

fn unknown(page: &Page, typed: &str) -> axum::response::Response {
    let l = page.lang;
    let text = t::unknown_text(l, typed);
    let input = input(l, typed, &[]);
    page.sheet(t::unknown_title(l)).status(StatusCode::NOT_FOUND).show(move || {
        view! { <h1>{t::unknown_title(l)}</h1><Note tone=Tone::Bad><p>{text}</p></Note>{input} }
    })
}

/// The public key, as a JSON Web Key set, for whoever checks signatures.
pub(crate) async fn key(page: Page) -> Reply {
    let key = certificates::public_key_jwk(page.services()).await?;
    Ok(Json(serde_json::json!({ "keys": [key] })).into_response())
}

/// What a module's certificate asks for: credentials point here.
pub(crate) async fn module(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let id = ModuleId::parse(id).map_err(|_| PageError::not_found())?;
    let (module, rules) = certificates::public_module(page.services(), &id).await?;
    let terms = rules.terms.into_iter().map(|term| match term {
        Term::Attendance { at_least } => t::term_attendance(l, at_least),
        Term::PostTest { at_least } => t::term_post_test(l, at_least),
        Term::AssessedExercise { at_least } => t::term_assessed(l, at_least),
    });
    let terms = terms.map(|term| view! { <li>{term}</li> }).collect_view();
    let title = t::module_title(l, &id);
    let heading = title.clone();
    let name = l.pick(&module.name_hi, &module.name_en).to_owned();
    Ok(page.sheet(title).show(move || {
        view! { <h1>{heading}</h1><p class="lead">{name}</p><p>{t::module_lead(l)}</p><ul>{terms}</ul> }
    }))
}
