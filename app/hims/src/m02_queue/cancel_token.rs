//! Take back a token that was given in error.

use super::appointment::AppointmentState;
use super::consult;
use super::rights::{self, Right};
use super::token::Token;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelToken {
    /// The token.
    pub token: String,
    /// Why.
    pub reason: String,
}

impl Command for CancelToken {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let mut token = rights::token(tx, ctx, &self.token)?;
        token.state.before_consult()?;
        let reason = check::reason(&self.reason, "reason")?;
        token.state = token.state.cancel(reason, Stamp::of(ctx))?;
        // The patient of an appointment is expected again.
        consult::follow(tx, &token, |_| AppointmentState::Booked)?;
        let receipt = Receipt::of::<Token>(&token.id);
        tx.put(token)?;
        Ok(receipt)
    }
}
