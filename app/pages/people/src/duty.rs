//! `/people/duty`: a month's duty list is sent, looked over and entered.

use crate::t;
use abhyas_core::{Language, Permission, Reach, Refusal};
use abhyas_i18n::format;
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::duty::{DutyList, duty_list, enter as enter_list, send as send_list};
use abhyas_ui::{Card, Checkbox, FileField, Note, Submit, TextField, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// At most so many people and faulty rows are shown; the counts speak of all.
const MOST_SHOWN: usize = 60;

/// `GET /people/duty`.
pub async fn show(page: Page) -> Reply {
    if page.actor()?.reach(Permission::EditPeople) < Reach::District {
        return Err(PageError::not_found());
    }
    Ok(form(&page, &Form::default(), &[]))
}

/// `POST /people/duty`.
pub async fn send(page: Page, form: Form) -> Reply {
    let (name, bytes) = form.file("file").map(|file| (file.file_name.clone(), file.bytes.to_vec())).unwrap_or_default();
    match send_list(page.services(), page.actor()?, &form.once()?, &name, bytes, form.text("month")).await {
        Ok(id) => Ok(page.see_other(&format!("/people/duty/{id}"))),
        Err(ServiceError::Refused(refusals)) => Ok(self::form(&page, &form, &refusals)),
        Err(error) => Err(error.into()),
    }
}

fn form(page: &Page, typed: &Form, refusals: &[Refusal]) -> axum::response::Response {
    let lang = page.lang;
    let once = page.once_field();
    let (month, all) = (typed.text("month").to_owned(), || refusals.to_vec());
    let view = view! {
        <p><a href="/people">{t::back_to_people(lang)}</a></p>
        <h1>{t::duty_title(lang)}</h1>
        <p class="lead">{t::duty_lead(lang)}</p>
        <p>{t::duty_shapes(lang)}</p>
        <form method="post" action="/people/duty" enctype="multipart/form-data" class="card">
            {once}
            <FileField language=lang name="file" label=t::duty_file(lang) accept=".xlsx,.csv" hint=t::duty_file_hint(lang) refusals=all() />
            <TextField language=lang name="month" label=t::duty_month(lang) value=month hint=t::duty_month_hint(lang) inputmode="numeric" refusals=all() />
            <Submit label=t::duty_check(lang) />
        </form>
    }
    .into_any();
    page.sheet(t::duty_title(lang)).refused(refusals).show(|| view)
}

/// `GET /people/duty/{id}`.
pub async fn one(page: Page, Path(id): Path<String>) -> Reply {
    render(&page, &id, &[]).await
}

/// `POST /people/duty/{id}`.
pub async fn enter(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    match enter_list(page.services(), page.actor()?, &form.once()?, &id, form.flag("whole")).await {
        Ok(_) => Ok(page.see_other(&format!("/people/duty/{id}"))),
        Err(ServiceError::Refused(refusals)) => render(&page, &id, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn render(page: &Page, id: &str, refusals: &[Refusal]) -> Reply {
    let lang = page.lang;
    let list = duty_list(page.services(), page.actor()?, id).await?;
    let title = t::duty_review(lang, &list.file_name);
    let body = match &list.entered {
        Some(did) => {
            let text = t::duty_entered(lang, did.added, did.faulty, did.known, did.removed);
            view! { <Note tone=Tone::Good><p>{text}</p></Note> }.into_any()
        }
        None => review(page, &list),
    };
    let heading = title.clone();
    let view = view! {
        <p><a href="/people/duty">{t::duty_again(lang)}</a></p>
        <h1>{heading}</h1>
        {body}
    }
    .into_any();
    Ok(page.sheet(title).refused(refusals).show(|| view))
}

fn review(page: &Page, list: &DutyList) -> AnyView {
    let lang = page.lang;
    let counts = t::duty_counts(lang, list.faulty, list.known, list.new, list.people.len());
    let span = list.span.map(|(first, last)| {
        view! { <p>{t::duty_span(lang, format::long_date(lang, first), format::long_date(lang, last))}</p> }
    });
    let whole = (list.extra > 0).then(|| {
        view! { <Checkbox language=lang name="whole" label=t::duty_whole(lang, list.extra) refusals=Vec::new() /> }
    });
    let once = page.once_field();
    view! {
        <p class="lead">{counts}</p>
        {span}
        <form method="post" class="card" action=format!("/people/duty/{}", list.id)>
            {once}{whole}
            <Submit label=t::duty_enter(lang) />
        </form>
        {faults(lang, list)}
        {people(lang, list)}
    }
    .into_any()
}

fn faults(lang: Language, list: &DutyList) -> Option<AnyView> {
    if list.faulty == 0 {
        return None;
    }
    let shown = list.faults.iter().take(MOST_SHOWN).map(|refusal| explain(lang, refusal));
    let rows = shown.map(|words| view! { <li>{words.message}" "<strong>{words.next}</strong></li> }).collect_view();
    let more = list.faulty.saturating_sub(list.faults.len().min(MOST_SHOWN));
    let more = (more > 0).then(|| view! { <p>{t::duty_faults_more(lang, more)}</p> });
    Some(view! { <Card title=t::duty_faults(lang)><ul>{rows}</ul>{more}</Card> }.into_any())
}

fn people(lang: Language, list: &DutyList) -> AnyView {
    let rows = list
        .people
        .iter()
        .take(MOST_SHOWN)
        .map(|person| {
            let nights: Vec<String> = person.nights.iter().map(|day| format::short_date(*day)).collect();
            let nights = if nights.is_empty() { "–".to_owned() } else { nights.join(", ") };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/{}", person.person)>{person.name.clone()}</a>" "<small>{person.staff_id.clone()}</small></th>
                    <td data-label=t::duty_nights(lang)>{nights}</td>
                </tr>
            }
        })
        .collect_view();
    let more = list.people.len().saturating_sub(MOST_SHOWN);
    let more = (more > 0).then(|| view! { <p>{t::duty_more(lang, more)}</p> });
    view! {
        <Card title=t::duty_people(lang)>
            <table class="cards">
                <thead><tr><th scope="col">{t::duty_person(lang)}</th><th scope="col">{t::duty_nights(lang)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        </Card>
    }
    .into_any()
}
