//! `/hospital/pharmacy/register`: the register of Schedule H1 and X, to read and to print.

use crate::parts::{self, Place};
use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, words as shared};
use abhyas_i18n::format;
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::Day;
use abhyas_services::sandbox::hims::m01_registration::check;
use abhyas_services::sandbox::hims::m09_pharmacy::register::{Entry, SCHEDULES, entries};
use abhyas_services::sandbox::hims::reference::Schedule;
use abhyas_ui::{EmptyState, Submit};
use leptos::prelude::*;

/// So many days are shown where none were asked for.
const DAYS: i32 = 30;

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let ctx = &desk.look.ctx;
    let today = ctx.now.day();
    let asked = |name: &'static str, without: Day| {
        check::date(&page.query(name), name).map_or(without, |date| ctx.calendar.day(date))
    };
    let (from, to) = (asked("from", Day(today.0 - DAYS)), asked("to", today));
    let date = |day: Day| ctx.calendar.date(day).format("%d-%m-%Y").to_string();
    let (first, last) = (date(from), date(to));
    let tables = SCHEDULES.map(|schedule| table(l, &desk, schedule, &entries(desk.world(), schedule, from, to)));
    let tables = tables.into_iter().collect_view();
    let field = |name: &'static str, label: &'static str, value: String| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input id=name name=name type="text" inputmode="numeric" autocomplete="off" value=value />
            </div>
        }
    };
    let view = view! {
        {parts::ways(l, Place::Register)}
        <p class="lead">{t::register_lead(l)}</p>
        <form method="get" action="/hospital/pharmacy/register" class="row no-print">
            {field("from", t::register_from(l), first)}{field("to", t::register_to(l), last)}
            <Submit label=t::register_show(l) class="plain" />
        </form>
        {tables}
    };
    Ok(desk.show(&page, t::register_title(l), &[], view.into_any()))
}

fn table(l: Language, desk: &Desk, schedule: Schedule, entries: &[Entry]) -> AnyView {
    let name = schedule.name().to_ascii_uppercase();
    if entries.is_empty() {
        let none = view! { <EmptyState title=t::register_empty(l) text=t::register_empty_next(l) /> };
        return card(Some(&t::register_of(l, &name)), none.into_any());
    }
    let rows = entries.iter().zip(1..).map(|(entry, n)| row(l, desk, entry, n)).collect_view();
    view! {
        <table class="cards" id=format!("schedule-{}", schedule.name())>
            <caption>{t::register_of(l, &name)}</caption>
            <thead><tr>
                <th scope="col">{t::register_number(l)}</th><th scope="col">{t::when(l)}</th>
                <th scope="col">{t::patient(l)}</th><th scope="col">{t::medicine(l)}</th><th scope="col">{t::batch(l)}</th>
                <th scope="col">{t::units(l)}</th><th scope="col">{t::register_prescriber(l)}</th>
                <th scope="col">{t::register_handed(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(l: Language, desk: &Desk, entry: &Entry, n: u32) -> AnyView {
    let ctx = &desk.look.ctx;
    let patient = entry.patient.as_ref().and_then(|id| parts::patient(desk, id));
    let who = patient.map(|p| format!("{} · {} · {}", shared::name(l, &p), p.id.spaced(), shared::place(l, &p)));
    let prescriber = entry.prescriber.as_ref().map(|stamp| shared::stamp(l, &desk.look, stamp));
    let rx = entry.prescription.as_ref().map(|id| id.as_str().to_owned());
    let slip = entry.dispense.as_ref().map(|id| {
        view! { <a href=format!("/hospital/pharmacy/slips/{}", id.as_str())>{id.as_str().to_owned()}</a> }
    });
    let batch = format!("/hospital/pharmacy/batches/{}", entry.batch.as_str());
    view! {
        <tr>
            <th scope="row" class="num">{n}</th>
            <td data-label=t::when(l)>{format::date(l, ctx.calendar.date(entry.made.at.day()))}</td>
            <td data-label=t::patient(l)>{who}</td>
            <td data-label=t::medicine(l)>{parts::medicine(l, desk, &entry.product)}</td>
            <td data-label=t::batch(l)><a href=batch>{entry.number.clone()}</a></td>
            <td data-label=t::units(l) class="num">{entry.units}</td>
            <td data-label=t::register_prescriber(l)><span>{rx}" "{prescriber}</span></td>
            <td data-label=t::register_handed(l)><span>{slip}" "{shared::stamp(l, &desk.look, &entry.made)}</span></td>
        </tr>
    }
    .into_any()
}
