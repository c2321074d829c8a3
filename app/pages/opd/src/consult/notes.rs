//! The complaint, pregnancy and findings.

use super::{Consult, section};
use crate::t;
use abhyas_desk::Typed;
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m01_registration::Sex;
use abhyas_services::sandbox::hims::m03_opd::Pregnancy;
use abhyas_ui::{Badge, Submit, Tone};
use leptos::prelude::*;

/// The record as the form shows it.
pub(super) fn form_of(c: &Consult<'_>) -> Form {
    let complaint = c.encounter.complaints.first();
    let days = complaint.and_then(|c| c.days).map(|days| days.to_string()).unwrap_or_default();
    Form::from_pairs([
        ("complaint", complaint.map(|c| c.text.clone()).unwrap_or_default()),
        ("days", days),
        ("pregnancy", c.encounter.pregnancy.map(|p| p.name().to_owned()).unwrap_or_default()),
        ("notes", c.encounter.notes.clone()),
    ])
}

pub(super) fn notes(c: &Consult<'_>, open: bool) -> AnyView {
    let l = c.l();
    if !open {
        return section("notes", t::complaint_title(l), read(c));
    }
    let mut shown = c.shown("notes", form_of(c));
    if c.sent.starts_with("sign") {
        // Signing asks for the complaint: it is said where the complaint is written.
        shown.refusals.clone_from(&c.refusals);
    }
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    // Whoever is refused the answer must see the question.
    let asked = c.patient.sex != Sex::Male || !shown.form.text("pregnancy").is_empty();
    let options = Pregnancy::ALL.iter().map(|p| {
        let word = match p {
            Pregnancy::No => t::no(l),
            Pregnancy::Yes => t::yes(l),
            Pregnancy::Unsure => t::unsure(l),
        };
        (p.name().to_owned(), word.to_owned())
    });
    let pregnancy = asked.then(|| typed.choice("pregnancy", t::pregnancy_question(l), options.collect()));
    let body = view! {
        <form method="post" action=c.to("notes")>
            {c.hidden()}
            {typed.text("complaint", t::complaint(l), true)}
            {typed.digits("days", t::days_since(l), &t::for_example(l, 3), false)}
            {pregnancy}
            {typed.area("notes", t::notes(l), false)}
            <Submit label=t::save(l) class="plain" />
        </form>
    };
    section("notes", t::complaint_title(l), body.into_any())
}

/// Complaint and notes to read.
fn read(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let complaints = c.encounter.complaints.iter().map(|complaint| {
        let days = complaint.days.map(|days| format!(" ({})", t::days(l, days))).unwrap_or_default();
        view! { <p>{complaint.text.clone()}{days}</p> }
    });
    let pregnant = (c.encounter.pregnancy == Some(Pregnancy::Yes))
        .then(|| view! { <p><Badge tone=Tone::Warn text=t::pregnant(l) /></p> });
    view! { {complaints.collect_view()}{pregnant}<p>{c.encounter.notes.clone()}</p> }.into_any()
}
