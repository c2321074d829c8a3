//! Is the dose one that this patient can have?

use super::super::codes;
use super::super::dose::{self, Body};
use super::super::number::dose_text;
use super::{Asked, Case, Finding, Gravity};
use abhyas_core::Refusal;

/// Classes that children get in fixed doses by age, not by weight; **to be confirmed by a clinician**.
const FIXED: [&str; 3] = ["anthelmintic", "mineral_zinc", "vitamin_a"];

pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let (product, line) = (&asked.product, &asked.line);
    let body = Body { age_months: case.person.age_months, weight_g: case.person.weight_g };
    let mut found = Vec::new();
    // Creams, drops and fluids have no amount that weight would limit.
    if body.is_child() && product.content > 0 && !FIXED.contains(&product.class.as_str()) {
        let child = product.child;
        match child {
            _ if body.weight_g.is_none() => {
                found.push(Finding::new(Gravity::Never, Refusal::new(codes::CHILD_WEIGHT), asked));
            }
            None => found.push(Finding::new(Gravity::WithReason, no_dose(codes::CHILD_NO_DOSE, asked), asked)),
            Some(child) if body.age_months < child.from_months => {
                let refusal = no_dose(codes::CHILD_TOO_YOUNG, asked).with("months", child.from_months);
                found.push(Finding::new(Gravity::WithReason, refusal, asked));
            }
            Some(_) => {}
        }
    }
    if let Some(most) = dose::too_much(product, body, line.dose_milli, line.frequency) {
        let refusal =
            Refusal::new(codes::DOSE_OVER_MAX).with("drug", &product.generic_en).with("most", dose_text(most));
        found.push(Finding::new(Gravity::Never, refusal, asked).at(asked.field("dose")));
    }
    found
}

fn no_dose(code: abhyas_core::Code, asked: &Asked) -> Refusal {
    Refusal::new(code).with("drug", &asked.product.generic_en)
}
