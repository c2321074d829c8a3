//! The prescription: what was signed, and the lines of a new one, filled in from the order sets of the diagnoses.

use super::{Consult, Shown, section};
use crate::{fields, t, words as own};
use abhyas_core::Language;
use abhyas_desk::{Typed, naming, words};
use abhyas_kit::Form;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m03_opd::dose::suggest;
use abhyas_services::sandbox::hims::m03_opd::{
    Frequency, Prescribe, Prescription, Route, RxLine, RxLineInput, body, dose_text, offers,
};
use abhyas_services::sandbox::hims::reference::{Interaction, Product, ProductId};
use abhyas_ui::{Badge, Checkbox, Submit, Tone};
use leptos::prelude::*;
use std::sync::Arc;

/// Empty lines after those that are offered.
const SPARE: usize = 2;
/// The fewest lines of the form.
const LEAST: usize = 3;
/// No form has more lines.
const MOST: usize = 20;
/// The usual course, where no order set says another.
const USUAL_DAYS: &str = "5";

pub(super) fn prescriptions(c: &Consult<'_>, open: bool, signed: bool) -> AnyView {
    let l = c.l();
    let mut all: Vec<Arc<Prescription>> =
        c.world().prescriptions().find(Prescription::BY_ENCOUNTER, c.encounter.id.as_str()).cloned().collect();
    all.sort_by(|a, b| b.id.cmp(&a.id));
    let rows = all.iter().map(|rx| written(c, rx)).collect::<Vec<_>>();
    let standing: Vec<&Arc<Prescription>> = all.iter().filter(|rx| rx.is_signed()).collect();
    // A signed consultation takes a prescription only in place of an earlier one.
    let form = (open || (signed && !standing.is_empty())).then(|| form(c, &standing, open));
    section("rx", t::rx_title(l), view! { {rows}{form} }.into_any())
}

/// A line as it is read: `Paracetamol 500 mg · 1 tablet · 3 times a day · 3 days`.
pub(crate) fn line_text(l: Language, world: &World, line: &RxLine) -> String {
    let product = world.products().get(&line.product);
    let name = product.map_or_else(|| line.product.as_str().to_owned(), |p| p.label(l));
    let dose = product.map_or_else(|| dose_text(line.dose_milli), |p| own::dose(l, p, line.dose_milli));
    let (route, frequency) = (own::route(l, line.route), own::frequency(l, line.frequency));
    let parts = [name, dose, route.to_owned(), frequency.to_owned(), t::days(l, line.days), line.instruction.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn written(c: &Consult<'_>, rx: &Prescription) -> AnyView {
    let l = c.l();
    let lines = rx.lines.iter().map(|line| {
        let despite = line.overrides.iter().map(|o| {
            let text = t::with_override(l, o.reason.clone());
            view! { " "<Badge tone=Tone::Warn text /> }
        });
        view! { <li>{line_text(l, c.world(), line)}{despite.collect_view()}</li> }
    });
    let print = format!("/hospital/opd/prescriptions/{}", rx.id);
    let cancel = rx.is_signed().then(|| {
        let shown = c.shown("cancel-rx", Form::default());
        let mine = shown.form.text("prescription") == rx.id.as_str();
        let field = format!("cancel_rx_reason_{}", rx.id);
        let value = if mine { shown.form.text(&field).to_owned() } else { String::new() };
        view! {
            <details open=mine>
                <summary>{t::cancel_rx(l)}<span class="visually-hidden">" "{rx.id.as_str().to_owned()}</span></summary>
                <form method="post" action=c.to("cancel-rx")>
                    {c.hidden()}<input type="hidden" name="prescription" value=rx.id.as_str().to_owned() />
                    {fields::line(l, field, t::reason(l), &value, None, &shown.refusals)}
                    <Submit label=t::cancel_rx(l) class="bad small" />
                </form>
            </details>
        }
    });
    view! {
        <div class="note">
            <p class="row spread"><strong>{rx.id.as_str().to_owned()}" "{own::rx_state(l, &rx.state)}</strong><span class="muted">{words::stamp(l, &c.desk.look, &rx.signed)}</span></p>
            <ol>{lines.collect_view()}</ol>
            <div class="row"><a class="button plain small" href=print>{t::print(l)}<span class="visually-hidden">" "{rx.id.as_str().to_owned()}</span></a>{cancel}</div>
        </div>
    }
    .into_any()
}

/// The lines that are offered, as the form shows them.
fn offered(c: &Consult<'_>) -> Form {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let offers = offers(c.world(), &c.desk.look.ctx, &c.encounter);
    // What stands on a prescription of this consultation already is not offered again.
    let given: Vec<ProductId> = c
        .world()
        .prescriptions()
        .find(Prescription::BY_ENCOUNTER, c.encounter.id.as_str())
        .filter(|rx| rx.is_signed())
        .flat_map(|rx| rx.lines.iter().map(|line| line.product.clone()).collect::<Vec<_>>())
        .collect();
    let offers: Vec<_> = offers.into_iter().filter(|o| !given.contains(&o.product.id)).collect();
    let lines = (offers.len() + SPARE).max(LEAST);
    for (offer, n) in offers.into_iter().zip(1..) {
        let mut put = |name: &str, value: String| pairs.push((format!("{name}_{n}"), value));
        let (hi, en) = offer.instruction;
        put("product", offer.line.product);
        put("dose", offer.line.dose);
        put("route", offer.line.route.map(|r| r.name().to_owned()).unwrap_or_default());
        put("frequency", offer.line.frequency.map(|f| f.name().to_owned()).unwrap_or_default());
        put("days", offer.line.days);
        put("instruction", c.l().pick(&hi, &en).to_owned());
        put("hint", offer.no_dose.map(|why| own::no_dose(c.l(), why)).unwrap_or_default());
    }
    for n in 1..=lines {
        pairs.push((format!("use_{n}"), "on".to_owned()));
    }
    pairs.push(("lines".to_owned(), lines.to_string()));
    Form::from_pairs(pairs)
}

/// How many lines a form has.
fn count(form: &Form) -> usize {
    form.text("lines").parse().unwrap_or(LEAST).clamp(LEAST, MOST)
}

fn form(c: &Consult<'_>, standing: &[&Arc<Prescription>], open: bool) -> AnyView {
    let l = c.l();
    let record = if open {
        offered(c)
    } else {
        Form::from_pairs([("lines", "3"), ("use_1", "on"), ("use_2", "on"), ("use_3", "on")])
    };
    let shown = if c.sent == "fill" { c.shown("fill", Form::default()) } else { c.shown("prescribe", record) };
    let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
    let lines = (1..=count(&shown.form)).map(|n| line(c, &shown, n)).collect::<Vec<_>>();
    let replaces = (!standing.is_empty()).then(|| {
        let mut options: Vec<(String, String)> = Vec::new();
        options.extend(standing.iter().map(|rx| (rx.id.as_str().to_owned(), rx.id.as_str().to_owned())));
        let reason = (!open).then(|| typed.area("rx_reason", t::amend_reason(l), true));
        view! { {typed.select("supersedes", t::replaces(l), options)}{reason} }
    });
    let body = view! {
        <p class="hint">{t::rx_lead(l)}</p>
        {interactions(c, &shown)}
        <form method="post" action=c.to("prescribe")>
            {c.hidden()}
            <input type="hidden" name="lines" value=count(&shown.form).to_string() />
            {lines}
            {replaces}
            <div class="row">
                <Submit label=t::sign_rx(l) />
                <button type="submit" class="button plain" formaction=c.to("fill")>{t::fill(l)}</button>
            </div>
        </form>
        {naming::medicine_list(l, c.world(), "medicines")}
    };
    if open {
        body.into_any()
    } else {
        view! { <details><summary>{t::replaces(l)}</summary>{body}</details> }.into_any()
    }
}

fn line(c: &Consult<'_>, shown: &Shown, n: usize) -> AnyView {
    let (l, form, refusals) = (c.l(), &shown.form, &shown.refusals);
    let name = |field: &str| format!("{field}_{n}");
    let value = |field: &str| form.text(&name(field)).to_owned();
    let product = ProductId::parse(&naming::medicine(c.world(), &value("product")));
    let product = product.and_then(|id| c.world().products().get(&id).cloned());
    let label = product.as_ref().map_or_else(|| t::rx_line(l, n), |p| format!("{n}. {}", p.label(l)));
    let unit = product.as_ref().map(|p| t::per_dose(l, own::unit(l, p.dose_unit)));
    let hint =
        [unit.unwrap_or_default(), value("hint")].into_iter().filter(|h| !h.is_empty()).collect::<Vec<_>>().join(" · ");
    let routes: Vec<(String, String)> = match &product {
        Some(product) => product.routes.iter().map(|r| (r.name().to_owned(), own::route(l, *r).to_owned())).collect(),
        None => Route::ALL.iter().map(|r| (r.name().to_owned(), own::route(l, *r).to_owned())).collect(),
    };
    let frequencies = Frequency::ALL.iter().map(|f| (f.name().to_owned(), own::frequency(l, *f).to_owned())).collect();
    let overriding =
        refusals.iter().any(|r| r.field.as_deref() == Some(&name("override"))) || !value("override").is_empty();
    let override_line = overriding
        .then(|| fields::line(l, name("override"), t::override_reason(l), &value("override"), None, refusals));
    let in_use = product.is_some() || !refusals.is_empty() && !value("product").is_empty();
    let use_line = in_use.then(|| {
        view! { <Checkbox language=l name=name("use") label=t::use_line(l) checked=form.flag(&name("use")) refusals=Vec::new() /> }.into_any()
    });
    let use_line = use_line.unwrap_or_else(|| view! { <input type="hidden" name=name("use") value="on" /> }.into_any());
    view! {
        <fieldset class="card">
            <legend>{label}</legend>
            {use_line}
            <div class="filters">
                {fields::line(l, name("product"), t::drug(l), &naming::shown_medicine(l, c.world(), &value("product")), Some("medicines"), refusals)}
                {fields::line(l, name("dose"), t::dose(l), &value("dose"), None, refusals)}
                {fields::select(l, name("frequency"), t::frequency(l), &value("frequency"), frequencies, refusals)}
                {fields::line(l, name("days"), t::duration(l), &value("days"), None, refusals)}
                {fields::select(l, name("route"), t::route(l), &value("route"), routes, refusals)}
                {fields::line(l, name("instruction"), t::instruction(l), &value("instruction"), None, refusals)}
            </div>
            <p class="hint">{hint}</p>
            {override_line}
        </fieldset>
    }
    .into_any()
}

/// Why medicines of the form do not go together, in the words of the reference data.
fn interactions(c: &Consult<'_>, shown: &Shown) -> Option<AnyView> {
    let l = c.l();
    if !shown.refusals.iter().any(|r| r.code.as_str().starts_with("m03.interaction")) {
        return None;
    }
    let ids = (1..=count(&shown.form))
        .filter_map(|n| ProductId::parse(&naming::medicine(c.world(), shown.form.text(&format!("product_{n}")))));
    let products: Vec<Arc<Product>> = ids.filter_map(|id| c.world().products().get(&id).cloned()).collect();
    let pairs =
        products.iter().enumerate().flat_map(|(at, one)| products.iter().skip(at + 1).map(move |other| (one, other)));
    let texts: Vec<AnyView> = pairs
        .flat_map(|(one, other)| Interaction::between(c.world(), one, other).into_iter().take(1))
        .map(|i| view! { <p>{l.pick(&i.text_hi, &i.text_en).to_owned()}</p> }.into_any())
        .collect();
    (!texts.is_empty()).then(|| view! { <div class="note bad">{texts}</div> }.into_any())
}

/// The command of the form, and for each of its lines the number in the form.
pub(crate) fn command_of(c: &Consult<'_>, form: &Form) -> (Prescribe, Vec<usize>) {
    let mut places = Vec::new();
    let mut lines = Vec::new();
    for n in 1..=count(form) {
        let text = |field: &str| form.text(&format!("{field}_{n}")).to_owned();
        if !form.flag(&format!("use_{n}")) || text("product").is_empty() {
            continue;
        }
        places.push(n);
        lines.push(RxLineInput {
            product: naming::medicine(c.world(), &text("product")),
            dose: text("dose"),
            route: Route::from_name(&text("route")),
            frequency: Frequency::from_name(&text("frequency")),
            days: text("days"),
            instruction: text("instruction"),
            override_reason: text("override"),
        });
    }
    let (encounter, supersedes) = (c.encounter.id.as_str().to_owned(), form.text("supersedes").to_owned());
    (Prescribe { encounter, lines, supersedes, reason: form.text("rx_reason").to_owned() }, places)
}

/// The form with what was left empty filled in: the usual dose of this patient, route, frequency and days.
pub(crate) fn filled(c: &Consult<'_>, form: &Form) -> Form {
    let body = body(c.world(), &c.desk.look.ctx, &c.patient, &c.encounter);
    let mut pairs: Vec<(String, String)> =
        form.fields().iter().filter(|(name, _)| !name.starts_with('_')).cloned().collect();
    let mut set = |name: String, value: String| match pairs.iter_mut().find(|(n, _)| *n == name) {
        Some((_, held)) if held.trim().is_empty() => *held = value,
        Some(_) => {}
        None => pairs.push((name, value)),
    };
    for n in 1..=count(form) {
        let typed = form.text(&format!("product_{n}"));
        let id = ProductId::parse(&naming::medicine(c.world(), typed));
        let Some(product) = id.and_then(|id| c.world().products().get(&id).cloned()) else { continue };
        let usual = suggest(&product, body);
        if let Ok(usual) = usual {
            set(format!("dose_{n}"), dose_text(usual.dose_milli));
            set(format!("frequency_{n}"), usual.frequency.name().to_owned());
        }
        set(format!("hint_{n}"), usual.err().map(|why| own::no_dose(c.l(), why)).unwrap_or_default());
        set(format!("frequency_{n}"), product.frequency.name().to_owned());
        set(format!("route_{n}"), product.route().map(|r| r.name().to_owned()).unwrap_or_default());
        set(format!("days_{n}"), USUAL_DAYS.to_owned());
    }
    Form::from_pairs(pairs)
}
