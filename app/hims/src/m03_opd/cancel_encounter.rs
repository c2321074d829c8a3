//! A consultation that came to nothing: the patient left, or it was not needed.

use super::close_encounter::{abandon, cancel_orders};
use super::codes;
use super::encounter::Encounter;
use super::remove_diagnosis::has_prescription;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelEncounter {
    /// The consultation.
    pub encounter: String,
    /// Why.
    pub reason: String,
}

impl Command for CancelEncounter {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, _) = rights::open_encounter(tx, &self.encounter)?;
        let reason = check::reason(&self.reason, "reason")?;
        if has_prescription(tx.world(), &encounter.id) {
            return Err(codes::HAS_PRESCRIPTION.into());
        }
        abandon(tx, ctx, &mut encounter, &reason)?;
        let warnings = cancel_orders(tx, ctx, &encounter, &reason)?;
        let state = encounter.state.cancel(reason, Stamp::of(ctx));
        encounter.state = state.map_err(|_| Refusal::new(codes::ENCOUNTER_GONE))?;
        let mut receipt = Receipt::of::<Encounter>(&encounter.id);
        receipt.warnings = warnings;
        tx.put(encounter)?;
        Ok(receipt)
    }
}
