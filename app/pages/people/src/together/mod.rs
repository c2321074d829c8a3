//! `/people/together`: groups whose people the plan calls together.

pub mod one;

use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::ServiceError;
use abhyas_services::learning::{self, Keeping, LearningCohort, districts, groups};
use abhyas_ui::{Card, Choice, EmptyState, SelectField, Submit, TextField};
use leptos::prelude::*;

/// `GET /people/together`.
pub async fn list(page: Page) -> Reply {
    render(&page, &Form::from_pairs([("how", "may")]), &[]).await
}

/// `POST /people/together`.
pub async fn make(page: Page, form: Form) -> Reply {
    match learning::make(page.services(), page.actor()?, &form.once()?, &typed(&form)).await {
        Ok(id) => page.see_other_with(&format!("/people/together/{id}"), t::together_made(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => render(&page, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// A group as a form has it.
pub(super) fn typed(form: &Form) -> Keeping {
    let text = |name| form.text(name).to_owned();
    Keeping { name: text("name"), hard: form.text("how") == "must", district: text("district") }
}

/// What a group's strength is called.
pub(super) fn how(lang: Language, hard: bool) -> &'static str {
    if hard { t::together_must(lang) } else { t::together_may(lang) }
}

/// The fields of name and strength.
pub(super) fn fields(lang: Language, form: &Form, refusals: &[Refusal]) -> AnyView {
    let (name, value) = (form.text("name").to_owned(), form.text("how").to_owned());
    let options = [("may", false), ("must", true)].map(|(name, hard)| (name.to_owned(), how(lang, hard).to_owned()));
    let all = || refusals.to_vec();
    view! {
        <TextField language=lang name="name" label=t::together_name(lang) value=name hint=t::together_name_hint(lang) required=true refusals=all() />
        <Choice language=lang name="how" label=t::together_how(lang) value options=options.to_vec() refusals=all() />
    }
    .into_any()
}

async fn render(page: &Page, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    let all = groups(page.services(), page.actor()?).await?;
    let reached: Vec<(String, String)> = districts(page.services(), page.actor()?)
        .await?
        .into_iter()
        .map(|d| (d.id.to_string(), lang.pick(&d.name_hi, &d.name_en).to_owned()))
        .collect();
    let table = if all.is_empty() {
        view! { <EmptyState title=t::together_none_title(lang) text=t::together_none_text(lang) /> }.into_any()
    } else {
        table(lang, &all, &reached)
    };
    // Where there is one district only it is not asked for, unless it was refused.
    let asks = reached.len() != 1 || refusals.iter().any(|r| r.field.as_deref() == Some("district"));
    let district = asks.then(|| {
        let mut options = vec![(String::new(), t::together_choose(lang).to_owned())];
        options.extend(reached.iter().cloned());
        let (value, refusals) = (form.text("district").to_owned(), refusals.to_vec());
        view! { <SelectField language=lang name="district" label=t::together_district(lang) value options required=true refusals /> }
    });
    let (once, fields) = (page.once_field(), fields(lang, form, refusals));
    let view = view! {
        <p><a href="/people">{t::back_to_people(lang)}</a></p>
        <h1>{t::together_title(lang)}</h1>
        <p class="lead">{t::together_lead(lang)}</p>
        {table}
        <Card title=t::together_new(lang)>
            <form method="post" action="/people/together">
                {once}{fields}{district}
                <Submit label=t::together_make(lang) />
            </form>
        </Card>
    }
    .into_any();
    Ok(page.sheet(t::together_title(lang)).refused(refusals).show(|| view))
}

fn table(lang: Language, all: &[LearningCohort], districts: &[(String, String)]) -> AnyView {
    let rows = all
        .iter()
        .map(|group| {
            let district = districts.iter().find(|(id, _)| id == group.district.as_str());
            let district = district.map(|(_, name)| name.clone()).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/together/{}", group.id)>{group.name.clone()}</a></th>
                    <td data-label=t::together_how(lang)>{how(lang, group.hard)}</td>
                    <td data-label=t::together_people(lang)>{group.members}</td>
                    <td data-label=t::together_district(lang)>{district}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{t::together_title(lang)}</caption>
            <thead><tr>
                <th scope="col">{t::together_name(lang)}</th><th scope="col">{t::together_how(lang)}</th>
                <th scope="col">{t::together_people(lang)}</th><th scope="col">{t::together_district(lang)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
