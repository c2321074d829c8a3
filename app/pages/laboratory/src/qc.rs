//! `/hospital/laboratory/qc`: the controls of the day, and the runs of one test with its Levey-Jennings charts.

use crate::chart::{Point, levey_jennings};
use crate::rows::test_of;
use crate::{t, words};
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words as shared};
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::m07_laboratory::qc::qc_status;
use abhyas_services::sandbox::hims::m07_laboratory::{QcRun, RunQc, codes};
use abhyas_services::sandbox::hims::reference::LabTest;
use abhyas_ui::{Submit, TextField};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

/// As many runs of a level are drawn: a month of days.
const SHOWN: usize = 30;

/// The tests with controls, the analysers together, and how each stands today.
pub(crate) async fn list(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let mut tests: Vec<_> = desk.world().lab_tests().iter().filter(|t| !t.controls.is_empty()).collect();
    tests.sort_by_key(|t| (t.analyser.clone(), t.short.clone()));
    let day = desk.look.ctx.now.day();
    let rows = tests
        .iter()
        .map(|test| {
            let status = words::qc_status(l, qc_status(desk.world(), test, day));
            let href = format!("/hospital/laboratory/qc/{}", test.id.as_str());
            view! {
                <tr>
                    <th scope="row"><a href=href>{test.name(l).to_owned()}" · "{test.short.clone()}</a></th>
                    <td data-label=t::analyser(l)>{words::analyser(l, &test.analyser).to_owned()}</td>
                    <td data-label=t::state(l)>{status}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <p class="lead">{t::qc_lead(l)}</p>
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::test(l)}</th><th scope="col">{t::analyser(l)}</th><th scope="col">{t::state(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Ok(desk.show(&page, t::qc_title(l), &[], table.into_any()))
}

pub(crate) async fn show(page: Page, Path(test): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let test = test_of(&desk, &test)?;
    Ok(render(&page, &desk, &test, &Form::from_pairs([("level", "1")]), &[]))
}

pub(crate) async fn save(page: Page, Path(test): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let test = test_of(&desk, &test)?;
    let command = RunQc {
        test: test.id.as_str().to_owned(),
        level: form.text("level").to_owned(),
        value: form.text("value").to_owned(),
        action: form.text("action").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/laboratory/qc/{}", test.id.as_str());
            desk::done(&page, &to, t::qc_done(page.lang), &receipt).await
        }
        Err(mut refusals) => {
            // The test is the page's, not a field.
            refusals.iter_mut().filter(|r| r.field.as_deref() == Some("test")).for_each(|r| r.field = None);
            Ok(render(&page, &desk, &test, &form, &refusals))
        }
    }
}

fn render(page: &Page, desk: &Desk, test: &LabTest, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let mut runs: Vec<Arc<QcRun>> = desk.world().qc_runs().find(QcRun::BY_TEST, test.id.as_str()).cloned().collect();
    runs.sort_by_key(|r| (r.run.at, r.id.clone()));
    let levels: Vec<(String, String)> = (1..)
        .zip(&test.controls)
        .map(|(n, c)| (n.to_string(), t::level_target(l, test.written(c.mean), n, test.written(c.sd))))
        .collect();
    let charts = (1_u8..)
        .zip(&test.controls)
        .map(|(level, target)| {
            let of_level: Vec<&Arc<QcRun>> = runs.iter().filter(|r| r.level == level).collect();
            let shown = of_level.get(of_level.len().saturating_sub(SHOWN)..).unwrap_or_default();
            let point = |r: &&Arc<QcRun>| Point {
                value: r.value,
                out: !r.in_control(),
                title: format!("{}: {}", shared::moment(l, &desk.look, r.run.at), test.written(r.value)),
            };
            let points: Vec<Point> = shown.iter().map(point).collect();
            let svg = levey_jennings(&t::chart_label(l, level), &points, target.mean, target.sd);
            view! { <h3>{t::level(l, level)}</h3><div class="scroll" tabindex="0" role="region" aria-label=t::level(l, level) inner_html=svg></div> }
        })
        .collect_view();
    let status = words::qc_status(l, qc_status(desk.world(), test, desk.look.ctx.now.day()));
    let hidden = desk.hidden(page);
    let unit = format!("{} ({})", t::measured(l), test.unit);
    let (measured, wrong) = (form.text("value").to_owned(), refusals.to_vec());
    let view = view! {
        <p>{t::today(l)}": "{status}</p>
        {out_of_control(page, desk, &runs)}
        {card(Some(t::qc_run(l)), view! {
            <form method="post" action=format!("/hospital/laboratory/qc/{}", test.id.as_str())>
                {hidden}
                {typed.choice("level", t::material(l), levels)}
                <TextField language=l name="value" label=unit value=measured hint=t::value_hint(l) required=true
                    autocomplete="off" inputmode="decimal" refusals=wrong />
                {typed.hinted("action", t::qc_action(l), t::qc_action_hint(l), false)}
                <Submit label=t::qc_save(l) />
            </form>
        }.into_any())}
        {card(Some(t::chart_title(l)), view! { {charts}<p class="muted">{t::chart_key(l)}</p> }.into_any())}
        {table(page, desk, test, &runs)}
        <p class="no-print"><a class="button plain" href="/hospital/laboratory/qc">{t::qc_link(l)}</a></p>
    };
    desk.show(page, &format!("{}: {}", t::qc_title(l), test.name(l)), refusals, view.into_any())
}

/// What the last run of today broke, and what to do.
fn out_of_control(page: &Page, desk: &Desk, runs: &[Arc<QcRun>]) -> Option<AnyView> {
    let last = runs.last().filter(|r| !r.in_control() && r.run.at.day() == desk.look.ctx.now.day())?;
    let rules = last.broken.iter().map(|r| r.symbol()).collect::<Vec<_>>().join(", ");
    let words = explain(page.lang, &Refusal::new(codes::QC_OUT_OF_CONTROL).with("rules", rules));
    Some(view! { <div class="note bad"><p><strong>{words.message}</strong>" "{words.next}</p></div> }.into_any())
}

fn table(page: &Page, desk: &Desk, test: &LabTest, runs: &[Arc<QcRun>]) -> Option<AnyView> {
    let l = page.lang;
    let rows = runs
        .iter()
        .rev()
        .take(SHOWN)
        .map(|run| {
            let rules = run.broken.iter().map(|r| r.symbol()).collect::<Vec<_>>().join(", ");
            let rules = if rules.is_empty() { "✓".to_owned() } else { format!("✗ {rules}") };
            view! {
                <tr>
                    <th scope="row">{shared::stamp(l, &desk.look, &run.run)}</th>
                    <td data-label=t::material(l)>{run.level}</td>
                    <td data-label=t::measured(l) class="num">{test.written(run.value)}</td>
                    <td data-label=t::rules(l)>{rules}</td>
                    <td data-label=t::qc_action(l)>{run.action.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::when(l)}</th><th scope="col">{t::material(l)}</th>
                <th scope="col" class="num">{t::measured(l)}</th><th scope="col">{t::rules(l)}</th>
                <th scope="col">{t::qc_action(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    (!runs.is_empty()).then(|| card(Some(t::runs_title(l)), table.into_any()))
}
