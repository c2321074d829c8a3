//! `/hospital`: one's own practice hospital; who acts; start over; in and out of an attempt's hospital.

use crate::{modules, t};
use abhyas_core::{Language, SandboxId};
use abhyas_desk::{Desk, card, desk, news, t as shared, words};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::sandbox::hims::Persona;
use abhyas_services::sandbox::{self, Sandbox, What, codes};
use abhyas_ui::{Facts, Submit};
use leptos::prelude::*;

/// How many things that the others did the first page tells.
const OTHERS: usize = 8;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = match Desk::open(&page).await {
        Ok(desk) => desk,
        Err(PageError::Service(ServiceError::Refused(r))) if r.iter().any(|r| r.code == codes::QUARANTINED) => {
            return Ok(quarantined(&page, &desk::sandbox_of(&page).await?));
        }
        Err(error) => return Err(error),
    };
    let l = page.lang;
    let (title, lead) = if desk.sandbox.is_shared() {
        (t::shared_home_title(l), t::shared_home_lead(l))
    } else {
        (t::home_title(l), t::home_lead(l))
    };
    let others = others(&desk, l).await?;
    let own = crate::cohorts::own_section(&page).await?;
    let view = view! {
        <p class="lead">{lead}</p>
        {facts(&desk, l)}
        {others}
        {modules::section(l)}
        <p class="row">
            <a class="button" href="/hospital/now">{t::now_link(l)}</a>
            <a class="button plain" href="/hospital/unknown">{t::unknown_link(l)}</a>
            <a class="button plain" href="/hospital/merges">{shared::merges_link(l)}</a>
            <a class="button plain" href="/hospital/outbox">{t::outbox_link(l)}</a>
            <a class="button plain" href="/hospital/house">{t::house_title(l)}</a>
            <a class="button plain" href="/hospital/history">{t::history_link(l)}</a>
            <a class="button plain" href="/hospital/compare">{t::compare_link(l)}</a>
            <a class="button plain" href="/hospital/clock">{t::clock_link(l)}</a>
            <a class="button plain" href="/exercises">{t::way_to_exercises(l)}</a>
        </p>
        {way(&page, &desk)}
        {own}
    };
    Ok(desk.show(&page, title, &[], view.into_any()))
}

fn facts(desk: &Desk, l: Language) -> AnyView {
    let patients = desk.world().patients().len();
    let open_merges = desk.world().merges().iter().filter(|m| m.state.is_open()).count();
    let today = format::date(l, desk.look.ctx.calendar.date(desk.look.ctx.now.day()));
    let mut facts = vec![
        (t::fact_patients(l).to_owned(), patients.to_string().into_any()),
        (t::fact_open_merges(l).to_owned(), open_merges.to_string().into_any()),
        (t::fact_today(l).to_owned(), today.into_any()),
    ];
    if desk.sandbox.acts() {
        facts.push((t::fact_persona(l).to_owned(), words::persona(l, desk.sandbox.persona()).into_any()));
    }
    card(None, view! {<Facts facts />}.into_any())
}

/// What the others did last, in a shared hospital.
async fn others(desk: &Desk, l: Language) -> Result<Option<AnyView>, PageError> {
    if !desk.sandbox.is_shared() {
        return Ok(None);
    }
    let told = desk.sandbox.news(OTHERS).await?;
    let body = if told.is_empty() {
        view! { <p>{t::others_nothing(l)}</p> }.into_any()
    } else {
        let items = told
            .iter()
            .map(|one| {
                let text = news::line(l, desk.world(), desk.look.ctx.calendar, one);
                let href = match &one.what {
                    What::Done { subject, .. } => news::page_of(desk.world(), subject),
                    What::Begun { .. } => None,
                };
                let link = href.map(|href| view! { " · "<a href=href>{shared::live_show(l)}</a> });
                view! { <li>{text}{link}</li> }
            })
            .collect_view();
        view! { <ul class="plain-list stack">{items}</ul> }.into_any()
    };
    Ok(Some(card(Some(t::others_title(l)), body)))
}

/// The way out of an attempt's or a shared hospital, and start over for who may.
fn way(page: &Page, desk: &Desk) -> AnyView {
    let l = page.lang;
    let leave = |title: &'static str, lead: &'static str| {
        let hidden = desk.hidden(page);
        card(
            Some(title),
            view! {
                <p>{lead}</p>
                <form method="post" action="/hospital/leave">{hidden}<Submit label=t::leave_exercise(l) class="plain" /></form>
            }
            .into_any(),
        )
    };
    if desk.sandbox.exercise().is_some() {
        return leave(t::in_exercise_title(l), t::in_exercise_lead(l));
    }
    let shared = desk.sandbox.is_shared();
    let reset = desk.sandbox.leads().then(|| {
        let hidden = desk.hidden(page);
        let lead = if shared { t::reset_shared_lead(l) } else { t::reset_lead(l) };
        card(
            Some(t::reset_title(l)),
            view! {
                <p>{lead}</p>
                <form method="post" action="/hospital/reset">{hidden}<Submit label=t::reset(l) class="bad" /></form>
            }
            .into_any(),
        )
    });
    let leave = shared.then(|| leave(t::in_shared_title(l), t::in_shared_lead(l)));
    view! { {reset}{leave} }.into_any()
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
    let sandbox = desk::as_form_saw_it(sandbox, &form);
    sandbox.reset(page.actor()?, &form.once()?).await?;
    page.see_other_with("/hospital", t::reset_done(page.lang)).await
}

/// Into the hospital of an attempt or of a cohort.
pub(crate) async fn enter(page: Page, form: Form) -> Reply {
    let sandbox = of_form(&page, &form).await?;
    desk::enter(&page, &sandbox).await;
    Ok(page.see_other(if sandbox.is_shared() { "/hospital" } else { "/hospital/patients" }))
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
