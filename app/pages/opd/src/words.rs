//! The words for what the desk's records hold.

use crate::t;
use abhyas_core::Language;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m03_opd::dose::NoDose;
use abhyas_services::sandbox::hims::m03_opd::{
    Agent, Allergy, Consciousness, DiagnosisKind, EncounterState, Frequency, PrescriptionState, Reaction, Route,
    Severity, Urgency, dose_text,
};
use abhyas_services::sandbox::hims::reference::{DoseUnit, Product};
use abhyas_ui::{Badge, Tone};
use leptos::prelude::*;

/// Where a consultation stands.
pub(crate) fn state(l: Language, state: &EncounterState) -> AnyView {
    let (tone, text) = match state {
        EncounterState::Open => (Tone::Warn, t::state_open(l)),
        EncounterState::Signed { .. } => (Tone::Good, t::state_signed(l)),
        EncounterState::Amended { .. } => (Tone::Good, t::state_amended(l)),
        EncounterState::Cancelled { .. } => (Tone::Plain, t::state_cancelled(l)),
        EncounterState::EnteredInError(_) => (Tone::Bad, t::state_in_error(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// Where a prescription stands.
pub(crate) fn rx_state(l: Language, state: &PrescriptionState) -> AnyView {
    let (tone, text) = match state {
        PrescriptionState::Signed => (Tone::Good, t::rx_state_signed(l)),
        PrescriptionState::Cancelled { .. } => (Tone::Bad, t::rx_state_cancelled(l)),
        PrescriptionState::Superseded { .. } => (Tone::Plain, t::rx_state_superseded(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// How sure a diagnosis is.
pub(crate) fn kind(l: Language, kind: DiagnosisKind) -> &'static str {
    match kind {
        DiagnosisKind::Provisional => t::provisional(l),
        DiagnosisKind::Confirmed => t::confirmed(l),
    }
}

/// To what somebody is allergic.
pub(crate) fn agent(l: Language, world: &World, agent: &Agent) -> String {
    match agent {
        Agent::Class { class } => abhyas_desk::allergies::class(l, class).to_owned(),
        Agent::Product { product } => {
            world.products().get(product).map_or_else(|| product.as_str().to_owned(), |p| p.label(l))
        }
        Agent::Other { what } => what.clone(),
        Agent::NoneKnown => t::none_known(l).to_owned(),
    }
}

/// An allergy in one line.
pub(crate) fn allergy(l: Language, world: &World, allergy: &Allergy) -> String {
    let what = agent(l, world, &allergy.agent);
    let reaction = allergy.reaction.map(|r| reaction_word(l, r));
    let severity = allergy.severity.map(|s| severity_word(l, s));
    let details: Vec<&str> = reaction.into_iter().chain(severity).collect();
    if details.is_empty() { what } else { format!("{} ({})", t::allergy_to(l, what), details.join(", ")) }
}

/// What happened.
pub(crate) fn reaction_word(l: Language, reaction: Reaction) -> &'static str {
    match reaction {
        Reaction::Rash => t::rash(l),
        Reaction::Swelling => t::swelling(l),
        Reaction::Breathing => t::breathing(l),
        Reaction::Anaphylaxis => t::anaphylaxis(l),
        Reaction::Stomach => t::stomach(l),
        Reaction::Blisters => t::blisters(l),
        Reaction::Other => t::other(l),
    }
}

/// How bad it was.
pub(crate) fn severity_word(l: Language, severity: Severity) -> &'static str {
    match severity {
        Severity::Mild => t::mild(l),
        Severity::Moderate => t::moderate(l),
        Severity::Severe => t::severe(l),
    }
}

/// How awake.
pub(crate) fn consciousness(l: Language, consciousness: Consciousness) -> &'static str {
    match consciousness {
        Consciousness::Alert => t::alert(l),
        Consciousness::Confused => t::confused(l),
        Consciousness::Voice => t::voice(l),
        Consciousness::Pain => t::pain(l),
        Consciousness::Unresponsive => t::unresponsive(l),
    }
}

/// How soon.
pub(crate) fn urgency(l: Language, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Routine => t::routine(l),
        Urgency::Urgent => t::today(l),
        Urgency::Emergency => t::emergency(l),
    }
}

/// By which way.
pub(crate) fn route(l: Language, route: Route) -> &'static str {
    match route {
        Route::Oral => t::oral(l),
        Route::Sublingual => t::sublingual(l),
        Route::Iv => t::iv(l),
        Route::Im => t::im(l),
        Route::Sc => t::sc(l),
        Route::Id => t::intradermal(l),
        Route::Inhaled => t::inhaled(l),
        Route::Nasal => t::nasal(l),
        Route::Eye => t::eye(l),
        Route::Ear => t::ear(l),
        Route::Topical => t::topical(l),
        Route::Rectal => t::rectal(l),
        Route::Vaginal => t::vaginal(l),
    }
}

/// How often.
pub(crate) fn frequency(l: Language, frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Od => t::od(l),
        Frequency::Bd => t::bd(l),
        Frequency::Tds => t::tds(l),
        Frequency::Qid => t::qid(l),
        Frequency::Q4h => t::q4h(l),
        Frequency::Hs => t::hs(l),
        Frequency::Alternate => t::alternate(l),
        Frequency::Weekly => t::weekly(l),
        Frequency::Sos => t::sos(l),
        Frequency::Stat => t::stat_dose(l),
    }
}

/// In what a dose is counted.
pub(crate) fn unit(l: Language, unit: DoseUnit) -> &'static str {
    match unit {
        DoseUnit::Tablet => t::unit_tablet(l),
        DoseUnit::Capsule => t::unit_capsule(l),
        DoseUnit::Ml => t::unit_ml(l),
        DoseUnit::Drop => t::unit_drop(l),
        DoseUnit::Puff => t::unit_puff(l),
        DoseUnit::Application => t::unit_application(l),
        DoseUnit::Sachet => t::unit_sachet(l),
        DoseUnit::Vial => t::unit_vial(l),
        DoseUnit::Iu => t::unit_iu(l),
        DoseUnit::Piece => t::unit_piece(l),
    }
}

/// A dose with its unit: `½ tablet`.
pub(crate) fn dose(l: Language, product: &Product, milli: i64) -> String {
    format!("{} {}", dose_text(milli), unit(l, product.dose_unit))
}

/// Why no dose was reckoned.
pub(crate) fn no_dose(l: Language, why: NoDose) -> String {
    match why {
        NoDose::NoWeight => t::no_dose_weight(l).to_owned(),
        NoDose::NotForThisAge => t::no_dose_age(l).to_owned(),
        NoDose::TooYoung { from_months } => t::no_dose_young(l, from_months),
        NoDose::OtherStrength => t::no_dose_strength(l).to_owned(),
    }
}
