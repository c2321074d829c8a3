//! `/sessions/{id}`: when, where and how to get there, who teaches, who is coming.

use super::{place, presence, session_id, state, title, when};
use crate::plans::pins;
use crate::{count, t};
use abhyas_core::{Language, Permission, PersonId, Reach};
use abhyas_i18n::format::{instant, long_date, number};
use abhyas_kit::{Page, PageError, Reply};
use abhyas_services::sandbox::open_many;
use abhyas_services::sessions::{Linked, SessionPage, session_page};
use abhyas_ui::{Card, Facts, Note, Submit};
use axum::extract::Path;
use leptos::prelude::*;

/// `GET /sessions/{id}`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let l = page.lang;
    let found = session_page(page.services(), page.actor()?, &session_id(&id)?).await?;
    let title = title(l, &found.session);
    let (facts, people, links) = (facts(l, &found), people(l, &found), links(l, &found));
    let badge = state(l, &found.session);
    let heading = title.clone();
    let practise = practise(&page, &found);
    let prepare = prepare(&page, &found);
    let decided = decided(l, &found);
    let pinned = if found.leads { pins::of_session(&page, None, &found.session).await? } else { None };
    Ok(page.sheet(title).show(move || {
        view! {
            <h1>{heading}" "{badge}</h1>
            {facts}
            {links}
            {decided}
            {pinned}
            {practise}
            {prepare}
            {people}
        }
    }))
}

fn facts(l: Language, found: &SessionPage) -> AnyView {
    let s = &found.session;
    let directions = l.pick(&s.directions_hi, &s.directions_en).to_owned();
    let mut facts = vec![
        (t::plans_when(l).to_owned(), when(l, &found.hours, s).into_any()),
        (t::plans_by_venue(l).to_owned(), place(l, s).into_any()),
    ];
    if !directions.is_empty() {
        facts.push((t::sessions_directions(l).to_owned(), directions.into_any()));
    }
    if s.half_days > 1 {
        let until = if s.last_day == s.day { String::new() } else { format!("{}, ", long_date(l, s.last_day)) };
        let until = format!("{until}{}", found.hours.of(s.last_half).1);
        facts.push((t::sessions_length(l).to_owned(), t::sessions_half_days(l, number(s.half_days), until).into_any()));
    }
    facts.push((t::plans_by_trainer(l).to_owned(), s.trainer_name.clone().into_any()));
    if !s.co_trainers.is_empty() {
        let names: Vec<&str> = s.co_trainers.iter().map(|co| co.name.as_str()).collect();
        facts.push((t::sessions_co_trainers(l).to_owned(), names.join(", ").into_any()));
    }
    if let Some(hub) = &found.hub {
        facts.push((t::sessions_joins(l).to_owned(), other(l, hub)));
    }
    if !found.joining.is_empty() {
        let rooms = found.joining.iter().map(|s| view! { <li>{other(l, s)}</li> }).collect_view();
        facts.push((t::sessions_joined_by(l).to_owned(), view! { <ul>{rooms}</ul> }.into_any()));
    }
    if !s.remote_link.is_empty() {
        let link = s.remote_link.clone();
        let text = link.clone();
        facts.push((
            t::sessions_remote(l).to_owned(),
            view! { <a href=link rel="noreferrer noopener">{text}</a> }.into_any(),
        ));
    }
    let seats = t::plans_of(l, s.capacity.to_string(), s.seats_taken.to_string());
    facts.push((t::plans_taken(l).to_owned(), seats.into_any()));
    view! { <Facts facts /> }.into_any()
}

/// Another session at the same time: where it is, as a link for those who may look there.
fn other(l: Language, it: &Linked) -> AnyView {
    let text = place(l, &it.session);
    if it.may_open {
        view! { <a href=format!("/sessions/{}", it.session.id)>{text}</a> }.into_any()
    } else {
        text.into_any()
    }
}

/// That it is held although few are coming, with who decided so and why.
fn decided(l: Language, found: &SessionPage) -> Option<AnyView> {
    let it = found.decision.as_ref()?;
    let text =
        t::decide_was(l, number(it.least), number(it.people), instant(l, it.made_at), &it.made_by_name, &it.reason);
    Some(view! { <Note><p>{text}</p></Note> }.into_any())
}

fn links(l: Language, found: &SessionPage) -> Option<AnyView> {
    if !found.leads {
        return None;
    }
    let id = &found.session.id;
    let link = |shown: bool, to: &str, text: &'static str, class: &'static str| {
        shown.then(|| view! { <a class=class href=format!("/sessions/{id}/{to}")>{text}</a> })
    };
    let mark = link(found.may_mark, "attendance", t::sessions_attendance(l), "button");
    let sheet = link(true, "sheet", t::sessions_sheet(l), "button plain");
    let edit = link(found.may_edit, "edit", t::sessions_edit(l), "button plain");
    // Those who may change the session are those who may issue the certificates of its people.
    let certificates = found.may_edit.then(|| {
        let href = format!("/certificates/due?module={}&session={id}", found.session.module);
        view! { <a class="button plain" href=href>{t::sessions_certificates(l)}</a> }
    });
    Some(view! { <p class="row no-print">{mark}{sheet}{edit}{certificates}</p> }.into_any())
}

/// One tap to the practice of this session's module.
fn practise(page: &Page, found: &SessionPage) -> Option<AnyView> {
    crate::my::practise_form(page, found.session.module.as_str())
}

/// Opens the practice hospitals of everyone who is coming, so that the class finds them ready.
fn prepare(page: &Page, found: &SessionPage) -> Option<AnyView> {
    let may = page.actor().is_ok_and(|actor| actor.reach(Permission::PrepareHospitals) >= Reach::District);
    if !(found.leads && may) || found.people.is_empty() {
        return None;
    }
    let l = page.lang;
    let (once, action) = (page.once_field(), format!("/sessions/{}/hospitals", found.session.id));
    Some(
        view! {
            <Card title=t::sessions_hospitals(l)>
                <p>{t::sessions_hospitals_lead(l)}</p>
                <form method="post" action=action class="no-print">{once}<Submit label=t::sessions_hospitals_open(l) class="plain" /></form>
            </Card>
        }
        .into_any(),
    )
}

/// `POST /sessions/{id}/hospitals`. Those that are open already stay as they are, so a form sent twice opens each once.
pub(super) async fn open_hospitals(page: Page, Path(id): Path<String>) -> Reply {
    let actor = page.actor()?;
    let found = session_page(page.services(), actor, &session_id(&id)?).await?;
    if !found.leads {
        return Err(PageError::not_found());
    }
    let people: Vec<PersonId> = found.people.iter().map(|attendee| attendee.person.clone()).collect();
    let opened = open_many(page.services(), actor, &people).await?;
    let text = t::sessions_hospitals_done(page.lang, opened.added(), opened.already);
    page.see_other_with(&format!("/sessions/{id}"), &text).await
}

fn people(l: Language, found: &SessionPage) -> AnyView {
    let leads = found.leads;
    let rows = found
        .people
        .iter()
        .map(|person| {
            let facility = l.pick(&person.facility_hi, &person.facility_en).to_owned();
            let under = if leads { format!("{} · {facility}", person.staff_id) } else { facility };
            let mark = leads.then(|| presence(l, &person.presence));
            view! { <li>{person.name.clone()}" "{mark}<br /><small>{under}</small></li> }
        })
        .collect_view();
    view! { <Card title=t::sessions_coming(l, count(found.people.len()))><ol>{rows}</ol></Card> }.into_any()
}
