//! A released report is wrong: the result is corrected, with a reason, and goes through verification and release again.
//! The report that went out stays readable.

use super::calculated::{self, Formula};
use super::codes;
use super::enter_results::{self, ResultInput, new_result};
use super::order::Correction;
use super::report::{LabReport, ReportState};
use super::rights::{self, Right};
use super::work;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, any_patient, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. Refusals are at the fields `value_…` and `delta_…` with the test's id, and `reason`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectReport {
    /// The report.
    pub report: String,
    /// The test whose result is wrong.
    pub test: String,
    /// The right result.
    pub value: String,
    /// The unit in which it was typed; empty for the test's own.
    pub unit: String,
    /// What was looked into when the value differs much from the last one.
    pub delta_note: String,
    /// Why.
    pub reason: String,
}

impl Command for CorrectReport {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<LabReport>(&self.report))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let report = rights::report(tx, &self.report)?;
        if let ReportState::Superseded { by } = &report.state {
            return Err(Refusal::new(codes::REPORT_SUPERSEDED).with("id", by.as_str()).into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let mut order = rights::order(tx, report.order.as_str())?;
        let patient = any_patient(tx.world(), report.patient.as_str(), "report")?;
        let test = rights::test(tx.world(), &self.test)?;
        if Formula::of(&test.id, &order.tests).is_some() {
            return Err(Refusal::new(codes::CALCULATED_TYPED).at(format!("value_{}", test.id.as_str())).into());
        }
        let before = work::result_of(tx.world(), &order, &test.id);
        let before = before.ok_or_else(|| Refusal::new(codes::TEST_NOT_ORDERED).at("test"))?;
        let next = order.state.clone().correct(Stamp::of(ctx)).map_err(Refusal::from)?;
        let input = ResultInput {
            test: self.test.clone(),
            value: self.value.clone(),
            unit: self.unit.clone(),
            delta_note: self.delta_note.clone(),
        };
        let result = new_result(tx, ctx, &patient, &order, &test, &input)?;
        if result.value == before.value {
            return Err(Refusal::new(codes::SAME_VALUE).at(format!("value_{}", test.id.as_str())).into());
        }
        enter_results::put(tx, ctx, result, reason.clone())?;
        calculated::fill(tx, ctx, &patient, &order, &reason, |_| self.delta_note.clone())?;
        let begun = Stamp::of(ctx);
        order.correction = Some(Correction { report: report.id.clone(), reason, begun });
        order.state = next;
        tx.put(order)?;
        Ok(Receipt::of::<LabReport>(report.id))
    }
}
