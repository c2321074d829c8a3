//! Mark as written in error: it stays readable and counts no more.

use super::InError;
use super::allergy::{Allergy, AllergyId, AllergyState};
use super::close_encounter::{abandon, cancel_orders};
use super::codes;
use super::encounter::{Encounter, EncounterId};
use super::referral::{Referral, ReferralId};
use super::remove_diagnosis::has_prescription;
use super::rights::{self, Right};
use super::vitals::{Vitals, VitalsId};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EnterRecordInError {
    /// The id of a consultation, of vital signs, of an allergy or of a referral. A prescription is cancelled instead.
    pub record: String,
    /// Why.
    pub reason: String,
}

impl Command for EnterRecordInError {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Care)?;
        let record = self.record.trim();
        if let Some(vitals) = VitalsId::parse(record).and_then(|id| tx.world().vitals().get(&id).cloned()) {
            let in_error = Some(self.why(ctx, vitals.stands())?);
            tx.put(Vitals { in_error, ..(*vitals).clone() })?;
            return Ok(Receipt::of::<Vitals>(&vitals.id));
        }
        if let Some(allergy) = AllergyId::parse(record).and_then(|id| tx.world().allergies().get(&id).cloned()) {
            let state = AllergyState::EnteredInError(self.why(ctx, allergy.is_active())?);
            tx.put(Allergy { state, ..(*allergy).clone() })?;
            return Ok(Receipt::of::<Allergy>(&allergy.id));
        }
        rights::require(ctx, Right::Treat)?;
        if let Some(referral) = ReferralId::parse(record).and_then(|id| tx.world().referrals().get(&id).cloned()) {
            let in_error = Some(self.why(ctx, referral.in_error.is_none())?);
            tx.put(Referral { in_error, ..(*referral).clone() })?;
            return Ok(Receipt::of::<Referral>(&referral.id));
        }
        let found = EncounterId::parse(record).and_then(|id| tx.world().encounters().get(&id).cloned());
        let encounter = found.ok_or_else(|| Refusal::new(codes::RECORD_NOT_FOUND).at("record"))?;
        self.encounter(tx, ctx, (*encounter).clone())
    }
}

impl EnterRecordInError {
    fn why(&self, ctx: &Ctx, stands: bool) -> Result<InError, Refusal> {
        if !stands {
            return Err(Refusal::new(codes::IN_ERROR_ALREADY));
        }
        Ok(InError { reason: check::reason(&self.reason, "reason")?, marked: Stamp::of(ctx) })
    }

    /// A consultation at the wrong patient. What was prescribed in it must be taken back first;
    /// the laboratory's orders are cancelled with it.
    fn encounter(&self, tx: &mut Tx, ctx: &Ctx, mut encounter: Encounter) -> Result<Receipt, Refusals> {
        let why = self.why(ctx, encounter.stands())?;
        if has_prescription(tx.world(), &encounter.id) {
            return Err(codes::HAS_PRESCRIPTION.into());
        }
        if encounter.closed.is_none() {
            abandon(tx, ctx, &mut encounter, &why.reason)?;
        }
        let warnings = cancel_orders(tx, ctx, &encounter, &why.reason)?;
        encounter.state = encounter.state.enter_in_error(why).map_err(|_| Refusal::new(codes::IN_ERROR_ALREADY))?;
        let mut receipt = Receipt::of::<Encounter>(&encounter.id);
        receipt.warnings = warnings;
        tx.put(encounter)?;
        Ok(receipt)
    }
}
