//! `/sessions/{id}/edit`: time, room, trainer, people of one session by hand, with its conflicts named; cancelling it.

use super::{session_id, title};
use crate::{count, speaking, t};
use abhyas_core::{Language, Refusal};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::ServiceError;
use abhyas_services::sessions::{EditForm, SessionEdit, cancel as cancel_session, codes, edit, edit_form};
use abhyas_ui::{Card, Checkbox, Choice, HiddenField, Note, SelectField, Submit, TextField, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// Most who can be chosen beside the trainer.
const MOST_CO_TRAINERS: usize = 2;

fn co_trainer(at: usize) -> String {
    format!("co_trainer_{at}")
}

/// What was typed, or what stands in the session.
struct Typed {
    day: String,
    half: String,
    room: String,
    trainer: String,
    co_trainers: Vec<String>,
    remote_link: String,
    add: String,
    remove: Vec<String>,
    version: i64,
}

impl Typed {
    fn of(found: &EditForm) -> Self {
        let s = &found.page.session;
        Self {
            day: s.day.to_string(),
            half: s.half.to_string(),
            room: s.room.to_string(),
            trainer: s.trainer.to_string(),
            co_trainers: s.co_trainers.iter().map(|co| co.person.to_string()).collect(),
            remote_link: s.remote_link.clone(),
            add: String::new(),
            remove: Vec::new(),
            version: s.version,
        }
    }

    fn from(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            day: text("day"),
            half: text("half"),
            room: text("room"),
            trainer: text("trainer"),
            co_trainers: (0..MOST_CO_TRAINERS).map(|at| text(&co_trainer(at))).filter(|id| !id.is_empty()).collect(),
            remote_link: text("remote_link"),
            add: text("add"),
            remove: form.all("remove").into_iter().map(str::to_owned).collect(),
            version: form.text("version").parse().unwrap_or(0),
        }
    }

    fn edit(&self, overrule: bool) -> Result<SessionEdit, Refusal> {
        let split = |c: char| c == ',' || c == ';' || c.is_whitespace();
        Ok(SessionEdit {
            day: self.day.parse().map_err(|_| Refusal::new(codes::DAY).at("day"))?,
            half: i64::from(self.half == "1"),
            room: self.room.clone(),
            trainer: self.trainer.clone(),
            co_trainers: self.co_trainers.clone(),
            remote_link: self.remote_link.clone(),
            remove: self.remove.clone(),
            add: self.add.split(split).filter(|s| !s.is_empty()).map(str::to_owned).collect(),
            version: self.version,
            overrule,
        })
    }
}

/// `GET /sessions/{id}/edit`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let found = edit_form(page.services(), &speaking(&page)?, &session_id(&id)?).await?;
    let typed = Typed::of(&found);
    Ok(render(&page, &found, &typed, &[]))
}

/// `POST /sessions/{id}/edit`.
pub(super) async fn save(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let session = session_id(&id)?;
    let typed = Typed::from(&form);
    let done = match typed.edit(form.flag("overrule")) {
        Ok(change) => edit(page.services(), &speaking(&page)?, &form.once()?, &session, &change).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => page.see_other_with(&format!("/sessions/{session}"), t::sessions_changed(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => {
            let found = edit_form(page.services(), &speaking(&page)?, &session).await?;
            Ok(render(&page, &found, &typed, &refusals))
        }
        Err(error) => Err(PageError::from(error)),
    }
}

/// `POST /sessions/{id}/cancel`.
pub(super) async fn cancel(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let session = session_id(&id)?;
    cancel_session(page.services(), page.actor()?, &form.once()?, &session).await?;
    page.see_other_with(&format!("/sessions/{session}"), t::sessions_cancelled_now(page.lang)).await
}

fn render(page: &Page, found: &EditForm, typed: &Typed, refusals: &[Refusal]) -> axum::response::Response {
    let l = page.lang;
    let id = found.page.session.id.clone();
    let name = title(l, &found.page.session);
    let overrule = refusals.iter().any(|r| r.code == codes::CONFLICT).then(|| {
        view! {
            <Note tone=Tone::Warn>
                <Checkbox language=l name="overrule" label=t::sessions_overrule(l) refusals=Vec::new() />
            </Note>
        }
    });
    let (fields, people) = (fields(l, found, typed, refusals), people(l, found, typed));
    let (back, action, cancel) =
        (format!("/sessions/{id}"), format!("/sessions/{id}/edit"), format!("/sessions/{id}/cancel"));
    let (once, once_cancel) = (page.once_field(), page.once_field());
    let version = typed.version.to_string();
    page.sheet(t::sessions_edit(l)).refused(refusals).show(move || {
        view! {
            <p><a href=back>{name}</a></p>
            <h1>{t::sessions_edit(l)}</h1>
            <form method="post" class="card" action=action>
                {once}
                <HiddenField name="version" value=version />
                {fields}
                {people}
                {overrule}
                <Submit label=t::sessions_save(l) />
            </form>
            <Card title=t::sessions_cancel(l)>
                <p>{t::sessions_cancel_about(l)}</p>
                <form method="post" action=cancel>{once_cancel}<Submit label=t::sessions_cancel(l) class="bad" /></form>
            </Card>
        }
    })
}

fn fields(l: Language, found: &EditForm, typed: &Typed, refusals: &[Refusal]) -> AnyView {
    let (morning, afternoon) = (found.page.hours.of(0), found.page.hours.of(1));
    let half = |n: &str, (begin, end): (&str, &str)| (n.to_owned(), format!("{begin}–{end}"));
    let halves = vec![half("0", morning), half("1", afternoon)];
    let all = || refusals.to_vec();
    let shown = found.co_trainers.max(typed.co_trainers.len()).min(MOST_CO_TRAINERS);
    let nobody = (String::new(), t::sessions_nobody(l).to_owned());
    let together: Vec<(String, String)> = std::iter::once(nobody).chain(found.trainers.iter().cloned()).collect();
    let co_trainers = (0..shown)
        .map(|at| {
            let value = typed.co_trainers.get(at).cloned().unwrap_or_default();
            view! { <SelectField language=l name=co_trainer(at) label=t::sessions_co_trainer_n(l, count(at + 1)) value options=together.clone() required=true refusals=all() /> }
        })
        .collect_view();
    view! {
        <TextField language=l name="day" label=t::sessions_day(l) kind="date" value=typed.day.clone() required=true refusals=all() />
        <Choice language=l name="half" label=t::sessions_time(l) value=typed.half.clone() options=halves refusals=all() />
        <SelectField language=l name="room" label=t::sessions_room(l) value=typed.room.clone() options=found.rooms.clone() required=true refusals=all() />
        <SelectField language=l name="trainer" label=t::plans_by_trainer(l) value=typed.trainer.clone() options=found.trainers.clone() required=true refusals=all() />
        {co_trainers}
        <TextField language=l name="remote_link" label=t::sessions_remote(l) value=typed.remote_link.clone() hint=t::sessions_remote_hint(l) inputmode="url" refusals=all() />
        <TextField language=l name="add" label=t::sessions_add(l) value=typed.add.clone() hint=t::sessions_add_hint(l) refusals=all() />
    }
    .into_any()
}

fn people(l: Language, found: &EditForm, typed: &Typed) -> AnyView {
    let rows = found
        .page
        .people
        .iter()
        .map(|person| {
            let id = person.person.to_string();
            let (field, checked) = (format!("remove-{id}"), typed.remove.contains(&id));
            let label = format!("{} ({})", person.name, person.staff_id);
            let for_ = field.clone();
            view! {
                <div class="choice">
                    <input type="checkbox" id=field name="remove" value=id checked=checked /><label for=for_>{label}</label>
                </div>
            }
        })
        .collect_view();
    view! { <fieldset class="field"><legend>{t::sessions_remove(l)}</legend>{rows}</fieldset> }.into_any()
}
