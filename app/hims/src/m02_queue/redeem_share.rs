//! The patient comes to the desk with a share token: gives the token of the queue, without a form.

use super::codes;
use super::issue::{Request, issue};
use super::lane::{self, Lane};
use super::rights::{self, Right};
use super::share::{ShareId, ShareState, ShareToken};
use super::time_of_day::TimeOfDay;
use super::token::Origin;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{AbhaNumber, Patient, Stamp, active_patient};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RedeemShare {
    /// The share token.
    pub share: String,
    /// The patient's BHAVYA ID; empty for whoever has the shared ABHA number.
    pub patient: String,
    /// The lane; with none chosen the age decides between elderly and general.
    pub lane: Option<Lane>,
    /// Why in that lane.
    pub lane_reason: String,
}

impl Command for RedeemShare {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<ShareToken>(&self.share))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut share = self.good(tx, ctx)?;
        let patient = self.patient(tx, &share.abha)?;
        let department = rights::department(tx.world(), share.department.as_str())?;
        let lane = lane::of_form(ctx, &patient, self.lane, &self.lane_reason)?;
        let origin = Origin::Share { share: share.id.clone() };
        let request = Request { patient: &patient, department: &department, lane, origin, sms: false };
        let (token, receipt) = issue(tx, ctx, request)?;
        share.state = ShareState::Used { token, used: Stamp::of(ctx) };
        tx.put(share)?;
        Ok(receipt)
    }
}

impl RedeemShare {
    /// The share token, if it can still be used.
    fn good(&self, tx: &Tx, ctx: &Ctx) -> Result<ShareToken, Refusal> {
        let found = ShareId::parse(self.share.trim()).and_then(|id| tx.world().share_tokens().get(&id).cloned());
        let share = found.ok_or_else(|| Refusal::new(codes::SHARE_NOT_FOUND).at("share"))?;
        if matches!(share.state, ShareState::Used { .. }) {
            return Err(Refusal::new(codes::SHARE_USED).at("share"));
        }
        if share.has_expired(ctx.now) {
            let expired = Refusal::new(codes::SHARE_EXPIRED).at("share").with("number", share.number);
            return Err(expired.with("time", TimeOfDay::of(share.expires)));
        }
        Ok((*share).clone())
    }

    /// Whose profile it is: the patient who has the ABHA number, and nobody else.
    fn patient(&self, tx: &Tx, abha: &AbhaNumber) -> Result<Patient, Refusal> {
        let mut owners = tx.world().patients().find(Patient::BY_ABHA, abha.as_str()).filter(|p| p.is_active());
        let owner = owners.next();
        if self.patient.trim().is_empty() {
            let owner = owner.ok_or_else(|| Refusal::new(codes::SHARE_NOT_REGISTERED).at("patient"))?;
            return Ok((**owner).clone());
        }
        let patient = active_patient(tx, &self.patient, "patient")?;
        match owner {
            Some(owner) if owner.id == patient.id => Ok(patient),
            None if patient.abha.number().is_none() => Err(Refusal::new(codes::SHARE_NOT_REGISTERED).at("patient")),
            _ => Err(Refusal::new(codes::SHARE_OTHER_PATIENT).at("patient")),
        }
    }
}
