//! `/hospital/history`: what was done in this hospital, step by step with what changed; back to a step, and that taken back.

mod fields;
pub(crate) mod step;

use crate::t;
use abhyas_core::{Language, PersonId, Refusal};
use abhyas_desk::{Desk, card, words};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::{Act, Calendar, Change, JournalEntry};
use abhyas_services::{Outcome, ServiceError};
use abhyas_ui::{EmptyState, Submit};
use axum::response::Response;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many steps a page shows, the newest first.
const PAGE: usize = 30;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    render(&page, &desk, &[]).await
}

/// The address of a refused form asked for again (reload, language, role): the list.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/history"))
}

pub(crate) async fn rewind(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    // What is no number is no step of the journal.
    let step = form.text("step").trim().parse().unwrap_or(u64::MAX);
    let done = desk.as_form_saw_it(&form).rewind(page.actor()?, &form.once()?, step).await;
    answered(&page, &desk, done, t::rewind_done(page.lang)).await
}

pub(crate) async fn undo(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let done = desk.as_form_saw_it(&form).undo(page.actor()?, &form.once()?).await;
    answered(&page, &desk, done, t::undo_done(page.lang)).await
}

async fn answered(page: &Page, desk: &Desk, done: Outcome<()>, text: &str) -> Reply {
    match done {
        Ok(()) => page.see_other_with("/hospital/history", text).await,
        Err(ServiceError::Refused(refusals)) => render(page, desk, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, desk: &Desk, refusals: &[Refusal]) -> Result<Response, PageError> {
    let l = page.lang;
    let entries = desk.sandbox.journal().await?;
    let last = entries.last().map_or(0, |entry| entry.seq);
    // Of an exercise nothing is taken back here: it is tried again.
    let may_return = desk.sandbox.exercise().is_none() && desk.sandbox.is_open() && desk.sandbox.leads();
    let undo = desk.sandbox.can_undo().await?.then(|| take_back(page, desk));
    let newest: u64 = page.query("before").parse().unwrap_or(u64::MAX);
    let shown: Vec<&JournalEntry> = entries.iter().rev().filter(|entry| entry.seq < newest).take(PAGE).collect();
    let oldest = shown.last().map_or(0, |entry| entry.seq);
    let names = names(desk, &shown).await?;
    let steps = shown
        .iter()
        .map(|entry| {
            let return_here = (may_return && entry.seq < last).then(|| return_to(page, desk, entry.seq));
            let href = format!("/hospital/history/{}", entry.seq);
            let more = matches!(entry.act, Act::Done { .. })
                .then(|| view! { <p><a href=href>{t::step_link(l, entry.seq)}</a></p> });
            let heading = heading(l, desk.look.ctx.calendar, entry, &names);
            card(Some(&heading), view! { {told(l, entry)}{more}{return_here} }.into_any())
        })
        .collect_view();
    let older = (oldest > 1).then(|| {
        let href = format!("/hospital/history?before={oldest}");
        view! { <p><a class="button plain" href=href>{t::history_older(l)}</a></p> }
    });
    let opening = (oldest == 1 && may_return).then(|| {
        card(
            Some(t::history_opening(l)),
            view! { <p>{t::history_opening_lead(l)}</p>{return_to(page, desk, 0)} }.into_any(),
        )
    });
    let empty =
        entries.is_empty().then(|| view! { <EmptyState title=t::history_empty(l) text=t::history_empty_next(l) /> });
    let view = view! {
        <p class="lead">{t::history_lead(l)}</p>
        {undo}
        {empty}
        {steps}
        {opening}
        {older}
    };
    let title = if desk.sandbox.is_shared() { t::history_shared_title(l) } else { t::history_title(l) };
    Ok(desk.show(page, title, refusals, view.into_any()))
}

fn take_back(page: &Page, desk: &Desk) -> AnyView {
    let l = page.lang;
    let hidden = desk.hidden(page);
    card(
        Some(t::undo_title(l)),
        view! {
            <p>{t::undo_lead(l)}</p>
            <form method="post" action="/hospital/history/undo">{hidden}<Submit label=t::undo(l) class="plain" /></form>
        }
        .into_any(),
    )
}

fn return_to(page: &Page, desk: &Desk, step: u64) -> AnyView {
    let hidden = desk.hidden(page);
    let label = t::return_here(page.lang, step);
    view! {
        <form method="post" action="/hospital/history/rewind" class="no-print">
            {hidden}
            <input type="hidden" name="step" value=step.to_string() />
            <Submit label=label class="plain" />
        </form>
    }
    .into_any()
}

/// The names of those who share the hospital; of one's own hospital no name is told.
async fn names(desk: &Desk, entries: &[&JournalEntry]) -> Result<BTreeMap<PersonId, String>, PageError> {
    if desk.sandbox.is_shared() { Ok(desk.sandbox.names(entries).await?) } else { Ok(BTreeMap::new()) }
}

/// Which step, when, by whom in which role.
fn heading(l: Language, calendar: Calendar, entry: &JournalEntry, names: &BTreeMap<PersonId, String>) -> String {
    let at = calendar.time(entry.at).format("%d-%m-%Y %H:%M").to_string();
    let role = words::persona(l, entry.persona);
    match names.get(&entry.actor) {
        Some(name) => t::history_step(l, at, entry.seq, format!("{name} ({role})")),
        None => t::history_step(l, at, entry.seq, role),
    }
}

/// What was done, and what changed by it.
fn told(l: Language, entry: &JournalEntry) -> AnyView {
    let module = module(l, &entry.module);
    match &entry.act {
        Act::Done { changes, .. } => {
            let rows = changed(changes).into_iter().map(|((kind, id), new)| {
                let kind = record(l, kind);
                let text = if new { t::history_new(l, id, kind) } else { t::history_changed(l, id, kind) };
                view! { <li>{text}</li> }
            });
            view! { <p>{t::history_done(l, module)}</p><ul>{rows.collect_view()}</ul> }.into_any()
        }
        Act::Refused { refusals, .. } => {
            let why = refusals.iter().map(|r| explain(l, &Refusal::new(r.code.clone())).message);
            // The journal keeps no values: a text that needs one would show its placeholder.
            let why = why.filter(|text| !text.contains('{')).map(|text| view! { <li>{text}</li> }).collect_view();
            view! { <p>{t::history_refused(l, module)}</p><ul>{why}</ul> }.into_any()
        }
        Act::Viewed { record: seen } => {
            let text = t::history_viewed(l, seen.id.as_str(), record(l, &seen.kind));
            view! { <p>{text}</p> }.into_any()
        }
    }
}

/// The records that were changed, each once; whether it is new. Running numbers are no record that a person knows.
fn changed(changes: &[Change]) -> BTreeMap<(&str, &str), bool> {
    let mut records = BTreeMap::new();
    for change in changes.iter().filter(|change| change.kind != "counter") {
        records.entry((&*change.kind, change.id.as_str())).or_insert(change.before.is_none());
    }
    records
}

fn module(l: Language, module: &str) -> &'static str {
    match module {
        "m01" => t::module_m01(l),
        "m02" => t::module_m02(l),
        "m03" => t::module_m03(l),
        "m07" => t::module_m07(l),
        "m09" => t::module_m09(l),
        _ => t::module_hospital(l),
    }
}

pub(crate) fn record(l: Language, kind: &str) -> &'static str {
    match kind {
        "patient" => t::kind_patient(l),
        "search" => t::kind_search(l),
        "merge" => t::kind_merge(l),
        "hospital_clock" => t::kind_clock(l),
        "message" => t::kind_message(l),
        "appointment" => t::kind_appointment(l),
        "token" | "share_token" => t::kind_token(l),
        "encounter" => t::kind_encounter(l),
        "vitals" => t::kind_vitals(l),
        "allergy" => t::kind_allergy(l),
        "prescription" => t::kind_prescription(l),
        "referral" => t::kind_referral(l),
        "lab_order" => t::kind_lab_order(l),
        "imaging_order" => t::kind_imaging_order(l),
        "specimen" => t::kind_specimen(l),
        "lab_result" => t::kind_lab_result(l),
        "lab_report" => t::kind_lab_report(l),
        "critical_call" => t::kind_critical_call(l),
        "qc_run" => t::kind_qc_run(l),
        "batch" => t::kind_batch(l),
        "dispense" => t::kind_dispense(l),
        "stock_movement" | "stock_level" | "stock_count" | "stock_out" => t::kind_stock(l),
        _ => t::kind_other(l),
    }
}

#[cfg(test)]
mod tests;
