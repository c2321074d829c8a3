//! The modules of the hospital, as links: what can be worked with in it.

use crate::t;
use abhyas_core::Language;
use abhyas_desk::{card, t as shared};
use leptos::prelude::*;

/// A text of the catalogues.
type Text = fn(Language) -> &'static str;

/// Each module's first screen, its name and what is done there, in the order of a patient's way.
const MODULES: &[(&str, Text, Text)] = &[
    ("/hospital/patients", shared::search_link, t::module_patients),
    ("/hospital/queue", t::module_queue_name, t::module_queue),
    ("/hospital/opd", t::module_opd_name, t::module_opd),
    ("/hospital/laboratory", t::module_laboratory_name, t::module_laboratory),
    ("/hospital/pharmacy", t::module_pharmacy_name, t::module_pharmacy),
];

/// The section with the links.
pub(crate) fn section(l: Language) -> AnyView {
    let items = MODULES.iter().map(|(href, name, text)| {
        view! { <li><a class="button plain" href=*href>{name(l)}</a><p class="hint">{text(l)}</p></li> }
    });
    let items = items.collect_view();
    card(Some(t::modules_title(l)), view! { <ul class="plain-list stack">{items}</ul> }.into_any())
}
