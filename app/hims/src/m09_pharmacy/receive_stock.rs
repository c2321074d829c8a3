//! Receive stock: a batch comes in.

use super::batch::{Batch, BatchId};
use super::codes;
use super::dispensing::{Dispense, DispenseLine};
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::rules::PharmacyRules;
use super::stock::{self, Because};
use super::stock_out::StockOut;
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::outbox::{self, Notice};
use crate::reference::ProductId;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiveStock {
    /// The id of the medicine.
    pub product: String,
    /// The maker's batch number.
    pub number: String,
    /// The expiry: a month or a date.
    pub expiry: String,
    /// Units.
    pub quantity: String,
    /// The printed price of one unit, in rupees; may be empty.
    pub mrp: String,
    /// Supplier and number of the voucher.
    pub supplier: String,
}

impl Command for ReceiveStock {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let rules = PharmacyRules::of(tx.world());
        let mut wrong = Vec::new();
        let mut keep = |refusal: Refusal| wrong.push(refusal);
        let product = rights::product(tx.world(), &self.product).map_err(&mut keep).ok();
        let number = typed::batch_number(&self.number).map_err(&mut keep).ok();
        let expiry = typed::expiry(&self.expiry, ctx, &rules).map_err(&mut keep).ok();
        let quantity = typed::quantity(&self.quantity, "quantity").map_err(&mut keep).ok();
        let mrp_paise = typed::price(&self.mrp, "mrp").map_err(&mut keep).ok();
        let supplier = check::text(&self.supplier, "supplier", 120)
            .and_then(|s| if s.is_empty() { Err(Refusal::new(codes::SUPPLIER_MISSING).at("supplier")) } else { Ok(s) })
            .map_err(&mut keep)
            .ok();
        let (Some(product), Some(number), Some(expiry), Some(quantity), Some(mrp_paise), Some(supplier)) =
            (product, number, expiry, quantity, mrp_paise, supplier)
        else {
            return Err(Refusals(wrong));
        };
        let key = Batch::number_key(&product.id, &number);
        let known = tx.world().batches().find(Batch::BY_NUMBER, &key).next().cloned();
        let id = match known {
            Some(known) if known.recall.is_some() => {
                return Err(Refusal::new(codes::BATCH_RECALLED).at("number").with("number", number).into());
            }
            Some(known) if known.expiry != expiry => {
                return Err(Refusal::new(codes::EXPIRY_DIFFERS).at("expiry").with("number", number).into());
            }
            Some(known) => known.id.clone(),
            None => {
                let id = BatchId::numbered(tx.next_number("batch")?);
                let (product, received) = (product.id.clone(), Stamp::of(ctx));
                let (shelf, quarantine) = (0, 0);
                let batch = Batch {
                    id: id.clone(),
                    product,
                    number,
                    expiry,
                    mrp_paise,
                    supplier: supplier.clone(),
                    shelf,
                    quarantine,
                    recall: None,
                    release: None,
                    lifted: Vec::new(),
                    received,
                };
                tx.put(batch)?;
                id
            }
        };
        let because = Because { note: supplier, ..Because::default() };
        let batch = stock::post(tx, ctx, &id, MovementKind::Receipt, quantity, because)?;
        end_stock_out(tx, ctx, &product.id)?;
        tell_who_waits(tx, ctx, &product.id, quantity)?;
        let mut receipt = Receipt::of::<Batch>(&id);
        let days = batch.days_left(ctx.now.day());
        if days <= i32::from(rules.expiring_days) {
            receipt.warnings.push(Refusal::new(codes::EXPIRY_SOON).with("days", days));
        }
        Ok(receipt)
    }
}

/// Tells those to whom the medicine is owed that it is here: who has waited longest first, and no more of them than the
/// delivery serves.
fn tell_who_waits(tx: &mut Tx, ctx: &Ctx, product: &ProductId, quantity: u32) -> Result<(), Refusals> {
    let rows = tx.world().dispenses().find(Dispense::BY_OWED, product.as_str());
    let mut waiting: Vec<Arc<Dispense>> = rows.cloned().collect();
    waiting.sort_by_key(|d| d.verified.at);
    let mut left = quantity;
    for dispense in waiting {
        let Some(rx) = dispense.prescription.as_ref().and_then(|id| tx.world().prescriptions().get(id).cloned()) else {
            continue;
        };
        let units = dispense.lines.iter().filter(|line| line.product == *product).map(DispenseLine::owed).sum();
        if left < units || rights::still_valid(tx.world(), ctx, &rx).is_err() {
            continue;
        }
        left -= units;
        let (until, id) = (rights::last_day(tx.world(), &rx), dispense.id.clone());
        let notice = Notice::OwedHere { dispense: id, product: product.clone(), units, until };
        outbox::tell_patient(tx, ctx, &dispense.patient, notice)?;
    }
    Ok(())
}

/// The receipt ends what was marked as out of stock.
fn end_stock_out(tx: &mut Tx, ctx: &Ctx, product: &ProductId) -> Result<(), Refusals> {
    let open: Vec<StockOut> =
        tx.world().stock_outs().find(StockOut::BY_OPEN_PRODUCT, product.as_str()).map(|o| (**o).clone()).collect();
    for out in open {
        tx.put(StockOut { ended: Some(Stamp::of(ctx)), ..out })?;
    }
    Ok(())
}
