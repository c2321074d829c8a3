//! Balances: what there is, which batch goes first, and the one function by which a balance changes.

use super::batch::{Batch, BatchId};
use super::codes;
use super::dispensing::DispenseId;
use super::movement::{MovementId, MovementKind, StockMovement};
use super::stock_out::StockOut;
use crate::engine::{Ctx, Refusals, Tx};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::reference::ProductId;
use crate::time::Day;
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// The batches of a medicine, the one that expires first in front.
#[must_use]
pub fn batches(world: &World, product: &ProductId) -> Vec<Arc<Batch>> {
    let mut found: Vec<_> = world.batches().find(Batch::BY_PRODUCT, product.as_str()).cloned().collect();
    found.sort_by(|a, b| (a.expiry, &a.id).cmp(&(b.expiry, &b.id)));
    found
}

/// Units of a medicine that may be dispensed today.
#[must_use]
pub fn usable(world: &World, product: &ProductId, today: Day) -> u32 {
    let batches = world.batches().find(Batch::BY_PRODUCT, product.as_str());
    batches.map(|b| b.usable(today)).fold(0, u32::saturating_add)
}

/// From which batches so many units go out: the one that expires first, first. Less than asked for where there is less.
#[must_use]
pub fn fefo(world: &World, product: &ProductId, quantity: u32, today: Day) -> Vec<(Arc<Batch>, u32)> {
    let mut left = quantity;
    let mut picks = Vec::new();
    for batch in batches(world, product) {
        let take = batch.usable(today).min(left);
        if take > 0 {
            left -= take;
            picks.push((batch, take));
        }
    }
    picks
}

/// Whether a medicine was marked as out of stock and no receipt has come since.
#[must_use]
pub fn marked_out<'a>(world: &'a World, product: &ProductId) -> Option<&'a Arc<StockOut>> {
    world.stock_outs().find(StockOut::BY_OPEN_PRODUCT, product.as_str()).next()
}

/// The movements of a batch, the latest first.
#[must_use]
pub fn movements(world: &World, batch: &BatchId) -> Vec<Arc<StockMovement>> {
    let mut found: Vec<_> = world.stock_movements().find(StockMovement::BY_BATCH, batch.as_str()).cloned().collect();
    found.reverse();
    found
}

/// Who got units of a batch and has not brought all of them back, with how many they have: the list of a recall.
#[must_use]
pub fn holders(world: &World, batch: &BatchId) -> Vec<(BhavyaId, u32)> {
    let mut held: std::collections::BTreeMap<BhavyaId, i64> = std::collections::BTreeMap::new();
    for movement in world.stock_movements().find(StockMovement::BY_BATCH, batch.as_str()) {
        let Some(patient) = &movement.patient else { continue };
        let sign = match movement.kind {
            MovementKind::Issue => 1,
            MovementKind::Return => -1,
            _ => 0,
        };
        *held.entry(patient.clone()).or_default() += sign * i64::from(movement.quantity);
    }
    held.into_iter().filter_map(|(id, n)| u32::try_from(n).ok().filter(|n| *n > 0).map(|n| (id, n))).collect()
}

/// Units in quarantine that a lifted recall puts back on the shelf. What a patient brought back never goes there: as many
/// units as were brought back stay behind, also where some of those in quarantine were written off.
#[must_use]
pub fn releasable(world: &World, batch: &Batch) -> u32 {
    let returned = world.stock_movements().find(StockMovement::BY_BATCH, batch.id.as_str());
    let returned = returned.filter(|m| m.kind == MovementKind::Return).map(|m| m.quantity);
    batch.quarantine.saturating_sub(returned.fold(0, u32::saturating_add))
}

/// What a movement says beside its kind and quantity.
#[derive(Debug, Clone, Default)]
pub(super) struct Because {
    pub patient: Option<BhavyaId>,
    pub dispense: Option<DispenseId>,
    pub note: String,
}

/// Moves stock: writes the movement and the new balance. Refuses what would make a balance negative.
pub(super) fn post(
    tx: &mut Tx,
    ctx: &Ctx,
    batch: &BatchId,
    kind: MovementKind,
    quantity: u32,
    because: Because,
) -> Result<Batch, Refusals> {
    let held = tx.world().batches().get(batch).cloned();
    let mut held = held.map(|b| (*b).clone()).ok_or_else(|| Refusal::new(codes::BATCH_NOT_FOUND))?;
    let (shelf, quarantine) = kind.effect();
    let moved = |balance: u32, sign: i64| {
        let after = i64::from(balance) + sign * i64::from(quantity);
        u32::try_from(after).map_err(|_| Refusal::new(codes::BEYOND_STOCK).at("quantity").with("n", balance))
    };
    held.shelf = moved(held.shelf, shelf)?;
    held.quarantine = moved(held.quarantine, quarantine)?;
    let id = MovementId::numbered(tx.next_number("stock_movement")?);
    let Because { patient, dispense, note } = because;
    let product = held.product.clone();
    let made = Stamp::of(ctx);
    tx.put(StockMovement { id, batch: batch.clone(), product, kind, quantity, patient, dispense, note, made })?;
    tx.put(held.clone())?;
    Ok(held)
}
