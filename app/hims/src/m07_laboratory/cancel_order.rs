//! A test is not wanted any more.

use super::order::{LabOrder, LabOrderId, OrderState};
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
        let order = rights::order(tx, &self.order)?;
        let reason = check::reason(&self.reason, "reason")?;
        let receipt = Receipt::of::<LabOrder>(&order.id);
        cancel(tx, ctx, order, reason)?;
        Ok(receipt)
    }
}

fn cancel(tx: &mut Tx, ctx: &Ctx, mut order: LabOrder, reason: String) -> Result<(), Refusals> {
    for result in work::results_of(tx.world(), &order) {
        let state = ResultState::Withdrawn { withdrawn: Stamp::of(ctx) };
        tx.put(LabResult { state, ..(*result).clone() })?;
    }
    order.state = order.state.cancel(reason, Stamp::of(ctx)).map_err(Refusal::from)?;
    Ok(tx.put(order)?)
}

/// Cancels the orders of a consultation that came to nothing, as far as the laboratory has not finished them. Gives how
/// many were cancelled, and how many have all of their results and stand.
pub(crate) fn cancel_unfinished(
    tx: &mut Tx,
    ctx: &Ctx,
    orders: &[LabOrderId],
    reason: &str,
) -> Result<(usize, usize), Refusals> {
    let (mut cancelled, mut standing) = (0, 0);
    for order in orders.iter().filter_map(|id| tx.world().lab_orders().get(id).cloned()).collect::<Vec<_>>() {
        match &order.state {
            OrderState::Cancelled { .. } => {}
            OrderState::Ordered
            | OrderState::Collected { .. }
            | OrderState::Received { .. }
            | OrderState::Recollect { .. } => {
                cancel(tx, ctx, (*order).clone(), reason.to_owned())?;
                cancelled += 1;
            }
            OrderState::Resulted { .. }
            | OrderState::Verified { .. }
            | OrderState::Released { .. }
            | OrderState::Amended { .. } => standing += 1,
        }
    }
    Ok((cancelled, standing))
}
