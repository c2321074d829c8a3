//! Records that addresses name, and finding the patient where an address names none.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, t as shared, words};
use abhyas_kit::{Page, PageError};
use abhyas_services::sandbox::hims::m01_registration::{BhavyaId, Patient, check, find_patients};
use abhyas_services::sandbox::hims::m02_queue::{
    Appointment, AppointmentId, Department, DepartmentId, DoctorSession, DoctorSessionId, Token, TokenId, codes,
};
use abhyas_services::sandbox::hims::{Day, Moment};
use abhyas_ui::Submit;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) fn department(desk: &Desk, id: &str) -> Result<Arc<Department>, PageError> {
    let found = DepartmentId::parse(id).and_then(|id| desk.world().departments().get(&id).cloned());
    found.ok_or_else(PageError::not_found)
}

pub(crate) fn token(desk: &Desk, id: &str) -> Result<Arc<Token>, PageError> {
    let found = TokenId::parse(id).and_then(|id| desk.world().tokens().get(&id).cloned());
    found.ok_or(PageError::Missing(codes::TOKEN_NOT_FOUND))
}

pub(crate) fn appointment(desk: &Desk, id: &str) -> Result<Arc<Appointment>, PageError> {
    let found = AppointmentId::parse(id).and_then(|id| desk.world().appointments().get(&id).cloned());
    found.ok_or(PageError::Missing(codes::APPOINTMENT_NOT_FOUND))
}

pub(crate) fn session(desk: &Desk, id: &str) -> Result<Arc<DoctorSession>, PageError> {
    let found = DoctorSessionId::parse(id).and_then(|id| desk.world().doctor_sessions().get(&id).cloned());
    found.ok_or_else(PageError::not_found)
}

/// The day of the query's `date`; today where it has none or no date.
pub(crate) fn day(page: &Page, desk: &Desk) -> Day {
    let ctx = &desk.look.ctx;
    check::date(&page.query("date"), "date").map_or_else(|_| ctx.now.day(), |date| ctx.calendar.day(date))
}

/// A day as forms and addresses have it.
pub(crate) fn date_of(desk: &Desk, day: Day) -> String {
    desk.look.ctx.calendar.date(day).format("%d-%m-%Y").to_string()
}

/// The time of day of a moment, `14:05`.
pub(crate) fn time_of(desk: &Desk, at: Moment) -> String {
    desk.look.ctx.calendar.time(at).format("%H:%M").to_string()
}

/// Name, age and village of a patient, as one line.
pub(crate) fn line(l: Language, desk: &Desk, id: &BhavyaId) -> String {
    desk.world().patients().get(id).map_or_else(
        || id.spaced(),
        |p| {
            let parts = [words::name(l, p), words::age(l, p, &desk.look), p.place.village.in_language(l).to_owned()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        },
    )
}

/// The patient of a form, by what tells namesakes apart, with the way to the record.
pub(crate) fn patient_line(l: Language, desk: &Desk, patient: &Patient) -> AnyView {
    let who = line(l, desk, &patient.id);
    view! {
        <p><a href=format!("/hospital/patients/{}", patient.id)>{who}" · "{patient.id.spaced()}</a></p>
    }
    .into_any()
}

/// Fewest digits of a number that is one patient's or one household's: those of a mobile number.
const NUMBER: usize = 10;

/// The one patient whose number (BHAVYA ID, ABHA, mobile) was typed or scanned in the picker. A name never decides, and
/// neither does a mobile number that two share: then somebody has to look.
pub(crate) fn by_number(page: &Page, desk: &Desk) -> Option<BhavyaId> {
    let asked = page.query("q");
    if check::digits(&asked).len() < NUMBER {
        return None;
    }
    let found = find_patients(desk.world(), &asked, "");
    let mut active = found.iter().map(|found| &found.patient).filter(|patient| patient.is_active());
    match (active.next(), active.next()) {
        (Some(one), None) => Some(one.id.clone()),
        _ => None,
    }
}

/// Finds the patient for `to`, an address to which `?patient=` is added.
pub(crate) fn picker(page: &Page, desk: &Desk, to: &str) -> AnyView {
    let l = page.lang;
    let asked = page.query("q");
    let found = if asked.chars().count() < 2 { Vec::new() } else { find_patients(desk.world(), &asked, "") };
    let rows = found
        .iter()
        .filter(|f| f.patient.is_active())
        .map(|f| {
            let p = &f.patient;
            view! {
                <tr>
                    <th scope="row"><a href=format!("{to}?patient={}", p.id)>{words::name(l, p)}</a></th>
                    <td data-label=t::bhavya_id(l)>{p.id.spaced()}</td>
                    <td data-label=t::sex_and_age(l)>{format!("{}, {}", words::sex(l, p.sex), words::age(l, p, &desk.look))}</td>
                    <td data-label=shared::village(l)>{words::place(l, p)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = (!found.is_empty()).then(|| {
        view! {
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::patient(l)}</th><th scope="col">{t::bhavya_id(l)}</th>
                    <th scope="col">{t::sex_and_age(l)}</th><th scope="col">{shared::village(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    let none = (!asked.is_empty() && found.is_empty()).then(|| {
        view! { <p>{t::nobody_found(l)}" "<a href="/hospital/patients">{shared::search_link(l)}</a></p> }
    });
    card(
        Some(t::which_patient(l)),
        view! {
            <form method="get" action=to.to_owned()>
                <div class="field">
                    <label for="q">{t::picker_label(l)}</label>
                    <p class="hint" id="q-hint">{t::picker_hint(l)}</p>
                    <input id="q" name="q" type="text" value=asked autocomplete="off" aria-describedby="q-hint" autofocus=true />
                </div>
                <Submit label=t::find(l) />
            </form>
            {none}{table}
        }
        .into_any(),
    )
}
