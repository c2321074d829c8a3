//! Call the next patient.

use super::codes;
use super::queue;
use super::rights::{self, Right};
use super::token::{Call, Token};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallNext {
    /// The department; not needed when a token is named.
    pub department: String,
    /// The token to call; empty for whoever is next.
    pub token: String,
    /// Why this one is called before others; empty when nobody is passed over.
    pub reason: String,
}

impl Command for CallNext {
    fn subject(&self) -> Option<RecordRef> {
        (!self.token.is_empty()).then(|| RecordRef::to::<Token>(&self.token))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Call)?;
        let (mut token, despite) =
            if self.token.trim().is_empty() { (self.first(tx, ctx)?, None) } else { self.named(tx, ctx)? };
        token.state = token.state.call()?;
        token.calls.push(Call { called: Stamp::of(ctx), despite });
        let receipt = Receipt::of::<Token>(&token.id);
        tx.put(token)?;
        Ok(receipt)
    }
}

impl CallNext {
    fn first(&self, tx: &Tx, ctx: &Ctx) -> Result<Token, Refusal> {
        let department = rights::department(tx.world(), &self.department)?;
        let waiting = queue::waiting(tx.world(), &department.id, ctx.now.day());
        waiting.first().map(|t| (**t).clone()).ok_or_else(|| codes::QUEUE_EMPTY.into())
    }

    /// The token that was named, and why others are passed over if they are.
    fn named(&self, tx: &Tx, ctx: &Ctx) -> Result<(Token, Option<String>), Refusal> {
        let token = rights::token(tx, ctx, &self.token)?;
        // A token that does not wait is refused for that, not for its turn.
        token.state.clone().call()?;
        match passed_over(tx.world(), &token) {
            None => Ok((token, None)),
            Some(refusal) if self.reason.trim().is_empty() => Err(refusal.at("reason")),
            Some(_) => Ok((token, Some(check::reason(&self.reason, "reason")?))),
        }
    }
}

/// Why a waiting token can not be called without a reason; `None` when it is the next one.
pub(super) fn passed_over(world: &World, token: &Token) -> Option<Refusal> {
    let waiting = queue::waiting(world, &token.department, token.day);
    let first = waiting.first().filter(|first| first.order() < token.order())?;
    let code = if first.lane.rank() < token.lane.rank() { codes::CALL_SKIPS_PRIORITY } else { codes::CALL_OUT_OF_TURN };
    Some(Refusal::new(code).with("number", first.number))
}
