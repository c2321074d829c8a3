//! The words for what the hospital's records hold.

use crate::t;
use abhyas_core::Language;
use abhyas_i18n::format;
use abhyas_services::sandbox::Look;
use abhyas_services::sandbox::hims::m01_registration::{
    AbhaLink, AbhaMethod, Birth, Conflict, DocumentKind, Guardian, Kinship, MatchReason, MergeState, Name, Patient,
    Sex, Stamp,
};
use abhyas_services::sandbox::hims::{Moment, Persona};
use abhyas_ui::{Badge, Tone};
use leptos::prelude::*;

/// The role in which somebody acts.
pub fn persona(l: Language, persona: Persona) -> &'static str {
    match persona {
        Persona::System => t::persona_system(l),
        Persona::Clerk => t::persona_clerk(l),
        Persona::Nurse => t::persona_nurse(l),
        Persona::Supervisor => t::persona_supervisor(l),
        Persona::Doctor => t::persona_doctor(l),
        Persona::LaboratoryTechnician => t::persona_laboratory_technician(l),
        Persona::Pathologist => t::persona_pathologist(l),
        Persona::Pharmacist => t::persona_pharmacist(l),
    }
}

/// The sex.
pub fn sex(l: Language, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => t::sex_female(l),
        Sex::Male => t::sex_male(l),
        Sex::Other => t::sex_other(l),
    }
}

/// What a guardian is to the patient.
pub fn kinship(l: Language, kinship: Kinship) -> &'static str {
    match kinship {
        Kinship::Father => t::kin_father(l),
        Kinship::Husband => t::kin_husband(l),
        Kinship::Mother => t::kin_mother(l),
        Kinship::Other => t::kin_other(l),
    }
}

/// The kind of a document.
pub fn document(l: Language, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Aadhaar => t::doc_aadhaar(l),
        DocumentKind::RationCard => t::doc_ration(l),
        DocumentKind::VoterCard => t::doc_voter(l),
        DocumentKind::AyushmanCard => t::doc_ayushman(l),
        DocumentKind::BirthCertificate => t::doc_birth(l),
    }
}

/// How an ABHA number was verified.
pub fn method(l: Language, method: AbhaMethod) -> &'static str {
    match method {
        AbhaMethod::Qr => t::method_qr(l),
        AbhaMethod::Otp => t::method_otp(l),
        AbhaMethod::Demographic => t::method_demographic(l),
    }
}

/// Why a record was found.
pub fn reason(l: Language, reason: MatchReason) -> &'static str {
    match reason {
        MatchReason::BhavyaId => t::why_bhavya(l),
        MatchReason::Abha => t::why_abha(l),
        MatchReason::Document => t::why_document(l),
        MatchReason::Mobile => t::why_mobile(l),
        MatchReason::NameSame => t::why_name_same(l),
        MatchReason::NameSounds => t::why_name_sounds(l),
        MatchReason::NameClose => t::why_name_close(l),
        MatchReason::Village => t::why_village(l),
        MatchReason::Age => t::why_age(l),
        MatchReason::Guardian => t::why_guardian(l),
    }
}

/// In what two records differ.
pub fn conflict(l: Language, conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::Sex => t::conflict_sex(l),
        Conflict::Birth => t::conflict_birth(l),
        Conflict::Abha => t::conflict_abha(l),
    }
}

/// How far a merge is.
pub fn merge_state(l: Language, state: &MergeState) -> AnyView {
    let (tone, text) = match state {
        MergeState::Proposed => (Tone::Warn, t::merge_proposed(l)),
        MergeState::Approved { .. } => (Tone::Warn, t::merge_approved(l)),
        MergeState::Rejected { .. } => (Tone::Plain, t::merge_rejected(l)),
        MergeState::Merged { .. } => (Tone::Good, t::merge_merged(l)),
        MergeState::Reversed { .. } => (Tone::Plain, t::merge_reversed(l)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// The state of the ABHA link, with its number.
pub fn abha(l: Language, link: &AbhaLink) -> AnyView {
    let (tone, text) = match link {
        AbhaLink::Unlinked => (Tone::Plain, t::abha_unlinked(l)),
        AbhaLink::Verified { .. } => (Tone::Warn, t::abha_verified(l)),
        AbhaLink::Linked { .. } => (Tone::Good, t::abha_linked(l)),
        AbhaLink::Delinked { .. } => (Tone::Plain, t::abha_delinked(l)),
    };
    let number = link.number().map(|n| view! { " "<span>{n.grouped()}</span> });
    view! { <Badge tone text />{number} }.into_any()
}

/// The patient's name; "unknown patient" where there is none.
pub fn name(l: Language, patient: &Patient) -> String {
    if patient.name.is_empty() { t::unknown_patient(l).to_owned() } else { patient.name.in_language(l).to_owned() }
}

/// Both spellings.
pub fn both(name: &Name) -> String {
    [name.hi.as_str(), name.en.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// Years; for a child under two months or weeks the days, under two years the months.
pub fn age(l: Language, patient: &Patient, look: &Look) -> String {
    let today = look.ctx.now.day();
    let years = patient.birth.age(look.ctx.calendar, today);
    match patient.birth {
        Birth::On { day } if today.0 - day.0 < 60 => t::age_days(l, (today.0 - day.0).max(0)),
        Birth::On { day } if years < 2 => t::age_months(l, (today.0 - day.0) / 30),
        Birth::On { .. } => t::age_years(l, years),
        Birth::Aged { .. } => t::age_about(l, years),
    }
}

/// Birth date and age.
pub fn birth(l: Language, patient: &Patient, look: &Look) -> String {
    match patient.birth {
        Birth::On { day } => format!("{} ({})", format::date(l, look.ctx.calendar.date(day)), age(l, patient, look)),
        Birth::Aged { .. } => age(l, patient, look),
    }
}

/// The guardian with what they are to the patient.
pub fn guardian(l: Language, guardian: &Guardian) -> String {
    format!("{}: {}", kinship(l, guardian.kinship), guardian.name.in_language(l))
}

/// Village, block and district.
pub fn place(l: Language, patient: &Patient) -> String {
    let place = &patient.place;
    let parts = [&place.village, &place.block, &place.district].map(|part| part.in_language(l));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A moment as date and time.
pub fn moment(l: Language, look: &Look, at: Moment) -> String {
    format::instant(l, look.ctx.calendar.time(at).to_utc())
}

/// When and in which role.
pub fn stamp(l: Language, look: &Look, stamp: &Stamp) -> String {
    format!("{} · {}", moment(l, look, stamp.at), persona(l, stamp.persona))
}

/// The label of an amended field.
pub fn field(l: Language, field: &str) -> &'static str {
    match field {
        "name_hi" => t::name_hi(l),
        "name_en" => t::name_en(l),
        "sex" => t::sex(l),
        "birth_date" => t::birth_date(l),
        "guardian_kinship" => t::guardian_kinship(l),
        "guardian_name" => t::guardian_name(l),
        "mobile" => t::mobile(l),
        "village" => t::village(l),
        "block" => t::block(l),
        "district" => t::district(l),
        "document_kind" => t::document_kind(l),
        _ => t::document_number(l),
    }
}
