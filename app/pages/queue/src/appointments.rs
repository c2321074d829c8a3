//! `/hospital/queue/appointments`: who is expected on a day; one appointment, and what becomes of it.

use crate::book::{Wanted, at_slot, day_of, slot_of, when};
use crate::give::{lane_fields, sms_field, trouble};
use crate::{find, t};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, Typed, card, desk, queue as words, words as people};
use abhyas_i18n::format;
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::m01_registration::check;
use abhyas_services::sandbox::hims::m02_queue::{
    Appointment, AppointmentState, Arrive, CancelAppointment, Lane, MarkNoShow, RescheduleAppointment, queue_key,
};
use abhyas_services::sandbox::hims::{AnyCommand, Day, RecordRef};
use abhyas_ui::{EmptyState, Facts, Submit};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

pub(crate) async fn day(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    let l = page.lang;
    let day = find::day(&page, &desk);
    let mut expected: Vec<Arc<Appointment>> = desk
        .world()
        .departments()
        .iter()
        .flat_map(|d| desk.world().appointments().find(Appointment::BY_DAY, &queue_key(&d.id, day)).cloned())
        .collect();
    // Who is still expected comes first, by the time.
    expected.sort_by_key(|a| (a.state != AppointmentState::Booked, a.slot.at));
    let list = if expected.is_empty() {
        view! { <EmptyState title=t::none_expected(l) text=t::none_expected_next(l) /> }.into_any()
    } else {
        table(&page, &desk, &expected)
    };
    let view = view! {
        <p class="lead">{format::long_date(l, desk.look.ctx.calendar.date(day))}</p>
        {list}
        {days(l, &desk, day)}
        <p class="row no-print">
            <a class="button" href="/hospital/queue/appointments/new">{t::book_link(l)}</a>
            <a class="button plain" href="/hospital/queue">{t::all_queues(l)}</a>
        </p>
    };
    Ok(desk.show(&page, t::appointments_title(l), &[], view.into_any()))
}

/// The ways to the day before and after.
fn days(l: Language, desk: &Desk, day: Day) -> AnyView {
    let to = |day: Day| format!("/hospital/queue/appointments?date={}", find::date_of(desk, day));
    view! {
        <nav class="pages" aria-label=t::other_days(l)>
            <a class="button plain small" href=to(Day(day.0 - 1))>{t::day_before(l)}</a>
            <a class="button plain small" href=to(Day(day.0 + 1))>{t::day_after(l)}</a>
        </nav>
    }
    .into_any()
}

fn table(page: &Page, desk: &Desk, expected: &[Arc<Appointment>]) -> AnyView {
    let l = page.lang;
    let today = desk.look.ctx.now.day();
    let rows = expected.iter().map(|a| {
        let to = format!("/hospital/queue/appointments/{}", a.id.as_str());
        let arrive = (a.state == AppointmentState::Booked && a.slot.day == today).then(|| {
            let hidden = desk.hidden(page);
            view! { <form method="post" action=format!("{to}/arrive") class="inline">{hidden}<Submit label=t::arrived(l) class="small" /></form> }
        });
        view! {
            <tr>
                <th scope="row"><a href=to.clone()>{a.slot.at.to_string()}</a></th>
                <td data-label=t::patient(l)>{find::line(l, desk, &a.patient)}</td>
                <td data-label=t::department(l)>{words::department(l, desk.world(), &a.department)}</td>
                <td data-label=t::doctor(l)>{words::doctor(l, desk.world(), &a.slot.session)}</td>
                <td data-label=t::state(l)>{words::appointment_state(l, &a.state)}</td>
                <td class="no-print">{arrive}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="cards">
            <thead><tr>
                <th scope="col">{t::time(l)}</th><th scope="col">{t::patient(l)}</th><th scope="col">{t::department(l)}</th>
                <th scope="col">{t::doctor(l)}</th><th scope="col">{t::state(l)}</th>
                <th scope="col" class="no-print"><span class="visually-hidden">{t::arrived(l)}</span></th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

pub(crate) async fn one(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let appointment = find::appointment(&desk, &id)?;
    desk.sandbox.viewed("m02.appointment", RecordRef::to::<Appointment>(&appointment.id)).await?;
    let l = page.lang;
    let view = view! {
        {card(None, view! { <Facts facts=facts(l, &desk, &appointment) /> }.into_any())}
        {ways(&page, &desk, &appointment)}
        <p class="no-print"><a class="button plain" href=format!("/hospital/queue/appointments/{}/slip", appointment.id.as_str())>{t::appointment_slip_title(l)}</a></p>
        <p class="no-print"><a href=format!("/hospital/queue/appointments?date={}", find::date_of(&desk, appointment.slot.day))>{t::appointments_link(l)}</a></p>
    };
    Ok(desk.show(&page, t::appointment_title(l), &[], view.into_any()))
}

fn facts(l: Language, desk: &Desk, a: &Appointment) -> Vec<(String, AnyView)> {
    let patient = view! { <a href=format!("/hospital/patients/{}", a.patient)>{find::line(l, desk, &a.patient)}</a> };
    let day = desk.look.ctx.calendar.date(a.slot.day);
    let mut facts = vec![
        (t::patient(l), patient.into_any()),
        (t::bhavya_id(l), a.patient.spaced().into_any()),
        (t::department(l), words::department(l, desk.world(), &a.department).into_any()),
        (t::doctor(l), words::doctor(l, desk.world(), &a.slot.session).into_any()),
        (t::time(l), format!("{}, {}", format::long_date(l, day), a.slot.at).into_any()),
        (t::state(l), words::appointment_state(l, &a.state).into_any()),
        (t::given(l), people::stamp(l, &desk.look, &a.booked).into_any()),
    ];
    if !a.note.is_empty() {
        facts.push((t::note(l), a.note.clone().into_any()));
    }
    if let AppointmentState::Cancelled { reason, .. } = &a.state {
        facts.push((t::reason(l), reason.clone().into_any()));
    }
    if let AppointmentState::Arrived { token, .. }
    | AppointmentState::InConsult { token }
    | AppointmentState::Fulfilled { token } = &a.state
    {
        let number = desk.world().tokens().get(token).map(|held| held.number.to_string()).unwrap_or_default();
        let link = view! { <a href=format!("/hospital/queue/tokens/{}", token.as_str())>{number}</a> };
        facts.push((t::token(l), link.into_any()));
    }
    for moved in &a.moves {
        let from = format!("{}, {}", find::date_of(desk, moved.from.day), moved.from.at);
        facts.push((t::moved_from(l), format!("{from} ({})", moved.reason).into_any()));
    }
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn ways(page: &Page, desk: &Desk, a: &Appointment) -> Option<AnyView> {
    let l = page.lang;
    if a.state != AppointmentState::Booked {
        return None;
    }
    let to = |step: &str| format!("/hospital/queue/appointments/{}/{step}", a.id.as_str());
    let now = |step: &str, label: &'static str, class: &'static str| {
        let hidden = desk.hidden(page);
        view! { <form method="post" action=to(step) class="inline">{hidden}<Submit label class=class /></form> }
            .into_any()
    };
    Some(
        view! {
            <div class="row no-print">
                {now("arrive", t::arrived(l), "")}
                <a class="button plain" href=to("arrive")>{t::arrived_with_priority(l)}</a>
                <a class="button plain" href=to("move")>{t::move_link(l)}</a>
                <a class="button plain" href=to("cancel")>{t::cancel_appointment(l)}</a>
                {now("no-show", t::no_show(l), "plain")}
            </div>
        }
        .into_any(),
    )
}

/// What becomes of an appointment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Arrive,
    NoShow,
    Cancel,
    Move,
}

impl Step {
    fn of(name: &str) -> Result<Self, PageError> {
        Ok(match name {
            "arrive" => Self::Arrive,
            "no-show" => Self::NoShow,
            "cancel" => Self::Cancel,
            "move" => Self::Move,
            _ => return Err(PageError::not_found()),
        })
    }

    fn title(self, l: Language) -> &'static str {
        match self {
            Self::Arrive => t::arrived(l),
            Self::NoShow => t::no_show(l),
            Self::Cancel => t::cancel_appointment(l),
            Self::Move => t::move_link(l),
        }
    }

    fn done(self, l: Language) -> &'static str {
        match self {
            Self::Arrive => t::token_given(l),
            Self::NoShow => t::no_show_done(l),
            Self::Cancel => t::appointment_cancelled(l),
            Self::Move => t::moved_done(l),
        }
    }

    fn command(self, id: &str, form: &Form) -> AnyCommand {
        let (appointment, reason) = (id.to_owned(), form.text("reason").to_owned());
        match self {
            Self::Arrive => Arrive {
                appointment,
                lane: Lane::from_name(form.text("lane")),
                lane_reason: form.text("lane_reason").to_owned(),
                sms: form.flag("sms"),
            }
            .into(),
            Self::NoShow => MarkNoShow { appointment }.into(),
            Self::Cancel => CancelAppointment { appointment, reason }.into(),
            Self::Move => {
                let (session, time) = slot_of(form);
                let date = form.text("date").to_owned();
                RescheduleAppointment { appointment, session, date, time, reason }.into()
            }
        }
    }
}

pub(crate) async fn step(page: Page, Path((id, step)): Path<(String, String)>) -> Reply {
    let step = Step::of(&step)?;
    let desk = Desk::open(&page).await?;
    let appointment = find::appointment(&desk, &id)?;
    if step == Step::NoShow {
        return Ok(page.see_other(&format!("/hospital/queue/appointments/{}", appointment.id.as_str())));
    }
    let day = match find::department(&desk, appointment.department.as_str()) {
        Ok(department) => day_of(&page, &desk, &department),
        Err(_) => desk.look.ctx.now.day(),
    };
    Ok(render(&page, &desk, &appointment, (step, day), &Form::default(), &[]))
}

pub(crate) async fn act(page: Page, Path((id, step)): Path<(String, String)>, form: Form) -> Reply {
    let step = Step::of(&step)?;
    let desk = Desk::of_form(&page, &form).await?;
    let appointment = find::appointment(&desk, &id)?;
    match desk.act(&form, step.command(&id, &form)).await? {
        Ok(receipt) => {
            let to = match step {
                Step::Arrive => format!("/hospital/queue/tokens/{}/slip", receipt.subject.id),
                _ => format!("/hospital/queue/appointments/{}", appointment.id.as_str()),
            };
            desk::done(&page, &to, step.done(page.lang), &receipt).await
        }
        Err(refusals) => {
            let ctx = &desk.look.ctx;
            let day =
                check::date(form.text("date"), "date").map_or_else(|_| ctx.now.day(), |date| ctx.calendar.day(date));
            Ok(render(&page, &desk, &appointment, (step, day), &form, &at_slot(refusals)))
        }
    }
}

fn render(
    page: &Page,
    desk: &Desk,
    a: &Appointment,
    (step, day): (Step, Day),
    form: &Form,
    refusals: &[Refusal],
) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let (Some(patient), Some(department)) =
        (desk.world().patients().get(&a.patient), desk.world().departments().get(&a.department))
    else {
        return desk.show(page, step.title(l), refusals, ().into_any());
    };
    let to = page.path().to_owned();
    let mut days = None;
    let fields = match step {
        Step::NoShow => None,
        Step::Arrive => Some(view! { {lane_fields(&typed, desk, patient)}{sms_field(&typed, patient)} }.into_any()),
        Step::Cancel => Some(typed.area("reason", t::reason(l), true)),
        Step::Move => {
            let wanted = Wanted { patient, department, day, to: &to };
            let (links, slots) = when(&typed, desk, &wanted);
            days = Some(card(Some(&t::days_of(l, department.name.in_language(l))), links));
            let date = find::date_of(desk, day);
            let reason = typed.text("reason", t::reason(l), true);
            Some(view! { <input type="hidden" name="date" value=date />{slots}{reason} }.into_any())
        }
    };
    let hidden = desk.hidden(page);
    let form = fields.map(|fields| {
        let form = view! { <form method="post" action=to>{hidden}{fields}<Submit label=step.title(l) /></form> };
        card(None, form.into_any())
    });
    let view = view! {
        {trouble(l, "patient", refusals)}
        {trouble(l, "department", refusals)}
        {find::patient_line(l, desk, patient)}
        <p><a href=format!("/hospital/queue/appointments/{}", a.id.as_str())>{t::appointment_title(l)}</a>" · "{find::date_of(desk, a.slot.day)}", "{a.slot.at.to_string()}</p>
        {days}
        {form}
    };
    desk.show(page, step.title(l), refusals, view.into_any())
}
