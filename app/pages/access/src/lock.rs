//! The lock of an idle session: who is behind it, and the way back for its owner only.

use crate::session::{begin, safe_back, sign_out};
use crate::t;
use abhyas_core::Refusal;
use abhyas_kit::visitor::keys;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::{ServiceError, access};
use abhyas_ui::{HiddenField, Note, Submit, TextField};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /lock`: the page script comes here after 15 idle minutes; so does every request of a locked session.
/// Showing it is what locks: nothing is gained by leading someone here, so a plain link may.
pub async fn show(page: Page) -> Reply {
    if page.visitor.actor.is_none() && page.visitor.locked.is_none() {
        return Ok(page.see_other("/sign-in"));
    }
    if let Err(error) = page.visitor.session.insert(keys::LOCKED, true).await {
        tracing::warn!(%error, "a session could not be locked and was ended instead");
        return sign_out(page).await;
    }
    let form =
        Form::from_pairs([("back", page.query("back")), ("held", page.query("held")), ("file", page.query("file"))]);
    Ok(render(&page, &form, &[]))
}

/// `POST /lock`: lock now.
pub async fn lock_now(page: Page) -> Reply {
    show(page).await
}

fn render(page: &Page, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let name =
        page.visitor.locked.as_ref().or(page.visitor.actor.as_ref()).map_or_else(String::new, |a| a.name.clone());
    let (back, held, file) = (
        form.text("back").to_owned(),
        form.text("held").to_owned(),
        form.flag("file") && !form.text("file").is_empty(),
    );
    let refusals_here = refusals.to_vec();
    page.sheet(t::locked_title(l)).refused(refusals).bare().show(move || {
        view! {
            <h1>{t::locked_title(l)}</h1>
            {(!held.is_empty()).then(|| view! { <Note><p>{t::locked_held(l)}</p></Note> })}
            {file.then(|| view! { <Note><p>{t::locked_file(l)}</p></Note> })}
            <form method="post" action="/unlock" class="card">
                <p class="lead">{t::locked_text(l, name)}</p>
                <HiddenField name="back" value=back />
                <HiddenField name="held" value=held />
                <TextField language=l name="password" label=t::password(l) kind="password" value="" required=true autocomplete="current-password" refusals=refusals_here />
                <Submit label=t::unlock(l) class="wide" />
            </form>
            <form method="post" action="/sign-out"><button class="button plain wide" type="submit">{t::locked_other(l)}</button></form>
        }
    })
}

/// `POST /unlock`.
pub async fn unlock(page: Page, form: Form) -> Reply {
    let Some(owner) = page.visitor.locked.clone().or_else(|| page.visitor.actor.clone()) else {
        return Ok(page.see_other("/sign-in"));
    };
    let input = access::SignIn {
        login: owner.staff_id.clone(),
        password: form.raw("password").to_owned(),
        device: page.visitor.device.clone(),
    };
    match access::sign_in(page.services(), input).await {
        Ok(person) => {
            begin(&page, &person).await?;
            match form.opt("held") {
                Some(id) => Ok(page.see_other(&format!("/held/{id}"))),
                None => Ok(page.see_other(safe_back(form.text("back")))),
            }
        }
        Err(ServiceError::Refused(refusals)) => Ok(render(&page, &form, &refusals)),
        Err(error) => Err(error.into()),
    }
}
