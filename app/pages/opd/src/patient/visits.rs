//! `/hospital/opd/patients/{id}/visits`: earlier consultations with diagnoses and prescriptions. Opening it is journalled.

use super::who;
use crate::consult::rx::line_text;
use crate::{t, words as own};
use abhyas_core::Language;
use abhyas_desk::{Desk, card, words};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m03_opd::{Encounter, Prescription, person};
use abhyas_ui::EmptyState;
use axum::extract::Path;
use leptos::prelude::*;

/// How many visits are shown.
const SHOWN: usize = 20;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    desk.sandbox.viewed("m03.visits", RecordRef::to::<Patient>(&patient.id)).await?;
    let l = page.lang;
    let visits: Vec<_> = person::encounters(desk.world(), &patient.id).into_iter().filter(|e| !e.is_open()).collect();
    let nothing = visits.is_empty().then(|| view! { <EmptyState title=t::no_visits(l) text=t::no_visits_next(l) /> });
    let cards = visits.iter().take(SHOWN).map(|e| visit(l, &desk, e)).collect::<Vec<_>>();
    let view = view! { {who(l, &desk, &patient)}{nothing}{cards} };
    Ok(desk.show(&page, &t::visits_title(l, words::name(l, &patient)), &[], view.into_any()))
}

fn visit(l: Language, desk: &Desk, encounter: &Encounter) -> AnyView {
    let department = desk.world().departments().get(&encounter.department);
    let department = department.map(|d| d.name.in_language(l).to_owned()).unwrap_or_default();
    let title = format!("{} · {department}", words::moment(l, &desk.look, encounter.opened.at));
    let complaints = encounter.complaints.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join("; ");
    let diagnoses = encounter.standing_diagnoses().into_iter().map(|d| {
        let title = desk.world().diagnoses().get(&d.code).map(|d| d.title(l).to_owned()).unwrap_or_default();
        view! { <li>{format!("{} {title} ({})", d.code.as_str(), own::kind(l, d.kind))}</li> }
    });
    let prescriptions = desk.world().prescriptions().find(Prescription::BY_ENCOUNTER, encounter.id.as_str());
    let lines = prescriptions.filter(|rx| rx.is_signed()).flat_map(|rx| {
        rx.lines.iter().map(|line| view! { <li>{line_text(l, desk.world(), line)}</li> }).collect::<Vec<_>>()
    });
    let to = format!("/hospital/opd/encounters/{}", encounter.id);
    let body = view! {
        <p>{complaints}</p>
        <ul>{diagnoses.collect_view()}</ul>
        <ul>{lines.collect_view()}</ul>
        <p><a href=to>{t::resume(l)}<span class="visually-hidden">": "{title.clone()}</span></a></p>
    };
    card(Some(&title), body.into_any())
}
