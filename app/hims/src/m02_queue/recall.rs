//! Call a token again that was called and whose patient has not come in yet.

use super::codes;
use super::rights::{self, Right};
use super::token::{Call, Token, TokenState};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recall {
    /// The token.
    pub token: String,
}

impl Command for Recall {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Call)?;
        let mut token = rights::token(tx, ctx, &self.token)?;
        if token.state != TokenState::Called {
            return Err(codes::TOKEN_NOT_CALLED.into());
        }
        token.calls.push(Call { called: Stamp::of(ctx), despite: None });
        let receipt = Receipt::of::<Token>(&token.id);
        tx.put(token)?;
        Ok(receipt)
    }
}
