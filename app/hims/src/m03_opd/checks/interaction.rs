//! Does it go with the other medicines, on this prescription and from earlier ones?

use super::super::codes;
use super::{Asked, Case, Finding, Gravity};
use crate::reference::{Interaction, Product, Severity};
use abhyas_core::Refusal;
use std::collections::BTreeSet;

pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    // Of two lines that do not go together the later one is refused.
    let lines = case.lines.iter().filter(|o| o.line.n < asked.line.n).map(|o| &*o.product);
    let running = case.person.running.iter().map(|r| &*r.product);
    let mut said = BTreeSet::new();
    let others = lines.chain(running).filter(|other| said.insert(other.generic.clone()));
    others.filter_map(|other| with(case, asked, other)).collect()
}

/// The gravest interaction with another medicine.
fn with(case: &Case<'_>, asked: &Asked, other: &Product) -> Option<Finding> {
    let interaction = Interaction::between(case.world, &asked.product, other).into_iter().next()?;
    let (gravity, code) = match interaction.severity {
        Severity::Contraindicated => (Gravity::Never, codes::INTERACTION_NEVER),
        Severity::Major => (Gravity::WithReason, codes::INTERACTION),
        Severity::Moderate => (Gravity::Watch, codes::INTERACTION_WATCH),
        Severity::Minor => return None,
    };
    let refusal = Refusal::new(code).with("drug", &asked.product.generic_en).with("other", &other.generic_en);
    Some(Finding::new(gravity, refusal, asked))
}
