//! What is known of a patient, each on a page of its own whose opening is journalled: allergies, results, past visits; and
//! the page on which a nurse writes vital signs and allergies before the consultation.

pub(crate) mod allergies;
pub(crate) mod results;
pub(crate) mod visits;
pub(crate) mod vitals;

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{Desk, words};
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m03_opd::person;
use leptos::prelude::*;

/// Who it is, and the way back to the consultation that is open.
fn who(l: Language, desk: &Desk, patient: &Patient) -> AnyView {
    let line = format!(
        "{} · {}, {} · {}",
        words::name(l, patient),
        words::age(l, patient, &desk.look),
        words::sex(l, patient.sex),
        patient.id.spaced()
    );
    let open = person::encounters(desk.world(), &patient.id).into_iter().find(|e| e.is_open());
    let back = match open {
        Some(open) => {
            let to = format!("/hospital/opd/encounters/{}", open.id);
            view! { <a href=to>{t::back_to_consult(l)}</a> }.into_any()
        }
        None => view! { <a href="/hospital/opd">{t::back_to_list(l)}</a> }.into_any(),
    };
    view! { <p class="no-print">{back}</p><p id="patient"><strong>{line}</strong></p> }.into_any()
}
