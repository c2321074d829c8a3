//! `/people/{id}`: the record, and what can be done with it.

use crate::facility::field;
use crate::form::id_of;
use crate::{t, words};
use abhyas_core::{Language, Permission, PersonId, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::people::export::{as_json, as_xlsx};
use abhyas_services::people::show::{PersonView, person};
use abhyas_services::roster::Candidate;
use abhyas_services::sessions::when;
use abhyas_ui::{Badge, Card, Facts, HiddenField, Submit, TextField, Tone};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use leptos::prelude::*;

/// What was typed into one of the page's forms, and why it was refused.
#[derive(Debug, Default)]
pub struct Tried {
    /// The form as typed.
    pub form: Form,
    /// Facilities that may be meant.
    pub candidates: Vec<Candidate>,
    /// The refusals.
    pub refusals: Vec<Refusal>,
}

/// `GET /people/{id}`.
pub async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id_of(&id)?, Tried::default()).await
}

/// The page, after a refused form with what was typed.
pub async fn render(page: &Page, id: &PersonId, tried: Tried) -> Reply {
    let lang = page.lang;
    let view = person(page.services(), page.actor()?, id).await?;
    let title = view.record.name.clone();
    let acts = view.may_edit.then(|| edits(page, &view, &tried));
    let erase = (view.may_erase && view.record.state == "inactive")
        .then(|| act(page, &view, "erase", t::erase(lang), t::erase_text(lang), "bad"));
    let export = view.may_export.then(|| {
        view! {
            <p class="row">
                <a class="button plain" href=format!("/people/{id}/data.xlsx") download>{t::show_export_xlsx(lang)}</a>
                <a class="button plain" href=format!("/people/{id}/data.json") download>{t::show_export_json(lang)}</a>
            </p>
        }
    });
    // Only who leads people has a list to go back to.
    let leads = page.actor()?.reach(Permission::SeePeople) >= Reach::District;
    let links =
        view.may_edit.then(|| view! { <a class="button" href=format!("/people/{id}/edit")>{t::show_edit(lang)}</a> });
    let reset = (view.may_reset && view.record.state == "active").then(|| {
        view! {
            <form method="post" class="inline" action="/access/reset">
                {page.once_field()}
                <HiddenField name="login" value=view.record.staff_id.clone() />
                <Submit label=t::show_access(lang) class="plain" />
            </form>
        }
    });
    let badge =
        (view.record.state == "inactive").then(|| view! { " "<Badge tone=Tone::Warn text=t::people_inactive(lang) /> });
    let body = view! {
        {leads.then(|| view! { <p><a href="/people">{t::back_to_people(lang)}</a></p> })}
        <h1>{title.clone()}{badge}</h1>
        {facts(lang, &view)}
        <p class="row">{links}{reset}</p>
        {sessions(lang, &view)}
        {acts}
        {export}
        {erase}
    }
    .into_any();
    Ok(page.sheet(title).refused(&tried.refusals).show(|| body))
}

fn facts(lang: Language, view: &PersonView) -> AnyView {
    let record = &view.record;
    let text = |text: String| text.into_any();
    let both = |names: &Option<(String, String)>| {
        names.as_ref().map(|(hi, en)| lang.pick(hi, en).to_owned()).unwrap_or_default()
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| format::date(lang, day)).unwrap_or_default();
    let capacities: Vec<&str> = view.grants.iter().map(|grant| words::capacity(lang, grant.capacity)).collect();
    let facts = vec![
        (t::staff_id(lang), record.staff_id.clone()),
        (t::mobile(lang), record.mobile.clone().unwrap_or_default()),
        (t::designation(lang), record.designation.clone()),
        (t::people_role(lang), both(&view.role_name)),
        (t::facility(lang), both(&view.facility_name)),
        (t::capacities(lang), capacities.join(", ")),
        (t::together_of(lang), view.learns_with.as_ref().map(|group| group.name.clone()).unwrap_or_default()),
        (t::sex(lang), words::sex(lang, &record.sex).to_owned()),
        (t::born(lang), day(record.born)),
        (t::joined(lang), day(record.joined)),
        (t::email(lang), record.email.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), text(value)))
        .collect();
    view! { <Card><Facts facts /></Card> }.into_any()
}

/// Where the person sits and what they teach, with the marks of attendance.
fn sessions(lang: Language, view: &PersonView) -> AnyView {
    if view.seats.is_empty() {
        return view! { <Card title=t::show_sessions(lang)><p class="muted">{t::show_no_sessions(lang)}</p></Card> }
            .into_any();
    }
    let rows = view
        .seats
        .iter()
        .map(|seat| {
            let s = &seat.session;
            let module = format!("{} {}", s.module, lang.pick(&s.module_hi, &s.module_en));
            let place = format!("{}, {}", lang.pick(&s.venue_hi, &s.venue_en), lang.pick(&s.room_hi, &s.room_en));
            let state = if s.state == "cancelled" {
                Some((Tone::Bad, t::seat_cancelled(lang)))
            } else if seat.teaches {
                Some((Tone::Train, t::seat_teaches(lang)))
            } else {
                words::presence(lang, &seat.presence)
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/sessions/{}", s.id)>{module}</a></th>
                    <td data-label=t::seat_when(lang)>{when(&view.hours, s, lang)}</td>
                    <td data-label=t::seat_where(lang)>{place}</td>
                    <td data-label=t::seat_state(lang)>{state.map(|(tone, text)| view! { <Badge tone text /> })}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title=t::show_sessions(lang)>
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::seat_module(lang)}</th><th scope="col">{t::seat_when(lang)}</th>
                    <th scope="col">{t::seat_where(lang)}</th><th scope="col">{t::seat_state(lang)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Card>
    }
    .into_any()
}

fn edits(page: &Page, view: &PersonView, tried: &Tried) -> AnyView {
    let lang = page.lang;
    let state = if view.record.state == "active" {
        act(page, view, "deactivate", t::deactivate(lang), t::deactivate_text(lang), "plain")
    } else {
        act(page, view, "reactivate", t::reactivate(lang), "", "")
    };
    view! { {leave(page, view, tried)}{crate::nights::card(page, view, tried)}{transfer(page, view, tried)}{state} }
        .into_any()
}

fn leave(page: &Page, view: &PersonView, tried: &Tried) -> AnyView {
    let (lang, id) = (page.lang, &view.record.id);
    let rows = view
        .leaves
        .iter()
        .map(|leave| {
            let span = t::leave_span(lang, format::short_date(leave.first_day), format::short_date(leave.last_day));
            let once = page.once_field();
            let hidden = span.clone();
            view! {
                <li>
                    {span}" "{leave.reason.clone()}" "
                    <form method="post" class="inline" action=format!("/people/{id}/leave/end")>
                        {once}<HiddenField name="leave" value=leave.id.clone() />
                        <button type="submit" class="button plain small">{t::leave_end(lang)}<span class="visually-hidden">": "{hidden}</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let list = if view.leaves.is_empty() {
        view! { <p class="muted">{t::leave_none(lang)}</p> }.into_any()
    } else {
        view! { <ul>{rows}</ul> }.into_any()
    };
    let value = |name: &str| tried.form.text(name).to_owned();
    let refusals = || tried.refusals.clone();
    let form = view! {
        <form method="post" action=format!("/people/{id}/leave")>
            {page.once_field()}
            <TextField language=lang name="first_day" label=t::leave_first(lang) value=value("first_day") kind="date" required=true refusals=refusals() />
            <TextField language=lang name="last_day" label=t::leave_last(lang) value=value("last_day") kind="date" required=true refusals=refusals() />
            <TextField language=lang name="reason" label=t::leave_reason(lang) value=value("reason") refusals=refusals() />
            <Submit label=t::leave_add(lang) class="plain" />
        </form>
    }
    .into_any();
    view! { <Card title=t::leave_title(lang)>{list}{form}</Card> }.into_any()
}

fn transfer(page: &Page, view: &PersonView, tried: &Tried) -> AnyView {
    let (lang, id) = (page.lang, &view.record.id);
    let form = view! {
        <form method="post" action=format!("/people/{id}/transfer")>
            {page.once_field()}
            <HiddenField name="version" value=view.record.version.to_string() />
            {field(lang, tried.form.text("facility"), &tried.candidates, &tried.refusals)}
            <Submit label=t::transfer(lang) class="plain" />
        </form>
    }
    .into_any();
    view! { <Card title=t::transfer_title(lang)>{form}</Card> }.into_any()
}

/// A card with one button.
fn act(
    page: &Page,
    view: &PersonView,
    name: &'static str,
    label: &'static str,
    text: &'static str,
    class: &'static str,
) -> AnyView {
    let text = (!text.is_empty()).then(|| view! { <p>{text}</p> });
    let form = view! {
        <form method="post" action=format!("/people/{}/{name}", view.record.id)>
            {page.once_field()}
            <HiddenField name="version" value=view.record.version.to_string() />
            <Submit label=label class=class />
        </form>
    }
    .into_any();
    view! { <Card title=t::state_title(page.lang)>{text}{form}</Card> }.into_any()
}

/// `GET /people/{id}/data.json`.
pub async fn data_json(page: Page, Path(id): Path<String>) -> Reply {
    let data = as_json(page.services(), page.actor()?, &id_of(&id)?).await?;
    let bytes = serde_json::to_vec_pretty(&data).unwrap_or_default();
    Ok(download("person.json", "application/json", bytes))
}

/// `GET /people/{id}/data.xlsx`.
pub async fn data_xlsx(page: Page, Path(id): Path<String>) -> Reply {
    let bytes = as_xlsx(page.services(), page.actor()?, &id_of(&id)?).await?;
    Ok(download("person.xlsx", XLSX, bytes))
}

/// The type of Excel workbooks.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file to be kept, never shown by the browser.
pub fn download(name: &str, kind: &'static str, bytes: Vec<u8>) -> axum::response::Response {
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))], bytes)
        .into_response()
}
