//! `/hospital/history/{seq}`: one step, field by field as it was and as it became; the step before and after.

use super::{fields, heading, names, record, told};
use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, card, news, t as shared};
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sandbox::hims::engine::Difference;
use abhyas_services::sandbox::hims::{Act, Calendar};
use abhyas_ui::Pages;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path(seq): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let seq: u64 = seq.parse().map_err(|_| PageError::not_found())?;
    let step = desk.sandbox.step(seq).await?.ok_or_else(PageError::not_found)?;
    let l = page.lang;
    let calendar = desk.look.ctx.calendar;
    let title = heading(l, calendar, &step.entry, &names(&desk, &[&step.entry]).await?);
    let changed = step.changed();
    let records = changed.iter().filter(|d| d.kind != "counter").map(|difference| record_card(l, calendar, difference));
    let records = records.collect_view();
    let open = match &step.entry.act {
        Act::Done { receipt, .. } => news::page_of(desk.world(), &receipt.subject),
        Act::Viewed { .. } | Act::Refused { .. } => None,
    };
    let open = open.map(|href| view! { <p><a class="button plain" href=href>{shared::live_show(l)}</a></p> });
    let last = desk.sandbox.journal().await?.last().map_or(0, |entry| entry.seq);
    let to = |seq: u64, text: String| (format!("/hospital/history/{seq}"), text);
    let previous = (seq > 1).then(|| to(seq - 1, t::step_previous(l, seq - 1)));
    let next = (seq < last).then(|| to(seq + 1, t::step_next(l, seq + 1)));
    let view = view! {
        {told(l, &step.entry)}
        {records}
        {open}
        <Pages label=t::step_pages(l) previous next />
        <p><a class="button plain" href="/hospital/history">{t::step_all(l)}</a></p>
    };
    Ok(desk.show(&page, &title, &[], view.into_any()))
}

/// What differs in one record, as a table.
pub(crate) fn record_card(l: Language, calendar: Calendar, difference: &Difference) -> AnyView {
    let rows = difference
        .fields()
        .into_iter()
        .flat_map(|field| fields::rows(l, calendar, &field))
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.label}</th>
                    <td data-label=t::step_before(l)>{row.before}</td>
                    <td data-label=t::step_after(l)>{row.after}</td>
                </tr>
            }
        })
        .collect_view();
    let title = format!("{} {}", record(l, difference.kind), difference.id);
    let body = view! {
        <table class="cards">
            <thead><tr><th scope="col">{t::step_field(l)}</th><th scope="col">{t::step_before(l)}</th><th scope="col">{t::step_after(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    card(Some(&title), body.into_any())
}
