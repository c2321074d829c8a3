//! `/hospital/pharmacy`: what waits, by day; or the prescriptions of the patient whose card was scanned.

use crate::parts::{self, Place};
use crate::{t, words};
use abhyas_desk::{Desk, Typed, card, words as shared};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::Day;
use abhyas_services::sandbox::hims::m01_registration::BhavyaId;
use abhyas_services::sandbox::hims::m01_registration::matching::standing_for;
use abhyas_services::sandbox::hims::m03_opd::{Prescription, PrescriptionId};
use abhyas_services::sandbox::hims::m09_pharmacy::{PharmacyRules, Waiting, standing, waiting};
use abhyas_ui::{EmptyState, Submit, Tabs};
use leptos::prelude::*;
use std::sync::Arc;

/// How many days back the list offers by a tap; older ones are found by the patient's card.
const DAYS_OFFERED: i32 = 3;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let asked = page.query("find");
    if let Some(id) = PrescriptionId::parse(&asked.to_ascii_uppercase())
        && desk.world().prescriptions().get(&id).is_some()
    {
        return Ok(page.see_other(&format!("/hospital/pharmacy/rx/{}", id.as_str())));
    }
    let list = if asked.is_empty() { of_day(&page, &desk) } else { of_patient(&page, &desk, &asked) };
    let form = Form::from_pairs([("find", asked)]);
    let typed = Typed { l, form: &form, refusals: &[] };
    let view = view! {
        {parts::ways(l, Place::Work)}
        {card(None, view! {
            <form method="get" action="/hospital/pharmacy" role="search">
                {typed.hinted("find", t::find(l), t::find_hint(l), true)}<Submit label=t::find_button(l) />
            </form>
        }.into_any())}
        {list}
    };
    Ok(desk.show(&page, t::work_title(l), &[], view.into_any()))
}

fn of_day(page: &Page, desk: &Desk) -> AnyView {
    let l = page.lang;
    let today = desk.look.ctx.now.day();
    let back: i32 = page.query("back").parse().unwrap_or(0);
    let back = back.clamp(0, i32::from(PharmacyRules::of(desk.world()).validity_days));
    let day = |back: i32| Day(today.0.saturating_sub(back));
    let tabs = (0..DAYS_OFFERED).map(|n| {
        let date = format::date(l, desk.look.ctx.calendar.date(day(n)));
        let text = if n == 0 { t::today(l, waiting(desk.world(), day(0), today).len()) } else { date };
        (format!("/hospital/pharmacy?back={n}"), text, n == back)
    });
    let rows = waiting(desk.world(), day(back), today);
    let tabs = tabs.collect();
    view! { <Tabs label=t::days(l) tabs />{table(page, desk, rows, None)} }.into_any()
}

/// The open prescriptions of the patient whose BHAVYA ID was typed or scanned: the card is thereby shown.
fn of_patient(page: &Page, desk: &Desk, asked: &str) -> AnyView {
    let l = page.lang;
    let patient = BhavyaId::parse(asked).ok().and_then(|id| standing_for(desk.world(), &id));
    let Some(patient) = patient else {
        return view! { <EmptyState title=t::nobody(l) text=t::nobody_next(l) /> }.into_any();
    };
    let mut own: Vec<Arc<Prescription>> =
        desk.world().prescriptions().find(Prescription::BY_PATIENT, patient.id.as_str()).cloned().collect();
    own.reverse();
    let rows = own.into_iter().map(|prescription| {
        let standing = standing(desk.world(), &prescription.id);
        Waiting { prescription, standing, short: 0 }
    });
    let name = format!("{} · {}", shared::name(l, &patient), patient.id.spaced());
    view! { <h2>{name}</h2>{table(page, desk, rows.collect(), Some(asked))} }.into_any()
}

fn table(page: &Page, desk: &Desk, rows: Vec<Waiting>, shown: Option<&str>) -> AnyView {
    let l = page.lang;
    if rows.is_empty() {
        return view! { <EmptyState title=t::nothing_waits(l) text=t::nothing_waits_next(l) /> }.into_any();
    }
    let shown = shown.and_then(|id| BhavyaId::parse(id).ok()).map(|id| format!("?shown={id}")).unwrap_or_default();
    let rows = rows
        .into_iter()
        .map(|row| {
            let rx = &row.prescription;
            let patient = parts::patient(desk, &rx.patient);
            let who = patient.as_ref().map(|p| shared::name(l, p)).unwrap_or_default();
            let about =
                patient.as_ref().map(|p| format!("{}, {}", shared::sex(l, p.sex), shared::age(l, p, &desk.look)));
            let href = format!("/hospital/pharmacy/rx/{}{shown}", rx.id.as_str());
            let stands = if rx.is_signed() { words::standing(l, row.standing) } else { t::rx_withdrawn(l).into_any() };
            let short = (row.short > 0).then(|| view! { <br /><span class="muted">{t::short(l, row.short)}</span> });
            view! {
                <tr>
                    <th scope="row"><a href=href>{who}</a></th>
                    <td data-label=t::about(l)>{about}</td>
                    <td data-label=t::rx_number(l)>{rx.id.as_str().to_owned()}</td>
                    <td data-label=t::signed(l)>{shared::moment(l, &desk.look, rx.signed.at)}</td>
                    <td data-label=t::medicines(l) class="num">{rx.lines.len()}</td>
                    <td data-label=t::state(l)><span>{stands}{short}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::patient(l)}</th><th scope="col">{t::about(l)}</th><th scope="col">{t::rx_number(l)}</th>
                <th scope="col">{t::signed(l)}</th><th scope="col">{t::medicines(l)}</th><th scope="col">{t::state(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
