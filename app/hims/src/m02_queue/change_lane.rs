//! Put a waiting patient into another lane: somebody gets worse, or says later that she is pregnant.

use super::codes;
use super::lane::{self, Lane};
use super::rights::{self, Right};
use super::token::{LaneChange, Token};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, active_patient};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeLane {
    /// The token.
    pub token: String,
    /// The lane; with none chosen the age decides between elderly and general.
    pub lane: Option<Lane>,
    /// Why in that lane.
    pub lane_reason: String,
}

impl Command for ChangeLane {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut token = rights::token(tx, ctx, &self.token)?;
        token.state.before_consult()?;
        let patient = active_patient(tx, token.patient.as_str(), "patient")?;
        let (lane, reason) = lane::of_form(ctx, &patient, self.lane, &self.lane_reason)?;
        if lane == token.lane {
            return Err(Refusal::new(codes::LANE_SAME).at("lane").into());
        }
        let before = LaneChange { from: token.lane, reason: token.lane_reason, changed: Stamp::of(ctx) };
        token.lane_changes.push(before);
        token.lane = lane;
        token.lane_reason = reason;
        let receipt = Receipt::of::<Token>(&token.id);
        tx.put(token)?;
        Ok(receipt)
    }
}
