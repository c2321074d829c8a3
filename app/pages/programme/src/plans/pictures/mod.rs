//! A plan in pictures, shown before its tables; each with the table of the same numbers.

mod draw;
mod map;

use crate::{count, t};
use abhyas_core::Language;
use abhyas_i18n::format::{date, short_date};
use abhyas_kit::Paging;
use abhyas_services::plans::{DistrictFill, Draft, Fill, Load, Pictures, Week, percent, pictures};
use abhyas_ui::Pages;
use draw::{Bar, Tile};
use leptos::prelude::*;

/// Bars of a picture, at most; with more the two ends are shown.
const MOST_BARS: usize = 24;
/// Bars at each end where there are more.
const AT_EACH_END: usize = 10;
/// Rows of a whole table on a page.
const ROWS: usize = 50;

/// What stands under the tab: all pictures, or (`of`) one whole table, from row (`page` - 1) × 50 on.
pub(super) fn content(l: Language, plan: &Draft, of: &str, page: usize) -> AnyView {
    let all = pictures(plan);
    let whole = format!("/plans/{}?by=pictures&of=", plan.summary.plan.id);
    let rows = |rows: &[Vec<String>], heads: &[&'static str], title| {
        paged(l, rows, heads, title, &format!("{whole}{of}"), page)
    };
    match of {
        "fill" => rows(&fill_rows(l, &all.modules), &fill_heads(l), t::pictures_fill(l)),
        "load" => rows(&load_rows(l, &all.trainers), &load_heads(l), t::pictures_load(l)),
        "weeks" => rows(&week_rows(l, &all.weeks), &week_heads(l), t::pictures_weeks(l)),
        "districts" => rows(&district_rows(l, &all.districts), &district_heads(l), t::pictures_districts(l)),
        _ => {
            let cards =
                [fill(l, &all, &whole), load(l, &all, &whole), weeks(l, &all, &whole), districts(l, &all, &whole)];
            view! { <div class="charts">{cards.into_iter().collect_view()}</div> }.into_any()
        }
    }
}

/// Both ends of a long list; the whole of a short one.
fn ends<T>(all: &[T]) -> Vec<&T> {
    if all.len() <= MOST_BARS {
        return all.iter().collect();
    }
    all.iter().take(AT_EACH_END).chain(all.iter().skip(all.len() - AT_EACH_END)).collect()
}

fn fill(l: Language, all: &Pictures, whole: &str) -> AnyView {
    let mut sorted: Vec<&Fill> = all.modules.iter().collect();
    // A long list shows the fullest and the emptiest; a short one stays in the order of the modules.
    if sorted.len() > MOST_BARS {
        sorted.sort_by_key(|m| std::cmp::Reverse(percent(m.taken, m.offered)));
    }
    let bars = ends(&sorted).into_iter().map(|m| Bar {
        name: format!("{} {}", m.module.id, m.module.name(l)),
        value: format!("{}/{} · {} %", count(m.taken), count(m.offered), percent(m.taken, m.offered)),
        percent: percent(m.taken, m.offered),
    });
    let bars: Vec<Bar> = bars.collect();
    let (taken, offered) = all.modules.iter().fold((0, 0), |sum, m| (sum.0 + m.taken, sum.1 + m.offered));
    let name = t::pictures_fill_name(l, count(offered), percent(taken, offered), count(taken));
    let svg = draw::bars(&name, &bars);
    card(l, t::pictures_fill(l), &name, svg, &fill_rows(l, &all.modules), &fill_heads(l), &format!("{whole}fill"))
}

fn load(l: Language, all: &Pictures, whole: &str) -> AnyView {
    let bars = ends(&all.trainers).into_iter().map(|t| Bar {
        name: t.trainer.name(l).to_owned(),
        value: format!("{}/{} · {} %", count(t.held), count(t.limit), percent(t.held, t.limit)),
        percent: percent(t.held, t.limit),
    });
    let bars: Vec<Bar> = bars.collect();
    let idle = all.trainers.iter().filter(|t| t.held == 0).count();
    let full = all.trainers.iter().filter(|t| t.held > 0 && t.held >= t.limit).count();
    let name = t::pictures_load_name(l, count(all.trainers.len()), count(full), count(idle));
    let svg = draw::bars(&name, &bars);
    card(l, t::pictures_load(l), &name, svg, &load_rows(l, &all.trainers), &load_heads(l), &format!("{whole}load"))
}

fn weeks(l: Language, all: &Pictures, whole: &str) -> AnyView {
    let columns: Vec<_> =
        all.weeks.iter().map(|w| (w.monday.format("%d-%m").to_string(), count(w.so_far), w.so_far)).collect();
    let finished = all.weeks.last().map_or(0, |w| w.so_far);
    let end = all.weeks.last().map_or_else(|| "–".to_owned(), |w| date(l, w.monday));
    let name = t::pictures_weeks_name(l, count(all.people), count(finished), end);
    let svg = draw::columns(&name, &columns, all.people);
    card(l, t::pictures_weeks(l), &name, svg, &week_rows(l, &all.weeks), &week_heads(l), &format!("{whole}weeks"))
}

fn districts(l: Language, all: &Pictures, whole: &str) -> AnyView {
    let names: Vec<&str> = all.districts.iter().map(|d| d.district.en.as_str()).collect();
    let tiles = all.districts.iter().zip(map::places(&names)).map(|(d, at)| Tile {
        at,
        lines: vec![
            d.district.name(l).to_owned(),
            t::plans_sessions_n(l, count(d.sessions)),
            format!("{}/{} · {} %", count(d.taken), count(d.offered), percent(d.taken, d.offered)),
            if d.without > 0 {
                format!("! {}", t::plans_by_unmet(l, count(d.without)))
            } else {
                format!("✓ {}", t::pictures_all_seated(l))
            },
        ],
        percent: percent(d.taken, d.offered),
        marked: d.without > 0,
    });
    let tiles: Vec<Tile> = tiles.collect();
    let without: usize = all.districts.iter().map(|d| d.without).sum();
    let name = t::pictures_districts_name(l, count(all.districts.len()), count(without));
    let svg = draw::tiles(&name, &tiles);
    card(
        l,
        t::pictures_districts(l),
        &name,
        svg,
        &district_rows(l, &all.districts),
        &district_heads(l),
        &format!("{whole}districts"),
    )
}

fn fill_heads(l: Language) -> [&'static str; 6] {
    [
        t::plans_by_module(l),
        t::plans_sessions(l),
        t::plans_taken(l),
        t::pictures_offered(l),
        t::pictures_percent(l),
        t::pictures_wanted(l),
    ]
}

fn fill_rows(l: Language, all: &[Fill]) -> Vec<Vec<String>> {
    let row = |m: &Fill| {
        let numbers = [m.sessions, m.taken, m.offered].map(count);
        let name = format!("{} {}", m.module.id, m.module.name(l));
        [vec![name], numbers.to_vec(), vec![format!("{} %", percent(m.taken, m.offered)), count(m.wanted)]].concat()
    };
    all.iter().map(row).collect()
}

fn load_heads(l: Language) -> [&'static str; 4] {
    [t::plans_by_trainer(l), t::pictures_held(l), t::pictures_limit(l), t::pictures_percent(l)]
}

fn load_rows(l: Language, all: &[Load]) -> Vec<Vec<String>> {
    let row = |t: &Load| {
        vec![t.trainer.name(l).to_owned(), count(t.held), count(t.limit), format!("{} %", percent(t.held, t.limit))]
    };
    all.iter().map(row).collect()
}

fn week_heads(l: Language) -> [&'static str; 3] {
    [t::pictures_week(l), t::pictures_finished(l), t::pictures_so_far(l)]
}

fn week_rows(_: Language, all: &[Week]) -> Vec<Vec<String>> {
    all.iter().map(|w| vec![short_date(w.monday), count(w.finished), count(w.so_far)]).collect()
}

fn district_heads(l: Language) -> [&'static str; 6] {
    [
        t::plans_by_district(l),
        t::plans_sessions(l),
        t::plans_taken(l),
        t::pictures_offered(l),
        t::pictures_percent(l),
        t::pictures_without(l),
    ]
}

fn district_rows(l: Language, all: &[DistrictFill]) -> Vec<Vec<String>> {
    let row = |d: &DistrictFill| {
        let numbers = [d.sessions, d.taken, d.offered].map(count);
        let name = d.district.name(l).to_owned();
        [vec![name], numbers.to_vec(), vec![format!("{} %", percent(d.taken, d.offered)), count(d.without)]].concat()
    };
    all.iter().map(row).collect()
}

/// A picture and its table; of a long table the beginning, with the way to the whole.
fn card(
    l: Language,
    title: &'static str,
    name: &str,
    svg: String,
    rows: &[Vec<String>],
    heads: &[&'static str],
    whole: &str,
) -> AnyView {
    let more = (rows.len() > ROWS).then(|| {
        view! { <p><a href=whole.to_owned()>{t::pictures_whole(l, count(rows.len()))}</a></p> }
    });
    let shortened = (rows.len() > MOST_BARS && svg.matches("<g>").count() < rows.len())
        .then(|| view! { <p class="hint">{t::pictures_ends(l, count(rows.len()), AT_EACH_END)}</p> });
    let table = table(title, heads, rows.get(..ROWS).unwrap_or(rows));
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="hint">{name.to_owned()}</p>
            {shortened}
            <div class="scroll" tabindex="0" role="region" aria-label=title inner_html=svg></div>
            <details><summary>{t::pictures_table(l)}": "{title}</summary><div class="scroll" tabindex="0" role="region" aria-label=format!("{}: {title}", t::pictures_table(l))>{table}</div>{more}</details>
        </section>
    }
    .into_any()
}

fn table(title: &'static str, heads: &[&'static str], rows: &[Vec<String>]) -> AnyView {
    let cell = |(at, text): (usize, &String)| {
        let (label, text) = (heads.get(at).copied().unwrap_or_default(), text.clone());
        if at == 0 {
            view! { <th scope="row">{text}</th> }.into_any()
        } else {
            view! { <td class="num" data-label=label>{text}</td> }.into_any()
        }
    };
    let rows =
        rows.iter().map(|row| view! { <tr>{row.iter().enumerate().map(cell).collect_view()}</tr> }).collect_view();
    let heads = heads
        .iter()
        .enumerate()
        .map(|(at, text)| view! { <th scope="col" class=(at > 0).then_some("num")>{*text}</th> });
    view! {
        <table class="cards">
            <caption class="visually-hidden">{title}</caption>
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn paged(
    l: Language,
    rows: &[Vec<String>],
    heads: &[&'static str],
    title: &'static str,
    href: &str,
    page: usize,
) -> AnyView {
    let paging = Paging::of(rows.len(), ROWS, page);
    let shown = paging.shown(rows);
    let (previous, next) = paging.links(|to| format!("{href}&page={to}"), t::pictures_before(l), t::pictures_after(l));
    let back = href.split("&of=").next().unwrap_or(href).to_owned();
    let table = table(title, heads, shown);
    view! {
        <h2>{title}</h2>
        <p><a href=back>{t::pictures_back(l)}</a>" · "{t::plans_shown(l, count(rows.len()), count(shown.len()))}</p>
        {table}
        <Pages label=title previous next />
    }
    .into_any()
}
