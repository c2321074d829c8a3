//! `/hospital/queue/appointments/new`: book an appointment: patient, department, day, time.

use crate::give::trouble;
use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::Day;
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m02_queue::{BookAppointment, DAYS_AHEAD, Department, Slot, places_left, queue};
use abhyas_ui::{EmptyState, Submit};
use axum::response::Response;
use leptos::prelude::*;

const NEW: &str = "/hospital/queue/appointments/new";
/// How many days are offered at once.
const DAYS_SHOWN: usize = 6;

/// What is being booked: a patient, where, and when.
pub(crate) struct Wanted<'a> {
    pub patient: &'a Patient,
    pub department: &'a Department,
    pub day: Day,
    /// The address of the page, to which department and day are added.
    pub to: &'a str,
}

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let asked = page.query("patient");
    if asked.is_empty() {
        return Ok(desk.show(&page, t::book_title(l), &[], find::picker(&page, &desk, NEW)));
    }
    let patient = desk.patient(&asked)?;
    let department = page.query("department");
    if department.is_empty() {
        return Ok(desk.show(&page, t::book_title(l), &[], departments(l, &desk, &patient)));
    }
    let department = find::department(&desk, &department)?;
    let day = day_of(&page, &desk, &department);
    let wanted = Wanted { patient: &patient, department: &department, day, to: NEW };
    Ok(render(&page, &desk, &wanted, &Form::default(), &[]))
}

pub(crate) async fn save(page: Page, form: Form) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    let (session, time) = slot_of(&form);
    let command = BookAppointment {
        patient: form.text("patient").to_owned(),
        session,
        date: form.text("date").to_owned(),
        time,
        note: form.text("note").to_owned(),
    };
    match desk.act(&form, command).await? {
        Ok(receipt) => {
            let to = format!("/hospital/queue/appointments/{}", receipt.subject.id);
            desk::done(&page, &to, t::booked_done(page.lang), &receipt).await
        }
        Err(refusals) => {
            let Ok(patient) = desk.patient(form.text("patient")) else {
                let picker = find::picker(&page, &desk, NEW);
                let picker = view! { {trouble(page.lang, "patient", &refusals)}{picker} };
                return Ok(desk.show(&page, t::book_title(page.lang), &refusals, picker.into_any()));
            };
            let department = find::department(&desk, form.text("department"))?;
            let ctx = &desk.look.ctx;
            let day = abhyas_services::sandbox::hims::m01_registration::check::date(form.text("date"), "date")
                .map_or_else(|_| ctx.now.day(), |date| ctx.calendar.day(date));
            let wanted = Wanted { patient: &patient, department: &department, day, to: NEW };
            Ok(render(&page, &desk, &wanted, &form, &at_slot(refusals)))
        }
    }
}

/// The day of the query; without one the first day on which a doctor of the department sits.
pub(crate) fn day_of(page: &Page, desk: &Desk, department: &Department) -> Day {
    if !page.query("date").is_empty() {
        return find::day(page, desk);
    }
    let today = desk.look.ctx.now.day();
    days(desk, department, today).first().copied().unwrap_or(today)
}

/// The doctor's session and the time of the slot that was chosen.
pub(crate) fn slot_of(form: &Form) -> (String, String) {
    let (session, time) = form.text("slot").split_once('|').unwrap_or_default();
    (session.to_owned(), time.to_owned())
}

/// A slot is chosen in one field: what is wrong with doctor or time stands there.
pub(crate) fn at_slot(mut refusals: Vec<Refusal>) -> Vec<Refusal> {
    for refusal in &mut refusals {
        if matches!(refusal.field.as_deref(), Some("session" | "time")) {
            refusal.field = Some("slot".into());
        }
    }
    refusals
}

fn departments(l: Language, desk: &Desk, patient: &Patient) -> AnyView {
    let ways = desk.world().departments().iter().map(|d| {
        let to = format!("{NEW}?patient={}&department={}", patient.id, d.id.as_str());
        view! { <a class="button plain" href=to>{d.name.in_language(l).to_owned()}</a> }
    });
    let ways = ways.collect_view();
    view! {
        {find::patient_line(l, desk, patient)}
        {card(Some(t::choose_department(l)), view! { <div class="row">{ways}</div> }.into_any())}
    }
    .into_any()
}

/// The next days on which a doctor of the department sits, from a day on.
fn days(desk: &Desk, department: &Department, from: Day) -> Vec<Day> {
    let ctx = &desk.look.ctx;
    let last = ctx.now.day().0.saturating_add(DAYS_AHEAD);
    let days = (from.0.max(ctx.now.day().0)..=last).map(Day);
    days.filter(|day| !queue::sitting(desk.world(), ctx.calendar, department, *day).is_empty())
        .take(DAYS_SHOWN)
        .collect()
}

/// The days to choose from, as links, and the free slots of the chosen one: what a new and a moved appointment ask alike.
pub(crate) fn when(typed: &Typed<'_>, desk: &Desk, wanted: &Wanted<'_>) -> (AnyView, AnyView) {
    let l = typed.l;
    let ctx = &desk.look.ctx;
    let mark = if wanted.to.contains('?') { '&' } else { '?' };
    let id = wanted.department.id.as_str();
    let links = days(desk, wanted.department, ctx.now.day()).into_iter().map(|day| {
        let to = format!(
            "{}{mark}patient={}&department={id}&date={}",
            wanted.to,
            wanted.patient.id,
            find::date_of(desk, day)
        );
        let current = (day == wanted.day).then_some("true");
        let class = if day == wanted.day { "button small" } else { "button plain small" };
        view! { <a class=class href=to aria-current=current>{format::long_date(l, ctx.calendar.date(day))}</a> }
    });
    let links = links.collect_view();
    let days = view! { {trouble(l, "date", typed.refusals)}<div class="row">{links}</div> }.into_any();
    let options = free_slots(l, desk, wanted);
    let slots = if options.is_empty() {
        view! {
            {trouble(l, "slot", typed.refusals)}
            <EmptyState title=t::no_slot(l) text=t::no_slot_next(l) />
        }
        .into_any()
    } else {
        typed.choice("slot", t::slot(l), options)
    };
    (days, slots)
}

/// The slots of the day that have a place and lie ahead: `(session|time, doctor, time, places)`.
fn free_slots(l: Language, desk: &Desk, wanted: &Wanted<'_>) -> Vec<(String, String)> {
    let ctx = &desk.look.ctx;
    let mut options = Vec::new();
    for session in queue::sitting(desk.world(), ctx.calendar, wanted.department, wanted.day) {
        for at in session.slots() {
            let slot = Slot { session: session.id.clone(), day: wanted.day, at };
            let left = places_left(desk.world(), &session, &slot);
            if left > 0 && slot.begins() >= ctx.now {
                let text = t::slot_line(l, session.doctor.in_language(l), left, at);
                options.push((format!("{}|{at}", session.id.as_str()), text));
            }
        }
    }
    options
}

fn render(page: &Page, desk: &Desk, wanted: &Wanted<'_>, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let hidden = desk.hidden(page);
    let (days, slots) = when(&typed, desk, wanted);
    let department = wanted.department.id.as_str().to_owned();
    let view = view! {
        {trouble(l, "patient", refusals)}
        {find::patient_line(l, desk, wanted.patient)}
        {card(Some(&t::days_of(l, wanted.department.name.in_language(l))), days)}
        <form method="post" action=NEW>
            {hidden}
            <input type="hidden" name="patient" value=wanted.patient.id.to_string() />
            <input type="hidden" name="department" value=department />
            <input type="hidden" name="date" value=find::date_of(desk, wanted.day) />
            {card(None, view! { {slots}{typed.text("note", t::note(l), false)} }.into_any())}
            <Submit label=t::book(l) />
        </form>
    };
    desk.show(page, t::book_title(l), refusals, view.into_any())
}
