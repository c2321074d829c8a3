//! A test is not wanted any more.

use super::order::LabOrder;
use super::result::{LabResult, ResultState};
use super::rights::{self, Right};
use super::work;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelOrder {
    /// The order.
    pub order: String,
    /// Why.
    pub reason: String,
}

impl Command for CancelOrder {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<LabOrder>(&self.order))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Cancel)?;
        let mut order = rights::order(tx, &self.order)?;
        let reason = check::reason(&self.reason, "reason")?;
        for result in work::results_of(tx.world(), &order) {
            let state = ResultState::Withdrawn { withdrawn: Stamp::of(ctx) };
            tx.put(LabResult { state, ..(*result).clone() })?;
        }
        order.state = order.state.cancel(reason, Stamp::of(ctx)).map_err(Refusal::from)?;
        let receipt = Receipt::of::<LabOrder>(&order.id);
        tx.put(order)?;
        Ok(receipt)
    }
}
