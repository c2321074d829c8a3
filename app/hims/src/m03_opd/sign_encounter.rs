//! Sign the consultation. From now on it is amended, not edited.

use super::close_encounter::close;
use super::codes;
use super::encounter::{Encounter, Mode};
use super::person;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignEncounter {
    /// The consultation.
    pub encounter: String,
    /// Whether the patient leaves the room as well.
    pub close: bool,
}

impl Command for SignEncounter {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        let mut wrong = Vec::new();
        if encounter.complaints.is_empty() {
            wrong.push(Refusal::new(codes::SIGN_COMPLAINT).at("complaint"));
        }
        if encounter.standing_diagnoses().is_empty() {
            wrong.push(Refusal::new(codes::SIGN_DIAGNOSIS).at("query"));
        }
        if !wrong.is_empty() {
            return Err(Refusals(wrong));
        }
        let mut receipt = Receipt::of::<Encounter>(&encounter.id);
        let today = ctx.now.day();
        let measured = person::vitals(tx.world(), &patient.id).iter().any(|v| v.taken.at.day() == today);
        if !measured && encounter.mode == Mode::InPerson {
            receipt.warnings.push(Refusal::new(codes::VITALS_MISSING));
        }
        encounter.state = encounter.state.sign(Stamp::of(ctx)).map_err(|_| Refusal::new(codes::ENCOUNTER_SIGNED))?;
        if self.close {
            close(tx, ctx, &mut encounter)?;
        }
        tx.put(encounter)?;
        Ok(receipt)
    }
}
