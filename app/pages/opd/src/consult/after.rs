//! What comes after: when to come again, and whom to see.

use super::{Consult, section};
use crate::{t, words as own};
use abhyas_desk::Typed;
use abhyas_i18n::format;
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m03_opd::{Referral, Urgency};
use abhyas_ui::Submit;
use leptos::prelude::*;

/// Quick choices of days for coming again.
const USUAL_DAYS: [u16; 4] = [3, 7, 15, 30];

pub(super) fn follow_up(c: &Consult<'_>, open: bool) -> AnyView {
    let l = c.l();
    let set = c.encounter.follow_up.as_ref().map(|f| {
        let date = format::date(l, c.desk.look.ctx.calendar.date(f.day));
        view! { <p><strong>{t::come_on(l, date)}</strong>" "{f.note.clone()}</p> }
    });
    let form = open.then(|| {
        let today = c.desk.look.ctx.now.day().0;
        let record = c.encounter.follow_up.as_ref().map_or_else(Form::default, |f| {
            Form::from_pairs([("in_days", (f.day.0 - today).to_string()), ("follow_note", f.note.clone())])
        });
        let shown = c.shown("follow-up", record);
        let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
        let quick = USUAL_DAYS.map(|days| {
            view! { <button type="submit" name="quick" value=days.to_string() class="button plain small">{t::days(l, days)}</button> }
        });
        view! {
            <form method="post" action=c.to("follow-up")>
                {c.hidden()}
                {typed.digits("in_days", t::in_days(l), &t::for_example(l, 7), false)}
                {typed.text("follow_note", t::follow_note(l), false)}
                <div class="row"><Submit label=t::save(l) class="plain" />{quick.into_iter().collect_view()}</div>
            </form>
        }
    });
    section("follow-up", t::follow_up_title(l), view! { {set}{form} }.into_any())
}

pub(super) fn referral(c: &Consult<'_>, open: bool) -> Option<AnyView> {
    let l = c.l();
    let letters: Vec<AnyView> = c
        .world()
        .referrals()
        .find(Referral::BY_ENCOUNTER, c.encounter.id.as_str())
        .filter(|r| r.in_error.is_none())
        .map(|r| {
            let line = format!("{} · {} · {}", r.to, own::urgency(l, r.urgency), r.reason);
            view! { <li><a href=format!("/hospital/opd/referrals/{}", r.id.as_str())>{t::letter(l)}</a>" "{line}</li> }
                .into_any()
        })
        .collect();
    if letters.is_empty() && !open {
        return None;
    }
    let letters = (!letters.is_empty()).then(|| view! { <ul>{letters}</ul> });
    let form = open.then(|| {
        let shown = c.shown("refer", Form::default());
        let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
        let options = Urgency::ALL.iter().map(|u| (u.name().to_owned(), own::urgency(l, *u).to_owned()));
        view! {
            <details open=!shown.refusals.is_empty()>
                <summary>{t::refer_title(l)}</summary>
                <form method="post" action=c.to("refer")>
                    {c.hidden()}
                    {typed.text("to", t::refer_to(l), true)}
                    {typed.choice("urgency", t::urgency(l), options.collect())}
                    {typed.area("refer_reason", t::reason(l), true)}
                    {typed.area("done_here", t::done_here(l), false)}
                    <Submit label=t::write_letter(l) class="plain" />
                </form>
            </details>
        }
    });
    Some(section("refer", t::refer_title(l), view! { {letters}{form} }.into_any()))
}
