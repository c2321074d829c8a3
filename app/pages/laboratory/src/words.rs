//! The words for what the laboratory's records hold.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::words as shared;
use abhyas_services::sandbox::Look;
use abhyas_services::sandbox::hims::m07_laboratory::qc::QcStatus;
use abhyas_services::sandbox::hims::m07_laboratory::{
    Flag, LabOrder, LabResult, NotCalculated, OrderState, Outcome, Priority, RejectReason, ResultValue, ToldRole,
    Verification,
};
use abhyas_services::sandbox::hims::reference::lab_test::{Limits, Mark};
use abhyas_services::sandbox::hims::reference::{Container, LabTest, SpecimenKind};
use abhyas_ui::{Badge, Tone};
use leptos::prelude::*;

/// How soon.
pub(crate) fn priority(l: Language, priority: Priority) -> &'static str {
    match priority {
        Priority::Routine => t::priority_routine(l),
        Priority::Urgent => t::priority_urgent(l),
        Priority::Stat => t::priority_stat(l),
    }
}

/// How soon, when it is not in its turn.
pub(crate) fn hurry(l: Language, order: &LabOrder) -> Option<AnyView> {
    let tone = match order.priority {
        Priority::Routine => return None,
        Priority::Urgent => Tone::Warn,
        Priority::Stat => Tone::Bad,
    };
    let text = priority(l, order.priority);
    Some(view! { " "<Badge tone text /> }.into_any())
}

/// Where an order stands.
pub(crate) fn order_state(l: Language, state: &OrderState) -> AnyView {
    let (tone, text) = match state {
        OrderState::Ordered => (Tone::Plain, t::state_ordered(l)),
        OrderState::Collected { .. } => (Tone::Plain, t::state_collected(l)),
        OrderState::Received { .. } => (Tone::Warn, t::state_received(l)),
        OrderState::Recollect { .. } => (Tone::Bad, t::state_recollect(l)),
        OrderState::Resulted { .. } => (Tone::Warn, t::state_resulted(l)),
        OrderState::Verified { .. } => (Tone::Good, t::state_verified(l)),
        OrderState::Released { .. } => (Tone::Good, t::state_released(l)),
        OrderState::Amended { .. } => (Tone::Good, t::state_amended(l)),
        OrderState::Cancelled { .. } => (Tone::Plain, t::state_cancelled(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// What is collected, into what.
pub(crate) fn tube(l: Language, kind: SpecimenKind, container: Container) -> String {
    let kind = match kind {
        SpecimenKind::Blood => t::kind_blood(l),
        SpecimenKind::Serum => t::kind_serum(l),
        SpecimenKind::Plasma => t::kind_plasma(l),
        SpecimenKind::ArterialBlood => t::kind_arterial(l),
        SpecimenKind::Urine => t::kind_urine(l),
        SpecimenKind::Urine24h => t::kind_urine24h(l),
        SpecimenKind::Stool => t::kind_stool(l),
        SpecimenKind::Sputum => t::kind_sputum(l),
        SpecimenKind::Swab => t::kind_swab(l),
        SpecimenKind::Csf => t::kind_csf(l),
        SpecimenKind::BodyFluid => t::kind_body_fluid(l),
        SpecimenKind::Semen => t::kind_semen(l),
        SpecimenKind::Smear => t::kind_smear(l),
    };
    let container = match container {
        Container::Lavender => t::tube_lavender(l),
        Container::Red => t::tube_red(l),
        Container::Yellow => t::tube_yellow(l),
        Container::Grey => t::tube_grey(l),
        Container::Blue => t::tube_blue(l),
        Container::Black => t::tube_black(l),
        Container::HeparinSyringe => t::tube_syringe(l),
        Container::Cup => t::tube_cup(l),
        Container::SterileCup => t::tube_sterile_cup(l),
        Container::Bottle24h => t::tube_bottle24h(l),
        Container::SwabTube => t::tube_swab(l),
        Container::CultureBottle => t::tube_culture(l),
        Container::SterileTube => t::tube_sterile(l),
        Container::Slide => t::tube_slide(l),
    };
    format!("{kind} · {container}")
}

/// Why a sample can not be used.
pub(crate) fn reject_reason(l: Language, reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::Haemolysed => t::reject_haemolysed(l),
        RejectReason::Clotted => t::reject_clotted(l),
        RejectReason::Insufficient => t::reject_insufficient(l),
        RejectReason::WrongContainer => t::reject_wrong_container(l),
        RejectReason::Mislabelled => t::reject_mislabelled(l),
        RejectReason::Leaking => t::reject_leaking(l),
        RejectReason::TooLate => t::reject_too_late(l),
        RejectReason::Lipaemic => t::reject_lipaemic(l),
        RejectReason::Other => t::reject_other(l),
    }
}

/// Who was told.
pub(crate) fn told_role(l: Language, role: ToldRole) -> &'static str {
    match role {
        ToldRole::Doctor => t::told_doctor(l),
        ToldRole::Nurse => t::told_nurse(l),
        ToldRole::Other => t::told_other(l),
    }
}

/// What came of a call.
pub(crate) fn outcome(l: Language, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::ReadBack => t::outcome_read_back(l),
        Outcome::NotReached => t::outcome_not_reached(l),
    }
}

/// The mark of a result that is not usual: letters and words, never colour alone.
pub(crate) fn flag(l: Language, flag: Flag) -> Option<AnyView> {
    let (tone, word) = match flag {
        Flag::Normal => return None,
        Flag::Low => (Tone::Warn, t::flag_low(l)),
        Flag::High => (Tone::Warn, t::flag_high(l)),
        Flag::Abnormal => (Tone::Warn, t::flag_abnormal(l)),
        Flag::CriticalLow | Flag::CriticalHigh | Flag::Critical => (Tone::Bad, t::flag_critical(l)),
    };
    let text = format!("{} {word}", flag.mark());
    Some(view! { <Badge tone text /> }.into_any())
}

/// What is usual, with its unit: `12–15.5 g/dL`; empty where nothing is known.
pub(crate) fn usual(l: Language, test: &LabTest, limits: Option<Limits>) -> String {
    // Of a list of findings the first is the usual one, where some are not.
    let normal = || {
        let unusual = test.choices.iter().any(|c| c.mark != Mark::Normal);
        let usual = test.choices.iter().find(|c| c.mark == Mark::Normal).filter(|_| unusual);
        usual.map(|c| l.pick(&c.hi, &c.en).to_owned()).unwrap_or_default()
    };
    let Some(limits) = limits else { return normal() };
    let range = match (limits.low, limits.high) {
        (Some(low), Some(high)) => format!("{}–{}", test.written(low), test.written(high)),
        (Some(low), None) => format!("≥ {}", test.written(low)),
        (None, Some(high)) => format!("≤ {}", test.written(high)),
        (None, None) => return String::new(),
    };
    format!("{range} {}", test.unit).trim_end().to_owned()
}

/// A result with its unit.
pub(crate) fn value(l: Language, test: &LabTest, result: &LabResult) -> String {
    if let ResultValue::NotCalculated { why } = &result.value {
        return not_calculated(l, *why).to_owned();
    }
    format!("{} {}", result.value.written(test, l), result.unit).trim_end().to_owned()
}

/// Why a result that is calculated has no value.
fn not_calculated(l: Language, why: NotCalculated) -> &'static str {
    match why {
        NotCalculated::Triglycerides => t::uncalculated_triglycerides(l),
        NotCalculated::BelowZero => t::uncalculated_below_zero(l),
        NotCalculated::Child => t::uncalculated_child(l),
        NotCalculated::Sex => t::uncalculated_sex(l),
    }
}

/// How the results were verified.
pub(crate) fn verification(l: Language, look: &Look, verification: &Verification) -> String {
    match verification {
        Verification::ByRule { at } => format!("{} · {}", t::by_rule(l), shared::moment(l, look, *at)),
        Verification::ByPerson { verified } => shared::stamp(l, look, verified),
    }
}

/// How the controls of a test stand.
pub(crate) fn qc_status(l: Language, status: QcStatus) -> AnyView {
    let (tone, text) = match status {
        QcStatus::NotNeeded => (Tone::Plain, t::qc_not_needed(l)),
        QcStatus::Missing => (Tone::Warn, t::qc_missing(l)),
        QcStatus::InControl => (Tone::Good, t::qc_in_control(l)),
        QcStatus::Failed => (Tone::Bad, t::qc_failed(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// Where a test is done; a place that an administrator has added since stands for itself.
pub(crate) fn analyser(l: Language, code: &str) -> &str {
    match code {
        "biochemistry" => t::analyser_biochemistry(l),
        "haematology" => t::analyser_haematology(l),
        "electrolyte" => t::analyser_electrolyte(l),
        "bloodgas" => t::analyser_bloodgas(l),
        "coagulation" => t::analyser_coagulation(l),
        "immunoassay" => t::analyser_immunoassay(l),
        "immunohaematology" => t::analyser_immunohaematology(l),
        "molecular" => t::analyser_molecular(l),
        "microbiology" => t::analyser_microbiology(l),
        "microscopy" => t::analyser_microscopy(l),
        "cytology" => t::analyser_cytology(l),
        "serology" => t::analyser_serology(l),
        "rapid" => t::analyser_rapid(l),
        "urine" => t::analyser_urine(l),
        "manual" => t::analyser_manual(l),
        other => other,
    }
}
