//! `/sessions/{id}/attendance`: one tap a person. Each tap is a form of its own, so it works without scripts.

use super::{presence, session_id, title, when};
use crate::{count, speaking, t};
use abhyas_core::{Language, PersonId, Refusal};
use abhyas_i18n::refusals::explain;
use abhyas_islands::AttendanceTaps;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::sessions::{Attendee, Mark, SessionPage, attendance_open, mark, session_page};
use abhyas_ui::{Note, Submit, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// `GET /sessions/{id}/attendance`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id, &[]).await
}

/// `POST /sessions/{id}/attendance`: one person, or everyone without a mark.
pub(super) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let session = session_id(&id)?;
    let presence = form.text("mark").to_owned();
    let marks: Vec<Mark> = if form.flag("everyone") {
        let found = session_page(page.services(), page.actor()?, &session).await?;
        let open = found.people.into_iter().filter(|p| p.presence.is_empty());
        open.map(|p| Mark { person: p.person, presence: presence.clone() }).collect()
    } else {
        let person = PersonId::parse(form.text("person")).map_err(|_| PageError::not_found())?;
        vec![Mark { person, presence }]
    };
    match mark(page.services(), &speaking(&page)?, &form.once()?, &session, &marks).await {
        Ok(_) => {
            let near = if form.flag("everyone") { String::new() } else { format!("#p-{}", form.text("person")) };
            Ok(page.see_other(&format!("/sessions/{session}/attendance{near}")))
        }
        Err(ServiceError::Refused(refusals)) => render(&page, &id, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, id: &str, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let found = session_page(page.services(), page.actor()?, &session_id(id)?).await?;
    if !found.may_mark {
        return Err(PageError::not_found());
    }
    let open = attendance_open(page.services(), &found, l);
    let note = open.as_ref().err().map(|refusal| {
        let words = explain(l, refusal);
        view! { <Note tone=Tone::Warn><p>{words.message}</p><p>{words.next}</p></Note> }
    });
    let (back, session) = (format!("/sessions/{}", found.session.id), found.session.id.to_string());
    let name = title(l, &found.session);
    let (time, numbers) = (when(l, &found.hours, &found.session), numbers(l, &found));
    let everyone = open.is_ok().then(|| everyone(page, &found));
    let rows = found.people.iter().map(|person| row(page, &found, person, open.is_ok())).collect_view();
    Ok(page.sheet(t::sessions_attendance(l)).refused(refusals).islands().show(move || {
        view! {
            <p><a href=back>{name}</a></p>
            <h1>{t::sessions_attendance(l)}</h1>
            <p class="lead">{time}</p>
            <p role="status">{numbers}</p>
            {note}
            {everyone}
            <AttendanceTaps language=l session><ul class="plain-list">{rows}</ul></AttendanceTaps>
        }
    }))
}

fn numbers(l: Language, found: &SessionPage) -> String {
    let of = |mark: &str| count(found.people.iter().filter(|p| p.presence == mark).count());
    t::sessions_numbers(l, of("absent"), of("excused"), of(""), of("present"))
}

fn everyone(page: &Page, found: &SessionPage) -> Option<AnyView> {
    let open = found.people.iter().any(|p| p.presence.is_empty());
    open.then(|| {
        let (action, once) = (format!("/sessions/{}/attendance", found.session.id), page.once_field());
        view! {
            <form method="post" action=action>
                {once}
                <input type="hidden" name="everyone" value="1" />
                <Submit label=t::sessions_everyone(page.lang) class="plain" name="mark" value="present" />
            </form>
        }
        .into_any()
    })
}

fn row(page: &Page, found: &SessionPage, person: &Attendee, open: bool) -> AnyView {
    let l = page.lang;
    let action = format!("/sessions/{}/attendance", found.session.id);
    let facility = l.pick(&person.facility_hi, &person.facility_en).to_owned();
    let buttons = open.then(|| {
        let button = |value: &'static str, text: &'static str| {
            let on = person.presence == value;
            let label = format!("{text}: {}", person.name);
            view! { <button type="submit" class="button plain" name="mark" value=value aria-pressed=on.to_string() aria-label=label>{text}</button> }
        };
        let (id, once) = (person.person.to_string(), page.once_field());
        let person_id = id.clone();
        view! {
            <form method="post" action=action class="taps" data-person=person_id>
                {once}
                <input type="hidden" name="person" value=id />
                {button("present", t::sessions_present(l))}
                {button("absent", t::sessions_absent(l))}
                {button("excused", t::sessions_excused(l))}
                <span data-state="saved" role="status"></span>
            </form>
        }
    });
    // Where nothing can be tapped the mark is told in words.
    let mark = if open { None } else { presence(l, &person.presence) };
    view! {
        <li class="card" id=format!("p-{}", person.person)>
            <p><strong>{person.name.clone()}</strong>" "{mark}<br /><small>{format!("{} · {facility}", person.staff_id)}</small></p>
            {buttons}
        </li>
    }
    .into_any()
}
