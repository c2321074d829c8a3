//! Take a sample from the right patient.

use super::barcode::Barcode;
use super::codes;
use super::order::LabOrder;
use super::rights::{self, Right};
use super::specimen::{Specimen, SpecimenState};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::matching::standing_for;
use crate::m01_registration::{Patient, Stamp, active_patient};
use crate::reference::{Container, SpecimenKind};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollectSpecimen {
    /// The BHAVYA ID from the patient's card, scanned or typed at the bedside: it proves that this is the right patient.
    pub patient: String,
    /// The orders that the sample is for: all of one tube.
    pub orders: Vec<String>,
    /// The barcode of a label printed in advance; empty for a new one.
    pub barcode: String,
}

impl Command for CollectSpecimen {
    fn subject(&self) -> Option<RecordRef> {
        self.orders.first().map(RecordRef::to::<LabOrder>)
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Collect)?;
        if self.orders.is_empty() {
            return Err(Refusal::new(codes::ORDERS_MISSING).at("orders").into());
        }
        if self.patient.trim().is_empty() {
            return Err(Refusal::new(codes::PATIENT_NOT_CHECKED).at("patient").into());
        }
        let patient = active_patient(tx, &self.patient, "patient")?;
        let orders = self.chosen(tx, &patient)?;
        let (kind, container) = one_tube(tx, &orders)?;
        let id = self.label(tx)?;
        let ids = orders.iter().map(|o| o.id.clone()).collect();
        for mut order in orders {
            order.state = order.state.collect(id.clone()).map_err(|e| Refusal::from(e).at("orders"))?;
            tx.put(order)?;
        }
        let (collected, state) = (Stamp::of(ctx), SpecimenState::Collected);
        tx.put(Specimen { id: id.clone(), patient: patient.id, kind, container, orders: ids, collected, state })?;
        Ok(Receipt::of::<Specimen>(id))
    }
}

impl CollectSpecimen {
    /// The orders, if they are this patient's.
    fn chosen(&self, tx: &Tx, patient: &Patient) -> Result<Vec<LabOrder>, Refusal> {
        let mut orders: Vec<LabOrder> = Vec::new();
        for typed in &self.orders {
            let order = rights::order(tx, typed).map_err(|r| r.at("orders"))?;
            // An order placed on a record that was merged since is the standing record's.
            if standing_for(tx.world(), &order.patient).is_none_or(|p| p.id != patient.id) {
                return Err(Refusal::new(codes::WRONG_PATIENT).at("patient"));
            }
            if !orders.contains(&order) {
                orders.push(order);
            }
        }
        Ok(orders)
    }

    /// The barcode: the one of the label, if no other sample has it, or the next free one.
    fn label(&self, tx: &mut Tx) -> Result<Barcode, Refusals> {
        if !self.barcode.trim().is_empty() {
            let code = rights::barcode(&self.barcode).map_err(|r| r.at("barcode"))?;
            return match tx.world().specimens().get(&code) {
                Some(_) => Err(Refusal::new(codes::BARCODE_USED).at("barcode").into()),
                None => Ok(code),
            };
        }
        loop {
            let code = Barcode::numbered(tx.next_number("barcode")?);
            // A label printed in advance may have taken a number that the series comes to later.
            if tx.world().specimens().get(&code).is_none() {
                return Ok(code);
            }
        }
    }
}

/// The sample and container that all of the orders need.
fn one_tube(tx: &Tx, orders: &[LabOrder]) -> Result<(SpecimenKind, Container), Refusal> {
    let mut needed = Vec::new();
    for order in orders {
        let test = rights::test(tx.world(), order.test.as_str())?;
        needed.push((test.specimen, test.container));
    }
    needed.dedup();
    match needed.as_slice() {
        [one] => Ok(*one),
        _ => Err(Refusal::new(codes::SPECIMEN_MIXED).at("orders")),
    }
}
