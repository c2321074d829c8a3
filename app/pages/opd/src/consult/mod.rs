//! `/hospital/opd/encounters/{id}`: the consultation on one page. Opening it is journalled.

mod after;
mod diagnoses;
mod finish;
mod head;
mod imaging;
mod notes;
pub(crate) mod rx;
mod tests_card;

pub(crate) use head::{allergies, measured};

use crate::t;
use abhyas_core::{Language, Refusal};
use abhyas_desk::{Desk, words};
use abhyas_kit::{Form, Page, PageError, Reply};
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m03_opd::{Encounter, EncounterId, codes};
use abhyas_services::sandbox::hims::{RecordRef, World};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use std::sync::Arc;

/// A consultation that is shown, with what was typed in the section that was sent last.
pub(crate) struct Consult<'a> {
    pub page: &'a Page,
    pub desk: &'a Desk,
    pub encounter: Arc<Encounter>,
    pub patient: Arc<Patient>,
    /// The section that was sent, by the last part of its address; empty when the page was opened.
    pub sent: String,
    pub form: Form,
    pub refusals: Vec<Refusal>,
}

/// What a section shows: what was typed in it, or what the record says.
pub(crate) struct Shown {
    pub form: Form,
    pub refusals: Vec<Refusal>,
}

impl<'a> Consult<'a> {
    /// The consultation of an address.
    pub(crate) fn open(page: &'a Page, desk: &'a Desk, id: &str) -> Result<Self, PageError> {
        let found = EncounterId::parse(id).and_then(|id| desk.world().encounters().get(&id).cloned());
        let encounter = found.ok_or(PageError::Missing(codes::ENCOUNTER_NOT_FOUND))?;
        let patient = desk.world().patients().get(&encounter.patient).cloned().ok_or_else(PageError::not_found)?;
        Ok(Self { page, desk, encounter, patient, sent: String::new(), form: Form::default(), refusals: Vec::new() })
    }

    pub(crate) const fn l(&self) -> Language {
        self.page.lang
    }

    pub(crate) fn world(&self) -> &World {
        self.desk.world()
    }

    /// What a section shows.
    pub(crate) fn shown(&self, section: &str, record: Form) -> Shown {
        if self.sent == section {
            Shown { form: self.form.clone(), refusals: self.refusals.clone() }
        } else {
            Shown { form: record, refusals: Vec::new() }
        }
    }

    /// The address to which a section is sent.
    pub(crate) fn to(&self, section: &str) -> String {
        format!("/hospital/opd/encounters/{}/{section}", self.encounter.id)
    }

    /// The hidden fields of a form of this page.
    pub(crate) fn hidden(&self) -> AnyView {
        self.desk.hidden(self.page)
    }

    /// The page.
    pub(crate) fn render(&self) -> Response {
        let l = self.l();
        let open = self.encounter.is_open();
        let signed = self.encounter.state.signed().is_some();
        let view = view! {
            {head::head(self)}
            {head::vitals(self, open)}
            {notes::notes(self, open)}
            {diagnoses::diagnoses(self, open)}
            {rx::prescriptions(self, open, signed)}
            {tests_card::tests(self, open)}
            {imaging::imaging(self, open)}
            {after::follow_up(self, open)}
            {after::referral(self, open)}
            {finish::finish(self, open, signed)}
            {finish::amendments(self, signed)}
        };
        self.desk.show(self.page, &t::consult_title(l, words::name(l, &self.patient)), &self.refusals, view.into_any())
    }
}

pub(crate) async fn show(page: Page, Path(id): Path<String>) -> Reply {
    let desk = Desk::open(&page).await?;
    let consult = Consult::open(&page, &desk, &id)?;
    desk.sandbox.viewed("m03.encounter", RecordRef::to::<Encounter>(&consult.encounter.id)).await?;
    Ok(consult.render())
}

/// A section of the page: a card that an address can point to.
pub(crate) fn section(id: &'static str, title: &str, body: AnyView) -> AnyView {
    let (label, title) = (format!("{id}-title"), title.to_owned());
    let heading = label.clone();
    view! { <section class="card" id=id aria-labelledby=label><h2 id=heading>{title}</h2>{body}</section> }.into_any()
}
