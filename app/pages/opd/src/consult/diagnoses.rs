//! The diagnoses, and the search for one in Hindi and English.

use super::{Consult, section};
use crate::{fields, t, words as own};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::m03_opd::{DiagnosisKind, MadeDiagnosis};
use abhyas_services::sandbox::hims::reference::find_diagnoses;
use abhyas_ui::{Badge, Submit, TextField, Tone};
use leptos::prelude::*;

/// How many diagnoses a search shows.
const SHOWN: usize = 8;

pub(super) fn diagnoses(c: &Consult<'_>, open: bool) -> AnyView {
    let l = c.l();
    let standing = c.encounter.standing_diagnoses();
    let rows: Vec<AnyView> = standing.into_iter().map(|d| made(c, d, open)).collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="plain-list stack">{rows}</ul> });
    let search = open.then(|| search(c));
    section("diagnosis", t::diagnosis_title(l), view! { {rows}{search} }.into_any())
}

/// Code and title of a diagnosis.
pub(crate) fn titled(c: &Consult<'_>, made: &MadeDiagnosis) -> String {
    let title = c.world().diagnoses().get(&made.code).map(|d| d.title(c.l()).to_owned()).unwrap_or_default();
    format!("{} {title}", made.code.as_str())
}

fn made(c: &Consult<'_>, made: &MadeDiagnosis, open: bool) -> AnyView {
    let l = c.l();
    let tone = if made.kind == DiagnosisKind::Confirmed { Tone::Good } else { Tone::Plain };
    let main = made.primary.then(|| view! { " "<Badge text=t::main(l) /> });
    let notifiable = c.world().diagnoses().get(&made.code).is_some_and(|d| d.notifiable);
    let notifiable = notifiable.then(|| view! { " "<Badge tone=Tone::Warn text=t::notifiable(l) /> });
    let n = made.n;
    let name = titled(c, made);
    let confirm = (open && made.kind == DiagnosisKind::Provisional).then(|| {
        view! {
            <form method="post" action=c.to("confirm") class="inline">
                {c.hidden()}<input type="hidden" name="n" value=n.to_string() />
                <button type="submit" class="button plain small">{t::confirm(l)}<span class="visually-hidden">": "{name.clone()}</span></button>
            </form>
        }
    });
    let remove = open.then(|| {
        let shown = c.shown("remove", Form::default());
        let mine = shown.form.text("n") == n.to_string();
        let field = format!("remove_reason_{n}");
        let value = if mine { shown.form.text(&field).to_owned() } else { String::new() };
        view! {
            <details open=mine>
                <summary>{t::remove(l)}<span class="visually-hidden">": "{name.clone()}</span></summary>
                <form method="post" action=c.to("remove")>
                    {c.hidden()}<input type="hidden" name="n" value=n.to_string() />
                    {fields::line(l, field, t::reason(l), &value, None, &shown.refusals)}
                    <Submit label=t::remove(l) class="plain small" />
                </form>
            </details>
        }
    });
    view! {
        <li>
            <p><strong>{name.clone()}</strong>" "<Badge tone text=own::kind(l, made.kind) />{main}{notifiable}</p>
            <div class="row">{confirm}{remove}</div>
        </li>
    }
    .into_any()
}

/// The search is part of the page's address, so that it works without scripts; each find is added by one tap.
fn search(c: &Consult<'_>) -> AnyView {
    let l = c.l();
    let typed = if c.sent == "diagnose" { c.form.text("q").to_owned() } else { c.page.query("q") };
    let action = format!("/hospital/opd/encounters/{}#diagnosis", c.encounter.id);
    let found = (!typed.is_empty()).then(|| finds(c, &typed));
    view! {
        <form method="get" action=action>
            <TextField language=l name="q" label=t::search_diagnosis(l) value=typed hint=t::search_hint(l) autocomplete="off" refusals=Vec::new() />
            <Submit label=t::search(l) class="plain" />
        </form>
        {fields::said(l, "query", &c.refusals)}
        {fields::said(l, "code", &c.refusals)}
        {found}
    }
    .into_any()
}

fn finds(c: &Consult<'_>, query: &str) -> AnyView {
    let l = c.l();
    let found = find_diagnoses(c.world(), query, SHOWN);
    if found.is_empty() {
        return view! { <p>{t::nothing_found(l)}</p> }.into_any();
    }
    let rows = found
        .iter()
        .map(|d| {
            let code = d.code.as_str().to_owned();
            let notifiable = d.notifiable.then(|| view! { " "<Badge tone=Tone::Warn text=t::notifiable(l) /> });
            let name = format!("{code} {}", d.title(l));
            view! {
                <li class="row spread">
                    <span>{name.clone()}{notifiable}</span>
                    <form method="post" action=c.to("diagnose") class="inline">
                        {c.hidden()}
                        <input type="hidden" name="code" value=code />
                        <input type="hidden" name="q" value=query.to_owned() />
                        <button type="submit" class="button small">{t::add(l)}<span class="visually-hidden">": "{name}</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain-list stack">{rows}</ul> }.into_any()
}
