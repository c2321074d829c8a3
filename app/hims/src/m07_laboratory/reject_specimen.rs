//! A sample can not be used: another is needed.

use super::codes;
use super::result::{LabResult, ResultState};
use super::rights::{self, Right};
use super::specimen::{RejectReason, Specimen};
use super::work;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::outbox::{self, Notice};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The longest note, in characters.
const LONGEST_NOTE: usize = 300;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RejectSpecimen {
    /// The barcode.
    pub specimen: String,
    /// Why.
    pub reason: Option<RejectReason>,
    /// What else is to be said; needed for another reason.
    pub note: String,
}

impl Command for RejectSpecimen {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Specimen>(&self.specimen))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let mut specimen = rights::specimen(tx, &self.specimen).map_err(|r| r.at("specimen"))?;
        let reason = self.reason.ok_or_else(|| Refusal::new(codes::REJECT_REASON).at("reason"))?;
        let note = check::text(&self.note, "note", LONGEST_NOTE)?;
        if reason == RejectReason::Other && note.is_empty() {
            return Err(Refusal::new(codes::REJECT_NOTE).at("note").into());
        }
        specimen.state = specimen.state.reject(reason, note, Stamp::of(ctx))?;
        for mut order in rights::orders_of(tx.world(), &specimen.id) {
            // What is under correction has a report out already.
            if order.correction.is_some() {
                return Err(codes::SPECIMEN_REPORTED.into());
            }
            order.state = order.state.reject().map_err(Refusal::from)?;
            order.rejected.push(specimen.id.clone());
            for result in work::results_of(tx.world(), &order) {
                let state = ResultState::Withdrawn { withdrawn: Stamp::of(ctx) };
                tx.put(LabResult { state, ..(*result).clone() })?;
            }
            let notice = Notice::SampleAgain { order: order.id.clone(), test: order.test.clone() };
            outbox::tell_patient(tx, ctx, &order.patient, notice)?;
            tx.put(order)?;
        }
        let receipt = Receipt::of::<Specimen>(&specimen.id);
        tx.put(specimen)?;
        Ok(receipt)
    }
}
