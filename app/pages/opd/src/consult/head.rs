//! Who the patient is, what they are allergic to, and their vital signs.

use super::{Consult, section};
use crate::{fields, t, words as own};
use abhyas_core::Language;
use abhyas_desk::{Typed, words};
use abhyas_kit::Form;
use abhyas_services::sandbox::Look;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m01_registration::BhavyaId;
use abhyas_services::sandbox::hims::m03_opd::{
    Agent, Measured, Mode, Vitals, body as dose_body, early_warning, person,
};
use abhyas_ui::{Badge, Tone};
use leptos::prelude::*;

/// The patient in a few lines; allergies are always on top.
pub(super) fn head(c: &Consult<'_>) -> AnyView {
    let (l, look, patient) = (c.l(), &c.desk.look, &c.patient);
    let department = c.world().departments().get(&c.encounter.department);
    let department = department.map(|d| d.name.in_language(l).to_owned()).unwrap_or_default();
    let token = c.encounter.token.as_ref().and_then(|id| c.world().tokens().get(id));
    let token = token.map(|token| t::token_no(l, token.number));
    let line = [Some(department), token, Some(words::moment(l, look, c.encounter.opened.at))];
    let line = line.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let who = format!("{}, {} · {}", words::age(l, patient, look), words::sex(l, patient.sex), patient.id.spaced());
    let tele =
        (c.encounter.mode == Mode::Teleconsult).then(|| view! { " "<Badge tone=Tone::Warn text=t::teleconsult(l) /> });
    let link = |page: &str, text: &'static str| {
        view! { <a class="button plain small" href=format!("/hospital/opd/patients/{}/{page}", patient.id)>{text}</a> }
    };
    let id = patient.id.to_string();
    view! {
        <p class="no-print"><a href=format!("/hospital/opd?department={}", c.encounter.department.as_str())>{t::back_to_list(l)}</a></p>
        <section class="card" aria-label=t::patient(l)>
            <p class="row spread"><strong>{words::name(l, patient)}" · "{who}</strong><span>{own::state(l, &c.encounter.state)}{tele}</span></p>
            <p class="muted">{line}</p>
            <div id="allergies">{allergies(l, c.world(), &patient.id)}</div>
            <nav class="row no-print" aria-label=t::actions(l)>
                {link("allergies", t::allergies_link(l))}
                {link("results", t::results_link(l))}
                {link("visits", t::visits_link(l))}
                <a class="button plain small" href=format!("/hospital/patients/{id}")>{t::record_link(l)}</a>
            </nav>
        </section>
    }
    .into_any()
}

/// The allergies that count, as badges.
pub(crate) fn allergies(l: Language, world: &World, patient: &BhavyaId) -> AnyView {
    let active = person::allergies(world, patient);
    if active.is_empty() {
        return view! { <p><strong>{t::allergies(l)}": "</strong><Badge tone=Tone::Warn text=t::not_asked(l) /></p> }
            .into_any();
    }
    let badges = active
        .iter()
        .map(|a| {
            let tone = if a.agent == Agent::NoneKnown { Tone::Good } else { Tone::Bad };
            view! { <Badge tone text=own::allergy(l, world, a) />" " }
        })
        .collect_view();
    view! { <p><strong>{t::allergies(l)}": "</strong>{badges}</p> }.into_any()
}

/// The latest vital signs, and the form for new ones.
pub(super) fn vitals(c: &Consult<'_>, open: bool) -> AnyView {
    let l = c.l();
    let all = person::vitals(c.world(), &c.patient.id);
    let latest = match all.first() {
        Some(vitals) => measured(l, &c.desk.look, vitals, years(c)),
        None => view! { <p class="muted">{t::no_vitals(l)}</p> }.into_any(),
    };
    let form = open.then(|| {
        let shown = c.shown("vitals", Form::default());
        let typed = Typed { l, form: &shown.form, refusals: &shown.refusals };
        let today = all.first().is_some_and(|v| v.taken.at.day() == c.desk.look.ctx.now.day());
        let wide = !today || !shown.refusals.is_empty();
        view! {
            <details open=wide>
                <summary>{t::new_vitals(l)}</summary>
                <form method="post" action=c.to("vitals")>{c.hidden()}{fields::vitals(&typed)}</form>
            </details>
        }
    });
    section("vitals", t::vitals(l), view! { {latest}{form} }.into_any())
}

fn years(c: &Consult<'_>) -> u32 {
    dose_body(c.world(), &c.desk.look.ctx, &c.patient, &c.encounter).age_months / 12
}

/// A set of vital signs in one line, with its early-warning score.
pub(crate) fn measured(l: Language, look: &Look, vitals: &Vitals, years: u32) -> AnyView {
    let score = early_warning(&vitals.measured, years);
    let tone = match () {
        () if score.is_urgent() => Tone::Bad,
        () if score.points > 0 => Tone::Warn,
        () => Tone::Good,
    };
    let mut remarks = Vec::new();
    if !score.complete {
        remarks.push(t::score_part(l));
    }
    if !score.adult {
        remarks.push(t::score_child(l));
    }
    let remarks = remarks.join("; ");
    view! {
        <p>{values(l, &vitals.measured)}</p>
        <p><Badge tone text=t::score(l, score.points) />" "<span class="muted">{remarks}" · "{t::measured_on(l, words::stamp(l, look, &vitals.taken))}</span></p>
    }
    .into_any()
}

/// The values with their names.
pub(crate) fn values(l: Language, m: &Measured) -> String {
    let tenths = |value: u16| format!("{}.{}", value / 10, value % 10);
    let mut parts = Vec::new();
    if let Some(value) = m.temperature_c10 {
        parts.push(format!("{} °C", tenths(value)));
    }
    if let (Some(upper), Some(lower)) = (m.systolic, m.diastolic) {
        parts.push(format!("{} {upper}/{lower}", t::bp(l)));
    }
    let numbers = [
        (t::pulse(l), m.pulse),
        (t::respiration(l), m.respiration),
        (t::spo2(l), m.spo2),
        (t::glucose(l), m.glucose_mg_dl),
    ];
    parts.extend(numbers.into_iter().filter_map(|(name, value)| value.map(|v| format!("{name} {v}"))));
    if let Some(grams) = m.weight_g {
        parts.push(format!("{} {}.{}", t::weight(l), grams / 1000, grams % 1000 / 100));
    }
    if let Some(mm) = m.height_mm {
        parts.push(format!("{} {}", t::height(l), mm / 10));
    }
    if let Some(awake) = m.consciousness {
        parts.push(own::consciousness(l, awake).to_owned());
    }
    if m.on_oxygen {
        parts.push(t::on_oxygen(l).to_owned());
    }
    parts.join(" · ")
}
