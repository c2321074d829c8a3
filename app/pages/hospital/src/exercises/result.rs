//! What came of an attempt: the score, and for each check why.

use crate::t;
use abhyas_core::Language;
use abhyas_i18n::format;
use abhyas_kit::Page;
use abhyas_services::exercises::{AttemptView, Checked, Grade, SafetyChecked};
use abhyas_ui::{Badge, Note, Tone};
use axum::response::Response;
use leptos::prelude::*;

/// The page of a finished attempt.
pub fn render(page: &Page, attempt: AttemptView) -> Response {
    let l = page.lang;
    let once = page.once_field();
    page.sheet(t::result_of(l, attempt.title.pick(l))).practice().show(move || {
        let result = attempt.result.as_ref().map(|result| {
            view! {
                {headline(l, &result.grade, attempt.pass_percent)}
                <p class="muted">{t::handed_in_at(l, format::instant(l, result.finished_at), result.grade.minutes)}</p>
                {broken(l, &result.grade.safety)}
                {checks(l, &result.grade.checks)}
            }
        });
        let again = attempt.own.then(|| {
            view! {
                <form method="post" action=format!("/exercises/{}/start", attempt.exercise) class="row">
                    {once}
                    <button class="button" type="submit">{t::try_again(l)}</button>
                    <a class="button plain" href="/exercises">{t::to_exercises(l)}</a>
                    <a class="button plain" href="/certificates">{t::to_certificates(l)}</a>
                </form>
            }
        });
        view! { <h1>{attempt.title.pick(l).to_owned()}</h1>{result}{again} }
    })
}

fn headline(l: Language, grade: &Grade, pass_percent: u8) -> AnyView {
    let (tone, text) = match (grade.safety_failed, grade.passed) {
        (true, _) => (Tone::Bad, t::result_unsafe(l, grade.score)),
        (false, true) => (Tone::Good, t::result_passed(l, grade.score)),
        (false, false) => (Tone::Warn, t::result_not_yet(l, pass_percent, grade.score)),
    };
    view! { <Note tone=tone><p class="lead"><strong>{text}</strong></p></Note> }.into_any()
}

fn broken(l: Language, safety: &[SafetyChecked]) -> AnyView {
    safety
        .iter()
        .filter(|rule| rule.broken)
        .map(|rule| {
            let why = rule.why.as_ref().map(|why| view! { <p>{why.pick(l).to_owned()}</p> });
            let title = rule.title.pick(l).to_owned();
            view! { <Note tone=Tone::Bad><h2>{t::safety_broken(l)}</h2><p><strong>{title}</strong></p>{why}</Note> }
        })
        .collect_view()
        .into_any()
}

fn checks(l: Language, checks: &[Checked]) -> AnyView {
    let rows = checks
        .iter()
        .map(|check| {
            let missing = check.missing.as_ref().map(|text| view! { <p class="hint">{text.pick(l).to_owned()}</p> });
            let badge = if check.met { view! { <Badge tone=Tone::Good text=t::check_met(l) /> } } else { view! { <Badge tone=Tone::Warn text=t::check_missing(l) /> } };
            view! {
                <tr>
                    <td data-label=t::check(l)><div><strong>{check.title.pick(l).to_owned()}</strong>{missing}</div></td>
                    <td data-label=t::check_weight(l) class="num">{check.weight}</td>
                    <td data-label=t::outcome(l)>{badge}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption>{t::checks(l)}</caption>
            <thead><tr><th scope="col">{t::check(l)}</th><th scope="col" class="num">{t::check_weight(l)}</th><th scope="col">{t::outcome(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
