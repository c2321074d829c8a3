//! The words of the emergency room, the wards and the labour room.

use crate::t;
use abhyas_core::Language;
use abhyas_services::sandbox::hims::World;
use abhyas_services::sandbox::hims::m04_emergency::{Category, Disposal, EmergencyState};
use abhyas_services::sandbox::hims::m05_ipd::{Admission, AdmissionState, Ended};
use abhyas_services::sandbox::hims::m12_maternity::{BirthOutcome, Delivery, DeliveryMode};

/// A triage category.
pub(crate) fn category(l: Language, category: Category) -> &'static str {
    match category {
        Category::Red => t::triage_red(l),
        Category::Yellow => t::triage_yellow(l),
        Category::Green => t::triage_green(l),
        Category::Black => t::triage_black(l),
    }
}

/// Where somebody went from the emergency room; `None` while they are there.
pub(crate) fn visit_end(l: Language, state: &EmergencyState) -> Option<String> {
    let EmergencyState::Left { disposal, .. } = state else { return None };
    Some(match disposal {
        Disposal::Home => t::went_home(l).to_owned(),
        Disposal::Admitted { .. } => t::went_to_ward(l).to_owned(),
        Disposal::Referred { hospital, reason } => t::went_on(l, hospital, reason),
        Disposal::AgainstAdvice => t::went_against_advice(l).to_owned(),
        Disposal::Died => t::went_died(l).to_owned(),
    })
}

/// How an admission ended; `None` for one that is open.
pub(crate) fn stay_end(l: Language, state: &AdmissionState) -> Option<&'static str> {
    let AdmissionState::Ended { how, .. } = state else { return None };
    Some(match how {
        Ended::Home => t::went_home(l),
        Ended::Referred => t::went_sent_on(l),
        Ended::AgainstAdvice => t::went_against_advice(l),
        Ended::Died => t::went_died(l),
    })
}

/// The ward of an admission.
pub(crate) fn ward_name(l: Language, world: &World, stay: &Admission) -> String {
    let known = world.wards().get(&stay.ward);
    known.map_or_else(|| stay.ward.as_str().to_owned(), |w| l.pick(&w.name.hi, &w.name.en).to_owned())
}

/// How a delivery went, in a line.
pub(crate) fn birth_text(l: Language, delivery: &Delivery) -> String {
    let mode = match delivery.mode {
        DeliveryMode::Normal => t::birth_normal(l),
        DeliveryMode::Assisted => t::birth_assisted(l),
        DeliveryMode::Caesarean => t::birth_caesarean(l),
    };
    let mut parts = vec![mode.to_owned(), t::birth_weeks(l, delivery.weeks)];
    for child in &delivery.children {
        parts.extend(child.weight_grams.map(|grams| t::birth_weight(l, grams)));
        parts.extend((child.outcome == BirthOutcome::Still).then(|| t::birth_still(l).to_owned()));
    }
    parts.join(" · ")
}
