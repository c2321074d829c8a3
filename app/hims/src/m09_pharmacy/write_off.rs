//! Write off: units that can not be used leave the stock, with their cause.

use super::batch::Batch;
use super::codes;
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::stock::{self, Because};
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{check, named};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

named! {
    /// Why units are written off.
    WriteOffCause {
        /// Expired.
        Expired = "expired",
        /// Broken, wet, spoiled by heat.
        Damaged = "damaged",
        /// Recalled.
        Recalled = "recalled",
        /// Brought back by a patient.
        Returned = "returned",
        /// Lost or stolen.
        Lost = "lost",
    }
}

named! {
    /// Whence they are written off.
    WriteOffFrom {
        /// From the shelf.
        Shelf = "shelf",
        /// From quarantine.
        Quarantine = "quarantine",
    }
}

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WriteOff {
    /// The id of the batch.
    pub batch: String,
    /// From the shelf where nothing is said.
    pub from: Option<WriteOffFrom>,
    /// Units.
    pub quantity: String,
    /// Why.
    pub cause: Option<WriteOffCause>,
    /// What else there is to say: report, witness, ….
    pub reason: String,
}

impl Command for WriteOff {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Batch>(&self.batch))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let batch = rights::batch(tx.world(), &self.batch, "batch")?;
        let cause = self.cause.ok_or_else(|| Refusal::new(codes::CAUSE_MISSING).at("cause"))?;
        if cause == WriteOffCause::Expired && !batch.is_expired(ctx.now.day()) {
            return Err(Refusal::new(codes::NOT_EXPIRED).at("cause").into());
        }
        let quantity = typed::quantity(&self.quantity, "quantity")?;
        let reason = check::reason(&self.reason, "reason")?;
        let kind = match self.from.unwrap_or(WriteOffFrom::Shelf) {
            WriteOffFrom::Shelf => MovementKind::WriteOff,
            WriteOffFrom::Quarantine => MovementKind::WriteOffQuarantine,
        };
        let because = Because { note: format!("{}: {reason}", cause.name()), ..Because::default() };
        stock::post(tx, ctx, &batch.id, kind, quantity, because)?;
        Ok(Receipt::of::<Batch>(&batch.id))
    }
}
