//! `/plans/pins`: what the next plan must leave as it is; pinning a session, a seat, a week; removing pins.

use super::pin_many::{Week, trainer_form, week_form};
use super::plan_id;
use crate::{count, speaking, t};
use abhyas_core::{Language, PlanId, Refusal};
use abhyas_i18n::format::instant;
use abhyas_i18n::refusals::explain;
use abhyas_kit::{Form, Page, PageError, Reply, encode};
use abhyas_services::ServiceError;
use abhyas_services::plans::pins::{
    self as service, NewPin, PinForm, PinKind, PinLine, What, pin, pin_form, session_pins, unpin, unpin_week,
};
use abhyas_services::sessions::SessionRecord;
use abhyas_ui::{Badge, Card, Choice, EmptyState, Facts, HiddenField, SelectField, Submit, TextField, Tone};
use leptos::prelude::*;

/// At most so many pins of one week are named; the count speaks of all.
const MOST_OF_WEEK: usize = 60;

/// `GET /plans/pins`.
pub(super) async fn show(page: Page) -> Reply {
    list(&page, &Week::default(), &[]).await
}

/// `POST /plans/pins/remove`.
pub(super) async fn remove(page: Page, form: Form) -> Reply {
    let (actor, key) = (speaking(&page)?, form.once()?);
    match form.text("week") {
        "" => unpin(page.services(), &actor, &key, form.text("pin")).await?,
        week => unpin_week(page.services(), &actor, &key, week).await?,
    }
    let plan = plan_of(form.text("plan"))?;
    let back = back(plan.as_ref(), form.text("session"));
    page.see_other_with(&back, t::pins_removed(page.lang)).await
}

/// `GET /plans/pins/new`.
pub(super) async fn form(page: Page) -> Reply {
    let typed = Typed { what: "session".to_owned(), ..Typed::default() };
    offer(&page, &page.query("plan"), &page.query("session"), &typed, &[]).await
}

/// What was typed into the form of a session.
#[derive(Default)]
struct Typed {
    what: String,
    person: String,
    reason: String,
}

/// `POST /plans/pins/new`.
pub(super) async fn add(page: Page, form: Form) -> Reply {
    let text = |name| form.text(name).to_owned();
    let typed = Typed { what: text("what"), person: text("person"), reason: text("reason") };
    let (plan, session) = (plan_of(form.text("plan"))?, text("session"));
    let what = match typed.what.as_str() {
        "seat" => What::Seat(typed.person.clone()),
        "place" => What::Place,
        _ => What::Session,
    };
    let new = NewPin { plan: plan.clone(), session: session.clone(), what, reason: typed.reason.clone() };
    match pin(page.services(), &speaking(&page)?, &form.once()?, &new).await {
        Ok(()) => page.see_other_with(&back(plan.as_ref(), &session), t::pins_done(page.lang)).await,
        Err(ServiceError::Refused(refusals)) => offer(&page, form.text("plan"), &session, &typed, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

fn plan_of(text: &str) -> Result<Option<PlanId>, PageError> {
    if text.is_empty() { Ok(None) } else { plan_id(text).map(Some) }
}

/// The page from which a session was pinned.
fn back(plan: Option<&PlanId>, session: &str) -> String {
    match plan {
        _ if session.is_empty() => "/plans/pins".to_owned(),
        Some(plan) => format!("/plans/{plan}/board/{}", encode(session)),
        None => format!("/sessions/{}", encode(session)),
    }
}

async fn offer(page: &Page, plan: &str, session: &str, typed: &Typed, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let known = plan_of(plan)?;
    let found = match pin_form(page.services(), &speaking(page)?, known.as_ref(), session).await {
        // Over or cancelled meanwhile: the session's page says what it is.
        Err(ServiceError::Refused(_)) => return Ok(page.see_other(&back(known.as_ref(), session))),
        other => other?,
    };
    let back = back(known.as_ref(), session);
    let fields = fields(l, &found, typed, refusals);
    let facts = vec![
        (t::plans_when(l).to_owned(), found.what.into_any()),
        (t::plans_by_venue(l).to_owned(), found.place.into_any()),
        (t::plans_by_trainer(l).to_owned(), found.trainer.into_any()),
    ];
    let there = lines(page, found.pins, plan, session);
    let (once, plan, session) = (page.once_field(), plan.to_owned(), session.to_owned());
    Ok(page.sheet(t::pins_new(l)).refused(refusals).show(move || {
        view! {
            <p><a href=back>{t::pins_back_session(l)}</a></p>
            <h1>{t::pins_new(l)}</h1>
            <p class="lead">{t::pins_new_about(l)}</p>
            <Facts facts />
            {there}
            <form method="post" class="card" action="/plans/pins/new">
                {once}
                <HiddenField name="plan" value=plan /><HiddenField name="session" value=session />
                {fields}
                <Submit label=t::pins_now(l) />
            </form>
        }
    }))
}

fn fields(l: Language, found: &PinForm, typed: &Typed, refusals: &[Refusal]) -> AnyView {
    let kinds = [PinKind::Session, PinKind::Place, PinKind::Seat]
        .map(|kind| (name(kind).to_owned(), offered(l, kind).to_owned()));
    let mut people = vec![(String::new(), t::board_choose(l).to_owned())];
    people.extend(found.people.iter().cloned());
    let all = || refusals.to_vec();
    view! {
        <Choice language=l name="what" label=t::pins_what(l) value=typed.what.clone() options=kinds.to_vec() refusals=all() />
        <SelectField language=l name="person" label=t::pins_person(l) value=typed.person.clone() options=people hint=t::pins_person_hint(l) refusals=all() />
        <TextField language=l name="reason" label=t::pins_reason(l) value=typed.reason.clone() hint=t::pins_reason_hint(l) required=true refusals=all() />
    }
    .into_any()
}

const fn name(kind: PinKind) -> &'static str {
    match kind {
        PinKind::Session => "session",
        PinKind::Place => "place",
        PinKind::Seat => "seat",
    }
}

fn offered(l: Language, kind: PinKind) -> &'static str {
    match kind {
        PinKind::Session => t::pins_kind_session(l),
        PinKind::Place => t::pins_kind_place(l),
        PinKind::Seat => t::pins_kind_seat(l),
    }
}

/// What a pin holds, in words.
fn holds(l: Language, pin: &PinLine) -> String {
    match pin.kind {
        PinKind::Session => t::pins_holds_session(l, count(pin.people)),
        PinKind::Place => t::pins_holds_place(l).to_owned(),
        PinKind::Seat => t::pins_holds_seat(l, &pin.name),
    }
}

/// The pins of a session of the live schedule, and the way to pin it; nothing for whoever sees neither.
pub(crate) async fn of_session(
    page: &Page,
    plan: Option<&PlanId>,
    session: &SessionRecord,
) -> Result<Option<AnyView>, PageError> {
    if session.state != "planned" {
        return Ok(None);
    }
    of(page, plan, session.id.as_str(), session.room.as_str()).await
}

/// The same for a session of a draft.
pub(crate) async fn of_drafted(
    page: &Page,
    plan: &PlanId,
    session: &str,
    room: &str,
) -> Result<Option<AnyView>, PageError> {
    of(page, Some(plan), session, room).await
}

async fn of(page: &Page, plan: Option<&PlanId>, session: &str, room: &str) -> Result<Option<AnyView>, PageError> {
    let l = page.lang;
    let found = session_pins(page.services(), &speaking(page)?, session, room).await?;
    if found.pins.is_empty() && !found.may {
        return Ok(None);
    }
    let plan = plan.map(ToString::to_string).unwrap_or_default();
    let href = format!("/plans/pins/new?session={}&plan={}", encode(session), encode(&plan));
    let link = found
        .may
        .then(|| view! { <p class="no-print"><a class="button plain small" href=href>{t::pins_new(l)}</a></p> });
    let lines = lines(page, found.pins, &plan, session);
    Ok(Some(view! { {lines}{link} }.into_any()))
}

/// The pins of one session as a card.
fn lines(page: &Page, pins: Vec<PinLine>, plan: &str, session: &str) -> Option<AnyView> {
    let l = page.lang;
    if pins.is_empty() {
        return None;
    }
    let rows = pins
        .into_iter()
        .map(|pin| {
            let text = t::pins_line(l, instant(l, pin.at), &pin.by, &pin.reason);
            let label = holds(l, &pin);
            let place = format!("{}, {}, {}", pin.what, pin.place, pin.trainer);
            let form = pin.may_remove.then(|| remove_form(page, ("pin", &pin.id), plan, session, &label));
            view! { <li><Badge tone=Tone::Warn text=t::pins_mark(l) />" "<strong>{label}</strong><br />{place}<br /><small>{text}</small>{form}</li> }
        })
        .collect_view();
    Some(view! { <Card title=t::pins_title(l)><ul>{rows}</ul></Card> }.into_any())
}

fn remove_form(page: &Page, (field, id): (&'static str, &str), plan: &str, session: &str, what: &str) -> AnyView {
    let l = page.lang;
    let (once, id, plan, session) = (page.once_field(), id.to_owned(), plan.to_owned(), session.to_owned());
    let label = format!("{}: {what}", t::pins_remove(l));
    view! {
        <form method="post" class="inline no-print" action="/plans/pins/remove">
            {once}
            <HiddenField name=field value=id /><HiddenField name="plan" value=plan /><HiddenField name="session" value=session />
            <button type="submit" class="button plain small" aria-label=label>{t::pins_remove(l)}</button>
        </form>
    }
    .into_any()
}

pub(super) async fn list(page: &Page, typed: &Week, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let all = service::pins(page.services(), &speaking(page)?).await?;
    let table = if all.is_empty() {
        view! { <EmptyState title=t::pins_none(l) text=t::pins_none_next(l) /> }.into_any()
    } else {
        table(page, all)
    };
    let form = week_form(page, typed, refusals).await?;
    let of_trainer = trainer_form(page, typed, refusals).await?;
    Ok(page.sheet(t::pins_title(l)).refused(refusals).show(move || {
        view! {
            <p><a href="/plans">{t::plans_back(l)}</a></p>
            <h1>{t::pins_title(l)}</h1>
            <p class="lead">{t::pins_about(l)}</p>
            {table}
            {form}
            {of_trainer}
        }
    }))
}

/// Pins that were made together stand in one row.
fn table(page: &Page, all: Vec<PinLine>) -> AnyView {
    let l = page.lang;
    let mut rows: Vec<Vec<PinLine>> = Vec::new();
    for pin in all {
        let together = rows.iter_mut().find(|row| !pin.week.is_empty() && row.iter().any(|p| p.week == pin.week));
        match together {
            Some(row) => row.push(pin),
            None => rows.push(vec![pin]),
        }
    }
    let rows = rows.iter().map(|row| self::row(page, row)).collect_view();
    view! {
        <table class="cards">
            <caption class="visually-hidden">{t::pins_title(l)}</caption>
            <thead><tr>
                <th scope="col">{t::pins_session(l)}</th><th scope="col">{t::pins_what(l)}</th>
                <th scope="col">{t::pins_reason(l)}</th><th scope="col">{t::pins_state(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(page: &Page, pins: &[PinLine]) -> AnyView {
    let l = page.lang;
    let Some(first) = pins.first() else { return ().into_any() };
    let whole = !first.week.is_empty();
    let what = match (whole, first.of_trainer) {
        (true, true) => t::pins_holds_trainer(l, count(pins.len()), &first.trainer),
        (true, false) => t::pins_holds_week(l, count(pins.len())),
        _ => holds(l, first),
    };
    let bars = first.bars.then(|| view! { <p>{t::pins_bars(l)}</p> });
    let session = |pin: &PinLine| format!("{}, {}, {}", pin.what, pin.place, pin.trainer);
    let named = if whole {
        let lines = pins.iter().take(MOST_OF_WEEK).map(|pin| view! { <li>{session(pin)}</li> }).collect_view();
        let more = pins.len().saturating_sub(MOST_OF_WEEK);
        let more = (more > 0).then(|| view! { <li>{t::plans_and_more(l, count(more))}</li> });
        let title = if first.of_trainer { t::pins_trainer_of(l, &first.what) } else { t::pins_week_of(l, &first.what) };
        view! { <details><summary>{title}</summary><ul>{lines}{more}</ul></details> }.into_any()
    } else {
        session(first).into_any()
    };
    let troubles = pins
        .iter()
        .filter_map(|pin| pin.trouble.as_ref())
        .map(|refusal| explain(l, refusal))
        .map(|words| view! { <p>{words.message}" "<strong>{words.next}</strong></p> })
        .collect_view();
    let troubled = pins.iter().any(|pin| pin.trouble.is_some());
    let (tone, state) = match (troubled, pins.iter().all(|pin| pin.past)) {
        (true, _) => (Tone::Bad, t::pins_impossible(l)),
        (_, true) => (Tone::Plain, t::pins_past(l)),
        _ => (Tone::Good, t::pins_kept(l)),
    };
    let which = if whole { ("week", first.week.as_str()) } else { ("pin", first.id.as_str()) };
    let may = pins.iter().all(|pin| pin.may_remove);
    let form = may.then(|| remove_form(page, which, "", "", &format!("{what}, {}", first.what)));
    let text = t::pins_line(l, instant(l, first.at), &first.by, &first.reason);
    view! {
        <tr>
            <th scope="row">{named}</th>
            <td data-label=t::pins_what(l)>{what}{bars}</td>
            <td data-label=t::pins_reason(l)>{text}</td>
            <td data-label=t::pins_state(l)><Badge tone text=state />{troubles}{form}</td>
        </tr>
    }
    .into_any()
}
