//! `/hospital/queue`: the work list. Who waits now, in which department, and call next.

use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, card, desk, queue as words, words as people};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::RecordRef;
use abhyas_services::sandbox::hims::m02_queue::{CallNext, Department, Token, queue};
use abhyas_ui::{EmptyState, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

/// What is known of a department's queue at one look.
struct Line {
    department: Arc<Department>,
    waiting: Vec<Arc<Token>>,
    attended: bool,
}

impl Line {
    fn of(desk: &Desk, department: &Arc<Department>) -> Self {
        let ctx = &desk.look.ctx;
        Self {
            department: Arc::clone(department),
            waiting: queue::waiting(desk.world(), &department.id, ctx.now.day()),
            attended: queue::attended(desk.world(), ctx.calendar, department, ctx.now),
        }
    }

    fn longest(&self, desk: &Desk) -> i64 {
        self.waiting.iter().map(|t| t.waited_minutes(desk.look.ctx.now)).max().unwrap_or(0)
    }

    fn with_priority(&self) -> usize {
        self.waiting.iter().filter(|t| t.lane.rank() < 2).count()
    }
}

pub(crate) async fn overview(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let mut lines: Vec<Line> = desk.world().departments().iter().map(|d| Line::of(&desk, d)).collect();
    // Where somebody waits comes first; then where a doctor sits.
    lines.sort_by_key(|line| (std::cmp::Reverse(line.waiting.len()), !line.attended));
    let tiles = lines.iter().map(|line| tile(&page, &desk, line)).collect_view();
    let list = if lines.is_empty() {
        view! { <EmptyState title=t::no_departments(l) text=t::no_departments_next(l) /> }.into_any()
    } else {
        view! { <div class="cards-grid">{tiles}</div> }.into_any()
    };
    let view = view! {
        {ways(l)}
        {list}
    };
    Ok(desk.show(&page, t::title(l), &[], view.into_any()))
}

/// The other screens of the desk.
fn ways(l: Language) -> AnyView {
    view! {
        <p class="row no-print">
            <a class="button" href="/hospital/queue/tokens/new">{t::give_token(l)}</a>
            <a class="button plain" href="/hospital/queue/share">{t::share_link(l)}</a>
            <a class="button plain" href="/hospital/queue/appointments">{t::appointments_link(l)}</a>
            <a class="button plain" href="/hospital/queue/appointments/new">{t::book_link(l)}</a>
            <a class="button plain" href="/hospital/queue/roster">{t::roster_link(l)}</a>
        </p>
    }
    .into_any()
}

fn tile(page: &Page, desk: &Desk, line: &Line) -> AnyView {
    let l = page.lang;
    let name = line.department.name.in_language(l).to_owned();
    let to = format!("/hospital/queue/at/{}", line.department.id.as_str());
    let count = line.waiting.len();
    let priority = line.with_priority();
    let more = (count > 0).then(|| {
        let text = t::waits_longest(l, line.longest(desk));
        let priority = (priority > 0).then(|| view! { " · "<strong>{t::with_priority(l, priority)}</strong> });
        view! { <p>{text}{priority}</p> }
    });
    let call = (count > 0).then(|| call_form(page, desk, &line.department, "small"));
    let doctor = (!line.attended).then(|| view! { <p class="muted">{t::no_doctor(l)}</p> });
    view! {
        <section class="card">
            <h2><a href=to>{name}</a></h2>
            <p><span class="big-code num">{count}</span>" "{t::waiting_now(l)}</p>
            {more}{doctor}{call}
        </section>
    }
    .into_any()
}

/// One tap: whoever is next.
fn call_form(page: &Page, desk: &Desk, department: &Department, class: &'static str) -> AnyView {
    let hidden = desk.hidden(page);
    let id = department.id.as_str().to_owned();
    view! {
        <form method="post" action="/hospital/queue/call">
            {hidden}
            <input type="hidden" name="department" value=id />
            <Submit label=t::call_next(page.lang) class=class />
        </form>
    }
    .into_any()
}

pub(crate) async fn department(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let department = find::department(&desk, &id)?;
    desk.sandbox.viewed("m02.queue", RecordRef::to::<Department>(&department.id)).await?;
    Ok(render(&page, &desk, &department, &[]))
}

pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/queue"))
}

pub(crate) async fn call(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let department = find::department(&desk, form.text("department"))?;
    let command = CallNext { department: department.id.as_str().to_owned(), ..CallNext::default() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let token = find::token(&Desk::new(desk.sandbox.clone(), desk.sandbox.look().await?), &receipt.subject.id)?;
            let text = t::called_done(page.lang, token.number, &department.room);
            desk::done(&page, &format!("/hospital/queue/at/{}", department.id.as_str()), &text, &receipt).await
        }
        Err(refusals) => Ok(render(&page, &desk, &department, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, department: &Arc<Department>, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let today = desk.look.ctx.now.day();
    let line = Line::of(desk, department);
    let called = queue::called(desk.world(), &department.id, today);
    let inside = queue::in_consult(desk.world(), &department.id, today);
    let seen = queue::all(desk.world(), &department.id, today).iter().filter(|t| !t.state.is_open()).count();
    let id = department.id.as_str();
    let waiting = if line.waiting.is_empty() {
        view! { <EmptyState title=t::nobody_waits(l) text=t::nobody_waits_next(l) /> }.into_any()
    } else {
        table(l, desk, &line.waiting)
    };
    let call = (!line.waiting.is_empty()).then(|| call_form(page, desk, department, "wide"));
    let now = (!called.is_empty()).then(|| {
        let rows = called.iter().map(|token| called_row(page, desk, token)).collect_view();
        card(Some(t::called_title(l)), view! { <ul class="plain-list stack">{rows}</ul> }.into_any())
    });
    let inside = (!inside.is_empty()).then(|| card(Some(t::inside_title(l)), table(l, desk, &inside)));
    let view = view! {
        <p class="lead">{t::room(l, &department.room)}" · "{t::counts(l, seen, line.waiting.len())}</p>
        {call}
        {now}
        <h2>{t::waiting_title(l)}</h2>
        {waiting}
        {inside}
        <p class="row no-print">
            <a class="button plain" href="/hospital/queue/tokens/new">{t::give_token(l)}</a>
            <a class="button plain" href=format!("/hospital/queue/board/{id}")>{t::board_link(l)}</a>
            <a class="button plain" href="/hospital/queue">{t::all_queues(l)}</a>
        </p>
    };
    desk.show(page, department.name.in_language(l), refusals, view.into_any())
}

/// A called patient: call again, or nobody came.
fn called_row(page: &Page, desk: &Desk, token: &Token) -> AnyView {
    let l = page.lang;
    let step = |step: &str, label: &'static str| {
        let hidden = desk.hidden(page);
        let to = format!("/hospital/queue/tokens/{}/{step}", token.id.as_str());
        view! { <form method="post" action=to class="inline">{hidden}<Submit label class="plain small" /></form> }
            .into_any()
    };
    let times = token.calls.len();
    view! {
        <li class="row">
            <a class="big-code num" href=format!("/hospital/queue/tokens/{}", token.id.as_str())>{token.number}</a>
            <span>{find::line(l, desk, &token.patient)}" · "{t::called_times(l, times)}</span>
            {step("recall", t::recall(l))}{step("skip", t::skip(l))}
        </li>
    }
    .into_any()
}

/// Tokens as a table, each with the way to its page.
fn table(l: Language, desk: &Desk, tokens: &[Arc<Token>]) -> AnyView {
    let rows = tokens
        .iter()
        .map(|token| {
            let to = format!("/hospital/queue/tokens/{}", token.id.as_str());
            let reason = token.lane_reason.clone();
            let why = words::priority(l, token).map(|badge| view! { {badge}" "{reason} });
            let minutes = token.waited_minutes(desk.look.ctx.now);
            let sex = desk.world().patients().get(&token.patient).map(|p| people::sex(l, p.sex));
            view! {
                <tr>
                    <th scope="row"><a class="big-code num" href=to>{token.number}</a></th>
                    <td data-label=t::patient(l)>{find::line(l, desk, &token.patient)}", "{sex}</td>
                    <td data-label=t::priority(l)>{why}</td>
                    <td data-label=t::minutes(l) class="num">{minutes}</td>
                    <td data-label=t::came(l)>{words::origin(l, &token.origin)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::token(l)}</th><th scope="col">{t::patient(l)}</th><th scope="col">{t::priority(l)}</th>
                <th scope="col" class="num">{t::minutes(l)}</th><th scope="col">{t::came(l)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
