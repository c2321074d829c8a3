//! Put a batch on the shelf as the set-up of an exercise: also one that has expired or was recalled.

use super::batch::{Batch, BatchId, Recall};
use super::codes;
use super::movement::MovementKind;
use super::rights;
use super::stock::{self, Because};
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Persona, Receipt, Refusals, Tx};
use crate::m01_registration::Stamp;
use crate::time::Day;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlaceBatch {
    /// The id of the medicine.
    pub product: String,
    /// The batch number.
    pub number: String,
    /// Days from today to the last good day; negative for a batch that has expired.
    pub expires_in_days: i32,
    /// Units.
    pub quantity: u32,
    /// Why it was recalled; empty when it was not.
    pub recalled: String,
}

impl Command for PlaceBatch {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        if ctx.persona != Persona::System {
            return Err(Refusal::new(codes::PERSONA_MAY_NOT).into());
        }
        let product = rights::product(tx.world(), &self.product)?;
        let number = typed::batch_number(&self.number)?;
        let id = BatchId::numbered(tx.next_number("batch")?);
        let stamp = Stamp::of(ctx);
        let recall = (!self.recalled.trim().is_empty())
            .then(|| Recall { reason: self.recalled.clone(), recalled: stamp.clone() });
        tx.put(Batch {
            id: id.clone(),
            product: product.id.clone(),
            number,
            expiry: Day(ctx.now.day().0.saturating_add(self.expires_in_days)),
            mrp_paise: 0,
            supplier: String::new(),
            shelf: 0,
            quarantine: 0,
            recall,
            release: None,
            lifted: Vec::new(),
            received: stamp,
        })?;
        if self.quantity > 0 {
            stock::post(tx, ctx, &id, MovementKind::Receipt, self.quantity, Because::default())?;
        }
        Ok(Receipt::of::<Batch>(&id))
    }
}
