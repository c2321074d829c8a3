//! Give a token to a patient who came without an appointment.

use super::issue::{Request, issue};
use super::lane::{self, Lane};
use super::rights::{self, Right};
use super::token::Origin;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, active_patient};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IssueToken {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// The department.
    pub department: String,
    /// The lane; with none chosen the age decides between elderly and general.
    pub lane: Option<Lane>,
    /// Why in that lane.
    pub lane_reason: String,
    /// Whether the patient agreed to get the slip by SMS, too.
    pub sms: bool,
}

impl Command for IssueToken {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let patient = active_patient(tx, &self.patient, "patient")?;
        let department = rights::department(tx.world(), &self.department)?;
        let lane = lane::of_form(ctx, &patient, self.lane, &self.lane_reason)?;
        let request =
            Request { patient: &patient, department: &department, lane, origin: Origin::WalkIn, sms: self.sms };
        issue(tx, ctx, request).map(|(_, receipt)| receipt)
    }
}
