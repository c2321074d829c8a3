//! `/hospital/clock`: what time it is in the hospital; a supervisor moves it on.

use crate::t;
use abhyas_core::Refusal;
use abhyas_desk::{Desk, Typed, card, desk, words};
use abhyas_kit::{Form, Page, Reply};
use abhyas_services::sandbox::hims::engine::{AdvanceClock, SetClock};
use abhyas_services::sandbox::hims::{AnyCommand, Persona};
use abhyas_ui::Submit;
use axum::response::Response;
use leptos::prelude::*;

/// What a supervisor moves the clock on by most often, in minutes: the wait for a report, a meal, half a shift.
const STEPS: [u32; 4] = [15, 60, 240, 1440];

pub(crate) async fn show(page: Page) -> Reply {
    let desk = Desk::open(&page).await?;
    Ok(render(&page, &desk, &Form::default(), &[]))
}

/// The address of a refused form asked for again (reload, language, role): the clock.
pub(crate) async fn back(page: Page) -> Reply {
    Ok(page.see_other("/hospital/clock"))
}

pub(crate) async fn advance(page: Page, form: Form) -> Reply {
    let command = AdvanceClock { minutes: form.text("minutes").to_owned() };
    act(page, form, command.into()).await
}

pub(crate) async fn set(page: Page, form: Form) -> Reply {
    let text = |name| form.text(name).to_owned();
    let command = SetClock { day: text("day"), time: text("time") };
    act(page, form, command.into()).await
}

async fn act(page: Page, form: Form, command: AnyCommand) -> Reply {
    let desk = Desk::of_form(&page, &form).await?;
    match desk.act(&form, command).await? {
        Ok(receipt) => desk::done(&page, "/hospital/clock", t::clock_done(page.lang), &receipt).await,
        Err(refusals) => Ok(render(&page, &desk, &form, &refusals)),
    }
}

fn render(page: &Page, desk: &Desk, form: &Form, refusals: &[Refusal]) -> Response {
    let l = page.lang;
    let typed = Typed { l, form, refusals };
    let now = words::moment(l, &desk.look, desk.look.ctx.now);
    let may = desk.sandbox.is_open() && desk.sandbox.acts();
    let who = (desk.sandbox.persona() != Persona::Supervisor).then(|| view! { <p class="note">{t::clock_who(l)}</p> });
    let quick = STEPS.map(|minutes| {
        let hidden = desk.hidden(page);
        let label = if minutes < 60 { t::clock_minutes(l, minutes) } else { t::clock_hours(l, minutes / 60) };
        view! {
            <form method="post" action="/hospital/clock/advance">
                {hidden}<input type="hidden" name="minutes" value=minutes.to_string() /><Submit label class="plain" />
            </form>
        }
    });
    let hidden = desk.hidden(page);
    let forms = may.then(|| {
        view! {
            {who}
            {card(Some(t::clock_advance(l)), view! { <div class="row" id="minutes" tabindex="-1">{quick.into_iter().collect_view()}</div> }.into_any())}
            {card(Some(t::clock_set(l)), view! {
                <form method="post" action="/hospital/clock/set">
                    {hidden}
                    {typed.hinted("day", t::clock_day(l), t::clock_day_hint(l), false)}
                    {typed.hinted("time", t::clock_time(l), t::clock_time_hint(l), true)}
                    <Submit label=t::clock_set(l) />
                </form>
            }.into_any())}
        }
    });
    let view = view! { <p class="lead">{t::clock_lead(l)}</p><p class="big-code num">{now}</p>{forms} };
    desk.show(page, t::clock_title(l), refusals, view.into_any())
}
