//! What is offered to the prescriber: the medicines of the order sets of the patient's diagnoses, with the dose that fits
//! this patient, ready to be signed.

use super::dose::{Body, NoDose, suggest};
use super::encounter::Encounter;
use super::number::dose_text;
use super::person::Person;
use super::prescribe::RxLineInput;
use crate::engine::Ctx;
use crate::m01_registration::Patient;
use crate::reference::{LabTestId, OrderSet, Product, SetLine};
use crate::world::World;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A medicine that is offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The medicine.
    pub product: Arc<Product>,
    /// The line, filled in as far as it can be.
    pub line: RxLineInput,
    /// What the patient should heed, in Hindi and in English.
    pub instruction: (String, String),
    /// Why no dose could be reckoned.
    pub no_dose: Option<NoDose>,
}

/// The medicines for the diagnoses that stand, the main one's first; a medicine once.
#[must_use]
pub fn offers(world: &World, ctx: &Ctx, encounter: &Encounter) -> Vec<Offer> {
    let Some(patient) = world.patients().get(&encounter.patient) else { return Vec::new() };
    let body = body(world, ctx, patient, encounter);
    let mut generics = BTreeSet::new();
    let sets = encounter.standing_diagnoses().into_iter().filter_map(|d| world.order_sets().get(&d.code));
    let lines = sets.flat_map(|set: &Arc<OrderSet>| if body.is_child() { &set.child } else { &set.adult });
    let offers = lines.filter_map(|line| {
        let product = world.products().get(&line.product)?;
        generics.insert(product.generic.clone()).then(|| offer(product, line, body))
    });
    offers.collect()
}

/// What the dose of this patient depends on.
#[must_use]
pub fn body(world: &World, ctx: &Ctx, patient: &Patient, encounter: &Encounter) -> Body {
    let person = Person::of(world, ctx, patient, encounter, None);
    Body { age_months: person.age_months, weight_g: person.weight_g }
}

fn offer(product: &Arc<Product>, line: &SetLine, body: Body) -> Offer {
    let (dose, frequency, no_dose) = match (line.dose_milli, line.frequency) {
        (Some(dose), Some(frequency)) => (dose_text(dose), Some(frequency), None),
        _ => match suggest(product, body) {
            Ok(suggested) => (dose_text(suggested.dose_milli), Some(suggested.frequency), None),
            Err(why) => (String::new(), Some(product.frequency), Some(why)),
        },
    };
    let line_input = RxLineInput {
        product: product.id.as_str().to_owned(),
        dose,
        route: product.route(),
        frequency,
        days: line.days.to_string(),
        ..RxLineInput::default()
    };
    let instruction = (line.hi.clone(), line.en.clone());
    Offer { product: Arc::clone(product), line: line_input, instruction, no_dose }
}

/// The tests of the order sets of the diagnoses that stand, each once.
#[must_use]
pub fn offered_tests(world: &World, encounter: &Encounter) -> Vec<LabTestId> {
    let sets = encounter.standing_diagnoses().into_iter().filter_map(|d| world.order_sets().get(&d.code));
    let mut seen = BTreeSet::new();
    sets.flat_map(|set| set.tests.clone()).filter(|test| seen.insert(test.clone())).collect()
}
