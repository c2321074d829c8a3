//! `/hospital/patients/{id}/card`: the patient card, to print.

use crate::t;
use abhyas_desk::{Desk, words};
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sandbox;
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m01_registration::{Patient, card};
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    let ctx = &desk.look.ctx;
    let card = card::card(desk.world(), &patient.id, ctx.calendar, ctx.now.day()).ok_or_else(PageError::not_found)?;
    // A merged record's card is the card of the one that stands for it.
    let patient = desk.patient(card.id.as_str())?;
    desk.sandbox.viewed("m01.card", RecordRef::to::<Patient>(&patient.id)).await?;
    let l = page.lang;
    let qr = sandbox::qr_svg(&card)?;
    let hospital = l.pick(&card.hospital.0, &card.hospital.1).to_owned();
    let guardian = card.guardian.as_ref().map(|g| words::guardian(l, g));
    let line = format!("{}, {}", words::sex(l, card.sex), words::age(l, &patient, &desk.look));
    let view = view! {
        <section class="card print-card" aria-label=t::card_title(l)>
            <p><strong>{hospital}</strong></p>
            <p class="muted">{t::card_band(l)}</p>
            <div inner_html=qr></div>
            <p><strong>{card.id.spaced()}</strong></p>
            <p>{words::name(l, &patient)}</p>
            <p>{line}</p>
            <p>{guardian}</p>
            <p>{words::place(l, &patient)}</p>
        </section>
        <p class="no-print">{t::print_hint(l)}</p>
        <p class="no-print"><a href=format!("/hospital/patients/{}", patient.id)>{t::back_to_record(l)}</a></p>
        <p class="no-print"><a href=format!("/hospital/patients/{}/timeline", patient.id)>{t::timeline_link(l)}</a></p>
    };
    Ok(desk.show(&page, t::card_title(l), &[], view.into_any()))
}
