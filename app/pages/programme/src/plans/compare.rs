//! `/plans/{id}/compare`: two plans side by side.

use super::list::state;
use super::plan_id;
use super::whatif::lines;
use crate::masters::rules::weight;
use crate::{count, speaking, t};
use abhyas_core::Language;
use abhyas_i18n::format::{instant, long_date, number};
use abhyas_kit::{Page, Reply, encode};
use abhyas_services::plans::whatif::{Comparison, Side, compare};
use abhyas_ui::{Card, Facts, Note, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// At most so many people are listed; the count speaks of all.
const MOST_PEOPLE: usize = 200;

/// `GET /plans/{id}/compare`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let (first, second) = (plan_id(&id)?, plan_id(&page.query("with"))?);
    let found = compare(page.services(), &speaking(&page)?, &first, &second).await?;
    let back = format!("/plans/{first}");
    let turned = format!("/plans/{second}/compare?with={}", encode(first.as_str()));
    let content = content(l, &found);
    Ok(page.sheet(t::whatif_compare(l)).show(move || {
        view! {
            <p><a href=back>{t::plans_back_plan(l)}</a></p>
            <h1>{t::whatif_compare(l)}</h1>
            {content}
            <p class="no-print"><a href=turned>{t::whatif_turned(l)}</a></p>
        }
    }))
}

fn content(l: Language, found: &Comparison) -> AnyView {
    let from = found.from.map(|day| view! { <p class="lead">{t::whatif_compare_about(l, long_date(l, day))}</p> });
    let heads =
        found.sides.iter().zip([t::whatif_first(l), t::whatif_second(l)]).map(|(side, name)| head(l, side, name));
    view! { {from}{heads.collect_view()}{whole(l, found)}{terms(l, found)}{districts(l, found)}{moved(l, found)} }
        .into_any()
}

fn head(l: Language, side: &Side, name: &'static str) -> AnyView {
    let plan = &side.summary.plan;
    let (href, made) = (format!("/plans/{}", plan.id), instant(l, plan.made_at));
    let mut facts = vec![
        (t::plans_made(l).to_owned(), view! { <a href=href>{made}</a> }.into_any()),
        (t::plans_state(l).to_owned(), state(l, &side.summary)),
    ];
    if let Some(scenario) = &side.name {
        facts.push((t::whatif_name(l).to_owned(), scenario.clone().into_any()));
    }
    let lines = lines(l, side.lines.clone());
    view! { <Card title=name><Facts facts />{lines}</Card> }.into_any()
}

/// A row: what, the first, the second, the difference.
fn row(l: Language, what: String, [first, second]: [String; 2], difference: String) -> AnyView {
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td class="num" data-label=t::whatif_first(l)>{first}</td>
            <td class="num" data-label=t::whatif_second(l)>{second}</td>
            <td class="num" data-label=t::whatif_difference(l)>{difference}</td>
        </tr>
    }
    .into_any()
}

fn table(l: Language, caption: &'static str, what: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! {
        <table class="cards">
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{what}</th><th scope="col" class="num">{t::whatif_first(l)}</th>
                <th scope="col" class="num">{t::whatif_second(l)}</th><th scope="col" class="num">{t::whatif_difference(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn signed(n: i64) -> String {
    match n {
        0 => "0".to_owned(),
        1.. => format!("+{}", number(n)),
        _ => format!("−{}", number(n.saturating_abs())),
    }
}

fn size(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn whole(l: Language, found: &Comparison) -> AnyView {
    let [a, b] = &found.sides;
    let of = |what: &str, first: i64, second: i64| {
        row(l, what.to_owned(), [number(first), number(second)], signed(second - first))
    };
    let day = |side: &Side| side.last_day.map_or_else(|| "–".to_owned(), |day| long_date(l, day));
    let days = a
        .last_day
        .zip(b.last_day)
        .map_or_else(|| "–".to_owned(), |(a, b)| t::whatif_days(l, signed((b - a).num_days())));
    let rupees = |n: i64| format!("₹ {}", number(n));
    let moved = row(l, t::whatif_moved(l).to_owned(), ["–".to_owned(), "–".to_owned()], count(found.moved.len()));
    let rows = vec![
        of(t::plans_missing(l), size(a.missing), size(b.missing)),
        of(t::plans_sessions(l), size(a.sessions), size(b.sessions)),
        of(t::plans_broken(l), a.hard, b.hard),
        row(l, t::whatif_last_day(l).to_owned(), [day(a), day(b)], days),
        row(
            l,
            t::plans_cost(l).to_owned(),
            [rupees(a.rupees), rupees(b.rupees)],
            format!("₹ {}", signed(b.rupees - a.rupees)),
        ),
        moved,
    ];
    table(l, t::whatif_whole(l), t::whatif_what(l), rows)
}

fn terms(l: Language, found: &Comparison) -> AnyView {
    let rows = found.terms.iter().map(|term| {
        let [a, b] = term.rupees;
        let cell = |at: usize| {
            let (n, rupees) = (term.counts.get(at).copied().unwrap_or(0), term.rupees.get(at).copied().unwrap_or(0));
            format!("{} · ₹ {}", number(n), number(rupees))
        };
        row(l, weight(l, term.term).to_owned(), [cell(0), cell(1)], format!("₹ {}", signed(b - a)))
    });
    table(l, t::whatif_terms(l), t::whatif_term(l), rows.collect())
}

fn districts(l: Language, found: &Comparison) -> AnyView {
    let rows = found.districts.iter().map(|it| {
        let cell = |at: usize| {
            let of = |list: &[usize; 2]| count(list.get(at).copied().unwrap_or(0));
            t::whatif_district_cell(l, of(&it.seats), of(&it.sessions), of(&it.taken))
        };
        let [a, b] = it.taken.map(size);
        row(l, it.name.name(l).to_owned(), [cell(0), cell(1)], signed(b - a))
    });
    table(l, t::whatif_districts(l), t::plans_by_district(l), rows.collect())
}

fn moved(l: Language, found: &Comparison) -> AnyView {
    let all = found.moved.len();
    if all == 0 {
        return view! { <Note tone=Tone::Good><p>{t::whatif_nobody(l)}</p></Note> }.into_any();
    }
    let rows = found.moved.iter().take(MOST_PEOPLE).map(|it| {
        let lines = it.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! {
            <tr>
                <th scope="row">{it.name.clone()}<br /><small>{it.staff_id.clone()}</small></th>
                <td data-label=t::whatif_change(l)><ul>{lines}</ul></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let shown = count(all.min(MOST_PEOPLE));
    view! {
        <h2>{t::whatif_moved(l)}</h2>
        <table class="cards">
            <caption>{t::plans_shown(l, count(all), &shown)}</caption>
            <thead><tr><th scope="col">{t::plans_name(l)}</th><th scope="col">{t::whatif_change(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
