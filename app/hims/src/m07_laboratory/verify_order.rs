//! Somebody answers for the results of an order.

use super::codes;
use super::order::{LabOrder, Verification};
use super::rights::{self, Right};
use super::work;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VerifyOrder {
    /// The order.
    pub order: String,
}

impl Command for VerifyOrder {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<LabOrder>(&self.order))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let mut order = rights::order(tx, &self.order)?;
        let verification = Verification::ByPerson { verified: Stamp::of(ctx) };
        order.state = order.state.verify(verification).map_err(Refusal::from)?;
        let results = work::results_of(tx.world(), &order);
        // Somebody who practises alone plays both roles, one after the other: the role decides, as it does in merges.
        if results.iter().any(|r| r.flag.is_critical() && r.entered.persona == ctx.persona) {
            return Err(codes::VERIFY_OWN_CRITICAL.into());
        }
        let receipt = Receipt::of::<LabOrder>(&order.id);
        tx.put(order)?;
        Ok(receipt)
    }
}
