//! `/sessions`: the schedule, filtered by district, module, venue and days.

use super::{place, state, title, when};
use crate::{count, t};
use abhyas_core::{Language, Permission, Reach};
use abhyas_kit::{Page, Paging, Reply, encode};
use abhyas_services::plans::Hours;
use abhyas_services::sessions::{Filter, Schedule, SessionRecord, list};
use abhyas_ui::{EmptyState, Pages, SelectField, TextField};
use leptos::prelude::*;

/// Sessions on one page.
const ON_A_PAGE: usize = 50;

/// `GET /sessions`.
pub(super) async fn show(page: Page) -> Reply {
    let l = page.lang;
    let filter = Filter {
        from: page.query("from").parse().ok(),
        to: page.query("to").parse().ok(),
        district: page.query("district"),
        module: page.query("module"),
        venue: page.query("venue"),
    };
    let found = list(page.services(), page.actor()?, &filter).await?;
    let form = form(l, &filter, &found);
    let all = found.sessions.len();
    let paging = Paging::asked(&page, all, ON_A_PAGE);
    let shown = paging.shown(&found.sessions);
    let content = if all == 0 {
        view! { <EmptyState title=t::sessions_none(l) text=t::sessions_none_next(l) /> }.into_any()
    } else {
        table(l, &found.hours, shown, all)
    };
    let (previous, next) = paging.links(|to| address(&filter, to), t::sessions_before(l), t::sessions_after(l));
    let decides = page.actor()?.reach(Permission::EditSession) >= Reach::District;
    let decide = decides.then(|| view! { <p class="no-print"><a href="/sessions/decide">{t::decide_title(l)}</a></p> });
    Ok(page.sheet(t::sessions_title(l)).show(move || {
        view! {
            <h1>{t::sessions_title(l)}</h1>
            {decide}
            {form}
            {content}
            <Pages label=t::sessions_pages(l) previous next />
        }
    }))
}

fn address(filter: &Filter, page: usize) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |d| d.to_string());
    let pairs = [
        ("from", day(filter.from)),
        ("to", day(filter.to)),
        ("district", filter.district.clone()),
        ("module", filter.module.clone()),
        ("venue", filter.venue.clone()),
    ];
    let filled =
        pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}&", encode(value)));
    format!("/sessions?{}page={page}", filled.collect::<String>())
}

fn form(l: Language, filter: &Filter, found: &Schedule) -> AnyView {
    let options = |list: &[(String, String, String)]| {
        let any = (String::new(), t::sessions_any(l).to_owned());
        std::iter::once(any)
            .chain(list.iter().map(|(id, hi, en)| (id.clone(), l.pick(hi, en).to_owned())))
            .collect::<Vec<_>>()
    };
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |d| d.to_string());
    let (from, to) = (day(filter.from), day(filter.to));
    view! {
        <details class="card" open=*filter != Filter::default()>
            <summary>{t::sessions_filter(l)}</summary>
            <form method="get" action="/sessions">
                <SelectField language=l name="district" label=t::plans_by_district(l) value=filter.district.clone() options=options(&found.districts) required=true refusals=Vec::new() />
                <SelectField language=l name="module" label=t::plans_by_module(l) value=filter.module.clone() options=options(&found.modules) required=true refusals=Vec::new() />
                <TextField language=l name="from" label=t::sessions_from(l) kind="date" value=from refusals=Vec::new() />
                <TextField language=l name="to" label=t::sessions_to(l) kind="date" value=to refusals=Vec::new() />
                <button type="submit" class="button">{t::sessions_filter_now(l)}</button>
            </form>
        </details>
    }
    .into_any()
}

fn table(l: Language, hours: &Hours, shown: &[SessionRecord], all: usize) -> AnyView {
    let n = shown.len();
    let rows = shown
        .iter()
        .map(|s| {
            let seats = t::plans_of(l, s.capacity.to_string(), s.seats_taken.to_string());
            view! {
                <tr>
                    <th scope="row"><a href=format!("/sessions/{}", s.id)>{title(l, s)}</a>" "{state(l, s)}</th>
                    <td data-label=t::plans_when(l)>{when(l, hours, s)}</td>
                    <td data-label=t::plans_by_venue(l)>{place(l, s)}</td>
                    <td data-label=t::plans_by_trainer(l)>{s.teachers()}</td>
                    <td class="num" data-label=t::plans_taken(l)>{seats}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption>{t::plans_shown(l, count(all), count(n))}</caption>
            <thead><tr>
                <th scope="col">{t::plans_by_module(l)}</th><th scope="col">{t::plans_when(l)}</th><th scope="col">{t::plans_by_venue(l)}</th>
                <th scope="col">{t::plans_by_trainer(l)}</th><th scope="col" class="num">{t::plans_taken(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
