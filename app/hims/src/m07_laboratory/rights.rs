//! Which role may do what in the laboratory, and the records that typed ids name.

use super::barcode::{Barcode, NotABarcode};
use super::codes;
use super::order::{LabOrder, LabOrderId};
use super::report::{LabReport, LabReportId};
use super::specimen::Specimen;
use crate::engine::{Ctx, Persona, Tx};
use crate::reference::{LabTest, LabTestId};
use crate::world::World;
use abhyas_core::Refusal;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Order tests.
    Order,
    /// Take samples.
    Collect,
    /// Receive, reject, enter, verify, call, release, run controls.
    Bench,
    /// Cancel an order.
    Cancel,
}

/// Refuses what the role may not do.
pub(super) fn require(ctx: &Ctx, right: Right) -> Result<(), Refusal> {
    use Persona::{
        Clerk, Doctor, LaboratoryTechnician as Technician, Nurse, Pathologist, Pharmacist, Supervisor, System,
    };
    let may = match (right, ctx.persona) {
        (_, System | Pathologist) => true,
        (Right::Order, Doctor | Nurse) | (Right::Collect, Nurse | Technician) => true,
        (Right::Bench, Technician) | (Right::Cancel, Doctor | Technician) => true,
        (Right::Order, Technician) | (Right::Collect, Doctor) | (Right::Bench, Doctor | Nurse) => false,
        (Right::Cancel, Nurse) | (_, Clerk | Supervisor | Pharmacist) => false,
    };
    if may { Ok(()) } else { Err(codes::PERSONA_MAY_NOT.into()) }
}

/// The test of a typed id.
pub(super) fn test(world: &World, typed: &str) -> Result<Arc<LabTest>, Refusal> {
    let missing = || Refusal::new(codes::TEST_UNKNOWN).at("test");
    LabTestId::parse(typed.trim()).and_then(|id| world.lab_tests().get(&id).cloned()).ok_or_else(missing)
}

/// The order of a typed id.
pub(super) fn order(tx: &Tx, typed: &str) -> Result<LabOrder, Refusal> {
    let found = LabOrderId::parse(typed.trim()).and_then(|id| tx.world().lab_orders().get(&id).cloned());
    found.map(|o| (*o).clone()).ok_or_else(|| codes::ORDER_NOT_FOUND.into())
}

/// A barcode as it was typed.
pub(super) fn barcode(typed: &str) -> Result<Barcode, Refusal> {
    Barcode::parse(typed).map_err(|why| match why {
        NotABarcode::Form => codes::BARCODE_FORM.into(),
        NotABarcode::CheckDigit => codes::BARCODE_CHECK_DIGIT.into(),
    })
}

/// The sample of a typed barcode.
pub(super) fn specimen(tx: &Tx, typed: &str) -> Result<Specimen, Refusal> {
    let found = tx.world().specimens().get(&barcode(typed)?).cloned();
    found.map(|s| (*s).clone()).ok_or_else(|| codes::SPECIMEN_NOT_FOUND.into())
}

/// The report of a typed id.
pub(super) fn report(tx: &Tx, typed: &str) -> Result<LabReport, Refusal> {
    let found = LabReportId::parse(typed.trim()).and_then(|id| tx.world().lab_reports().get(&id).cloned());
    found.map(|r| (*r).clone()).ok_or_else(|| codes::REPORT_NOT_FOUND.into())
}

/// The orders for which a sample stands now.
pub(super) fn orders_of(world: &World, specimen: &Barcode) -> Vec<LabOrder> {
    world.lab_orders().find(LabOrder::BY_SPECIMEN, specimen.as_str()).map(|o| (**o).clone()).collect()
}
