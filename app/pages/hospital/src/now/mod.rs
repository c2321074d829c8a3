//! `/hospital/now`: the hospital at this moment: who lies where, who is in the emergency room, what waits. Numbers and short
//! lists, each read by an index.

mod lists;
mod people;
mod words;

pub(crate) use words::{birth_text, category, stay_end, visit_end, ward_name};

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, words as shared};
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::m01_registration::BhavyaId;
use abhyas_services::sandbox::hims::m05_ipd::census;
use abhyas_services::sandbox::hims::reference::DiagnosisCode;
use abhyas_services::sandbox::hims::{Day, World};
use abhyas_ui::Facts;
use leptos::prelude::*;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let world = desk.world();
    let wards = census::wards(world);
    let taken: usize = wards.iter().map(census::WardNow::taken).sum();
    let beds: usize = wards.iter().map(|ward| ward.beds.len()).sum();
    let born = |day: Day| people::born_on(world, day).len();
    let today = desk.look.ctx.now.day();
    let facts = vec![
        (t::now_beds(l).to_owned(), t::now_of(l, beds, taken).into_any()),
        (t::now_emergency(l).to_owned(), people::emergency_count(world).to_string().into_any()),
        (t::now_waiting(l).to_owned(), lists::waiting(&desk).to_string().into_any()),
        (t::now_births(l).to_owned(), t::now_two_days(l, born(today), born(Day(today.0 - 1))).into_any()),
    ];
    let time = desk.look.ctx.calendar.time(desk.look.ctx.now);
    let lead = format!("{}, {}", format::long_date(l, desk.look.ctx.calendar.date(today)), time.format("%H:%M"));
    let view = view! {
        <p class="lead num">{lead}</p>
        {card(None, view! { <Facts facts /> }.into_any())}
        {people::emergency(l, &desk)}
        {people::wards(l, &desk, &wards)}
        {lists::queues(l, &desk)}
        {lists::laboratory(l, &desk)}
        {lists::pharmacy(l, &desk)}
        {people::on_duty(l, &desk)}
        <p class="row no-print"><a class="button plain" href="/hospital">{t::home_title(l)}</a></p>
    };
    Ok(desk.show(&page, t::now_title(l), &[], view.into_any()))
}

/// A patient's name, as a link to what is written about them.
fn patient(l: Language, world: &World, id: &BhavyaId) -> AnyView {
    let name = world.patients().get(id).map_or_else(|| id.spaced(), |p| shared::name(l, p));
    view! { <a href=format!("/hospital/patients/{id}/timeline")>{name}</a> }.into_any()
}

/// What a code says in words; the code itself for one that is not in the list.
pub(crate) fn diagnosis(l: Language, world: &World, code: &DiagnosisCode) -> String {
    world.diagnoses().get(code).map_or_else(|| code.as_str().to_owned(), |d| l.pick(&d.hi, &d.en).to_owned())
}

#[cfg(test)]
mod tests;
