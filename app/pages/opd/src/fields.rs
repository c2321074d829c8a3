//! Fields whose names are made for a line, lists to choose from, and the forms that several pages share.

use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Typed, allergies, naming};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m03_opd::{
    Consciousness, Reaction, RecordAllergy, RecordVitals, Severity, classes,
};
use abhyas_ui::{SelectField, Submit, TextField};
use leptos::prelude::*;

/// A line of text with a name that is made; `list` names a list of suggestions.
pub(crate) fn line(
    l: Language,
    name: String,
    label: &str,
    value: &str,
    list: Option<&'static str>,
    refusals: &[Refusal],
) -> AnyView {
    let (label, value, refusals) = (label.to_owned(), value.to_owned(), refusals.to_vec());
    let Some(list) = list else {
        return view! { <TextField language=l name label value required=true autocomplete="off" refusals /> }
            .into_any();
    };
    // The shared field knows no lists of suggestions: the same parts in the same order, with one.
    let texts: Vec<_> = refusals.iter().filter(|r| r.field.as_deref() == Some(&name)).collect();
    let wrong = !texts.is_empty();
    let described = wrong.then(|| format!("{name}-error"));
    let error = wrong.then(|| {
        let words = texts.iter().map(|r| abhyas_i18n::refusals::explain(l, r));
        let words = words.map(|w| view! { <p>{w.message}<small>{w.next}</small></p> }).collect_view();
        view! { <div class="error" id=format!("{name}-error")>{words}</div> }
    });
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            <label for=name.clone()>{label}</label>
            {error}
            <input id=name.clone() name=name.clone() type="text" value=value list=list autocomplete="off"
                aria-describedby=described aria-invalid=wrong.then_some("true") />
        </div>
    }
    .into_any()
}

/// The refusals of a field that no input on the page is: said in full, where the link to that field leads.
pub(crate) fn said(l: Language, field: &'static str, refusals: &[Refusal]) -> Option<AnyView> {
    let of_field = refusals.iter().filter(|r| r.field.as_deref() == Some(field));
    let words: Vec<_> = of_field.map(|r| abhyas_i18n::refusals::explain(l, r)).collect();
    let words: Vec<_> =
        words.into_iter().map(|w| view! { <p>{w.message}<small>{w.next}</small></p> }.into_any()).collect();
    (!words.is_empty()).then(|| view! { <div id=field class="error" tabindex="-1">{words}</div> }.into_any())
}

/// A list to choose from with a name that is made.
pub(crate) fn select(
    l: Language,
    name: String,
    label: &str,
    value: &str,
    mut options: Vec<(String, String)>,
    refusals: &[Refusal],
) -> AnyView {
    options.insert(0, (String::new(), "–".to_owned()));
    let (label, value, refusals) = (label.to_owned(), value.to_owned(), refusals.to_vec());
    view! { <SelectField language=l name label value options required=true refusals /> }.into_any()
}

/// The fields of vital signs.
pub(crate) fn vitals(typed: &Typed<'_>) -> AnyView {
    let l = typed.l;
    let awake = Consciousness::ALL.iter().map(|c| (c.name().to_owned(), words::consciousness(l, *c).to_owned()));
    view! {
        <div class="filters narrow">
            {typed.hinted("temperature", t::temperature(l), t::temperature_hint(l), false)}
            {typed.digits("systolic", t::systolic(l), &t::such_as(l, 120), false)}
            {typed.digits("diastolic", t::diastolic(l), &t::such_as(l, 80), false)}
            {typed.digits("pulse", t::pulse(l), &t::such_as(l, 72), false)}
            {typed.digits("respiration", t::respiration(l), &t::such_as(l, 16), false)}
            {typed.digits("spo2", t::spo2(l), &t::such_as(l, 98), false)}
            {typed.hinted("weight", t::weight(l), &t::such_as(l, "62.5"), false)}
            {typed.digits("height", t::height(l), &t::such_as(l, 160), false)}
            {typed.digits("glucose", t::glucose(l), &t::such_as(l, 110), false)}
            {typed.select("consciousness", t::consciousness(l), awake.collect())}
        </div>
        {typed.tick("on_oxygen", t::on_oxygen(l))}
        <Submit label=t::save_vitals(l) />
    }
    .into_any()
}

/// The command of the fields of vital signs.
pub(crate) fn vitals_of(form: &Form, patient: &str, encounter: &str) -> RecordVitals {
    let text = |name: &str| form.text(name).to_owned();
    RecordVitals {
        patient: patient.to_owned(),
        encounter: encounter.to_owned(),
        temperature: text("temperature"),
        systolic: text("systolic"),
        diastolic: text("diastolic"),
        pulse: text("pulse"),
        respiration: text("respiration"),
        spo2: text("spo2"),
        on_oxygen: form.flag("on_oxygen"),
        consciousness: Consciousness::from_name(form.text("consciousness")),
        weight: text("weight"),
        height: text("height"),
        glucose: text("glucose"),
    }
}

/// The fields of an allergy.
pub(crate) fn allergy(typed: &Typed<'_>, world: &World) -> AnyView {
    let l = typed.l;
    let own = classes(world).into_iter().map(|class| (class.clone(), allergies::class(l, &class).to_owned())).collect();
    let reactions = Reaction::ALL.iter().map(|r| (r.name().to_owned(), words::reaction_word(l, *r).to_owned()));
    let severities = Severity::ALL.iter().map(|s| (s.name().to_owned(), words::severity_word(l, *s).to_owned()));
    view! {
        {typed.tick("none_known", t::allergy_none(l))}
        <div class="filters">
            {typed.select("class", t::allergy_class(l), own)}
            {line(l, "product".to_owned(), t::allergy_product(l), &naming::shown_medicine(l, world, typed.form.text("product")), Some("medicines"), typed.refusals)}
            {typed.text("other", t::allergy_other(l), false)}
            {typed.select("reaction", t::reaction(l), reactions.collect())}
            {typed.select("severity", t::severity(l), severities.collect())}
        </div>
        {naming::medicine_list(l, world, "medicines")}
        <Submit label=t::save_allergy(l) class="plain" />
    }
    .into_any()
}

/// The command of the fields of an allergy.
pub(crate) fn allergy_of(world: &World, form: &Form, patient: &str) -> RecordAllergy {
    let text = |name: &str| form.text(name).to_owned();
    RecordAllergy {
        patient: patient.to_owned(),
        class: text("class"),
        product: naming::medicine(world, form.text("product")),
        other: text("other"),
        none_known: form.flag("none_known"),
        reaction: Reaction::from_name(form.text("reaction")),
        severity: Severity::from_name(form.text("severity")),
    }
}
