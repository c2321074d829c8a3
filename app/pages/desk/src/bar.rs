//! The bar on top of every page of a hospital: which one, who acts, what time it is there, what the others do.

use crate::{Desk, t, words};
use abhyas_core::Language;
use abhyas_kit::Page;
use abhyas_services::sandbox::Owner;
use leptos::prelude::*;

/// The bar of a page.
pub(crate) fn show(desk: &Desk, page: &Page) -> AnyView {
    let l = page.lang;
    let facility = desk.world().own_facility();
    let name = facility.map(|f| l.pick(&f.name_hi, &f.name_en).to_owned()).unwrap_or_default();
    let acting = if desk.sandbox.acts() {
        t::acting_as(l, words::persona(l, desk.sandbox.persona()))
    } else {
        t::looks_only(l).to_owned()
    };
    let choice = switch(desk, page);
    // The list of roles says who acts, on paper a line does.
    let only = if choice.is_some() { "print-only" } else { "" };
    let clock = t::clock_now(l, words::moment(l, &desk.look, desk.look.ctx.now));
    let exercise = desk.sandbox.exercise().is_some().then(|| {
        view! { <a class="button plain small" href="/exercises/current">{t::back_to_task(l)}</a> }
    });
    let cohort = match desk.sandbox.owner() {
        Owner::Cohort { cohort, .. } => {
            let href = format!("/cohorts/{cohort}");
            Some(view! { <a class="button plain small" href=href>{t::cohort_link(l)}</a> })
        }
        Owner::Person(_) => None,
    };
    let told = desk.told().map(|text| {
        let text = text.to_owned();
        view! { <div class="note warn" role="status"><p>{text}</p></div> }
    });
    view! {
        {told}
        <section class="card" aria-label=t::bar_label(l)>
            <p class="row spread"><strong>{name}</strong><span class=only>{acting}</span><a class="num" href="/hospital/clock">{clock}</a></p>
            {choice}
            <nav class="strip no-print" aria-label=t::bar_menu(l)>
                {exercise}
                <a class="button plain small" href="/hospital">{t::hospital_link(l)}</a>
                <a class="button plain small" href="/hospital/patients">{t::search_link(l)}</a>
                {cohort}
            </nav>
        </section>
        {live(desk, l)}
    }
    .into_any()
}

/// The choice of the role, where there is one.
fn switch(desk: &Desk, page: &Page) -> Option<AnyView> {
    let l = page.lang;
    let (roles, persona) = (desk.sandbox.roles(), desk.sandbox.persona());
    if roles.len() < 2 || !desk.sandbox.is_open() {
        return None;
    }
    let options = roles
        .iter()
        .map(|p| view! { <option value=p.name() selected=*p == persona>{words::persona(l, *p)}</option> })
        .collect_view();
    let hidden = desk.hidden(page);
    let back = page.path_and_query().to_owned();
    Some(
        view! {
            <form method="post" action="/hospital/persona" class="who-acts no-print">
                {hidden}
                <input type="hidden" name="back" value=back />
                <label for="persona">{t::who_acts(l)}</label>
                <select id="persona" name="persona">{options}</select>
                <button type="submit" class="button plain small">{t::switch_persona(l)}</button>
            </form>
        }
        .into_any(),
    )
}

/// Where the page script tells what the others do, in a shared hospital. Empty without scripts: the hospital's first page
/// and its history tell the same.
fn live(desk: &Desk, l: Language) -> Option<AnyView> {
    desk.sandbox.is_shared().then(|| {
        let place = desk.look.place;
        let source = format!("/hospital/events?hospital={}", desk.sandbox.id());
        let from = format!("{}-{}", place.epoch, place.seq);
        view! { <section class="live no-print" role="log" aria-live="polite" aria-label=t::live_label(l) data-live=source data-from=from></section> }
            .into_any()
    })
}
