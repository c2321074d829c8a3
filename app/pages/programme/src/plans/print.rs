//! `/plans/{id}/print`: a part of a plan on A4, for the wall of a room or the hand of a trainer.

use super::plan_id;
use super::tables::joins;
use crate::{count, speaking, t};
use abhyas_core::{Language, PlanId};
use abhyas_i18n::format::{instant, long_date, number};
use abhyas_kit::{Page, PageError, Paging, Reply, encode};
use abhyas_services::plans::{Draft, DraftSession, Named, Whose, draft, part};
use abhyas_ui::Pages;
use axum::extract::Path;
use leptos::prelude::*;

/// Sessions on one page of the screen, so that the whole of a large programme is printed in pieces.
const MOST: usize = 300;
/// The same where the people are named.
const MOST_WITH_NAMES: usize = 100;

/// What is asked for.
struct Wanted {
    by: String,
    of: String,
    names: bool,
    page: usize,
}

/// `GET /plans/{id}/print`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let wanted = Wanted {
        by: page.query("by"),
        of: page.query("of"),
        names: page.query("names") == "1",
        page: page.query("page").parse().unwrap_or(1),
    };
    let plan = draft(page.services(), &speaking(&page)?, &plan_id(&id)?).await?;
    let whose = if wanted.of.is_empty() { Whose::All } else { Whose::of(&wanted.by) };
    let sessions = part(&plan, whose, &wanted.of).ok_or_else(PageError::not_found)?;
    let most = if wanted.names { MOST_WITH_NAMES } else { MOST };
    let paging = Paging::of(sessions.len(), most, wanted.page);
    let (first, shown) = (paging.before(), paging.shown(&sessions));
    let title = t::print_title(l, name_of(l, &plan, whose, &wanted.of, &sessions));
    let (tools, foot) = (tools(l, &plan, &wanted, whose), state_line(l, &plan));
    let to = |to: usize| address(&plan.summary.plan.id, &wanted, wanted.names, to);
    let (previous, next) = paging.links(to, t::print_before(l), t::print_after(l));
    let several = (paging.pages > 1).then(|| {
        let text = t::print_pieces(l, count(sessions.len()), count(first + 1), count(first + shown.len()));
        view! { <p>{text}</p><div class="no-print"><Pages label=t::print_pages(l) previous next /></div> }
    });
    let named = wanted.names && whose != Whose::Person;
    let parts = sections(l, &plan, shown, whose, named);
    Ok(page.sheet(title.clone()).show(move || {
        view! {
            {tools}
            <article class="leaf">
                <h1>{title}</h1>
                <p>{foot}</p>
                {several}
                {parts}
            </article>
        }
    }))
}

fn address(plan: &PlanId, wanted: &Wanted, names: bool, page: usize) -> String {
    let names = if names { "&names=1" } else { "" };
    format!("/plans/{plan}/print?by={}&of={}{names}&page={page}", encode(&wanted.by), encode(&wanted.of))
}

fn tools(l: Language, plan: &Draft, wanted: &Wanted, whose: Whose) -> AnyView {
    let id = &plan.summary.plan.id;
    let back = format!("/plans/{id}?by={}&of={}", encode(&wanted.by), encode(&wanted.of));
    let switch = (whose != Whose::Person).then(|| {
        let text = if wanted.names { t::print_without_names(l) } else { t::print_with_names(l) };
        let href = address(id, wanted, !wanted.names, 1);
        view! { <a class="button plain small" href=href>{text}</a> }
    });
    view! {
        <div class="no-print">
            <p><a href=back>{t::plans_back_plan(l)}</a></p>
            <p>{t::print_how(l)}</p>
            <p class="row">{switch}</p>
        </div>
    }
    .into_any()
}

/// What the page is about.
fn name_of(l: Language, plan: &Draft, whose: Whose, of: &str, sessions: &[&DraftSession]) -> String {
    let first = sessions.first();
    let named = |pick: fn(&DraftSession) -> &Named| first.map_or("", |s| pick(s).name(l)).to_owned();
    match whose {
        Whose::All => t::print_all(l).to_owned(),
        Whose::District => named(|s| &s.place.district),
        Whose::Venue => named(|s| &s.place.venue),
        Whose::Room => format!("{}, {}", named(|s| &s.place.venue), named(|s| &s.place.room)),
        Whose::Module => format!("{of} {}", named(|s| &s.module)),
        Whose::Trainer => plan.book.trainer(of).name(l).to_owned(),
        Whose::Person => {
            let who = plan.book.person(of);
            format!("{} ({})", who.name, who.staff_id)
        }
    }
}

/// A draft on paper says that it is one.
fn state_line(l: Language, plan: &Draft) -> String {
    let record = &plan.summary.plan;
    match (record.number, record.published_at) {
        (Some(n), Some(at)) if record.state == "published" => t::print_version(l, instant(l, at), number(n)),
        _ => t::print_draft(l, instant(l, record.made_at)),
    }
}

/// One table a room, a new sheet of paper for each, where the page is about rooms; one table else.
fn sections(l: Language, plan: &Draft, shown: &[&DraftSession], whose: Whose, names: bool) -> AnyView {
    if !matches!(whose, Whose::Venue | Whose::District) {
        return table(l, plan, shown, names, None);
    }
    let mut rooms: Vec<(String, Vec<&DraftSession>)> = Vec::new();
    let mut sorted = shown.to_vec();
    // Stable: within a room the order of the calendar stays.
    sorted.sort_by(|a, b| (&a.place.venue.id, &a.place.room.id).cmp(&(&b.place.venue.id, &b.place.room.id)));
    for session in sorted {
        let name = format!("{}, {}", session.place.venue.name(l), session.place.room.name(l));
        match rooms.last_mut() {
            Some((last, list)) if *last == name => list.push(session),
            _ => rooms.push((name, vec![session])),
        }
    }
    rooms
        .into_iter()
        .map(|(name, list)| {
            let table = table(l, plan, &list, names, Some(name.clone()));
            view! { <section class="leaf-part"><h2>{name}</h2>{table}</section> }
        })
        .collect_view()
        .into_any()
}

fn table(l: Language, plan: &Draft, list: &[&DraftSession], names: bool, room: Option<String>) -> AnyView {
    let rows = list.iter().map(|session| row(l, plan, session, names, room.is_none())).collect_view();
    let place = room.is_none().then(|| view! { <th scope="col">{t::print_room(l)}</th> });
    let caption = room.unwrap_or_else(|| t::plans_sessions_n(l, count(list.len())));
    view! {
        <table class="cards">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>
                <th scope="col">{t::print_date(l)}</th><th scope="col">{t::print_half(l)}</th>{place}
                <th scope="col">{t::plans_by_module(l)}</th><th scope="col">{t::plans_by_trainer(l)}</th><th scope="col" class="num">{t::plans_people(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(l: Language, plan: &Draft, session: &DraftSession, names: bool, place: bool) -> AnyView {
    let day = session.day.map_or_else(|| "–".to_owned(), |day| long_date(l, day));
    let (begin, _) = plan.hours.of(session.half);
    let half = if session.half == 0 { t::print_morning(l) } else { t::print_afternoon(l) };
    let time = match (session.day, session.until) {
        (Some(day), Some((last, last_half))) if last != day => {
            format!("{half}, {begin} – {}, {}", long_date(l, last), plan.hours.of(last_half).1)
        }
        // From the morning to the afternoon is a whole day.
        (_, Some((_, last_half))) if last_half != session.half => format!("{begin}–{}", plan.hours.of(last_half).1),
        _ => format!("{half}, {begin}–{}", plan.hours.of(session.half).1),
    };
    let room = place.then(|| {
        let text = format!("{}, {}", session.place.venue.name(l), session.place.room.name(l));
        view! { <td data-label=t::print_room(l)>{text}</td> }
    });
    let names = names.then(|| {
        let mut people: Vec<(String, String)> =
            session.people.iter().map(|id| plan.book.person(id)).map(|who| (who.name, who.staff_id)).collect();
        people.sort();
        let people = people.into_iter().map(|(name, staff_id)| view! { <li>{name}" · "{staff_id}</li> }).collect_view();
        view! { <ol class="names">{people}</ol> }
    });
    view! {
        <tr>
            <th scope="row">{day}</th>
            <td data-label=t::print_half(l)>{time}</td>
            {room}
            <td data-label=t::plans_by_module(l)><div>{format!("{} {}", session.module.id, session.module.name(l))}{names}</div></td>
            <td data-label=t::plans_by_trainer(l)>{session.teachers(l)}{joins(l, plan, session)}</td>
            <td class="num" data-label=t::plans_people(l)>{t::plans_of(l, count(session.seats), count(session.people.len()))}</td>
        </tr>
    }
    .into_any()
}
