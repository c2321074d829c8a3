//! A token was called and nobody came: it waits again, behind the others of its lane.

use super::issue::last_turn;
use super::rights::{self, Right};
use super::token::Token;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Skip {
    /// The token.
    pub token: String,
}

impl Command for Skip {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Call)?;
        let mut token = rights::token(tx, ctx, &self.token)?;
        let department = rights::department(tx.world(), token.department.as_str())?;
        token.state = token.state.skip()?;
        token.turn = last_turn(tx, &department, ctx).saturating_add(1);
        token.skips.push(Stamp::of(ctx));
        let receipt = Receipt::of::<Token>(&token.id);
        tx.put(token)?;
        Ok(receipt)
    }
}
