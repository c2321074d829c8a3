//! `/masters/{kind}/new` and `/edit`: one form for every list, its fields made from the columns.

use super::choices::Choices;
use super::{address, kind_of, list, words};
use crate::t;
use abhyas_core::{Language, Permission, Refusal};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::masters::{self, Cell, Column, Entry, Kind};
use abhyas_services::{ServiceError, Subject};
use abhyas_ui::{Choice, HiddenField, SelectField, Submit, TextArea, TextField};
use axum::extract::Path;
use leptos::prelude::*;

/// The form of a new row.
pub(super) async fn new(page: Page, Path(kind): Path<String>) -> Reply {
    let kind = kind_of(&kind)?;
    let usual = kind.columns().iter().filter_map(|column| Some((column.name, words::rare(column.name)?)));
    let first = [("active", "1"), ("working", "1"), ("duration", "1"), ("once_trained", "0"), ("delay_days", "0")];
    let fresh = Entry::from_pairs(first.into_iter().chain(usual));
    render(&page, kind, &fresh, false, &[]).await
}

/// The form of a row that exists: `?key=`.
pub(super) async fn show(page: Page, Path(kind): Path<String>) -> Reply {
    let kind = kind_of(&kind)?;
    let entry = masters::entry(page.services(), page.actor()?, kind, &page.query("key")).await?;
    render(&page, kind, &entry, true, &[]).await
}

/// `POST /masters/{kind}/save`.
pub(super) async fn save(page: Page, Path(kind): Path<String>, form: Form) -> Reply {
    let kind = kind_of(&kind)?;
    // What the form did not ask for stays as it is; boxes that are not ticked are not sent.
    let sent = kind.columns().iter().filter(|c| matches!(c.cell, Cell::Refs(_)) || !form.all(c.name).is_empty());
    let entry = Entry::from_pairs(sent.map(|column| (column.name, form.all(column.name).join(" "))));
    match masters::save(page.services(), page.actor()?, &form.once()?, kind, std::slice::from_ref(&entry)).await {
        Ok(_) => page.see_other_with(&address(kind), &saved(&page, kind, &entry).await?).await,
        Err(ServiceError::Refused(refusals)) => render(&page, kind, &entry, form.flag("existing"), &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

/// What is said of a row that was saved: of a holiday what is published for its day.
async fn saved(page: &Page, kind: Kind, entry: &Entry) -> Result<String, PageError> {
    let published = match kind {
        Kind::DistrictHolidays => masters::published_on(page.services(), page.actor()?, entry).await?,
        _ => 0,
    };
    let saved = t::masters_saved(page.lang).to_owned();
    Ok(if published == 0 { saved } else { t::masters_holiday_published(page.lang, format::number(published)) })
}

/// `existing`: the columns that name the row can not be changed.
async fn render(page: &Page, kind: Kind, entry: &Entry, existing: bool, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    page.actor()?.require(Permission::EditMasters, Subject::Everything)?;
    let choices = Choices::of(page, kind).await?;
    let often = kind.columns().iter().enumerate().filter(|(_, column)| words::rare(column.name).is_none());
    let fields: Vec<AnyView> = often
        .map(|(at, column)| {
            if existing && at < kind.key_columns() {
                return fixed(lang, &choices, column, entry);
            }
            field(lang, &choices, column, entry.text(column.name), refusals)
        })
        .collect();
    let folded = folded(lang, &choices, kind, entry, refusals);
    let existing = existing.then(|| view! { <HiddenField name="existing" value="1" /> });
    let once = page.once_field();
    let title = words::title(lang, kind);
    let view = view! {
        <h1>{title}</h1>
        <p><a href=address(kind)>{t::masters_back(lang)}</a></p>
        <form method="post" class="card" action=format!("{}/save", address(kind))>
            {once}{existing}{fields}{folded}
            <Submit label=t::masters_save(lang) />
        </form>
    }
    .into_any();
    Ok(page.sheet(title).refused(refusals).show(|| view))
}

/// What is asked for rarely; open where something of it is set, or was refused.
fn folded(lang: Language, choices: &Choices, kind: Kind, entry: &Entry, refusals: &[Refusal]) -> Option<AnyView> {
    let rare = || kind.columns().iter().filter_map(|column| Some((column, words::rare(column.name)?)));
    let refused = |name: &str| refusals.iter().any(|r| r.field.as_deref() == Some(name));
    let is_set = |name: &str, usual: &str| !entry.text(name).is_empty() && entry.text(name) != usual;
    let open = rare().any(|(column, usual)| refused(column.name) || is_set(column.name, usual));
    let fields: Vec<AnyView> =
        rare().map(|(column, _)| field(lang, choices, column, entry.text(column.name), refusals)).collect();
    (!fields.is_empty())
        .then(|| view! { <details open=open><summary>{t::masters_more(lang)}</summary>{fields}</details> }.into_any())
}

/// A column that names the row: shown and sent along.
fn fixed(lang: Language, choices: &Choices, column: &Column, entry: &Entry) -> AnyView {
    let text = list::shown(lang, choices, column, entry);
    let value = entry.text(column.name).to_owned();
    view! {
        <p>{words::column(lang, column.name)}": "<strong>{text}</strong></p>
        <HiddenField name=column.name value />
    }
    .into_any()
}

fn field(lang: Language, choices: &Choices, column: &Column, value: &str, refusals: &[Refusal]) -> AnyView {
    let (label, value) = (words::column(lang, column.name), value.to_owned());
    let (name, required, refusals) = (column.name, column.required, refusals.to_vec());
    let plain = |kind: &'static str, mode: &'static str, hint: &'static str, value: String, refusals: Vec<Refusal>| {
        if hint.is_empty() {
            view! { <TextField language=lang name label value kind inputmode=mode required refusals /> }.into_any()
        } else {
            view! { <TextField language=lang name label value kind inputmode=mode hint required refusals /> }.into_any()
        }
    };
    match column.cell {
        Cell::Id => plain("text", "text", t::masters_hint_id(lang), value, refusals),
        Cell::Staff => plain("text", "text", t::masters_hint_staff(lang), value, refusals),
        Cell::List => plain("text", "text", t::masters_hint_list(lang), value, refusals),
        Cell::Text => plain("text", "text", "", value, refusals),
        Cell::Number(..) => plain("text", "numeric", words::hint(lang, name), value, refusals),
        Cell::Day => plain("date", "text", "", value, refusals),
        Cell::Long => view! { <TextArea language=lang name label value required refusals /> }.into_any(),
        Cell::Flag => {
            let options = vec![
                ("1".to_owned(), t::masters_yes(lang).to_owned()),
                ("0".to_owned(), t::masters_no(lang).to_owned()),
            ];
            match words::hint(lang, name) {
                "" => view! { <Choice language=lang name label value options refusals /> }.into_any(),
                hint => view! { <Choice language=lang name label value options hint refusals /> }.into_any(),
            }
        }
        Cell::Half => {
            let options = ["0", "1"].map(|half| (half.to_owned(), words::half(lang, half).to_owned())).to_vec();
            view! { <Choice language=lang name label value options refusals /> }.into_any()
        }
        Cell::Ref(kind) => select(lang, column, value, choices.list(kind), refusals),
        Cell::Trainer => select(lang, column, value, choices.list(Kind::Trainers), refusals),
        Cell::Refs(kind) => several(lang, column, &value, choices.list(kind), &refusals),
    }
}

fn select(
    lang: Language,
    column: &Column,
    value: String,
    list: &[(String, String)],
    refusals: Vec<Refusal>,
) -> AnyView {
    let first = (String::new(), t::masters_choose(lang).to_owned());
    let options = std::iter::once(first).chain(list.iter().cloned()).collect();
    let (name, label, required) = (column.name, words::column(lang, column.name), column.required);
    view! { <SelectField language=lang name label value options required refusals /> }.into_any()
}

/// Boxes to tick; the first carries the field's own id, so that the error summary's link lands on it.
fn several(lang: Language, column: &Column, value: &str, list: &[(String, String)], refusals: &[Refusal]) -> AnyView {
    let name = column.name;
    let wrong =
        refusals.iter().find(|r| r.field.as_deref() == Some(name)).map(|r| abhyas_i18n::refusals::explain(lang, r));
    let error = wrong.clone().map(
        |e| view! { <div class="error" id=format!("{name}-error")><p>{e.message}<small>{e.next}</small></p></div> },
    );
    let boxes = list
        .iter()
        .enumerate()
        .map(|(at, (id, text))| {
            let own = if at == 0 { name.to_owned() } else { format!("{name}-{at}") };
            let checked = value.split(' ').any(|part| part == id);
            view! {
                <div class="choice">
                    <input type="checkbox" id=own.clone() name=name value=id.clone() checked=checked />
                    <label for=own>{text.clone()}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class=if wrong.is_some() { "field wrong" } else { "field" } aria-describedby=wrong.is_some().then(|| format!("{name}-error"))>
            <legend>{words::column(lang, name)}</legend>{error}{boxes}
        </fieldset>
    }
    .into_any()
}
