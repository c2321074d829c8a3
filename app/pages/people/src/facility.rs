//! Choosing a facility without a list of 1,700: its name is typed, near names are offered.

use crate::t;
use abhyas_core::{FacilityId, Language, Refusal};
use abhyas_kit::{Form, Page, PageError};
use abhyas_services::people::facility::{FacilityFound, find};
use abhyas_services::roster::Candidate;
use abhyas_ui::{Choice, TextField};
use leptos::prelude::*;

/// What a form says about a facility.
#[derive(Debug, Default)]
pub struct Chosen {
    /// The facility, when it is beyond doubt.
    pub id: Option<FacilityId>,
    /// What may be meant otherwise.
    pub candidates: Vec<Candidate>,
    /// Why it is not beyond doubt.
    pub refusal: Option<Refusal>,
}

/// Reads the fields `facility` (typed) and `facility_id` (chosen among the candidates).
///
/// # Errors
/// [`PageError`] when the facilities can not be read.
pub async fn chosen(page: &Page, form: &Form) -> Result<Chosen, PageError> {
    if let Some(id) = form.opt("facility_id").and_then(|id| FacilityId::parse(id).ok()) {
        return Ok(Chosen { id: Some(id), ..Chosen::default() });
    }
    let found = find(page.services(), page.actor()?, form.text("facility")).await?;
    Ok(match found {
        FacilityFound::One(id) => Chosen { id: Some(id), ..Chosen::default() },
        FacilityFound::Near(candidates, refusal) => Chosen { id: None, candidates, refusal: Some(refusal) },
        FacilityFound::None(refusal) => Chosen { refusal: Some(refusal), ..Chosen::default() },
    })
}

/// The field, and the candidates of the last try.
pub fn field(lang: Language, typed: &str, candidates: &[Candidate], refusals: &[Refusal]) -> AnyView {
    let near = (!candidates.is_empty()).then(|| {
        let other = (String::new(), t::form_other_facility(lang).to_owned());
        let options: Vec<(String, String)> = candidates.iter().map(|c| (c.facility.as_str().to_owned(), c.name.clone())).chain([other]).collect();
        let best = candidates.first().map(|c| c.facility.as_str().to_owned()).unwrap_or_default();
        view! { <Choice language=lang name="facility_id" label=t::form_which_facility(lang) value=best options refusals=Vec::new() /> }
    });
    let (value, refusals) = (typed.to_owned(), refusals.to_vec());
    view! {
        <TextField language=lang name="facility" label=t::facility(lang) value hint=t::form_hint_facility(lang) required=true refusals />
        {near}
    }
    .into_any()
}
