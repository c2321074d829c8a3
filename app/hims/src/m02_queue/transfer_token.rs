//! Send a waiting patient to another department: a token there, with the lane that the patient has.

use super::codes;
use super::issue::{Request, issue};
use super::rights::{self, Right};
use super::token::{Origin, Token};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, active_patient, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. Its receipt names the new token.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TransferToken {
    /// The token.
    pub token: String,
    /// The department to which the patient is sent.
    pub department: String,
    /// Why.
    pub reason: String,
}

impl Command for TransferToken {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Call)?;
        let mut token = rights::token(tx, ctx, &self.token)?;
        token.state.before_consult()?;
        let department = rights::department(tx.world(), &self.department)?;
        if department.id == token.department {
            return Err(Refusal::new(codes::TRANSFER_SAME).at("department").into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let patient = active_patient(tx, token.patient.as_str(), "patient")?;
        let lane = (token.lane, token.lane_reason.clone());
        let origin = Origin::Transfer { token: token.id.clone() };
        let request = Request { patient: &patient, department: &department, lane, origin, sms: false };
        let (to, receipt) = issue(tx, ctx, request)?;
        token.state = token.state.transfer(to, reason, Stamp::of(ctx))?;
        tx.put(token)?;
        Ok(receipt)
    }
}
