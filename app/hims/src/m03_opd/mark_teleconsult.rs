//! The consultation goes through the telephone or a screen. The patient must agree to that (Telemedicine Practice
//! Guidelines, 2020).

use super::codes;
use super::encounter::{Encounter, Mode};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MarkTeleconsult {
    /// The consultation.
    pub encounter: String,
    /// Whether the patient agreed.
    pub consent: bool,
}

impl Command for MarkTeleconsult {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, _) = rights::open_encounter(tx, &self.encounter)?;
        if encounter.mode == Mode::Teleconsult {
            return Err(codes::TELE_ALREADY.into());
        }
        if !self.consent {
            return Err(Refusal::new(codes::TELE_CONSENT).at("consent").into());
        }
        encounter.mode = Mode::Teleconsult;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}
