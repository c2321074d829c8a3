//! The tables of a plan: by district, venue, trainer, module; by person; unmet wishes.

use super::files::links;
use crate::{count, t};
use abhyas_core::Language;
use abhyas_i18n::refusals::explain;
use abhyas_kit::{PageError, encode};
use abhyas_services::plans::{By, Draft, DraftSession, groups, missing, person_rows, sessions_in};
use abhyas_ui::{Badge, EmptyState, Note, Tone};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// At most so many people are listed at once; a search finds the others.
const MOST_PEOPLE: usize = 60;

/// What stands under a tab.
pub(super) fn content(l: Language, plan: &Draft, by: &str, of: &str, words: &str) -> Result<AnyView, PageError> {
    let by = match by {
        "person" => return Ok(people(l, plan, words)),
        "unmet" => return wishes(l, plan),
        "venue" => By::Venue,
        "trainer" => By::Trainer,
        "module" => By::Module,
        _ => By::District,
    };
    let files = links(l, &plan.summary.plan.id, name_of(by), of);
    let rooms = (by == By::Venue && !of.is_empty()).then(|| rooms(l, plan, of));
    let found = if of.is_empty() { table(l, plan, by) } else { sessions(l, plan, &sessions_in(plan, by, of)) };
    Ok(view! { {files}{rooms}{found} }.into_any())
}

/// The rooms of a venue, each with its own page to print.
fn rooms(l: Language, plan: &Draft, venue: &str) -> AnyView {
    let of = sessions_in(plan, By::Venue, venue);
    let rooms: BTreeMap<&str, &str> = of.iter().map(|s| (s.place.room.id.as_str(), s.place.room.name(l))).collect();
    let links = rooms
        .into_iter()
        .map(|(id, name)| {
            let href = format!("/plans/{}/print?by=room&of={}", plan.summary.plan.id, encode(id));
            view! { <li><a href=href>{t::print_of(l, name)}</a></li> }
        })
        .collect_view();
    view! { <ul class="no-print">{links}</ul> }.into_any()
}

fn name_of(by: By) -> &'static str {
    match by {
        By::District => "district",
        By::Venue => "venue",
        By::Trainer => "trainer",
        By::Module => "module",
    }
}

fn table(l: Language, plan: &Draft, by: By) -> AnyView {
    let rows = groups(plan, by)
        .into_iter()
        .map(|group| {
            let href = format!("/plans/{}?by={}&of={}", plan.summary.plan.id, name_of(by), encode(&group.name.id));
            let id = matches!(by, By::Module).then(|| format!("{} ", group.name.id));
            view! {
                <tr>
                    <th scope="row"><a href=href>{id}{group.name.name(l).to_owned()}</a></th>
                    <td class="num" data-label=t::plans_sessions(l)>{count(group.sessions)}</td>
                    <td class="num" data-label=t::plans_taken(l)>{t::plans_of(l, count(group.seats), count(group.taken))}</td>
                    <td class="num" data-label=t::plans_people(l)>{count(group.people)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{t::plans_tables(l)}</caption>
            <thead><tr>
                <th scope="col">{t::plans_name(l)}</th><th scope="col" class="num">{t::plans_sessions(l)}</th>
                <th scope="col" class="num">{t::plans_taken(l)}</th><th scope="col" class="num">{t::plans_people(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// In whose room those stand who are seen over a link.
pub(super) fn joins(l: Language, plan: &Draft, session: &DraftSession) -> Option<AnyView> {
    let hub = session.joins.as_ref()?;
    let room = plan.sessions.iter().find(|s| s.id == *hub).map(|s| &s.place);
    let name = room.map_or_else(|| hub.clone(), |at| format!("{}, {}", at.venue.name(l), at.room.name(l)));
    Some(view! { <br /><small>{t::sessions_joins(l)}": "{name}</small> }.into_any())
}

fn sessions(l: Language, plan: &Draft, list: &[&DraftSession]) -> AnyView {
    let rows = list
        .iter()
        .map(|s| {
            let place = format!("{}, {}", s.place.venue.name(l), s.place.room.name(l));
            view! {
                <tr>
                    <th scope="row">{plan.when(l, s)}{s.pinned.then(|| view! { " "<Badge tone=Tone::Warn text=t::pins_mark(l) /> })}</th>
                    <td data-label=t::plans_by_module(l)>{format!("{} {}", s.module.id, s.module.name(l))}</td>
                    <td data-label=t::plans_by_venue(l)>{place}</td>
                    <td data-label=t::plans_by_trainer(l)>{s.teachers(l)}{joins(l, plan, s)}</td>
                    <td class="num" data-label=t::plans_taken(l)>{t::plans_of(l, count(s.seats), count(s.people.len()))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption>{t::plans_sessions_n(l, count(list.len()))}</caption>
            <thead><tr>
                <th scope="col">{t::plans_when(l)}</th><th scope="col">{t::plans_by_module(l)}</th><th scope="col">{t::plans_by_venue(l)}</th>
                <th scope="col">{t::plans_by_trainer(l)}</th><th scope="col" class="num">{t::plans_taken(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn people(l: Language, plan: &Draft, words: &str) -> AnyView {
    let (rows, all) = person_rows(plan, words, MOST_PEOPLE);
    let shown = rows.len();
    let rows = rows
        .into_iter()
        .map(|row| {
            let lines = row
                .modules
                .into_iter()
                .map(|(module, at)| {
                    let session = at.and_then(|at| plan.sessions.get(at));
                    let name = plan.book.module(&module).name(l).to_owned();
                    let when = session.map_or_else(|| t::plans_no_seat(l).to_owned(), |s| plan.when(l, s));
                    view! { <li><strong>{format!("{module} {name}")}</strong>": "{when}</li> }
                })
                .collect_view();
            let facility = row.facility.name(l).to_owned();
            let files = format!("/plans/{}/export", plan.summary.plan.id);
            let (xlsx, ics) = (format!("{files}.xlsx?by=person&of={}", row.person), format!("{files}.ics?by=person&of={}", row.person));
            let print = format!("/plans/{}/print?by=person&of={}", plan.summary.plan.id, row.person);
            let files_of = t::export_of(l, &row.name);
            view! {
                <tr>
                    <th scope="row">{row.name}<br /><small>{format!("{} · {facility}", row.staff_id)}</small></th>
                    <td data-label=t::plans_by_module(l)>
                        <ul>{lines}</ul>
                        <p class="no-print"><a href=xlsx download aria-label=format!("{}: {files_of}", t::export_xlsx(l))>{t::export_xlsx(l)}</a>" · "<a href=ics download aria-label=format!("{}: {files_of}", t::export_ics(l))>{t::export_ics(l)}</a>" · "<a href=print aria-label=format!("{}: {files_of}", t::print_link(l))>{t::print_link(l)}</a></p>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let action = format!("/plans/{}", plan.summary.plan.id);
    let words = words.to_owned();
    view! {
        <form method="get" action=action class="row" role="search">
            <input type="hidden" name="by" value="person" />
            <div class="field"><label for="q">{t::plans_search(l)}</label><input id="q" name="q" type="search" value=words /></div>
            <button type="submit" class="button">{t::plans_search_now(l)}</button>
        </form>
        <table class="cards">
            <caption>{t::plans_shown(l, count(all), count(shown))}</caption>
            <thead><tr><th scope="col">{t::plans_name(l)}</th><th scope="col">{t::plans_by_module(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// How many people of a group are named; the table by person has them all.
const NAMED: usize = 60;

fn wishes(l: Language, plan: &Draft) -> Result<AnyView, PageError> {
    let groups = missing(plan, l)?;
    if groups.is_empty() {
        return Ok(view! { <EmptyState title=t::plans_all_seated(l) text=t::plans_all_seated_about(l) /> }.into_any());
    }
    let n: usize = groups.iter().map(|group| group.people.len()).sum();
    let rows = groups
        .into_iter()
        .map(|group| {
            let reasons = group
                .reasons
                .iter()
                .map(|r| explain(l, r))
                .map(|w| view! { <li>{w.message}" "<strong>{w.next}</strong></li> })
                .collect_view();
            let (many, more) = (group.people.len(), group.people.len().saturating_sub(NAMED));
            let people = group.people.into_iter().take(NAMED);
            let people = people.map(|p| view! { <li>{format!("{} · {} · {}", p.name, p.staff_id, p.facility)}</li> });
            let people = people.collect_view();
            let more = (more > 0).then(|| view! { <li>{t::plans_and_more(l, count(more))}</li> });
            view! {
                <tr>
                    <th scope="row">{group.module}<br /><small>{group.district}</small></th>
                    <td data-label=t::plans_why(l)><ul>{reasons}</ul></td>
                    <td data-label=t::plans_people(l)>
                        <details><summary>{t::plans_who(l, count(many))}</summary><ul>{people}{more}</ul></details>
                    </td>
                </tr>
            }
        })
        .collect_view();
    Ok(view! {
        <Note tone=Tone::Warn><p>{t::plans_unmet_about(l, count(n))}</p></Note>
        <table class="cards">
            <caption class="visually-hidden">{t::plans_by_unmet(l, count(n))}</caption>
            <thead><tr><th scope="col">{t::plans_by_module(l)}</th><th scope="col">{t::plans_why(l)}</th><th scope="col">{t::plans_people(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any())
}
