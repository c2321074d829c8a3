//! `/hospital/laboratory/trend/{patient}/{test}`: the course of a patient's test.

use crate::chart::{Point, course};
use crate::rows::{patient_line, test_of};
use crate::{t, words};
use abhyas_desk::{Desk, card, words as shared};
use abhyas_kit::{Page, Reply};
use abhyas_services::sandbox::hims::m07_laboratory::{Flag, work};
use abhyas_ui::EmptyState;
use axum::extract::Path;
use leptos::prelude::*;

pub(crate) async fn show(page: Page, Path((patient, test)): Path<(String, String)>) -> Reply {
    let desk = Desk::open(&page).await?;
    let patient = desk.patient(&patient)?;
    let test = test_of(&desk, &test)?;
    let l = page.lang;
    let results = work::trend(desk.world(), &patient.id, &test);
    if results.is_empty() {
        let view = view! { <EmptyState title=t::no_results(l) text=t::no_results_next(l) /> };
        return Ok(desk.show(&page, test.name(l), &[], view.into_any()));
    }
    let points: Vec<Point> = results
        .iter()
        .filter_map(|r| {
            let title = format!("{}: {}", shared::moment(l, &desk.look, r.entered.at), words::value(l, &test, r));
            Some(Point { value: r.value.number()?, out: r.flag != Flag::Normal, title })
        })
        .collect();
    let usual = results.last().and_then(|r| r.usual).unwrap_or_default();
    let band: Vec<(i64, String)> =
        [usual.high, usual.low].into_iter().flatten().map(|v| (v, test.written(v))).collect();
    let picture = (points.len() >= 2).then(|| course(t::trend_picture(l), &points, &band));
    let picture = picture.map(
        |svg| view! { <div class="scroll" tabindex="0" role="region" aria-label=t::trend(l) inner_html=svg></div> },
    );
    let rows = results
        .iter()
        .rev()
        .map(|r| {
            view! {
                <tr>
                    <th scope="row">{shared::moment(l, &desk.look, r.entered.at)}</th>
                    <td data-label=t::result(l) class="num">{words::value(l, &test, r)}</td>
                    <td data-label=t::flag(l)>{words::flag(l, r.flag)}</td>
                    <td data-label=t::usual(l)>{words::usual(l, &test, r.usual)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::when(l)}</th><th scope="col" class="num">{t::result(l)}</th>
                <th scope="col">{t::flag(l)}</th><th scope="col">{t::usual(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    let who = patient_line(l, &desk, &patient.id);
    let view = view! { <p>{who}</p>{card(None, view! { {picture}{table} }.into_any())} };
    Ok(desk.show(&page, test.name(l), &[], view.into_any()))
}
