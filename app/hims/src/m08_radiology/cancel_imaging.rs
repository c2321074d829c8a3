//! A study is not wanted any more.

use super::codes;
use super::order::{ImagingOrder, ImagingOrderId, ImagingState};
use crate::command::Command;
use crate::engine::{Ctx, Persona, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::m03_opd::EncounterId;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelImaging {
    /// The order.
    pub order: String,
    /// Why.
    pub reason: String,
}

impl Command for CancelImaging {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<ImagingOrder>(&self.order))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        if !matches!(ctx.persona, Persona::System | Persona::Doctor) {
            return Err(Refusal::new(codes::PERSONA_MAY_NOT).into());
        }
        let found =
            ImagingOrderId::parse(self.order.trim()).and_then(|id| tx.world().imaging_orders().get(&id).cloned());
        let order = found.ok_or_else(|| Refusal::new(codes::ORDER_NOT_FOUND))?;
        if !order.state.is_open() {
            return Err(Refusal::new(codes::CANCEL_STATE).into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        let receipt = Receipt::of::<ImagingOrder>(&order.id);
        cancel(tx, ctx, &order, reason)?;
        Ok(receipt)
    }
}

fn cancel(tx: &mut Tx, ctx: &Ctx, order: &ImagingOrder, reason: String) -> Result<(), Refusals> {
    let state = ImagingState::Cancelled { reason, cancelled: Stamp::of(ctx) };
    Ok(tx.put(ImagingOrder { state, ..order.clone() })?)
}

/// Cancels the orders of a consultation that came to nothing, as far as they wait. Gives how many.
pub(crate) fn cancel_waiting(tx: &mut Tx, ctx: &Ctx, encounter: &EncounterId, reason: &str) -> Result<usize, Refusals> {
    let of_encounter = tx.world().imaging_orders().find(ImagingOrder::BY_ENCOUNTER, encounter.as_str());
    let open: Vec<_> = of_encounter.filter(|o| o.state.is_open()).cloned().collect();
    for order in &open {
        cancel(tx, ctx, order, reason.to_owned())?;
    }
    Ok(open.len())
}
