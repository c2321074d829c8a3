//! Is it on the facility's list, and may it be prescribed in this way?

use super::super::codes;
use super::super::encounter::Mode;
use super::{Asked, Case, Finding, Gravity};
use crate::reference::Schedule;
use abhyas_core::Refusal;

pub(super) fn check(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let say = |gravity, code| {
        let refusal = Refusal::new(code).with("drug", &asked.product.generic_en);
        Finding::new(gravity, refusal, asked)
    };
    let mut found = Vec::new();
    if !asked.product.is_listed_at(case.world.level()) {
        found.push(say(Gravity::WithReason, codes::OFF_LIST));
    }
    // Telemedicine Practice Guidelines, 2020: the prohibited list is Schedule X and narcotics.
    let narcotic = asked.product.class == "opioid";
    if case.mode == Mode::Teleconsult && (asked.product.schedule == Schedule::X || narcotic) {
        found.push(say(Gravity::Never, codes::TELE_PROHIBITED));
    }
    found
}
