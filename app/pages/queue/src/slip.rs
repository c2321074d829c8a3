//! `/hospital/queue/tokens/{id}/slip`: the token's slip; `/hospital/queue/appointments/{id}/slip`: the appointment's. To print.

use crate::{find, t};
use abhyas_desk::{Desk, queue as words, words as people};
use abhyas_i18n::format;
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sandbox;
use abhyas_services::sandbox::hims::m01_registration::card;
use abhyas_services::sandbox::hims::m02_queue::{TokenState, queue};
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let token = find::token(&desk, &id)?;
    let patient = desk.patient(token.patient.as_str())?;
    let department = find::department(&desk, token.department.as_str())?;
    let l = page.lang;
    let ctx = &desk.look.ctx;
    let card = card::card(desk.world(), &patient.id, ctx.calendar, ctx.now.day()).ok_or_else(PageError::not_found)?;
    let qr = sandbox::qr_svg(&card)?;
    let hospital = l.pick(&card.hospital.0, &card.hospital.1).to_owned();
    let waiting = queue::waiting(desk.world(), &token.department, token.day);
    let ahead = waiting.iter().take_while(|other| other.id != token.id).count();
    let ahead = (token.state == TokenState::Waiting).then(|| view! { <p>{t::ahead(l, ahead)}</p> });
    let date = format::date(l, ctx.calendar.date(token.day));
    let issued = find::time_of(&desk, token.issued.at);
    let view = view! {
        <section class="card print-card" aria-label=t::slip_title(l)>
            <p><strong>{hospital}</strong></p>
            <p>{department.name.in_language(l).to_owned()}" · "{t::room(l, &department.room)}</p>
            <p class="board-number num">{token.number}</p>
            <p>{words::priority(l, &token)}</p>
            <p><strong>{people::name(l, &patient)}</strong>" · "{people::age(l, &patient, &desk.look)}</p>
            <p>{patient.id.spaced()}</p>
            <p>{date}", "{issued}</p>
            {ahead}
            <div class="qr" inner_html=qr></div>
        </section>
        <p class="no-print">{t::print_hint(l)}</p>
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/queue/at/{}", token.department.as_str())>{t::back_to_queue(l)}</a>
            <a class="button plain" href=format!("/hospital/queue/tokens/{}", token.id.as_str())>{t::token_page(l)}</a>
            <a class="button plain" href="/hospital/queue/tokens/new">{t::next_patient(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::slip_title(l), &[], view.into_any()))
}

pub(crate) async fn appointment(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let appointment = find::appointment(&desk, &id)?;
    let patient = desk.patient(appointment.patient.as_str())?;
    let department = find::department(&desk, appointment.department.as_str())?;
    let l = page.lang;
    let ctx = &desk.look.ctx;
    let card = card::card(desk.world(), &patient.id, ctx.calendar, ctx.now.day()).ok_or_else(PageError::not_found)?;
    let qr = sandbox::qr_svg(&card)?;
    let hospital = l.pick(&card.hospital.0, &card.hospital.1).to_owned();
    let day = format::long_date(l, ctx.calendar.date(appointment.slot.day));
    let doctor = words::doctor(l, desk.world(), &appointment.slot.session);
    // A slip of what was cancelled or missed must not pass for one.
    let stands = appointment.state.holds_place();
    let void = (!stands).then(|| {
        let state = words::appointment_state(l, &appointment.state);
        view! { <p class="note bad">{state}</p> }
    });
    let view = view! {
        <section class="card print-card" aria-label=t::appointment_slip_title(l)>
            <p><strong>{hospital}</strong></p>
            {void}
            <p>{department.name.in_language(l).to_owned()}" · "{t::room(l, &department.room)}</p>
            <p>{doctor}</p>
            <p class="board-number num">{appointment.slot.at.to_string()}</p>
            <p><strong>{day}</strong></p>
            <p><strong>{people::name(l, &patient)}</strong>" · "{people::age(l, &patient, &desk.look)}</p>
            <p>{patient.id.spaced()}" · "{appointment.id.as_str().to_owned()}</p>
            <p>{t::appointment_slip_bring(l)}</p>
            <div class="qr" inner_html=qr></div>
        </section>
        <p class="no-print">{t::print_hint(l)}</p>
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/queue/appointments/{}", appointment.id.as_str())>{t::appointment_title(l)}</a>
            <a class="button plain" href="/hospital/queue/appointments/new">{t::next_patient(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::appointment_slip_title(l), &[], view.into_any()))
}
