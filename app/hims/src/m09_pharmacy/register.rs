//! The register of Schedule H1 and X (Drugs Rules, 1945, rule 65): each supply with the prescriber, the patient, the
//! medicine, the batch and the quantity.
//!
//! It is not kept beside the stock: every unit that leaves a shelf is a movement, and the register is what the movements of
//! these medicines say. So no supply can be missing in it, and nobody can write into it.

use super::batch::{Batch, BatchId};
use super::dispensing::DispenseId;
use super::movement::{MovementId, MovementKind, StockMovement};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::m03_opd::PrescriptionId;
use crate::reference::{Product, ProductId, Schedule};
use crate::time::Day;
use crate::world::World;

/// The schedules that have a register.
pub const SCHEDULES: [Schedule; 2] = [Schedule::H1, Schedule::X];

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The movement that it is.
    pub movement: MovementId,
    /// When, and who handed it out or took it back.
    pub made: Stamp,
    /// The medicine.
    pub product: ProductId,
    /// The batch.
    pub batch: BatchId,
    /// The maker's number of the batch.
    pub number: String,
    /// Units that were handed out; below zero what was brought back.
    pub units: i64,
    /// To whom.
    pub patient: Option<BhavyaId>,
    /// The prescription.
    pub prescription: Option<PrescriptionId>,
    /// Who prescribed it, and when.
    pub prescriber: Option<Stamp>,
    /// The record of dispensing.
    pub dispense: Option<DispenseId>,
}

/// The register of a schedule from one day to another, both included, in the order in which it came about.
#[must_use]
pub fn entries(world: &World, schedule: Schedule, from: Day, to: Day) -> Vec<Entry> {
    let products = world.products().find(Product::BY_SCHEDULE, schedule.name());
    let batches = products.flat_map(|product| world.batches().find(Batch::BY_PRODUCT, product.id.as_str()));
    let mut entries: Vec<Entry> = batches
        .flat_map(|batch| {
            let movements = world.stock_movements().find(StockMovement::BY_BATCH, batch.id.as_str());
            movements
                .filter(move |m| (from..=to).contains(&m.made.at.day()))
                .filter_map(move |m| entry(world, batch, m))
        })
        .collect();
    entries.sort_by(|one, other| (one.made.at, &one.movement).cmp(&(other.made.at, &other.movement)));
    entries
}

fn entry(world: &World, batch: &Batch, movement: &StockMovement) -> Option<Entry> {
    let units = match movement.kind {
        MovementKind::Issue => i64::from(movement.quantity),
        MovementKind::Return => -i64::from(movement.quantity),
        _ => return None,
    };
    let dispense = movement.dispense.as_ref().and_then(|id| world.dispenses().get(id));
    let prescription = dispense.and_then(|d| d.prescription.as_ref()).and_then(|id| world.prescriptions().get(id));
    Some(Entry {
        movement: movement.id.clone(),
        made: movement.made.clone(),
        product: movement.product.clone(),
        batch: batch.id.clone(),
        number: batch.number.clone(),
        units,
        patient: movement.patient.clone(),
        prescription: prescription.map(|p| p.id.clone()),
        prescriber: prescription.map(|p| p.signed.clone()),
        dispense: movement.dispense.clone(),
    })
}
