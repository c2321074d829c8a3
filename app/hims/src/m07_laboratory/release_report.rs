//! The report goes out.

use super::codes;
use super::order::{LabOrder, OrderState};
use super::qc::{QcStatus, qc_status};
use super::report::{LabReport, LabReportId, ReportState};
use super::result::LabResult;
use super::rights::{self, Right};
use super::work;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The longest comment, in characters.
const LONGEST_COMMENT: usize = 500;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReleaseReport {
    /// The order.
    pub order: String,
    /// What the laboratory adds; may be empty.
    pub comment: String,
}

impl Command for ReleaseReport {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<LabOrder>(&self.order))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let order = rights::order(tx, &self.order)?;
        let OrderState::Verified { specimen, verification } = order.state.clone() else {
            return Err(codes::RELEASE_STATE.into());
        };
        let results = work::results_of(tx.world(), &order);
        let uncalled = names(tx.world(), results.iter().filter(|r| r.needs_call()));
        if !uncalled.is_empty() {
            return Err(Refusal::new(codes::CRITICAL_NOT_CALLED).with("tests", uncalled).into());
        }
        let of_status = |status| names(tx.world(), results.iter().filter(|r| controls(tx.world(), r) == status));
        let failed = of_status(QcStatus::Failed);
        if !failed.is_empty() {
            return Err(Refusal::new(codes::QC_FAILED).with("tests", failed).into());
        }
        let missing = of_status(QcStatus::Missing);
        let comment = check::text(&self.comment, "comment", LONGEST_COMMENT)?;

        let collected = tx.world().specimens().get(&specimen).map(|s| s.collected.at);
        let before = order.correction.as_ref().and_then(|c| tx.world().lab_reports().get(&c.report).cloned());
        let since = before.as_ref().map(|b| b.released.at).or(collected).unwrap_or(order.ordered.at);
        let id = LabReportId::numbered(tx.next_number("lab_report")?);
        tx.put(LabReport {
            id: id.clone(),
            order: order.id.clone(),
            patient: order.patient.clone(),
            version: before.as_ref().map_or(1, |b| b.version.saturating_add(1)),
            results: results.iter().map(|r| r.id.clone()).collect(),
            comment,
            verification,
            released: Stamp::of(ctx),
            turnaround_minutes: ctx.now.minutes_since(since),
            reason: order.correction.as_ref().map(|c| c.reason.clone()).unwrap_or_default(),
            replaces: before.as_ref().map(|b| b.id.clone()),
            state: ReportState::Current,
        })?;
        if let Some(before) = before {
            tx.put(LabReport { state: ReportState::Superseded { by: id.clone() }, ..(*before).clone() })?;
        }
        let state = order.state.clone().release(id.clone(), order.correction.is_some()).map_err(Refusal::from)?;
        tx.put(LabOrder { state, correction: None, ..order })?;
        let mut receipt = Receipt::of::<LabReport>(id);
        if !missing.is_empty() {
            receipt.warnings.push(Refusal::new(codes::QC_MISSING).with("tests", missing));
        }
        Ok(receipt)
    }
}

/// How the controls of a result's test stood on the day it was entered.
fn controls(world: &World, result: &LabResult) -> QcStatus {
    world.lab_tests().get(&result.test).map_or(QcStatus::NotNeeded, |t| qc_status(world, t, result.entered.at.day()))
}

fn names<'a>(world: &World, results: impl Iterator<Item = &'a Arc<LabResult>>) -> String {
    let short = |r: &Arc<LabResult>| world.lab_tests().get(&r.test).map(|t| t.short.clone());
    results.filter_map(short).collect::<Vec<_>>().join(", ")
}
