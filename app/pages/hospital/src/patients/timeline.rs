//! `/hospital/patients/{id}/timeline`: the patient's own record, from all modules: one line of time, each part with its
//! printable page.

use crate::now::{birth_text, category, diagnosis, stay_end, visit_end, ward_name};
use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, allergies, naming, queue, words};
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::{Patient, Standing};
use abhyas_services::sandbox::hims::m03_opd::{Agent, Allergy, Encounter, EncounterState, Vitals};
use abhyas_services::sandbox::hims::m07_laboratory::LabOrder;
use abhyas_services::sandbox::hims::m09_pharmacy::DispenseLine;
use abhyas_services::sandbox::hims::reference::ProductId;
use abhyas_services::sandbox::hims::timeline::{self, Entry, Event};
use abhyas_services::sandbox::hims::{Day, RecordRef, World};
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    if let Standing::Merged { into, .. } = &patient.standing {
        // An old card or slip still finds the record that stands for it.
        return Ok(page.see_other(&format!("/hospital/patients/{into}/timeline")));
    }
    desk.sandbox.viewed("m01.timeline", RecordRef::to::<Patient>(&patient.id)).await?;
    let l = page.lang;
    let events = timeline::of(desk.world(), &patient.id);
    let who =
        format!("{} · {}, {}", patient.id.spaced(), words::sex(l, patient.sex), words::age(l, &patient, &desk.look));
    let view = view! {
        <p class="lead">{who}</p>
        {days(l, &desk, &events)}
        <p class="no-print">{t::timeline_print(l)}</p>
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/patients/{}", patient.id)>{t::back_to_record(l)}</a>
            <a class="button plain" href=format!("/hospital/patients/{}/card", patient.id)>{t::card_link(l)}</a>
        </p>
    };
    let title = t::timeline_title(l, words::name(l, &patient));
    Ok(desk.show(&page, &title, &[], view.into_any()))
}

/// The events, one section a day.
fn days(l: Language, desk: &Desk, events: &[Event]) -> AnyView {
    let mut sections: Vec<(Day, Vec<AnyView>)> = Vec::new();
    for event in events {
        let day = event.at.day();
        let line = line(l, desk, event);
        match sections.last_mut().filter(|(last, _)| *last == day) {
            Some((_, lines)) => lines.push(line),
            None => sections.push((day, vec![line])),
        }
    }
    sections
        .into_iter()
        .map(|(day, lines)| {
            let date = format::long_date(l, desk.look.ctx.calendar.date(day));
            view! { <section class="card"><h2>{date}</h2><ul class="plain-list stack">{lines}</ul></section> }
        })
        .collect_view()
        .into_any()
}

fn line(l: Language, desk: &Desk, event: &Event) -> AnyView {
    let time = desk.look.ctx.calendar.time(event.at).format("%H:%M").to_string();
    let name = name(l, &event.entry);
    let text = text(l, desk.world(), &event.entry);
    let link = page_of(&event.entry).map(|href| view! { " "<a class="no-print" href=href>{t::timeline_open(l)}</a> });
    view! { <li><span class="num muted">{time}</span>" "<strong>{name}</strong>" "{text}{link}</li> }.into_any()
}

/// What kind of record it is.
fn name(l: Language, entry: &Entry) -> &'static str {
    match entry {
        Entry::Registered(_) => t::entry_registered(l),
        Entry::Appointment(_) => t::entry_appointment(l),
        Entry::Token(_) => t::entry_token(l),
        Entry::Visit(_) => t::entry_visit(l),
        Entry::Vitals(_) => t::entry_vitals(l),
        Entry::Allergy(_) => t::entry_allergy(l),
        Entry::Prescription(_) => t::entry_prescription(l),
        Entry::Referral(_) => t::entry_referral(l),
        Entry::LabOrder(_) => t::entry_lab_order(l),
        Entry::ImagingOrder(_) => t::entry_imaging_order(l),
        Entry::LabReport(_) => t::entry_lab_report(l),
        Entry::Dispense(_) => t::entry_dispense(l),
        Entry::Emergency(_) => t::entry_emergency(l),
        Entry::Admitted(_) => t::entry_admitted(l),
        Entry::Ended(_) => t::entry_discharged(l),
        Entry::Delivery(_) => t::entry_delivery(l),
    }
}

/// What it says, in a line.
fn text(l: Language, world: &World, entry: &Entry) -> String {
    match entry {
        Entry::Registered(patient) => patient.id.spaced(),
        Entry::Appointment(a) => {
            let state = queue::appointment_state(l, &a.state);
            format!("{} · {} · {state}", queue::department(l, world, &a.department), a.slot.at)
        }
        Entry::Token(token) => {
            let state = queue::token_state(l, &token.state);
            format!("{} · {} · {state}", token.number, queue::department(l, world, &token.department))
        }
        Entry::Visit(visit) => visit_text(l, world, visit),
        Entry::Vitals(vitals) => vitals_text(l, vitals),
        Entry::Allergy(allergy) => allergy_text(l, world, allergy),
        Entry::Prescription(rx) => {
            rx.lines.iter().map(|line| medicine(l, world, &line.product)).collect::<Vec<_>>().join(", ")
        }
        Entry::Referral(referral) => format!("{} · {}", referral.to, referral.reason),
        Entry::LabOrder(order) => test_name(l, world, order),
        Entry::ImagingOrder(order) => naming::study(l, world, order),
        Entry::LabReport(report) => {
            let test = world.lab_orders().get(&report.order).map(|order| test_name(l, world, order));
            format!("{} · {}", test.unwrap_or_default(), t::report_version(l, report.version))
        }
        Entry::Dispense(dispense) => {
            let line = |line: &DispenseLine| format!("{} × {}", medicine(l, world, &line.product), line.issued());
            dispense.lines.iter().map(line).collect::<Vec<_>>().join(", ")
        }
        Entry::Emergency(visit) => {
            let found = visit.state.triage().map(|t| category(l, t.category).to_owned());
            let parts = [found, Some(visit.complaint.clone()), visit_end(l, &visit.state)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Entry::Admitted(stay) => {
            format!("{} · {}", ward_name(l, world, stay), diagnosis(l, world, &stay.diagnosis))
        }
        Entry::Ended(stay) => {
            format!("{} · {}", ward_name(l, world, stay), stay_end(l, &stay.state).unwrap_or_default())
        }
        Entry::Delivery(delivery) => birth_text(l, delivery),
    }
}

fn visit_text(l: Language, world: &World, visit: &Encounter) -> String {
    let mut parts = vec![queue::department(l, world, &visit.department)];
    let standing = visit.diagnoses.iter().filter(|d| d.removed.is_none());
    parts.extend(standing.map(|made| {
        let known = world.diagnoses().get(&made.code);
        known.map_or_else(|| made.code.as_str().to_owned(), |d| l.pick(&d.hi, &d.en).to_owned())
    }));
    let state = match &visit.state {
        EncounterState::Open => t::visit_open(l),
        EncounterState::Signed { .. } => t::visit_signed(l),
        EncounterState::Amended { .. } => t::visit_amended(l),
        EncounterState::Cancelled { .. } => t::visit_cancelled(l),
        EncounterState::EnteredInError(_) => t::in_error_mark(l),
    };
    parts.push(state.to_owned());
    parts.join(" · ")
}

fn vitals_text(l: Language, vitals: &Vitals) -> String {
    let m = &vitals.measured;
    let mut parts = Vec::new();
    if let (Some(systolic), Some(diastolic)) = (m.systolic, m.diastolic) {
        parts.push(t::vital_pressure(l, diastolic, systolic));
    }
    parts.extend(m.pulse.map(|n| t::vital_pulse(l, n)));
    parts.extend(m.temperature_c10.map(|n| t::vital_temperature(l, format!("{}.{}", n / 10, n % 10))));
    parts.extend(m.spo2.map(|n| t::vital_spo2(l, n)));
    parts.extend(m.weight_g.map(|n| t::vital_weight(l, format!("{}.{}", n / 1000, n % 1000 / 100))));
    parts.extend(m.glucose_mg_dl.map(|n| t::vital_glucose(l, n)));
    if vitals.in_error.is_some() {
        parts.push(t::in_error_mark(l).to_owned());
    }
    parts.join(", ")
}

fn allergy_text(l: Language, world: &World, allergy: &Allergy) -> String {
    match &allergy.agent {
        Agent::Class { class } => allergies::class(l, class).to_owned(),
        Agent::Product { product } => medicine(l, world, product),
        Agent::Other { what } => what.clone(),
        Agent::NoneKnown => t::no_allergy_known(l).to_owned(),
    }
}

/// The generic name and the strength of a medicine.
fn medicine(l: Language, world: &World, product: &ProductId) -> String {
    let known = world.products().get(product);
    known.map_or_else(
        || product.as_ref().to_owned(),
        |p| format!("{} {}", l.pick(&p.generic_hi, &p.generic_en), p.strength),
    )
}

fn test_name(l: Language, world: &World, order: &LabOrder) -> String {
    let known = world.lab_tests().get(&order.test);
    known.map_or_else(|| order.test.as_ref().to_owned(), |test| l.pick(&test.hi, &test.en).to_owned())
}

/// The page of a record, from which it is printed; what no module has written has none yet.
fn page_of(entry: &Entry) -> Option<String> {
    let page = match entry {
        Entry::Registered(patient) => format!("/hospital/patients/{}/card", patient.id),
        Entry::Appointment(a) => format!("/hospital/queue/appointments/{}", a.id.as_str()),
        Entry::Token(token) => format!("/hospital/queue/tokens/{}/slip", token.id.as_str()),
        Entry::Visit(visit) => format!("/hospital/opd/encounters/{}", visit.id.as_str()),
        Entry::Vitals(vitals) => format!("/hospital/opd/patients/{}/vitals", vitals.patient),
        Entry::Allergy(allergy) => format!("/hospital/opd/patients/{}/allergies", allergy.patient),
        Entry::Prescription(rx) => format!("/hospital/opd/prescriptions/{}", rx.id.as_str()),
        Entry::Referral(referral) => format!("/hospital/opd/referrals/{}", referral.id.as_str()),
        Entry::LabOrder(order) => format!("/hospital/laboratory/orders/{}", order.id.as_str()),
        Entry::ImagingOrder(order) => format!("/hospital/opd/imaging/{}", order.id.as_str()),
        Entry::LabReport(report) => format!("/hospital/laboratory/reports/{}", report.id.as_str()),
        Entry::Dispense(dispense) => format!("/hospital/pharmacy/slips/{}", dispense.id.as_str()),
        Entry::Emergency(_) | Entry::Admitted(_) | Entry::Ended(_) | Entry::Delivery(_) => return None,
    };
    Some(page)
}
