//! `/people/together/{id}`: one group, its people, and what can be done with it.

use super::{fields, how, typed};
use crate::facility::{Chosen, chosen, field};
use crate::form::id_of;
use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::learning::{self, Group, group};
use abhyas_services::{Outcome, ServiceError};
use abhyas_ui::{Badge, Card, HiddenField, Submit, TextField, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// What was typed into one of the page's forms, and why it was refused.
#[derive(Default)]
struct Tried {
    form: Form,
    chosen: Chosen,
    refusals: Vec<Refusal>,
}

/// `GET /people/together/{id}`.
pub async fn show(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id, Tried::default()).await
}

/// Leads back to the group, or shows the page again with what was typed.
async fn answer(page: &Page, id: &str, outcome: Outcome<String>, form: Form) -> Reply {
    match outcome {
        Ok(done) => page.see_other_with(&format!("/people/together/{id}"), &done).await,
        Err(ServiceError::Refused(refusals)) => render(page, id, Tried { form, refusals, ..Tried::default() }).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/together/{id}`.
pub async fn change(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let done = learning::change(page.services(), page.actor()?, &form.once()?, &id, &typed(&form)).await;
    answer(&page, &id, done.map(|()| t::together_saved(page.lang).to_owned()), form).await
}

/// `POST /people/together/{id}/person`.
pub async fn add_person(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let person = form.text("person");
    let done = learning::add_person(page.services(), page.actor()?, &form.once()?, &id, person).await;
    answer(&page, &id, done.map(|()| t::together_added(page.lang).to_owned()), form).await
}

/// `POST /people/together/{id}/facility`.
pub async fn add_facility(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let mut chosen = chosen(&page, &form).await?;
    let Some(facility) = chosen.id.take() else {
        let refusals = chosen.refusal.take().into_iter().collect();
        return render(&page, &id, Tried { form, chosen, refusals }).await;
    };
    let done = learning::add_facility(page.services(), page.actor()?, &form.once()?, &id, &facility).await;
    answer(&page, &id, done.map(|taken| t::together_facility_done(page.lang, taken.added)), form).await
}

/// `POST /people/together/{id}/out`.
pub async fn take_out(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let person = id_of(form.text("out"))?;
    let done = learning::take_out(page.services(), page.actor()?, &form.once()?, &id, &person).await;
    answer(&page, &id, done.map(|()| t::together_out_done(page.lang).to_owned()), form).await
}

/// `POST /people/together/{id}/dissolve`.
pub async fn dissolve(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    learning::dissolve(page.services(), page.actor()?, &form.once()?, &id).await?;
    page.see_other_with("/people/together", t::together_dissolved(page.lang)).await
}

async fn render(page: &Page, id: &str, tried: Tried) -> Reply {
    let lang = page.lang;
    let found = group(page.services(), page.actor()?, id).await?;
    let title = found.record.name.clone();
    // Of the forms on the page the one that was sent shows what was typed; that of the name shows what stands otherwise.
    let stands = if tried.form.flag("name") {
        tried.form.clone()
    } else {
        Form::from_pairs([("name", title.as_str()), ("how", if found.record.hard { "must" } else { "may" })])
    };
    let address = format!("/people/together/{id}");
    let acts = acts(page, &address, &stands, &tried);
    let people = people(page, &address, &found);
    let lead = how(lang, found.record.hard);
    let heading = title.clone();
    let view = view! {
        <p><a href="/people/together">{t::together_back(lang)}</a></p>
        <h1>{heading}</h1>
        <p class="lead">{lead}</p>
        {people}
        {acts}
    }
    .into_any();
    Ok(page.sheet(title).refused(&tried.refusals).show(|| view))
}

fn acts(page: &Page, address: &str, stands: &Form, tried: &Tried) -> AnyView {
    let lang = page.lang;
    let (add, facility) = (format!("{address}/person"), format!("{address}/facility"));
    let (dissolve, change) = (format!("{address}/dissolve"), address.to_owned());
    let (person, refusals) = (tried.form.text("person").to_owned(), tried.refusals.clone());
    let one = view! {
        <form method="post" action=add>
            {page.once_field()}
            <TextField language=lang name="person" label=t::together_person(lang) value=person required=true refusals />
            <Submit label=t::together_add(lang) class="plain" />
        </form>
    }
    .into_any();
    let all = view! {
        <form method="post" action=facility>
            {page.once_field()}
            {field(lang, tried.form.text("facility"), &tried.chosen.candidates, &tried.refusals)}
            <Submit label=t::together_facility_add(lang) class="plain" />
        </form>
    }
    .into_any();
    let name = view! {
        <form method="post" action=change>
            {page.once_field()}{fields(lang, stands, &tried.refusals)}
            <Submit label=t::together_save(lang) class="plain" />
        </form>
    }
    .into_any();
    let end = view! {
        <form method="post" action=dissolve>{page.once_field()}<Submit label=t::together_dissolve(lang) class="bad" /></form>
    }
    .into_any();
    view! {
        <Card title=t::together_add(lang)>{one}</Card>
        <Card title=t::together_facility(lang)><p>{t::together_facility_about(lang)}</p>{all}</Card>
        <Card title=t::together_change(lang)>{name}</Card>
        <Card title=t::together_dissolve(lang)><p>{t::together_dissolve_about(lang)}</p>{end}</Card>
    }
    .into_any()
}

fn people(page: &Page, address: &str, found: &Group) -> AnyView {
    let lang = page.lang;
    if found.members.is_empty() {
        return view! { <p class="muted">{t::together_empty(lang)}</p> }.into_any();
    }
    let rows = found
        .members
        .iter()
        .map(|member| {
            let (once, out, name) = (page.once_field(), format!("{address}/out"), member.name.clone());
            let facility = facility(lang, found, member.facility.as_ref());
            let moved = (member.district.as_ref() != Some(&found.record.district))
                .then(|| view! { " "<Badge tone=Tone::Warn text=t::together_elsewhere(lang) /> });
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/{}", member.person)>{member.name.clone()}</a>" "<small>{member.staff_id.clone()}</small></th>
                    <td data-label=t::designation(lang)>{member.designation.clone()}</td>
                    <td data-label=t::facility(lang)>{facility}{moved}</td>
                    <td data-label=t::together_out(lang)>
                        <form method="post" class="inline" action=out>
                            {once}<HiddenField name="out" value=member.person.to_string() />
                            <button type="submit" class="button plain small">{t::together_out(lang)}<span class="visually-hidden">": "{name}</span></button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption>{t::people_count(lang, found.members.len())}</caption>
            <thead><tr>
                <th scope="col">{t::name(lang)}</th><th scope="col">{t::designation(lang)}</th>
                <th scope="col">{t::facility(lang)}</th><th scope="col">{t::together_out(lang)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn facility(lang: Language, found: &Group, id: Option<&abhyas_core::FacilityId>) -> String {
    let names = id.and_then(|id| found.facilities.get(id));
    names.map(|(hi, en)| lang.pick(hi, en).to_owned()).unwrap_or_default()
}
