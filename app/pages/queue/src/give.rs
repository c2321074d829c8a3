//! `/hospital/queue/tokens/new`: a token for a patient. The department is the button: one tap.

use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, queue as words};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::m01_registration::{Patient, Sex};
use abhyas_services::sandbox::hims::m02_queue::{ELDERLY_FROM, IssueToken, Lane, queue};
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let asked = page.query("patient");
    if let Some(one) = asked.is_empty().then(|| find::by_number(&page, &desk)).flatten() {
        return Ok(page.see_other(&format!("/hospital/queue/tokens/new?patient={one}")));
    }
    if asked.is_empty() {
        let picker = find::picker(&page, &desk, "/hospital/queue/tokens/new");
        return Ok(desk.show(&page, t::give_token(page.lang), &[], picker));
    }
    let patient = desk.patient(&asked)?;
    Ok(render(&page, &desk, &patient, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let command = IssueToken {
        patient: form.text("patient").to_owned(),
        department: form.text("department").to_owned(),
        lane: Lane::from_name(form.text("lane")),
        lane_reason: form.text("lane_reason").to_owned(),
        sms: form.flag("sms"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/queue/tokens/{}/slip", receipt.subject.id);
            desk::done(&page, &to, t::token_given(page.lang), &receipt).await
        }
        Err(refusals) => match desk.patient(form.text("patient")) {
            Ok(patient) => Ok(render(&page, &desk, &patient, &form, &refusals)),
            // Nobody has that BHAVYA ID: the patient is found first.
            Err(PageError::Missing(_)) => {
                let picker = find::picker(&page, &desk, "/hospital/queue/tokens/new");
                let picker = view! { {trouble(page.lang, "patient", &refusals)}{picker} };
                Ok(desk.show(&page, t::give_token(page.lang), &refusals, picker.into_any()))
            }
            Err(error) => Err(error),
        },
    }
}

/// The question for a priority. The age decides about the elderly, nobody has to ask.
pub(crate) fn lane_fields(typed: &Typed<'_>, desk: &Desk, patient: &Patient) -> AnyView {
    let l = typed.l;
    let ctx = &desk.look.ctx;
    let elderly = patient.birth.age(ctx.calendar, ctx.now.day()) >= ELDERLY_FROM;
    let lanes = [Lane::Emergency, Lane::Pregnant, Lane::Disabled, Lane::General];
    let shown = lanes.into_iter().filter(|lane| *lane != Lane::Pregnant || patient.sex != Sex::Male);
    let options = shown.map(|lane| (lane.name().to_owned(), words::lane(l, lane).to_owned())).collect();
    let by_age = elderly.then(|| view! { <p class="note warn">{t::elderly_by_age(l)}</p> });
    view! {
        {by_age}
        {typed.choice("lane", t::lane_question(l), options)}
        {typed.hinted("lane_reason", t::lane_reason(l), t::lane_reason_hint(l), false)}
    }
    .into_any()
}

/// The offer to send the slip by SMS as well, where the record has a number.
pub(crate) fn sms_field(typed: &Typed<'_>, patient: &Patient) -> Option<AnyView> {
    let asked = patient.mobile.is_some() || typed.refusals.iter().any(|r| r.field.as_deref() == Some("sms"));
    asked.then(|| typed.tick("sms", t::slip_by_sms(typed.l)))
}

/// What is wrong with something that is chosen by a button; the error summary leads here.
pub(crate) fn trouble(l: Language, field: &'static str, refusals: &[Refusal]) -> AnyView {
    let texts = refusals.iter().filter(|r| r.field.as_deref() == Some(field)).map(|r| explain(l, r));
    let texts = texts.map(|e| view! { <p>{e.message}<small>{e.next}</small></p> }).collect_view();
    view! { <div id=field class="error" tabindex="-1">{texts}</div> }.into_any()
}

fn render(page: &Page, desk: &Desk, patient: &Patient, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let ctx = &desk.look.ctx;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let buttons = desk.world().departments().iter().map(|department| {
        let waiting = queue::waiting(desk.world(), &department.id, ctx.now.day()).len();
        let fits = department.is_for(patient, ctx.calendar, ctx.now.day());
        let open = queue::attended(desk.world(), ctx.calendar, department, ctx.now);
        let class = if open && fits { "button" } else { "button plain" };
        let count = t::waiting_count(l, waiting);
        let name = department.name.in_language(l).to_owned();
        view! {
            <button type="submit" class=class name="department" value=department.id.as_str().to_owned()>{name}" · "{count}</button>
        }
    });
    let buttons = buttons.collect_view();
    let view = view! {
        {trouble(l, "patient", refusals)}
        {find::patient_line(l, desk, patient)}
        <form method="post" action="/hospital/queue/tokens/new">
            {hidden}
            <input type="hidden" name="patient" value=patient.id.to_string() />
            {card(Some(t::choose_department(l)), view! {
                {trouble(l, "department", refusals)}
                {sms_field(&typed, patient)}
                <div class="row">{buttons}</div>
                <p class="hint">{t::choose_department_hint(l)}</p>
            }.into_any())}
            {card(Some(t::priority(l)), lane_fields(&typed, desk, patient))}
        </form>
    };
    desk.show(page, t::give_token(l), refusals, view.into_any())
}
