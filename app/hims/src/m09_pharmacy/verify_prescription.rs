//! Verify a prescription: it stands, it is fresh enough, and its medicines may be dispensed on it.

use super::codes;
use super::dispensing::{Dispense, DispenseId, DispenseState};
use super::queue;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use crate::m01_registration::matching::standing_for;
use crate::m03_opd::Prescription;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VerifyPrescription {
    /// The number of the prescription.
    pub prescription: String,
}

impl Command for VerifyPrescription {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Prescription>(&self.prescription))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let rx = rights::prescription(tx.world(), &self.prescription)?;
        if let Some(begun) = queue::of_prescription(tx.world(), &rx.id) {
            let code = if begun.state.is_open() { codes::ALREADY_VERIFIED } else { codes::ALREADY_DISPENSED };
            return Err(Refusal::new(code).at("prescription").into());
        }
        let dispense = verified(tx, ctx, &rx)?;
        let receipt = Receipt::of::<Dispense>(&dispense.id);
        tx.put(dispense)?;
        Ok(receipt)
    }
}

/// The record of a prescription that passes every check; it is not written yet.
pub(super) fn verified(tx: &mut Tx, ctx: &Ctx, rx: &Prescription) -> Result<Dispense, Refusals> {
    rights::still_valid(tx.world(), ctx, rx)?;
    let lines = queue::prospect(tx.world(), rx)?;
    for line in &lines {
        let product = rights::product(tx.world(), line.product.as_str())?;
        rights::by_prescriber(rx, &product, format!("line-{}", line.n))?;
    }
    let patient = standing_for(tx.world(), &rx.patient).map_or_else(|| rx.patient.clone(), |p| p.id.clone());
    Ok(Dispense {
        id: DispenseId::numbered(tx.next_number("dispense")?),
        prescription: Some(rx.id.clone()),
        patient,
        verified: Stamp::of(ctx),
        state: DispenseState::Verified,
        lines,
    })
}
