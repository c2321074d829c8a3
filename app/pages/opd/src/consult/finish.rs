//! Signing, closing, and what is rarely needed: teleconsultation, cancelling, marking as made in error, amending.

use super::diagnoses::titled;
use super::{Consult, notes, section};
use crate::t;
use abhyas_desk::{Typed, words};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m03_opd::{Mode, person};
use abhyas_ui::Submit;
use leptos::prelude::*;

pub(super) fn finish(c: &Consult<'_>, open: bool, signed: bool) -> Option<AnyView> {
    let l = c.l();
    if !open && !signed {
        return None;
    }
    let button = |act: &str, label: &'static str, class: &'static str| {
        view! { <form method="post" action=c.to(act) class="inline">{c.hidden()}<button type="submit" class=class>{label}</button></form> }
    };
    let sign = open.then(|| {
        view! { {button("sign-close", t::sign_close(l), "button")}{button("sign", t::sign_only(l), "button plain")} }
    });
    let close = c.encounter.closed.is_none().then(|| button("close", t::close_only(l), "button plain"));
    let by = c.encounter.state.signed().map(|stamp| {
        let who = words::stamp(l, &c.desk.look, stamp);
        view! { <p class="muted">{t::state_signed(l)}": "{who}</p> }
    });
    let tele = (open && c.encounter.mode == Mode::InPerson).then(|| teleconsult(c));
    let cancel = open.then(|| cancel(c));
    let body = view! { {by}<div class="row">{sign}{close}</div>{tele}{cancel}{in_error(c)} };
    Some(section("finish", t::finish_title(l), body.into_any()))
}

fn teleconsult(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let shown = c.shown("teleconsult", Form::default());
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    view! {
        <details open=!shown.refusals.is_empty()>
            <summary>{t::tele_title(l)}</summary>
            <form method="post" action=c.to("teleconsult")>
                {c.hidden()}{typed.tick("consent", t::tele_consent(l))}<Submit label=t::tele_mark(l) class="plain small" />
            </form>
        </details>
    }
    .into_any()
}

fn cancel(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let shown = c.shown("cancel", Form::default());
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    view! {
        <details open=!shown.refusals.is_empty()>
            <summary>{t::cancel_title(l)}</summary>
            <form method="post" action=c.to("cancel")>
                {c.hidden()}{typed.area("cancel_reason", t::reason(l), true)}<Submit label=t::cancel_title(l) class="bad small" />
            </form>
        </details>
    }
    .into_any()
}

fn in_error(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let shown = c.shown("in-error", Form::from_pairs([("record", c.encounter.id.as_str())]));
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    let mut records = vec![(c.encounter.id.as_str().to_owned(), t::error_encounter(l).to_owned())];
    let own = |v: &&std::sync::Arc<abhyas_services::sandbox::hims::m03_opd::Vitals>| {
        v.taken.at >= c.encounter.opened.at || v.encounter.as_ref() == Some(&c.encounter.id)
    };
    let vitals = person::vitals(c.world(), &c.patient.id);
    records.extend(
        vitals
            .iter()
            .filter(own)
            .map(|v| (v.id.as_str().to_owned(), t::error_vitals(l, words::moment(l, &c.desk.look, v.taken.at)))),
    );
    view! {
        <details open=!shown.refusals.is_empty()>
            <summary>{t::error_title(l)}</summary>
            <form method="post" action=c.to("in-error")>
                {c.hidden()}
                {typed.select("record", t::error_record(l), records)}
                {typed.area("error_reason", t::reason(l), true)}
                <Submit label=t::error_mark(l) class="bad small" />
            </form>
        </details>
    }
    .into_any()
}

/// What was changed after signing, and the form to change more.
pub(super) fn amendments(c: &Consult<'_>, signed: bool) -> Option<AnyView> {
    let l = c.l();
    if !signed {
        return None;
    }
    let rows = c.encounter.amendments.iter().map(|a| {
        let empty = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        view! {
            <tr>
                <th scope="row">{words::stamp(l, &c.desk.look, &a.amended)}</th>
                <td data-label=t::was(l)>{empty(&a.from)}</td>
                <td data-label=t::is_now(l)>{empty(&a.to)}</td>
                <td data-label=t::reason(l)>{a.reason.clone()}</td>
            </tr>
        }
    });
    let table = (!c.encounter.amendments.is_empty()).then(|| {
        view! {
            <h3>{t::amendments(l)}</h3>
            <table class="cards">
                <thead><tr><th scope="col">{t::when(l)}</th><th scope="col">{t::was(l)}</th><th scope="col">{t::is_now(l)}</th><th scope="col">{t::reason(l)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    });
    let shown = c.shown("amend", notes::form_of(c));
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    let made = c.encounter.standing_diagnoses().into_iter().map(|d| (d.n.to_string(), titled(c, d))).collect();
    let body = view! {
        {table}
        <details open=!shown.refusals.is_empty()>
            <summary>{t::amend_title(l)}</summary>
            <form method="post" action=c.to("amend")>
                {c.hidden()}
                {typed.text("complaint", t::complaint(l), true)}
                {typed.digits("days", t::days_since(l), &t::for_example(l, 3), false)}
                {typed.area("notes", t::notes(l), false)}
                {typed.text("amend_code", t::amend_add(l), false)}
                {typed.select("remove", t::amend_remove(l), made)}
                {typed.area("amend_reason", t::reason(l), true)}
                <Submit label=t::amend_save(l) />
            </form>
        </details>
    };
    Some(section("amend", t::amend_title(l), body.into_any()))
}
