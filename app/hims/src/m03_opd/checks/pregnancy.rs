//! Would it harm an unborn child?

use super::super::codes;
use super::super::person::Expecting;
use super::{Asked, Case, Finding, Gravity};
use crate::reference::Pregnancy;
use abhyas_core::Refusal;

pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let say = |gravity, code| {
        let refusal = Refusal::new(code).with("drug", &asked.product.generic_en);
        vec![Finding::new(gravity, refusal, asked)]
    };
    match (asked.product.pregnancy, case.person.expecting) {
        (Pregnancy::X, Expecting::Yes) => say(Gravity::Never, codes::PREGNANCY_X),
        (Pregnancy::X, Expecting::Unknown) => say(Gravity::Never, codes::PREGNANCY_ASK),
        (Pregnancy::D, Expecting::Yes) => say(Gravity::WithReason, codes::PREGNANCY_D),
        _ => Vec::new(),
    }
}
