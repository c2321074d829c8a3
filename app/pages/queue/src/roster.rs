//! `/hospital/queue/roster`: which doctor sits where on a day; changes of the day, by the supervisor.

use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, queue as words};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::Day;
use abhyas_services::sandbox::hims::m02_queue::{
    AddSession, Appointment, AppointmentState, DoctorSession, TakeOff, queue_key,
};
use abhyas_ui::{Badge, EmptyState, Submit, Tone};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

pub(crate) async fn day(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let calendar = desk.look.ctx.calendar;
    let day = find::day(&page, &desk);
    let mut lines: Vec<_> = desk.world().doctor_sessions().iter().filter(|s| s.planned(calendar, day)).collect();
    lines.sort_by_key(|s| (s.department.clone(), s.from));
    let rows = lines.iter().map(|s| row(l, &desk, s, day)).collect_view();
    let list = if lines.is_empty() {
        view! { <EmptyState title=t::nobody_sits(l) text=t::nobody_sits_next(l) /> }.into_any()
    } else {
        view! {
            <table class="cards">
                <thead><tr>
                    <th scope="col">{t::doctor(l)}</th><th scope="col">{t::department(l)}</th><th scope="col">{t::hours(l)}</th>
                    <th scope="col" class="num">{t::booked_count(l)}</th><th scope="col">{t::state(l)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let to = |day: Day| format!("/hospital/queue/roster?date={}", find::date_of(&desk, day));
    let view = view! {
        <p class="lead">{format::long_date(l, calendar.date(day))}</p>
        {list}
        <nav class="pages" aria-label=t::other_days(l)>
            <a class="button plain small" href=to(Day(day.0 - 1))>{t::day_before(l)}</a>
            <a class="button plain small" href=to(Day(day.0 + 1))>{t::day_after(l)}</a>
        </nav>
        <p class="row no-print">
            <a class="button plain" href=format!("/hospital/queue/roster/new?date={}", find::date_of(&desk, day))>{t::add_session(l)}</a>
            <a class="button plain" href="/hospital/queue">{t::all_queues(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::roster_title(l), &[], view.into_any()))
}

fn row(l: Language, desk: &Desk, session: &DoctorSession, day: Day) -> AnyView {
    let own = desk.world().appointments().find(Appointment::BY_DAY, &queue_key(&session.department, day));
    let booked = own.filter(|a| a.slot.session == session.id && a.state.holds_place()).count();
    let places = session.slots().count().saturating_mul(usize::from(session.per_slot));
    let state = match session.off_on(day) {
        Some(off) => {
            let reason = off.reason.clone();
            view! { <Badge tone=Tone::Warn text=t::on_leave(l) />" "{reason} }.into_any()
        }
        None => {
            let to = format!("/hospital/queue/roster/{}/off?date={}", session.id.as_str(), find::date_of(desk, day));
            let future = day >= desk.look.ctx.now.day();
            view! { <Badge tone=Tone::Good text=t::sits(l) />" "{future.then(|| view! { <a href=to>{t::take_off(l)}</a> })} }
                .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{session.doctor.in_language(l).to_owned()}</th>
            <td data-label=t::department(l)>{words::department(l, desk.world(), &session.department)}</td>
            <td data-label=t::hours(l)>{format!("{}–{}", session.from, session.to)}</td>
            <td data-label=t::booked_count(l) class="num">{format!("{booked} / {places}")}</td>
            <td data-label=t::state(l)>{state}</td>
        </tr>
    }
    .into_any()
}

pub(crate) async fn new(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let typed = [("date", page.query("date")), ("slot_minutes", "30".to_owned()), ("per_slot", "5".to_owned())];
    Ok(render_new(&page, &desk, &Form::from_pairs(typed), &[]))
}

pub(crate) async fn add(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let text = |name| form.text(name).to_owned();
    let command = AddSession {
        department: text("department"),
        doctor_hi: text("doctor_hi"),
        doctor_en: text("doctor_en"),
        date: text("date"),
        from: text("from"),
        to: text("to"),
        slot_minutes: text("slot_minutes"),
        per_slot: text("per_slot"),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/queue/roster?date={}", abhyas_kit::encode(form.text("date")));
            desk::done(&page, &to, t::session_added(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render_new(&page, &desk, &form, &refusals)),
    }
}

fn render_new(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let departments = desk.world().departments().iter();
    let options = departments.map(|d| (d.id.as_str().to_owned(), d.name.in_language(l).to_owned())).collect();
    let hidden = desk.hidden(page);
    let view = view! {
        <form method="post" action="/hospital/queue/roster/new">
            {hidden}
            {card(None, view! {
                {typed.select("department", t::department(l), options)}
                {typed.text("doctor_hi", t::doctor_hi(l), false)}
                {typed.text("doctor_en", t::doctor_en(l), false)}
                {typed.digits("date", t::date(l), t::date_hint(l), true)}
                {typed.digits("from", t::from(l), t::time_hint(l), true)}
                {typed.digits("to", t::to(l), t::time_hint(l), true)}
                {typed.digits("slot_minutes", t::slot_minutes(l), t::slot_minutes_hint(l), true)}
                {typed.digits("per_slot", t::per_slot(l), t::per_slot_hint(l), true)}
            }.into_any())}
            <Submit label=t::add_session(l) />
        </form>
    };
    desk.show(page, t::add_session(l), refusals, view.into_any())
}

pub(crate) async fn off(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let session = find::session(&desk, &id)?;
    let form = Form::from_pairs([("date", find::date_of(&desk, find::day(&page, &desk)))]);
    Ok(render_off(&page, &desk, &session, &form, &[]))
}

pub(crate) async fn take_off(page: Page, Path(id): Path<String>, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let session = find::session(&desk, &id)?;
    let date = form.text("date").to_owned();
    let command = TakeOff { session: id, date: date.clone(), reason: form.text("reason").to_owned() };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/queue/roster?date={}", abhyas_kit::encode(&date));
            desk::done(&page, &to, t::off_done(page.lang), &receipt).await
        }
        Err(refusals) => Ok(render_off(&page, &desk, &session, &form, &refusals)),
    }
}

fn render_off(page: &Page, desk: &Desk, session: &DoctorSession, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let who = format!(
        "{} · {} · {}–{}",
        session.doctor.in_language(l),
        words::department(l, desk.world(), &session.department),
        session.from,
        session.to
    );
    let expected = |day: &str| {
        let day = abhyas_services::sandbox::hims::m01_registration::check::date(day, "date").ok()?;
        let day = desk.look.ctx.calendar.day(day);
        let own = desk.world().appointments().find(Appointment::BY_DAY, &queue_key(&session.department, day));
        Some(own.filter(|a| a.slot.session == session.id && a.state == AppointmentState::Booked).count())
    };
    let expected = expected(form.text("date")).filter(|n| *n > 0).map(|n| {
        view! { <p class="note warn">{t::off_expected(l, n)}</p> }
    });
    let to = format!("/hospital/queue/roster/{}/off", session.id.as_str());
    let view = view! {
        <p class="lead">{who}</p>
        {expected}
        <form method="post" action=to>
            {hidden}
            {card(None, view! {
                {typed.digits("date", t::date(l), t::date_hint(l), true)}
                {typed.text("reason", t::reason(l), true)}
            }.into_any())}
            <Submit label=t::take_off(l) />
        </form>
    };
    desk.show(page, t::take_off(l), refusals, view.into_any())
}
