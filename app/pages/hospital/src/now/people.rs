//! Who is in the hospital now: in the emergency room, in beds, on duty.

use super::{category, diagnosis, patient};
use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, words};
use abhyas_services::sandbox::hims::m04_emergency::{EmergencyVisit, now};
use abhyas_services::sandbox::hims::m05_ipd::census::WardNow;
use abhyas_services::sandbox::hims::m05_ipd::{Admission, AdmissionState, BedState};
use abhyas_services::sandbox::hims::m12_maternity::Delivery;
use abhyas_services::sandbox::hims::m16_staff::{Cadre, on_duty as members_on_duty};
use abhyas_services::sandbox::hims::{Day, World};
use leptos::prelude::*;
use std::sync::Arc;

/// How many are in the emergency room.
pub(super) fn emergency_count(world: &World) -> usize {
    world.emergency_visits().find(EmergencyVisit::BY_OPEN, EmergencyVisit::HERE).count()
}

/// The deliveries of a day.
pub(super) fn born_on(world: &World, day: Day) -> Vec<Arc<Delivery>> {
    world.deliveries().find(Delivery::BY_DAY, &day.0.to_string()).cloned().collect()
}

/// The emergency room, the most urgent first.
pub(super) fn emergency(l: Language, desk: &Desk) -> AnyView {
    let here = now::here(desk.world());
    if here.is_empty() {
        return card(Some(t::now_emergency(l)), view! { <p class="muted">{t::now_nobody(l)}</p> }.into_any());
    }
    let rows = here.iter().map(|visit| visit_row(l, desk, visit)).collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::now_patient(l)}</th><th scope="col">{t::now_category(l)}</th>
                <th scope="col">{t::now_complaint(l)}</th><th scope="col">{t::now_since(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="muted">{t::triage_scale(l)}</p>
    };
    card(Some(t::now_emergency(l)), table.into_any())
}

fn visit_row(l: Language, desk: &Desk, visit: &EmergencyVisit) -> AnyView {
    let category = visit.state.triage().map_or(t::triage_none(l), |t| category(l, t.category));
    view! {
        <tr>
            <th scope="row">{patient(l, desk.world(), &visit.patient)}</th>
            <td data-label=t::now_category(l)>{category}</td>
            <td data-label=t::now_complaint(l) lang="hi">{visit.complaint.clone()}</td>
            <td data-label=t::now_since(l) class="num">{words::moment(l, &desk.look, visit.arrived.at)}</td>
        </tr>
    }
    .into_any()
}

/// The wards, each with those who lie in it.
pub(super) fn wards(l: Language, desk: &Desk, wards: &[WardNow]) -> AnyView {
    let sections = wards.iter().map(|ward| of_ward(l, desk, ward)).collect_view();
    card(Some(t::now_wards(l)), view! { <div class="stack">{sections}</div> }.into_any())
}

fn of_ward(l: Language, desk: &Desk, ward: &WardNow) -> AnyView {
    let name = l.pick(&ward.ward.name.hi, &ward.ward.name.en).to_owned();
    let blocked = ward.beds.iter().filter(|(bed, _)| bed.state != BedState::InUse).count();
    let numbers = t::now_ward_numbers(l, blocked, ward.free(), ward.taken());
    let rows = ward
        .beds
        .iter()
        .filter_map(|(bed, admission)| admission.as_ref().map(|a| bed_row(l, desk, bed.number, a)))
        .collect_view();
    let table = (ward.taken() > 0).then(|| {
        view! {
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::now_bed(l)}</th><th scope="col">{t::now_patient(l)}</th>
                    <th scope="col">{t::now_for(l)}</th><th scope="col">{t::now_since(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! { <details><summary><strong>{name}</strong>" "<span class="num">{numbers}</span></summary>{table}</details> }
        .into_any()
}

fn bed_row(l: Language, desk: &Desk, number: u16, admission: &Admission) -> AnyView {
    let going = matches!(admission.state, AdmissionState::DischargeAdvised { .. }).then(|| t::now_goes_home(l));
    view! {
        <tr>
            <th scope="row" class="num">{number}</th>
            <td data-label=t::now_patient(l)>{patient(l, desk.world(), &admission.patient)}" "{going}</td>
            <td data-label=t::now_for(l)>{diagnosis(l, desk.world(), &admission.diagnosis)}</td>
            <td data-label=t::now_since(l) class="num">{words::moment(l, &desk.look, admission.admitted.at)}</td>
        </tr>
    }
    .into_any()
}

/// Who is on duty, by what they work as.
pub(super) fn on_duty(l: Language, desk: &Desk) -> AnyView {
    let members = members_on_duty(desk.world(), desk.look.ctx.now);
    let groups = Cadre::ALL.iter().filter_map(|cadre| {
        let of_cadre = members.iter().filter(|m| m.cadre == *cadre);
        let names: Vec<String> = of_cadre.map(|m| l.pick(&m.name.hi, &m.name.en).to_owned()).collect();
        let summary = format!("{} ({})", cadre_name(l, *cadre), names.len());
        (!names.is_empty()).then(|| view! { <details><summary>{summary}</summary><p>{names.join(", ")}</p></details> })
    });
    card(Some(t::now_on_duty(l)), view! { <div class="stack">{groups.collect_view()}</div> }.into_any())
}

fn cadre_name(l: Language, cadre: Cadre) -> &'static str {
    match cadre {
        Cadre::Clerk => t::cadre_clerk(l),
        Cadre::Nurse => t::cadre_nurse(l),
        Cadre::Doctor => t::cadre_doctor(l),
        Cadre::Technician => t::cadre_technician(l),
        Cadre::Pathologist => t::cadre_pathologist(l),
        Cadre::Pharmacist => t::cadre_pharmacist(l),
    }
}
