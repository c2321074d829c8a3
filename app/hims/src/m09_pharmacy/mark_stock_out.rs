//! Mark a medicine as out of stock, so that prescribers see it. The next receipt ends it.

use super::codes;
use super::rights::{self, Right};
use super::stock;
use super::stock_out::{StockOut, StockOutId};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MarkStockOut {
    /// The id of the medicine.
    pub product: String,
    /// When it is expected, what is given instead, …; may be empty.
    pub note: String,
}

impl Command for MarkStockOut {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let product = rights::product(tx.world(), &self.product)?;
        let usable = stock::usable(tx.world(), &product.id, ctx.now.day());
        if usable > 0 {
            return Err(Refusal::new(codes::STOCK_OUT_BUT_STOCK).at("product").with("n", usable).into());
        }
        if stock::marked_out(tx.world(), &product.id).is_some() {
            return Err(Refusal::new(codes::STOCK_OUT_MARKED).at("product").into());
        }
        let note = check::text(&self.note, "note", 200)?;
        let id = StockOutId::numbered(tx.next_number("stock_out")?);
        let receipt = Receipt::of::<StockOut>(&id);
        tx.put(StockOut { id, product: product.id.clone(), note, marked: Stamp::of(ctx), ended: None })?;
        Ok(receipt)
    }
}
