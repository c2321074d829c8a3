//! Night duty on a person's page.

use crate::acts::answer;
use crate::form::id_of;
use crate::show::{Tried, render};
use crate::t;
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::people::nights::{add_nights, remove_night};
use abhyas_services::people::show::PersonView;
use abhyas_ui::{Card, HiddenField, Submit, TextField};
use axum::extract::Path;
use leptos::prelude::*;

/// The coming nights, and the form for more.
pub fn card(page: &Page, view: &PersonView, tried: &Tried) -> AnyView {
    let (lang, id) = (page.lang, &view.record.id);
    let rows = view
        .nights
        .iter()
        .map(|day| {
            let text = format::long_date(lang, *day);
            let (once, hidden) = (page.once_field(), text.clone());
            view! {
                <li>
                    {text}" "
                    <form method="post" class="inline" action=format!("/people/{id}/nights/end")>
                        {once}<HiddenField name="night" value=day.to_string() />
                        <button type="submit" class="button plain small">{t::nights_end(lang)}<span class="visually-hidden">": "{hidden}</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let list = if view.nights.is_empty() {
        view! { <p class="muted">{t::nights_none(lang)}</p> }.into_any()
    } else {
        view! { <ul>{rows}</ul> }.into_any()
    };
    let value = |name: &str| tried.form.text(name).to_owned();
    let refusals = || tried.refusals.clone();
    let form = view! {
        <form method="post" action=format!("/people/{id}/nights")>
            {page.once_field()}
            <TextField language=lang name="first_night" label=t::nights_first(lang) value=value("first_night") kind="date" required=true refusals=refusals() />
            <TextField language=lang name="last_night" label=t::nights_last(lang) value=value("last_night") kind="date" refusals=refusals() />
            <Submit label=t::nights_add(lang) class="plain" />
        </form>
    }
    .into_any();
    view! {
        <Card title=t::nights_title(lang)>
            <p>{t::nights_about(lang)}</p>
            {list}{form}
            <p><a href="/people/duty">{t::nights_list(lang)}</a></p>
        </Card>
    }
    .into_any()
}

/// `POST /people/{id}/nights`.
pub async fn add(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let (first, last) = (form.text("first_night"), form.text("last_night"));
    match add_nights(page.services(), page.actor()?, &form.once()?, &id, first, last).await {
        Ok(new) => page.see_other_with(&format!("/people/{id}"), &t::nights_added(page.lang, new)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &id, Tried { form, refusals, ..Tried::default() }).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/{id}/nights/end`.
pub async fn remove(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let outcome = remove_night(page.services(), page.actor()?, &form.once()?, &id, form.text("night")).await;
    answer(&page, &id, outcome, form, t::nights_ended(page.lang)).await
}
