//! Sign-in by staff id or mobile number and password; the first time by the code on the printed slip.

use crate::session::{begin, safe_back};
use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::{ServiceError, access};
use abhyas_ui::{HiddenField, Submit, TextField};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /sign-in`.
pub async fn show(page: Page) -> Reply {
    let back = page.query("back");
    if page.visitor.actor.is_some() {
        return Ok(page.see_other(safe_back(&back)));
    }
    Ok(render(&page, &Form::from_pairs([("back", back)]), &[]))
}

fn render(page: &Page, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let (login, back) = (form.text("login").to_owned(), form.text("back").to_owned());
    let refusals_here = refusals.to_vec();
    page.sheet(t::sign_in(l)).refused(refusals).bare().show(move || {
        view! {
            <h1>{t::sign_in(l)}</h1>
            <form method="post" action="/sign-in" class="card">
                <HiddenField name="back" value=back />
                <TextField language=l name="login" label=t::login(l) hint=t::login_hint(l) value=login required=true autocomplete="username" refusals=refusals_here.clone() />
                <TextField language=l name="password" label=t::password(l) kind="password" value="" required=true autocomplete="current-password" refusals=refusals_here />
                <Submit label=t::sign_in(l) class="wide" />
            </form>
            <p><a href="/first">{t::have_slip(l)}</a></p>
            <p class="hint">{t::forgot(l)}</p>
        }
    })
}

/// `POST /sign-in`.
pub async fn send(page: Page, form: Form) -> Reply {
    let input = access::SignIn {
        login: form.text("login").to_owned(),
        password: form.raw("password").to_owned(),
        device: page.visitor.device.clone(),
    };
    match access::sign_in(page.services(), input).await {
        Ok(person) => {
            begin(&page, &person).await?;
            Ok(page.see_other(safe_back(form.text("back"))))
        }
        Err(ServiceError::Refused(refusals)) => Ok(render(&page, &form, &refusals)),
        Err(error) => Err(error.into()),
    }
}

/// `GET /first`.
pub async fn show_first(page: Page) -> Reply {
    // The code may come in the address of a single-use link; it is shown in the form, never used by the link itself.
    Ok(render_first(&page, &Form::from_pairs([("code", page.query("code"))]), &[]))
}

fn password_fields(l: Language, refusals: &[Refusal]) -> AnyView {
    view! {
        <TextField language=l name="password" label=t::new_password(l) hint=t::password_hint(l) kind="password" value="" required=true autocomplete="new-password" refusals=refusals.to_vec() />
        <TextField language=l name="password_again" label=t::password_again(l) kind="password" value="" required=true autocomplete="new-password" refusals=refusals.to_vec() />
    }
    .into_any()
}

fn render_first(page: &Page, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let code = form.text("code").to_owned();
    let refusals_here = refusals.to_vec();
    page.sheet(t::first_title(l)).refused(refusals).bare().show(move || {
        view! {
            <h1>{t::first_title(l)}</h1>
            <p class="lead">{t::first_text(l)}</p>
            <form method="post" action="/first" class="card">
                <TextField language=l name="code" label=t::code(l) hint=t::code_hint(l) value=code required=true autocomplete="one-time-code" class="big-code" refusals=refusals_here.clone() />
                {password_fields(l, &refusals_here)}
                <Submit label=t::first_send(l) class="wide" />
            </form>
        }
    })
}

/// `POST /first`.
pub async fn send_first(page: Page, form: Form) -> Reply {
    let input = access::FirstSignIn {
        code: form.text("code").to_owned(),
        password: form.raw("password").to_owned(),
        password_again: form.raw("password_again").to_owned(),
        device: page.visitor.device.clone(),
    };
    match access::first_sign_in(page.services(), input).await {
        Ok(person) => {
            begin(&page, &person).await?;
            page.see_other_with("/", t::first_done(page.lang)).await
        }
        Err(ServiceError::Refused(refusals)) => Ok(render_first(&page, &form, &refusals)),
        Err(error) => Err(PageError::from(error)),
    }
}
