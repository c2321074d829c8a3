//! The printed prescription and referral letter: both languages, the practice band, and a QR with the BHAVYA ID alone.

use crate::{t, words as own};
use abhyas_core::Language;
use abhyas_desk::{Desk, naming, words};
use abhyas_i18n::format;
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sandbox;
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m01_registration::{BhavyaId, Stamp, card};
use abhyas_services::sandbox::hims::m03_opd::{
    Encounter, EncounterId, Prescription, PrescriptionId, Referral, ReferralId, RxLine, person,
};
use abhyas_services::sandbox::hims::m07_laboratory::Priority;
use abhyas_services::sandbox::hims::m08_radiology::{ImagingOrder, ImagingOrderId};
use axum::extract::Path;
use leptos::prelude::*;
use std::sync::Arc;

/// Hindi, then English: a print is read by whoever comes after.
const BOTH: [Language; 2] = [Language::Hi, Language::En];

fn both(text: fn(Language) -> &'static str) -> String {
    BOTH.map(text).join(" / ")
}

/// Hospital, band, patient and QR.
fn letterhead(page: &Page, desk: &Desk, patient: &BhavyaId, title: String) -> Result<AnyView, PageError> {
    let ctx = &desk.look.ctx;
    let card = card::card(desk.world(), patient, ctx.calendar, ctx.now.day()).ok_or_else(PageError::not_found)?;
    let patient = desk.world().patients().get(&card.id).ok_or_else(PageError::not_found)?;
    let qr = sandbox::qr_svg(&card)?;
    let who = format!("{}, {}", words::sex(page.lang, patient.sex), words::age(page.lang, patient, &desk.look));
    let allergies = person::allergies(desk.world(), &patient.id);
    let allergies =
        BOTH.map(|l| allergies.iter().map(|a| own::allergy(l, desk.world(), a)).collect::<Vec<_>>().join(", "));
    let allergies = allergies.join(" / ");
    let (hi, en) = card.hospital;
    Ok(view! {
        <p><strong>{hi}" / "{en}</strong></p>
        <p class="muted">{both(t::practice_band)}</p>
        <h2>{title}</h2>
        <div class="row spread">
            <div>
                <p><strong>{words::both(&patient.name)}</strong><br />{who}<br />{words::place(page.lang, patient)}</p>
                <p><strong>{patient.id.spaced()}</strong></p>
                <p>{both(t::allergies)}": "{allergies}</p>
            </div>
            <div class="qr" inner_html=qr></div>
        </div>
    }
    .into_any())
}

fn encounter_of(desk: &Desk, id: &EncounterId) -> Result<Arc<Encounter>, PageError> {
    desk.world().encounters().get(id).cloned().ok_or_else(PageError::not_found)
}

/// The diagnoses with their codes, in both languages.
fn diagnoses(desk: &Desk, encounter: &Encounter) -> AnyView {
    let rows = encounter.standing_diagnoses().into_iter().map(|d| {
        let titles = desk.world().diagnoses().get(&d.code).map(|d| format!("{} / {}", d.hi, d.en)).unwrap_or_default();
        view! { <li>{format!("{} {titles}", d.code.as_str())}</li> }
    });
    view! { <p>{both(t::diagnosis_title)}</p><ul>{rows.collect_view()}</ul> }.into_any()
}

fn signed(desk: &Desk, stamp: &Stamp) -> String {
    BOTH.map(|l| {
        let who = format!("{} {}", words::persona(l, stamp.persona), stamp.by.as_str());
        t::signed_by(l, words::moment(l, &desk.look, stamp.at), who)
    })
    .join(" / ")
}

fn foot(l: Language, encounter: &Encounter) -> AnyView {
    let back = format!("/hospital/opd/encounters/{}", encounter.id);
    view! { <p class="no-print">{t::print_hint(l)}</p><p class="no-print"><a href=back>{t::back_to_consult(l)}</a></p> }
        .into_any()
}

/// `/hospital/opd/prescriptions/{id}`.
pub(crate) async fn prescription(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let found = PrescriptionId::parse(&id).and_then(|id| desk.world().prescriptions().get(&id).cloned());
    let rx = found.ok_or_else(PageError::not_found)?;
    let encounter = encounter_of(&desk, &rx.encounter)?;
    desk.sandbox.viewed("m03.prescription", RecordRef::to::<Prescription>(&rx.id)).await?;
    let l = page.lang;
    let head = letterhead(&page, &desk, &rx.patient, format!("{} {}", both(t::rx_print), rx.id))?;
    let rows = rx.lines.iter().map(|line| medicine(&desk, line)).collect::<Vec<_>>();
    let invalid = (!rx.is_signed()).then(|| view! { <p class="note bad">{both(t::not_valid)}</p> });
    let again = encounter.follow_up.as_ref().map(|f| {
        let date = |l| t::come_on(l, format::date(l, desk.look.ctx.calendar.date(f.day)));
        view! { <p><strong>{BOTH.map(date).join(" / ")}</strong>" "{f.note.clone()}</p> }
    });
    let view = view! {
        <section class="card" aria-label=t::rx_print(l)>
            {head}
            {invalid}
            {diagnoses(&desk, &encounter)}
            <table class="cards">
                <thead><tr><th scope="col">"℞"</th><th scope="col">{both(t::dose)}</th><th scope="col">{both(t::duration)}</th><th scope="col">{both(t::quantity)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {again}
            <p>{signed(&desk, &rx.signed)}</p>
        </section>
        {foot(l, &encounter)}
    };
    Ok(desk.show(&page, t::rx_print(l), &[], view.into_any()))
}

fn medicine(desk: &Desk, line: &RxLine) -> AnyView {
    let product = desk.world().products().get(&line.product);
    let name = product.map_or_else(|| line.product.as_str().to_owned(), |p| BOTH.map(|l| p.label(l)).join(" / "));
    let dose = product.map(|p| {
        BOTH.map(|l| {
            format!(
                "{}, {}, {}",
                own::dose(l, p, line.dose_milli),
                own::frequency(l, line.frequency),
                own::route(l, line.route)
            )
        })
        .join(" / ")
    });
    view! {
        <tr>
            <th scope="row">{format!("{}. {name}", line.n)}<br /><span class="muted">{line.instruction.clone()}</span></th>
            <td data-label=both(t::dose)>{dose.unwrap_or_default()}</td>
            <td data-label=both(t::duration)>{BOTH.map(|l| t::days(l, line.days)).join(" / ")}</td>
            <td class="num" data-label=both(t::quantity)>{line.quantity}</td>
        </tr>
    }
    .into_any()
}

/// `/hospital/opd/referrals/{id}`.
pub(crate) async fn referral(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let found = ReferralId::parse(&id).and_then(|id| desk.world().referrals().get(&id).cloned());
    let referral = found.ok_or_else(PageError::not_found)?;
    let encounter = encounter_of(&desk, &referral.encounter)?;
    desk.sandbox.viewed("m03.referral", RecordRef::to::<Referral>(&referral.id)).await?;
    let l = page.lang;
    let head = letterhead(&page, &desk, &referral.patient, format!("{} {}", both(t::letter), referral.id.as_str()))?;
    let invalid = referral.in_error.as_ref().map(|_| view! { <p class="note bad">{both(t::state_in_error)}</p> });
    let complaints = encounter.complaints.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join("; ");
    let fact =
        |name: fn(Language) -> &'static str, value: String| view! { <p><strong>{both(name)}": "</strong>{value}</p> };
    let urgency = BOTH.map(|l| own::urgency(l, referral.urgency)).join(" / ");
    let view = view! {
        <section class="card" aria-label=t::letter(l)>
            {head}
            {invalid}
            {fact(t::refer_to, referral.to.clone())}
            {fact(t::urgency, urgency)}
            {fact(t::complaint, complaints)}
            {diagnoses(&desk, &encounter)}
            {fact(t::reason, referral.reason.clone())}
            {fact(t::done_here, referral.done_here.clone())}
            <p>{signed(&desk, &referral.made)}</p>
        </section>
        {foot(l, &encounter)}
    };
    Ok(desk.show(&page, t::letter(l), &[], view.into_any()))
}

/// `/hospital/opd/imaging/{id}`: what the patient takes to radiology.
pub(crate) async fn imaging(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let found = ImagingOrderId::parse(&id).and_then(|id| desk.world().imaging_orders().get(&id).cloned());
    let order = found.ok_or_else(PageError::not_found)?;
    let encounter = encounter_of(&desk, &order.encounter)?;
    desk.sandbox.viewed("m08.order", RecordRef::to::<ImagingOrder>(&order.id)).await?;
    let l = page.lang;
    let title = format!("{} {}", both(t::imaging_paper), order.id.as_str());
    let head = letterhead(&page, &desk, &order.patient, title)?;
    let cancelled = (!order.state.is_open()).then(|| view! { <p class="note bad">{both(t::order_cancelled)}</p> });
    let study = BOTH.map(|l| naming::study(l, desk.world(), &order)).join(" / ");
    let priority: fn(Language) -> &'static str = match order.priority {
        Priority::Routine => t::routine,
        Priority::Urgent => t::urgent,
        Priority::Stat => t::stat,
    };
    let fact = |name: fn(Language) -> &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <p><strong>{both(name)}": "</strong>{value}</p> })
    };
    let view = view! {
        <section class="card" aria-label=t::imaging_paper(l)>
            {head}
            {cancelled}
            {fact(t::imaging_study, study)}
            {fact(t::priority, both(priority))}
            {fact(t::imaging_question, order.question.clone())}
            {fact(t::imaging_although, order.although_pregnant.clone())}
            {diagnoses(&desk, &encounter)}
            <p>{signed(&desk, &order.ordered)}</p>
        </section>
        {foot(l, &encounter)}
    };
    Ok(desk.show(&page, t::imaging_paper(l), &[], view.into_any()))
}
