//! Give up what is owed of a line: the patient does not want it any more, or was sent elsewhere for it.

use super::codes;
use super::dispensing::{Dispense, Waiver};
use super::queue;
use super::rights::{self, Right};
use super::verify_prescription::verified;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::m03_opd::Prescription;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WaiveOwed {
    /// The number of the prescription.
    pub prescription: String,
    /// The number of the line.
    pub line: u16,
    /// Why.
    pub reason: String,
}

impl Command for WaiveOwed {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Prescription>(&self.prescription))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let rx = rights::prescription(tx.world(), &self.prescription)?;
        let begun = queue::of_prescription(tx.world(), &rx.id).map(|d| (**d).clone());
        let mut dispense = match begun {
            Some(dispense) if dispense.state.is_open() => dispense,
            Some(_) => return Err(Refusal::new(codes::ALREADY_DISPENSED).at("prescription").into()),
            None => verified(tx, ctx, &rx)?,
        };
        let reason = check::reason(&self.reason, "reason")?;
        let line = dispense.line_mut(self.line).ok_or_else(|| Refusal::new(codes::LINE_NOT_FOUND).at("reason"))?;
        if line.owed() == 0 {
            return Err(Refusal::new(codes::NOTHING_OWED).at("reason").into());
        }
        line.waiver = Some(Waiver { reason, made: Stamp::of(ctx) });
        // Once nothing more is owed the prescription leaves the work list, whether or not anything was handed out.
        if dispense.is_complete() {
            dispense.state = dispense.state.hand_out(true).map_err(Refusal::from)?;
        }
        let receipt = Receipt::of::<Dispense>(&dispense.id);
        tx.put(dispense)?;
        Ok(receipt)
    }
}
