//! `/hospital`: one's own practice hospital; who acts; start over; in and out of an attempt's hospital.

use crate::{modules, t};
use abhyas_core::SandboxId;
use abhyas_desk::{Desk, card, desk, t as shared, words};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::{self, Sandbox, codes};
use abhyas_ui::{Facts, Submit};
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let sandbox = desk::sandbox_of(&page).await?;
    if sandbox.is_quarantined() {
        return Ok(quarantined(&page, &sandbox));
    }
    let desk = match sandbox.look().await {
        Ok(look) => Desk { sandbox, look },
        Err(ServiceError::Refused(r)) if r.iter().any(|r| r.code == codes::QUARANTINED) => {
            return Ok(quarantined(&page, &sandbox));
        }
        Err(error) => return Err(error.into()),
    };
    let l = page.lang;
    let patients = desk.world().patients().len();
    let open_merges = desk.world().merges().iter().filter(|m| m.state.is_open()).count();
    let today = format::date(l, desk.look.ctx.calendar.date(desk.look.ctx.now.day()));
    let facts = vec![
        (t::fact_patients(l).to_owned(), patients.to_string().into_any()),
        (t::fact_open_merges(l).to_owned(), open_merges.to_string().into_any()),
        (t::fact_today(l).to_owned(), today.into_any()),
        (t::fact_persona(l).to_owned(), words::persona(l, desk.sandbox.persona()).into_any()),
    ];
    let hidden = desk.hidden(&page);
    let way = match desk.sandbox.exercise() {
        Some(_) => view! {
            {card(Some(t::in_exercise_title(l)), view! {
                <p>{t::in_exercise_lead(l)}</p>
                <form method="post" action="/hospital/leave">{hidden}<Submit label=t::leave_exercise(l) class="plain" /></form>
            }.into_any())}
        }
        .into_any(),
        None => view! {
            {card(Some(t::reset_title(l)), view! {
                <p>{t::reset_lead(l)}</p>
                <form method="post" action="/hospital/reset">{hidden}<Submit label=t::reset(l) class="bad" /></form>
            }.into_any())}
        }
        .into_any(),
    };
    let view = view! {
        <p class="lead">{t::home_lead(l)}</p>
        {card(None, view! {<Facts facts />}.into_any())}
        {modules::section(l)}
        <p class="row">
            <a class="button plain" href="/hospital/unknown">{t::unknown_link(l)}</a>
            <a class="button plain" href="/hospital/merges">{shared::merges_link(l)}</a>
            <a class="button plain" href="/hospital/history">{t::history_link(l)}</a>
            <a class="button plain" href="/exercises">{t::way_to_exercises(l)}</a>
        </p>
        {way}
    };
    Ok(desk.show(&page, t::home_title(l), &[], view.into_any()))
}

/// The page of a hospital whose journal can not be read: what happened, and the way on.
fn quarantined(page: &Page, sandbox: &Sandbox) -> axum::response::Response {
    let l = page.lang;
    let once = page.once_field();
    let id = sandbox.id().to_string();
    page.sheet(t::home_title(l)).practice().refused(&[codes::QUARANTINED.into()]).show(move || {
        view! {
            <h1>{t::home_title(l)}</h1>
            <form method="post" action="/hospital/reset">
                {once}<input type="hidden" name=desk::HOSPITAL_FIELD value=id />
                <Submit label=t::reset(l) />
            </form>
        }
    })
}

async fn of_form(page: &Page, form: &Form) -> Result<Sandbox, PageError> {
    let id = SandboxId::parse(form.text(desk::HOSPITAL_FIELD)).map_err(|_| PageError::not_found())?;
    Ok(sandbox::of_id(page.services(), page.actor()?, &id).await?)
}

pub(crate) async fn reset(page: Page, form: Form) -> Reply {
    let sandbox = of_form(&page, &form).await?;
    sandbox.reset(page.actor()?, &form.once()?).await?;
    page.see_other_with("/hospital", t::reset_done(page.lang)).await
}

/// Into the hospital of an attempt.
pub(crate) async fn enter(page: Page, form: Form) -> Reply {
    let sandbox = of_form(&page, &form).await?;
    desk::enter(&page, &sandbox).await;
    Ok(page.see_other("/hospital/patients"))
}

/// Out of it, to free practice.
pub(crate) async fn leave(page: Page) -> Reply {
    let own = sandbox::practice(page.services(), page.actor()?).await?;
    desk::enter(&page, &own).await;
    Ok(page.see_other("/hospital"))
}

pub(crate) async fn persona(page: Page, form: Form) -> Reply {
    let mut sandbox = of_form(&page, &form).await?;
    let persona = Persona::from_name(form.text("persona")).unwrap_or(Persona::System);
    sandbox.set_persona(persona).await?;
    desk::enter(&page, &sandbox).await;
    let back =
        Some(form.text("back")).filter(|b| b.starts_with("/hospital") && !b.contains("//")).unwrap_or("/hospital");
    page.see_other_with(back, &t::persona_done(page.lang, words::persona(page.lang, persona))).await
}
