//! Verification by rule: what nothing speaks against needs nobody's eyes.

use super::order::{LabOrder, Verification};
use super::qc::{QcStatus, qc_status};
use super::result::{Flag, LabResult, ResultValue};
use crate::engine::Ctx;
use crate::world::World;
use std::sync::Arc;

/// Whether the results of an order may be verified by rule: each has a value, is within what is usual for the patient, did
/// not breach the delta check, is of a test that allows it, and was measured on a day on which the test's controls ran and
/// were in control. A correction is always verified by a person.
pub(super) fn may(world: &World, order: &LabOrder, results: &[Arc<LabResult>]) -> bool {
    order.correction.is_none() && results.iter().all(|r| unremarkable(world, r))
}

fn unremarkable(world: &World, result: &LabResult) -> bool {
    let Some(test) = world.lab_tests().get(&result.test) else { return false };
    let valued = !matches!(result.value, ResultValue::NotCalculated { .. });
    let known = valued && (result.value.number().is_none() || result.usual.is_some());
    let measured = matches!(qc_status(world, test, result.entered.at.day()), QcStatus::InControl | QcStatus::NotNeeded);
    test.auto_verify && known && measured && result.flag == Flag::Normal && result.delta.is_none()
}

/// The verification by rule, now.
pub(super) const fn verified(ctx: &Ctx) -> Verification {
    Verification::ByRule { at: ctx.now }
}
