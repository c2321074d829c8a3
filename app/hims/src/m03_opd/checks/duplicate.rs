//! Does the patient get it twice?

use super::super::codes;
use super::{Asked, Case, Finding, Gravity};
use abhyas_core::Refusal;

pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let product = &asked.product;
    let others = || case.lines.iter().filter(|other| other.line.n != asked.line.n);
    // The later of two equal lines is the one that is refused.
    if others().any(|other| other.product.generic == product.generic && other.line.n < asked.line.n) {
        let refusal = Refusal::new(codes::DUPLICATE_DRUG).with("drug", &product.generic_en);
        return vec![Finding::new(Gravity::Never, refusal, asked)];
    }
    let mut found = Vec::new();
    let mut say = |refusal: Refusal| found.push(Finding::new(Gravity::WithReason, refusal, asked));
    if let Some(same) = case.person.running.iter().find(|r| r.product.generic == product.generic) {
        say(Refusal::new(codes::DUPLICATE_RUNNING)
            .with("drug", &product.generic_en)
            .with("rx", same.prescription.as_str()));
    }
    let of_class = |class: &str, generic: &str| *class == *product.class && *generic != *product.generic;
    let line = others().find(|o| of_class(&o.product.class, &o.product.generic) && o.line.n < asked.line.n);
    let running = case.person.running.iter().find(|r| of_class(&r.product.class, &r.product.generic));
    let other = line.map(|o| &o.product).or_else(|| running.map(|r| &r.product));
    if let Some(other) = other {
        say(Refusal::new(codes::DUPLICATE_CLASS).with("drug", &product.generic_en).with("other", &other.generic_en));
    }
    found
}
