//! One's own account: who one is here, password, sessions on other devices, own data.

use crate::session::{begin, sign_out};
use crate::t;
use abhyas_core::Refusal;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::{Actor, ServiceError, access};
use abhyas_ui::{Badge, Card, Submit, TextField};
use axum::response::Response;
use leptos::prelude::*;

/// `GET /account`.
pub async fn show(page: Page) -> Reply {
    let actor = page.actor()?.clone();
    Ok(render(&page, &actor, &[]))
}

fn render(page: &Page, actor: &Actor, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let refusals_here = refusals.to_vec();
    let actor = actor.clone();
    let once = page.once_field();
    page.sheet(t::account(l)).refused(refusals).show(move || {
        let capacities = actor
            .grants
            .iter()
            .map(|g| {
                let district = g.district.as_ref().map_or_else(String::new, |d| format!(" ({d})"));
                view! { <Badge text=format!("{}{district}", crate::others::capacity_name(l, g.capacity)) />" " }
            })
            .collect_view();
        view! {
            <h1>{actor.name.clone()}</h1>
            <dl class="facts">
                <dt>{t::staff_id(l)}</dt><dd>{actor.staff_id.clone()}</dd>
                <dt>{t::capacities(l)}</dt><dd>{capacities}</dd>
            </dl>
            <p class="row"><a class="button plain" href=format!("/people/{}", actor.person)>{t::my_record(l)}</a></p>
            <Card title=t::change_password(l)>
                <form method="post" action="/account/password">
                    {once}
                    <TextField language=l name="current" label=t::current_password(l) kind="password" value="" required=true autocomplete="current-password" refusals=refusals_here.clone() />
                    <TextField language=l name="password" label=t::new_password(l) hint=t::password_hint(l) kind="password" value="" required=true autocomplete="new-password" refusals=refusals_here.clone() />
                    <TextField language=l name="password_again" label=t::password_again(l) kind="password" value="" required=true autocomplete="new-password" refusals=refusals_here />
                    <Submit label=t::change_password(l) />
                </form>
            </Card>
            <Card title=t::everywhere_title(l)>
                <p>{t::everywhere_text(l)}</p>
                <form method="post" action="/account/sign-out-everywhere"><button class="button plain" type="submit">{t::everywhere(l)}</button></form>
            </Card>
        }
    })
}

/// `POST /account/password`: all other sessions of the person end.
pub async fn change_password(page: Page, form: Form) -> Reply {
    let actor = page.actor()?.clone();
    let input = access::ChangePassword {
        current: form.raw("current").to_owned(),
        password: form.raw("password").to_owned(),
        password_again: form.raw("password_again").to_owned(),
        device: page.visitor.device.clone(),
    };
    match access::change_password(page.services(), &actor, input).await {
        Ok(()) => {
            begin(&page, &actor.person).await?;
            page.see_other_with("/account", t::password_changed(page.lang)).await
        }
        Err(ServiceError::Refused(refusals)) => Ok(render(&page, &actor, &refusals)),
        Err(error) => Err(PageError::from(error)),
    }
}

/// `POST /account/sign-out-everywhere`.
pub async fn sign_out_everywhere(page: Page) -> Reply {
    access::sign_out_everywhere(page.services(), page.actor()?).await?;
    sign_out(page).await
}
