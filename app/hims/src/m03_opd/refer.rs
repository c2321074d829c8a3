//! Refer the patient to another department or hospital.

use super::codes;
use super::encounter::Encounter;
use super::referral::{Referral, ReferralId, Urgency};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Refer {
    /// The consultation.
    pub encounter: String,
    /// The department or hospital.
    pub to: String,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// Why.
    pub reason: String,
    /// What was done here; in an emergency how the patient was stabilised.
    pub done_here: String,
}

impl Command for Refer {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        let to = check::text(&self.to, "to", 120)?;
        if to.is_empty() {
            return Err(Refusal::new(codes::REFER_TO_MISSING).at("to").into());
        }
        let urgency = self.urgency.ok_or_else(|| Refusal::new(codes::REFER_URGENCY_MISSING).at("urgency"))?;
        let reason = check::reason(&self.reason, "reason")?;
        let done_here = check::text(&self.done_here, "done_here", 1000)?;
        if urgency == Urgency::Emergency && done_here.is_empty() {
            return Err(Refusal::new(codes::REFER_NOT_STABILISED).at("done_here").into());
        }
        let id = ReferralId::numbered(tx.next_number("referral")?);
        let (patient, encounter, made) = (patient.id, encounter.id, Stamp::of(ctx));
        tx.put(Referral { id: id.clone(), patient, encounter, to, urgency, reason, done_here, made, in_error: None })?;
        Ok(Receipt::of::<Referral>(id))
    }
}
