//! `/hospital/patients/{id}`: the record. Opening it is journalled.

use super::similar_to;
use crate::fields::candidates;
use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, t as shared, words};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m01_registration::{AbhaLink, Identity, Merge, Patient, Standing};
use abhyas_ui::Facts;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&id)?;
    desk.sandbox.viewed("m01.patient", RecordRef::to::<Patient>(&patient.id)).await?;
    let l = page.lang;
    let view = view! {
        {standing(l, &patient)}
        {card(None, view! {<Facts facts=facts(l, &desk, &patient) />}.into_any())}
        {patient.is_active().then(|| ways(l, &patient))}
        {abha_card(l, &desk, &patient)}
        {family(l, &desk, &patient)}
        {merges(l, &desk, &patient)}
        {similar(l, &desk, &patient)}
        {amendments(l, &desk, &patient)}
    };
    Ok(desk.show(&page, &words::name(l, &patient), &[], view.into_any()))
}

fn standing(l: Language, patient: &Patient) -> Option<AnyView> {
    match &patient.standing {
        Standing::Active => None,
        Standing::Merged { into, .. } => {
            let link = view! { <a href=format!("/hospital/patients/{into}")>{into.spaced()}</a> };
            Some(view! { <div class="note warn"><p>{t::record_merged(l)}" "{link}</p></div> }.into_any())
        }
        Standing::EnteredInError { reason, .. } => {
            Some(view! { <div class="note bad"><p>{t::record_in_error(l, reason)}</p></div> }.into_any())
        }
    }
}

fn facts(l: Language, desk: &Desk, patient: &Patient) -> Vec<(String, AnyView)> {
    let look = &desk.look;
    let mut facts: Vec<(&'static str, String)> = vec![
        (t::bhavya_id(l), patient.id.spaced()),
        (t::name(l), words::both(&patient.name)),
        (shared::sex(l), words::sex(l, patient.sex).to_owned()),
        (shared::birth_date(l), words::birth(l, patient, look)),
    ];
    if let Some(guardian) = &patient.guardian {
        facts.push((shared::guardian_name(l), words::guardian(l, guardian)));
    }
    if let Some(mobile) = &patient.mobile {
        facts.push((shared::mobile(l), mobile.as_str().to_owned()));
    }
    facts.push((t::address(l), words::place(l, patient)));
    if let Some(document) = &patient.document {
        facts.push((shared::document_kind(l), format!("{} {}", words::document(l, document.kind), document.number)));
    }
    match &patient.identity {
        Identity::Known => {}
        Identity::Unknown { description } => facts.push((t::description(l), description.clone())),
        Identity::Identified { how, identified, .. } => {
            facts.push((t::identified_how(l), format!("{how} ({})", words::stamp(l, look, identified))));
        }
    }
    if let Some(despite) = &patient.despite {
        facts.push((t::duplicate_reason(l), despite.reason.clone()));
    }
    facts.push((t::registered_on(l), words::stamp(l, look, &patient.registered)));
    facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.into_any()))
        .collect()
}

/// What can be done with the record.
fn ways(l: Language, patient: &Patient) -> AnyView {
    let to = |page: &str, text: &'static str| {
        view! { <a class="button plain" href=format!("/hospital/patients/{}/{page}", patient.id)>{text}</a> }
    };
    let correct =
        if patient.is_unknown() { to("identify", t::identify_link(l)) } else { to("amend", t::amend_link(l)) };
    let queue = |page: &str, class: &'static str, text: &'static str| {
        view! { <a class=class href=format!("/hospital/queue/{page}/new?patient={}", patient.id)>{text}</a> }
    };
    view! {
        <p class="row no-print">
            {queue("tokens", "button", t::token_link(l))}
            {queue("appointments", "button plain", t::appointment_link(l))}
            {to("timeline", t::timeline_link(l))}
        </p>
        <p class="row no-print">
            {to("card", t::card_link(l))}
            {correct}
            {to("newborn", t::newborn_link(l))}
            {to("merge", t::merge_link(l))}
            {to("in-error", t::in_error_link(l))}
        </p>
    }
    .into_any()
}

fn abha_card(l: Language, desk: &Desk, patient: &Patient) -> AnyView {
    let state = words::abha(l, &patient.abha);
    let detail = match &patient.abha {
        AbhaLink::Unlinked => String::new(),
        AbhaLink::Verified { method, verified, .. } => {
            format!("{} · {}", words::method(l, *method), words::stamp(l, &desk.look, verified))
        }
        AbhaLink::Linked { linked, .. } => words::stamp(l, &desk.look, linked),
        AbhaLink::Delinked { reason, delinked, .. } => format!("{reason} · {}", words::stamp(l, &desk.look, delinked)),
    };
    let way = patient.is_active().then(|| {
        let text = match &patient.abha {
            AbhaLink::Unlinked | AbhaLink::Delinked { .. } => t::abha_verify_link(l),
            AbhaLink::Verified { .. } => t::abha_link_link(l),
            AbhaLink::Linked { .. } => t::abha_delink_link(l),
        };
        view! { <p class="no-print"><a class="button plain" href=format!("/hospital/patients/{}/abha", patient.id)>{text}</a></p> }
    });
    view! { {card(Some(t::abha_title(l)), view! {<p>{state}</p><p class="muted">{detail}</p>{way}}.into_any())} }
        .into_any()
}

/// The mother of a child, the children of a mother.
fn family(l: Language, desk: &Desk, patient: &Patient) -> Option<AnyView> {
    let link = |p: &Patient| {
        view! { <a href=format!("/hospital/patients/{}", p.id)>{words::name(l, p)}" · "{p.id.spaced()}</a> }.into_any()
    };
    let mother = patient.newborn.as_ref().and_then(|n| desk.world().patients().get(&n.mother));
    let mut facts: Vec<(String, AnyView)> = mother.map(|m| (t::mother(l).to_owned(), link(m))).into_iter().collect();
    if let Some(newborn) = &patient.newborn {
        facts.push((t::birth_order(l).to_owned(), newborn.birth_order.to_string().into_any()));
        facts.extend(newborn.weight_grams.map(|g| (t::weight(l).to_owned(), t::grams(l, g).into_any())));
    }
    let children = desk.world().patients().find(Patient::BY_MOTHER, patient.id.as_str()).filter(|c| c.is_active());
    facts.extend(children.map(|c| (t::child(l).to_owned(), link(c))));
    (!facts.is_empty())
        .then(|| view! { {card(Some(t::family_title(l)), view! {<Facts facts />}.into_any())} }.into_any())
}

fn merges(l: Language, desk: &Desk, patient: &Patient) -> Option<AnyView> {
    let rows: Vec<AnyView> = desk
        .world()
        .merges()
        .find(Merge::BY_PATIENT, patient.id.as_str())
        .map(|m| {
            let text = format!("{} ← {}", m.survivor.spaced(), m.duplicate.spaced());
            let state = words::merge_state(l, &m.state);
            view! { <li><a href=format!("/hospital/merges#{}", m.id.as_str())>{text}</a>" "{state}</li> }.into_any()
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { {card(Some(t::merges_title(l)), view! {<ul>{rows}</ul>}.into_any())} }.into_any())
}

fn similar(l: Language, desk: &Desk, patient: &Patient) -> Option<AnyView> {
    let found = if patient.is_active() { similar_to(desk, patient) } else { Vec::new() };
    let table = (!found.is_empty()).then(|| candidates(l, &desk.look, &found))?;
    let merge = found.first().map(|f| format!("/hospital/patients/{}/merge?with={}", patient.id, f.patient.id));
    let way = merge.map(|href| view! { <p><a class="button plain" href=href>{t::merge_link(l)}</a></p> });
    Some(
        view! { {card(Some(t::similar_title(l)), view! {<p>{t::similar_lead(l)}</p>{table}{way}}.into_any())} }
            .into_any(),
    )
}

fn amendments(l: Language, desk: &Desk, patient: &Patient) -> Option<AnyView> {
    if patient.amendments.is_empty() {
        return None;
    }
    let rows = patient
        .amendments
        .iter()
        .map(|a| {
            let change = format!(
                "{} → {}",
                if a.from.is_empty() { "–" } else { &a.from },
                if a.to.is_empty() { "–" } else { &a.to }
            );
            view! {
                <tr>
                    <th scope="row">{words::field(l, &a.field)}</th>
                    <td data-label=t::change(l)>{change}</td>
                    <td data-label=t::reason(l)>{a.reason.clone()}</td>
                    <td data-label=t::when(l)>{words::stamp(l, &desk.look, &a.amended)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::field(l)}</th><th scope="col">{t::change(l)}</th>
                <th scope="col">{t::reason(l)}</th><th scope="col">{t::when(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(view! { {card(Some(t::amendments_title(l)), view! {{table}}.into_any())} }.into_any())
}
