//! Set the level below which a medicine is low.

use super::rights::{self, Right};
use super::stock_out::StockLevel;
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::Stamp;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetMinimum {
    /// The id of the medicine.
    pub product: String,
    /// Units; 0 for no alert before it is out.
    pub minimum: String,
}

impl Command for SetMinimum {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let product = rights::product(tx.world(), &self.product)?;
        let minimum = typed::count(&self.minimum, "minimum")?;
        tx.put(StockLevel { id: product.id.clone(), minimum, set: Stamp::of(ctx) })?;
        Ok(Receipt::of::<StockLevel>(&product.id))
    }
}
