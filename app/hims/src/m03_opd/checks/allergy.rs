//! Is the patient allergic to it?

use super::super::allergy::{Agent, Allergy};
use super::super::codes;
use super::{Asked, Case, Finding, Gravity};
use crate::reference::Product;
use crate::world::World;
use abhyas_core::Refusal;

pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let against = case.person.allergies.iter().filter(|a| is_to(case.world, a, &asked.product));
    let refusal = |_| Refusal::new(codes::ALLERGY).with("drug", &asked.product.generic_en);
    against.take(1).map(|a| Finding::new(Gravity::WithReason, refusal(a), asked)).collect()
}

/// Whether an allergy is to this medicine: by its class, or by the generic of the product that was named.
pub(in super::super) fn is_to(world: &World, allergy: &Allergy, product: &Product) -> bool {
    match &allergy.agent {
        Agent::Class { class } => product.allergies.contains(class),
        Agent::Product { product: id } => {
            *id == product.id || world.products().get(id).is_some_and(|p| p.generic == product.generic)
        }
        Agent::Other { .. } | Agent::NoneKnown => false,
    }
}
