//! What the screens of the pharmacy share: look-ups from an address, the ways between the screens, a medicine to choose.

use crate::{t, words};
use abhyas_core::{Language, Refusal};
use abhyas_desk::Desk;
use abhyas_kit::PageError;
use abhyas_services::sandbox::hims::m01_registration::BhavyaId;
use abhyas_services::sandbox::hims::m01_registration::Patient;
use abhyas_services::sandbox::hims::m01_registration::matching::standing_for;
use abhyas_services::sandbox::hims::m03_opd::{Prescription, PrescriptionId};
use abhyas_services::sandbox::hims::m09_pharmacy::{Batch, BatchId, Dispense, DispenseId, codes};
use abhyas_services::sandbox::hims::reference::{Product, ProductId};
use abhyas_ui::Tabs;
use leptos::prelude::*;
use std::sync::Arc;

/// The prescription of an address.
pub(crate) fn prescription(desk: &Desk, id: &str) -> Result<Arc<Prescription>, PageError> {
    let found = PrescriptionId::parse(id).and_then(|id| desk.world().prescriptions().get(&id).cloned());
    found.ok_or(PageError::Missing(codes::PRESCRIPTION_NOT_FOUND))
}

/// The record of dispensing of an address.
pub(crate) fn dispense(desk: &Desk, id: &str) -> Result<Arc<Dispense>, PageError> {
    let found = DispenseId::parse(id).and_then(|id| desk.world().dispenses().get(&id).cloned());
    found.ok_or(PageError::Missing(codes::DISPENSE_NOT_FOUND))
}

/// The batch of an address.
pub(crate) fn batch(desk: &Desk, id: &str) -> Result<Arc<Batch>, PageError> {
    let found = BatchId::parse(id).and_then(|id| desk.world().batches().get(&id).cloned());
    found.ok_or(PageError::Missing(codes::BATCH_NOT_FOUND))
}

/// The medicine of an address.
pub(crate) fn product(desk: &Desk, id: &str) -> Result<Arc<Product>, PageError> {
    let id = ProductId::parse(id).ok_or_else(PageError::not_found)?;
    desk.world().products().get(&id).cloned().ok_or_else(PageError::not_found)
}

/// The name of a medicine; its id where the list has lost it.
pub(crate) fn medicine(l: Language, desk: &Desk, id: &ProductId) -> String {
    desk.world().products().get(id).map_or_else(|| id.as_str().to_owned(), |p| words::product(l, p))
}

/// The record that stands for a patient.
pub(crate) fn patient(desk: &Desk, id: &BhavyaId) -> Option<Arc<Patient>> {
    standing_for(desk.world(), id)
}

/// Which screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Work,
    Counter,
    Stock,
    Receive,
    Alerts,
    Counts,
    Register,
}

/// The ways between the screens.
pub(crate) fn ways(l: Language, here: Place) -> AnyView {
    let tab = |place, href: &str, text: &str| (href.to_owned(), text.to_owned(), here == place);
    let tabs = vec![
        tab(Place::Work, "/hospital/pharmacy", t::way_work(l)),
        tab(Place::Stock, "/hospital/pharmacy/stock", t::way_stock(l)),
        tab(Place::Receive, "/hospital/pharmacy/receive", t::way_receive(l)),
        tab(Place::Alerts, "/hospital/pharmacy/alerts", t::way_alerts(l)),
        tab(Place::Counts, "/hospital/pharmacy/counts", t::way_counts(l)),
        tab(Place::Register, "/hospital/pharmacy/register", t::way_register(l)),
        tab(Place::Counter, "/hospital/pharmacy/counter", t::way_counter(l)),
    ];
    view! { <div class="no-print"><Tabs label=t::ways(l) tabs /></div> }.into_any()
}

/// The medicines as choices `(id, name)`, by name.
pub(crate) fn medicines(l: Language, desk: &Desk, wanted: impl Fn(&Product) -> bool) -> Vec<(String, String)> {
    let products = desk.world().products().iter().filter(|p| wanted(p));
    let mut choices: Vec<_> = products.map(|p| (p.id.as_str().to_owned(), words::product(l, p))).collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// Refusals of which those about other than these fields stand on top of the page: their field is not on it.
pub(crate) fn only_at(mut refusals: Vec<Refusal>, fields: &[&str]) -> Vec<Refusal> {
    for refusal in &mut refusals {
        if refusal.field.as_deref().is_some_and(|f| !fields.contains(&f)) {
            refusal.field = None;
        }
    }
    refusals
}

/// Refusals of a reason, at the field in which this form asks for it: several forms stand on one page.
pub(crate) fn reason_at(field: &'static str, mut refusals: Vec<Refusal>) -> Vec<Refusal> {
    for refusal in &mut refusals {
        if refusal.field.as_deref() == Some("reason") {
            refusal.field = Some(field.into());
        }
    }
    refusals
}
