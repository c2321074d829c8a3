//! An allergy that was found not to hold, with the reason.

use super::allergy::{Allergy, AllergyId, AllergyState};
use super::codes;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResolveAllergy {
    /// The allergy.
    pub allergy: String,
    /// Why it does not hold.
    pub reason: String,
}

impl Command for ResolveAllergy {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Allergy>(&self.allergy))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let found = AllergyId::parse(self.allergy.trim()).and_then(|id| tx.world().allergies().get(&id).cloned());
        let allergy = found.ok_or_else(|| Refusal::new(codes::ALLERGY_NOT_FOUND))?;
        if !allergy.is_active() {
            return Err(codes::ALLERGY_NOT_ACTIVE.into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let state = AllergyState::Resolved { reason, resolved: Stamp::of(ctx) };
        tx.put(Allergy { state, ..(*allergy).clone() })?;
        Ok(Receipt::of::<Allergy>(&allergy.id))
    }
}
