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
use crate::outbox::{self, Notice};
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
        let uncalled = work::shorts(tx.world(), results.iter().filter(|r| r.needs_call()));
        if !uncalled.is_empty() {
            return Err(Refusal::new(codes::CRITICAL_NOT_CALLED).with("tests", uncalled).into());
        }
        let standing = controls_of(tx.world(), &results);
        if let Some(failed) = standing.clone().filter(|s| s.code == codes::QC_FAILED) {
            return Err(failed.into());
        }
        let comment = check::text(&self.comment, "comment", LONGEST_COMMENT)?;

        let collected = tx.world().specimens().get(&specimen).map(|s| s.collected.at);
        let before = order.correction.as_ref().and_then(|c| tx.world().lab_reports().get(&c.report).cloned());
        let since = before.as_ref().map(|b| b.released.at).or(collected).unwrap_or(order.ordered.at);
        let version = before.as_ref().map_or(1, |b| b.version.saturating_add(1));
        let (patient, test) = (order.patient.clone(), order.test.clone());
        let id = LabReportId::numbered(tx.next_number("lab_report")?);
        tx.put(LabReport {
            id: id.clone(),
            order: order.id.clone(),
            patient: order.patient.clone(),
            version,
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
        outbox::tell_patient(tx, ctx, &patient, Notice::ReportReady { report: id.clone(), test, version })?;
        let mut receipt = Receipt::of::<LabReport>(id);
        receipt.warnings.extend(standing);
        Ok(receipt)
    }
}

/// What the controls say against releasing results: [`codes::QC_FAILED`] refuses, [`codes::QC_MISSING`] warns. The controls
/// of the day on which a result was entered count.
#[must_use]
pub fn controls_of(world: &World, results: &[Arc<LabResult>]) -> Option<Refusal> {
    let status = |r: &LabResult| {
        let test = world.lab_tests().get(&r.test);
        test.map_or(QcStatus::NotNeeded, |t| qc_status(world, t, r.entered.at.day()))
    };
    let of = |wanted: QcStatus| work::shorts(world, results.iter().filter(|r| status(r) == wanted));
    let found = [(codes::QC_FAILED, of(QcStatus::Failed)), (codes::QC_MISSING, of(QcStatus::Missing))];
    found.into_iter().find(|(_, tests)| !tests.is_empty()).map(|(code, tests)| Refusal::new(code).with("tests", tests))
}
