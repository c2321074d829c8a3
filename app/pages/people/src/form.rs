//! `/people/new` and `/people/{id}/edit`: one form for both.

use crate::facility::{Chosen, chosen, field};
use crate::t;
use abhyas_core::{Language, Permission, PersonId, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_islands::GuardSubmit;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::people::add::add_person;
use abhyas_services::people::edit::edit_person;
use abhyas_services::people::input::PersonInput;
use abhyas_services::people::names::names;
use abhyas_services::people::show::person;
use abhyas_services::{Outcome, ServiceError};
use abhyas_ui::{Choice, HiddenField, SelectField, Submit, TextField};
use axum::extract::Path;
use leptos::prelude::*;

/// The id in an address; anything that is no id is not found.
pub fn id_of(text: &str) -> Result<PersonId, PageError> {
    PersonId::parse(text).map_err(|_| PageError::not_found())
}

/// What the form is for, and what stands in it.
struct Draft {
    /// The person that is changed; `None` for a new one.
    of: Option<(PersonId, String)>,
    form: Form,
    chosen: Chosen,
    refusals: Vec<Refusal>,
}

/// `GET /people/new`.
pub async fn new(page: Page) -> Reply {
    if page.actor()?.reach(Permission::EditPeople) < Reach::District {
        return Err(PageError::not_found());
    }
    render(
        &page,
        Draft {
            of: None,
            form: Form::from_pairs([("language", "hi")]),
            chosen: Chosen::default(),
            refusals: Vec::new(),
        },
    )
    .await
}

/// `POST /people/new`.
pub async fn add(page: Page, form: Form) -> Reply {
    let chosen = chosen(&page, &form).await?;
    let outcome = add_person(page.services(), page.actor()?, &form.once()?, &input(&form, &chosen)).await;
    match refused(outcome, &chosen)? {
        Ok(id) => page.see_other_with(&format!("/people/{id}"), t::added(page.lang)).await,
        Err(refusals) => render(&page, Draft { of: None, form, chosen, refusals }).await,
    }
}

/// `GET /people/{id}/edit`.
pub async fn edit(page: Page, Path(id): Path<String>) -> Reply {
    let view = person(page.services(), page.actor()?, &id_of(&id)?).await?;
    if !view.may_edit {
        return Err(PageError::not_found());
    }
    let record = view.record;
    let day = |day: Option<chrono::NaiveDate>| day.map(format::short_date).unwrap_or_default();
    let facility = view.facility_name.map(|(hi, en)| page.lang.pick(&hi, &en).to_owned()).unwrap_or_default();
    let form = Form::from_pairs([
        ("name", record.name.clone()),
        ("sex", record.sex),
        ("born", day(record.born)),
        ("joined", day(record.joined)),
        ("designation", record.designation),
        ("facility", facility),
        ("mobile", record.mobile.unwrap_or_default()),
        ("email", record.email),
        ("language", record.language),
        ("staff_id", record.staff_id),
        ("version", record.version.to_string()),
    ]);
    render(&page, Draft { of: Some((record.id, record.name)), form, chosen: Chosen::default(), refusals: Vec::new() })
        .await
}

/// `POST /people/{id}/edit`.
pub async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let id = id_of(&id)?;
    let before = person(page.services(), page.actor()?, &id).await?;
    let chosen = unchanged_or_chosen(&page, &form, &before).await?;
    let version = form.text("version").parse().unwrap_or(0);
    let outcome =
        edit_person(page.services(), page.actor()?, &form.once()?, &id, version, &input(&form, &chosen)).await;
    match refused(outcome, &chosen)? {
        Ok(()) => page.see_other_with(&format!("/people/{id}"), t::saved(page.lang)).await,
        Err(refusals) => render(&page, Draft { of: Some((id, before.record.name)), form, chosen, refusals }).await,
    }
}

/// The facility's name as it stood in the form means the facility as it is: two may share a Hindi name.
async fn unchanged_or_chosen(
    page: &Page,
    form: &Form,
    before: &abhyas_services::people::show::PersonView,
) -> Result<Chosen, PageError> {
    let typed = form.text("facility");
    let same = before.facility_name.as_ref().is_some_and(|(hi, en)| typed == hi || typed == en)
        && form.opt("facility_id").is_none();
    if same { Ok(Chosen { id: before.record.facility.clone(), ..Chosen::default() }) } else { chosen(page, form).await }
}

fn input(form: &Form, chosen: &Chosen) -> PersonInput {
    let text = |name: &str| form.text(name).to_owned();
    PersonInput {
        name: text("name"),
        sex: text("sex"),
        born: text("born"),
        joined: text("joined"),
        designation: text("designation"),
        facility: chosen.id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        mobile: text("mobile"),
        email: text("email"),
        language: text("language"),
        staff_id: text("staff_id"),
    }
}

/// The refusals of an outcome; that about the facility says what was near.
fn refused<T>(outcome: Outcome<T>, chosen: &Chosen) -> Result<Result<T, Vec<Refusal>>, PageError> {
    match outcome {
        Ok(done) => Ok(Ok(done)),
        Err(ServiceError::Refused(mut refusals)) => {
            let about = refusals.iter_mut().find(|refusal| refusal.field.as_deref() == Some("facility"));
            if let (Some(place), Some(near)) = (about, &chosen.refusal) {
                *place = near.clone();
            }
            Ok(Err(refusals))
        }
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, draft: Draft) -> Reply {
    let lang = page.lang;
    let names = names(page.services(), lang).await?;
    let (title, action, back) = match &draft.of {
        None => (t::form_new_title(lang).to_owned(), "/people/new".to_owned(), "/people".to_owned()),
        Some((id, name)) => (t::form_edit_title(lang, name), format!("/people/{id}/edit"), format!("/people/{id}")),
    };
    let version = draft.form.text("version").to_owned();
    let fields = fields(lang, &draft, names.designations);
    let once = page.once_field();
    let heading = title.clone();
    let editing = draft.of.is_some();
    // Inside the closure: an island can be made only while the page is being rendered.
    Ok(page.sheet(title).refused(&draft.refusals).islands().show(move || {
        view! {
            <p><a href=back.clone()>{if editing { heading.clone() } else { t::back_to_people(lang).to_owned() }}</a></p>
            <h1>{heading.clone()}</h1>
            <GuardSubmit language=lang>
                <form method="post" action=action class="card">
                    {once}
                    <HiddenField name="version" value=version />
                    {fields}
                    <Submit label=t::form_save(lang) />
                </form>
            </GuardSubmit>
        }
    }))
}

fn fields(lang: Language, draft: &Draft, designations: Vec<(String, String)>) -> AnyView {
    let value = |name: &str| draft.form.text(name).to_owned();
    let refusals = || draft.refusals.clone();
    let designations =
        std::iter::once((String::new(), t::form_choose(lang).to_owned())).chain(designations).collect::<Vec<_>>();
    let pair = |value: &str, text: &'static str| (value.to_owned(), text.to_owned());
    let sexes = vec![
        pair("female", t::female(lang)),
        pair("male", t::male(lang)),
        pair("other", t::other_sex(lang)),
        pair("", t::not_said(lang)),
    ];
    let languages = vec![pair("hi", t::hindi(lang)), pair("en", t::english(lang))];
    view! {
        <TextField language=lang name="name" label=t::name(lang) value=value("name") required=true refusals=refusals() />
        <TextField language=lang name="mobile" label=t::mobile(lang) value=value("mobile") kind="tel" inputmode="tel" hint=t::form_hint_mobile(lang) required=true refusals=refusals() />
        <SelectField language=lang name="designation" label=t::designation(lang) value=value("designation") options=designations required=true refusals=refusals() />
        {field(lang, draft.form.text("facility"), &draft.chosen.candidates, &draft.refusals)}
        <Choice language=lang name="sex" label=t::sex(lang) value=value("sex") options=sexes refusals=refusals() />
        <TextField language=lang name="born" label=t::born(lang) value=value("born") hint=t::form_hint_date(lang) inputmode="numeric" refusals=refusals() />
        <TextField language=lang name="joined" label=t::joined(lang) value=value("joined") hint=t::form_hint_date(lang) inputmode="numeric" refusals=refusals() />
        <TextField language=lang name="email" label=t::email(lang) value=value("email") kind="email" refusals=refusals() />
        <TextField language=lang name="staff_id" label=t::staff_id(lang) value=value("staff_id") hint=t::form_hint_staff_id(lang) refusals=refusals() />
        <Choice language=lang name="language" label=t::language(lang) value=value("language") options=languages refusals=refusals() />
    }
    .into_any()
}
