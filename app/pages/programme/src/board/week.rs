//! `/plans/{id}/board`: a week of a draft.

use super::parts::{class, told, tone};
use super::{address, name_of, place_in, plan_id, window};
use crate::{count, speaking, t};
use abhyas_core::{Language, PlanId, Refusal};
use abhyas_i18n::format;
use abhyas_islands::ScheduleBoard;
use abhyas_kit::{Form, Page, PageError, Paging, Reply, encode};
use abhyas_services::ServiceError;
use abhyas_services::plans::board::{self, BoardPage, By, Card, DayColumn, Level, Row, Window};
use abhyas_ui::{HiddenField, Note, Pages, SelectField, Submit, TextField, Tone};
use axum::extract::Path;
use leptos::prelude::*;

/// `GET /plans/{id}/board`.
pub(super) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let plan = plan_id(&id)?;
    render(&page, &plan, &window(&page), &[]).await
}

/// `POST /plans/{id}/board/undo`.
pub(super) async fn undo(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let plan = plan_id(&id)?;
    let seq = form.text("seq").parse().unwrap_or(0);
    let done = board::undo(page.services(), &speaking(&page)?, &form.once()?, &plan, seq).await;
    after(&page, &plan, &form, done.map(|_| t::board_undone_now(page.lang))).await
}

/// `POST /plans/{id}/board/redo`.
pub(super) async fn redo(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let plan = plan_id(&id)?;
    let seq = form.text("seq").parse().unwrap_or(0);
    let done = board::redo(page.services(), &speaking(&page)?, &form.once()?, &plan, seq).await;
    after(&page, &plan, &form, done.map(|_| t::board_redone_now(page.lang))).await
}

async fn after(page: &Page, plan: &PlanId, form: &Form, done: Result<&'static str, ServiceError>) -> Reply {
    let by = match form.text("by") {
        "trainer" => By::Trainer,
        "district" => By::District,
        _ => By::Room,
    };
    let week = form.text("week").parse::<usize>().unwrap_or(1).saturating_sub(1);
    let rows = form.text("page").parse::<usize>().ok().map(|n| n.saturating_sub(1));
    let text = |name| form.text(name).to_owned();
    let window = Window { by, week: Some(week), district: text("district"), find: text("find"), page: rows };
    match done {
        Ok(words) => page.see_other_with(&address(plan, &window, week), words).await,
        Err(ServiceError::Refused(refusals)) => render(page, plan, &window, &refusals).await,
        Err(error) => Err(PageError::from(error)),
    }
}

async fn render(page: &Page, plan: &PlanId, window: &Window, refusals: &[Refusal]) -> Reply {
    let l = page.lang;
    let found = board::page(page.services(), &speaking(page)?, plan, window).await?;
    let back = format!("/plans/{plan}");
    let pages = pages(l, plan, &found);
    // The island puts it into an address as it stands.
    let (page_of_rows, find) = (found.page, encode(&found.find));
    let (acts, filters, weeks) = (acts(page, plan, &found), filters(l, plan, &found), weeks(l, plan, &found));
    let table = table(l, plan, &found);
    let drags = found.may_edit && found.by == By::Room;
    let (seen, week, district, id) = (found.seq, found.week, found.district.clone(), plan.to_string());
    let closed = (!found.may_edit).then(|| view! { <Note tone=Tone::Warn><p>{t::board_closed(l)}</p></Note> });
    let about = if drags { t::board_about_drag(l) } else { t::board_about(l) };
    let recent = told(l, found.recent);
    let events = format!("/plans/{plan}/board/events?");
    let poll = format!("{events}once=1");
    let label = t::board_live(l);
    let live = found.may_edit.then(|| {
        view! { <section class="live no-print" role="log" aria-live="polite" aria-label=label data-live=events data-poll=poll data-from=seen.to_string()></section> }
    });
    Ok(page.sheet(t::board_title(l)).refused(refusals).islands().show(move || {
        view! {
            <p><a href=back>{t::plans_back_plan(l)}</a></p>
            <h1>{t::board_title(l)}</h1>
            {closed}
            <p class="lead">{about}</p>
            {filters}
            {acts}
            {weeks}
            {live}
            <ScheduleBoard language=l plan=id seen week district page=page_of_rows find drags>{table}</ScheduleBoard>
            {pages}
            {recent}
        }
    }))
}

/// Taking back, doing again, a new session.
fn acts(page: &Page, plan: &PlanId, found: &BoardPage) -> Option<AnyView> {
    let l = page.lang;
    if !found.may_edit {
        return None;
    }
    let form = |what: &str, seq: i64, label: String| {
        let action = format!("/plans/{plan}/board/{what}");
        let (by, week) = (name_of(found.by), (found.week + 1).to_string());
        let once = page.once_field();
        view! {
            <form method="post" class="inline" action=action>
                {once}
                <HiddenField name="seq" value=seq.to_string() /><HiddenField name="by" value=by />
                <HiddenField name="week" value=week /><HiddenField name="district" value=found.district.clone() />
                <HiddenField name="page" value=(found.page + 1).to_string() /><HiddenField name="find" value=found.find.clone() />
                <Submit label class="plain small" />
            </form>
        }
        .into_any()
    };
    let undo = found.undo.as_ref().map(|it| form("undo", it.seq, t::board_undo(l, &it.what)));
    let redo = found.redo.as_ref().map(|it| form("redo", it.seq, t::board_redo(l, &it.what)));
    let new = format!("/plans/{plan}/board/new?week={}&{}", found.week + 1, place_of(found));
    Some(
        view! { <div class="row board-acts">{undo}{redo}<a class="button plain small" href=new>{t::board_new(l)}</a></div> }
            .into_any(),
    )
}

fn filters(l: Language, plan: &PlanId, found: &BoardPage) -> AnyView {
    let rows = vec![
        ("room".to_owned(), t::board_by_room(l).to_owned()),
        ("trainer".to_owned(), t::board_by_trainer(l).to_owned()),
        ("district".to_owned(), t::board_by_district(l).to_owned()),
    ];
    let mut districts: Vec<(String, String)> = vec![(String::new(), t::board_all_districts(l).to_owned())];
    districts.extend(found.districts.iter().map(|d| (d.id.clone(), d.name(l).to_owned())));
    let weeks = (1..=found.weeks).map(|n| (n.to_string(), t::board_week_n(l, count(n)))).collect::<Vec<_>>();
    let action = format!("/plans/{plan}/board");
    let label = if found.by == By::Trainer { t::board_find_trainer(l) } else { t::board_find_room(l) };
    let find = found.find.clone();
    let (by, week, district) = (name_of(found.by), (found.week + 1).to_string(), found.district.clone());
    view! {
        <form method="get" action=action class="filters">
            <SelectField language=l name="by" label=t::board_rows(l) value=by options=rows refusals=Vec::new() />
            <SelectField language=l name="district" label=t::board_district(l) value=district options=districts refusals=Vec::new() />
            <SelectField language=l name="week" label=t::board_week(l) value=week options=weeks refusals=Vec::new() />
            <TextField language=l name="find" label value=find refusals=Vec::new() />
            <div class="field"><Submit label=t::board_show(l) class="plain" /></div>
        </form>
    }
    .into_any()
}

fn weeks(l: Language, plan: &PlanId, found: &BoardPage) -> AnyView {
    let to = |week: usize| address(plan, &window_of(found, found.page), week);
    let paging = Paging::known(found.week + 1, found.weeks);
    let (previous, next) = paging.links(|week| to(week - 1), t::board_week_before(l), t::board_week_after(l));
    view! { <Pages label=t::board_weeks(l) previous next /> }.into_any()
}

/// The window that a page shows, at another page of rows.
fn window_of(found: &BoardPage, page: usize) -> Window {
    let (district, find) = (found.district.clone(), found.find.clone());
    Window { by: found.by, week: Some(found.week), district, find, page: Some(page) }
}

/// Where a page stands, for the addresses of what is on it.
fn place_of(found: &BoardPage) -> String {
    place_in(&found.district, &found.find, (found.page > 0).then_some(found.page))
}

/// Other pages of rows, where there are any.
fn pages(l: Language, plan: &PlanId, found: &BoardPage) -> Option<AnyView> {
    if found.pages < 2 {
        return None;
    }
    let to = |page: usize| address(plan, &window_of(found, page), found.week);
    let paging = Paging::known(found.page + 1, found.pages);
    let (previous, next) = paging.links(|page| to(page - 1), t::board_rows_before(l), t::board_rows_after(l));
    let line = t::board_rows_page(l, count(found.page + 1), count(found.pages));
    Some(view! { <p class="muted">{line}</p><Pages label=t::board_rows_pages(l) previous next /> }.into_any())
}

fn table(l: Language, plan: &PlanId, found: &BoardPage) -> AnyView {
    let caption = t::board_caption(l, count(found.weeks), count(found.cards.len()), count(found.week + 1));
    if found.rows.is_empty() {
        return view! { <Note><p>{t::board_empty(l)}</p></Note> }.into_any();
    }
    let days = found.days.iter().map(|day| day_head(l, day)).collect_view();
    let halves = found.days.iter().flat_map(|_| [0, 1]).map(|half| {
        let (begin, end) = found.hours.of(half);
        view! { <th scope="col">{format!("{begin}–{end}")}</th> }
    });
    let halves = halves.collect_view();
    let slots: Vec<(i64, bool)> =
        found.days.iter().flat_map(|d| d.slots.map(|s| (s, d.past || d.holiday.is_some()))).collect();
    let rows = found.rows.iter().map(|row| row_view(l, plan, found, row, &slots)).collect_view();
    let label = t::board_table(l);
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=label>
            <table class="sched">
                <caption>{caption}</caption>
                <thead><tr><th rowspan="2" scope="col">{head(l, found.by)}</th>{days}</tr><tr>{halves}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(l: Language, by: By) -> &'static str {
    match by {
        By::Room => t::board_by_room(l),
        By::Trainer => t::board_by_trainer(l),
        By::District => t::board_by_district(l),
    }
}

fn day_head(l: Language, day: &DayColumn) -> AnyView {
    let holiday = day.holiday.clone().map(|why| view! { <br /><small>{why}</small> });
    let weekday = format::weekday(l, chrono::Datelike::weekday(&day.day).num_days_from_monday());
    view! { <th colspan="2" scope="colgroup">{weekday}<br />{format::date(l, day.day)}{holiday}</th> }.into_any()
}

fn row_view(l: Language, plan: &PlanId, found: &BoardPage, row: &Row, slots: &[(i64, bool)]) -> AnyView {
    let targets = found.by == By::Room;
    let cells = row.cells.iter().zip(slots).map(|(cards, (slot, closed))| {
        let shown = |c: &Card| if c.slot == *slot { card(l, plan, found, c) } else { goes_on(l, plan, found, c) };
        let cards = cards.iter().filter_map(|at| found.cards.get(*at)).map(shown).collect_view();
        let (slot, room) = (targets.then(|| slot.to_string()), targets.then(|| row.id.clone()));
        view! { <td data-slot=slot data-room=room class=closed.then_some("closed")>{cards}</td> }
    });
    let cells = cells.collect_view();
    let detail = (!row.detail.is_empty()).then(|| view! { <br /><small>{row.detail.clone()}</small> });
    view! { <tr><th scope="row">{row.name.clone()}{detail}</th>{cells}</tr> }.into_any()
}

fn page_of_session(plan: &PlanId, found: &BoardPage, card: &Card) -> String {
    format!("/plans/{plan}/board/{}?week={}&{}", card.id, found.week + 1, place_of(found))
}

/// A half-day in which a session goes on that began before: taken, and not to be lifted from here.
fn goes_on(l: Language, plan: &PlanId, found: &BoardPage, card: &Card) -> AnyView {
    let (href, name) = (page_of_session(plan, found, card), format!("{} {}", card.module.id, card.module.name(l)));
    view! { <div class="sess"><a href=href>{name}</a><span class="muted">{t::board_goes_on(l)}</span></div> }.into_any()
}

fn card(l: Language, plan: &PlanId, found: &BoardPage, card: &Card) -> AnyView {
    let href = page_of_session(plan, found, card);
    let name = format!("{} {}", card.module.id, card.module.name(l));
    let long = (card.takes.len() > 1).then(|| t::board_half_days(l, count(card.takes.len())));
    let fill = t::board_fill(l, count(card.people), count(card.seats));
    let mark = (card.level != Level::Green).then(|| {
        let more = card.troubles.len().saturating_sub(1);
        let more = (more > 0).then(|| t::board_more(l, count(more)));
        let class = format!("mark{}", class(tone(card.level)));
        view! { <span class=class><span aria-hidden="true">"⚠ "</span>{card.troubles.first().cloned().unwrap_or_default()}" "{more}</span> }
    });
    let teachers = card.teachers();
    let second = if found.by == By::Room { teachers } else { format!("{} · {teachers}", card.place) };
    let label = name.clone();
    let (session, lifts) = (card.id.clone(), (card.may_edit && found.by == By::Room).then_some("1"));
    view! {
        <div class="sess" id=format!("s-{}", card.id) data-session=session data-lifts=lifts data-name=label>
            <a href=href>{name}</a>{long.map(|long| view! { <span>{long}</span> })}
            <span>{second}</span><span class="num">{fill}</span>{mark}
        </div>
    }
    .into_any()
}
