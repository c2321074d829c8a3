//! Return: a patient brings back an unopened pack. It goes to quarantine, never to the shelf.

use super::codes;
use super::dispensing::Dispense;
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::rules::PharmacyRules;
use super::stock::{self, Because};
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::check;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReturnDrugs {
    /// The number of the record of dispensing.
    pub dispense: String,
    /// The number of the line.
    pub line: u16,
    /// The id of the batch.
    pub batch: String,
    /// Units.
    pub quantity: String,
    /// Whether the pack is unopened.
    pub unopened: bool,
    /// Why it is brought back.
    pub reason: String,
    /// The BHAVYA ID that the patient shows, typed or scanned.
    pub patient_check: String,
}

impl Command for ReturnDrugs {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Dispense>(&self.dispense))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let mut dispense = rights::dispense(tx.world(), &self.dispense)?;
        let patient = rights::right_patient(tx.world(), &dispense.patient, &self.patient_check)?;
        let batch = rights::batch(tx.world(), &self.batch, "batch")?;
        let quantity = typed::quantity(&self.quantity, "quantity")?;
        if !self.unopened {
            return Err(Refusal::new(codes::RETURN_OPENED).at("unopened").into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let days = PharmacyRules::of(tx.world()).return_days;
        let today = ctx.now.day();
        let line = dispense.line_mut(self.line).ok_or_else(|| Refusal::new(codes::LINE_NOT_FOUND).at("batch"))?;
        let of_batch = || line.handed.iter().filter(|h| h.batch == batch.id);
        if of_batch().next().is_none() {
            return Err(Refusal::new(codes::NOT_HANDED_OUT).at("batch").with("number", &batch.number).into());
        }
        let out: u32 = of_batch().map(|h| h.quantity - h.returned).sum();
        if quantity > out {
            return Err(Refusal::new(codes::RETURN_TOO_MUCH).at("quantity").with("n", out).into());
        }
        let fresh = |at: crate::time::Day| today.0.saturating_sub(at.0) <= i32::from(days);
        let in_time: u32 = of_batch().filter(|h| fresh(h.handed.at.day())).map(|h| h.quantity - h.returned).sum();
        if quantity > in_time {
            return Err(Refusal::new(codes::RETURN_TOO_LATE).at("batch").with("days", days).into());
        }
        let mut left = quantity;
        for handed in line.handed.iter_mut().filter(|h| h.batch == batch.id && fresh(h.handed.at.day())) {
            let back = left.min(handed.quantity - handed.returned);
            handed.returned += back;
            left -= back;
        }
        let all = dispense.lines.iter().all(|l| l.returned() == l.issued());
        dispense.state = dispense.state.take_back(all).map_err(|_| Refusal::new(codes::NOT_HANDED_OUT).at("batch"))?;
        let because = Because { patient: Some(patient), dispense: Some(dispense.id.clone()), note: reason };
        stock::post(tx, ctx, &batch.id, MovementKind::Return, quantity, because)?;
        let receipt = Receipt::of::<Dispense>(&dispense.id);
        tx.put(dispense)?;
        Ok(receipt)
    }
}
