//! A patient went away before the consultation.

use super::consult;
use super::rights::{self, Right};
use super::token::Token;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::check;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LeaveQueue {
    /// The token.
    pub token: String,
    /// What is known of it.
    pub reason: String,
}

impl Command for LeaveQueue {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Call)?;
        let token = rights::token(tx, ctx, &self.token)?;
        token.state.before_consult()?;
        let reason = check::reason(&self.reason, "reason")?;
        consult::leave(tx, ctx, &token.id, reason)?;
        Ok(Receipt::of::<Token>(&token.id))
    }
}
