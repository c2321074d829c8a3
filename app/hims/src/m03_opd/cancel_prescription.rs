//! Take a prescription back, with the reason.

use super::codes;
use super::prescription::{Prescription, PrescriptionId};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::outbox::{self, Notice};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelPrescription {
    /// The prescription.
    pub prescription: String,
    /// Why.
    pub reason: String,
}

impl Command for CancelPrescription {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Prescription>(&self.prescription))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let found = PrescriptionId::parse(self.prescription.trim());
        let found = found.and_then(|id| tx.world().prescriptions().get(&id).cloned());
        let prescription = found.ok_or_else(|| Refusal::new(codes::RX_NOT_FOUND))?;
        if !prescription.is_signed() {
            return Err(codes::RX_NOT_SIGNED.into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let state = prescription.state.clone().cancel(reason, Stamp::of(ctx));
        let state = state.map_err(|_| Refusal::new(codes::RX_NOT_SIGNED))?;
        let notice = Notice::PrescriptionCancelled { prescription: prescription.id.clone() };
        outbox::tell_patient(tx, ctx, &prescription.patient, notice)?;
        tx.put(Prescription { state, ..(*prescription).clone() })?;
        Ok(Receipt::of::<Prescription>(&prescription.id))
    }
}
