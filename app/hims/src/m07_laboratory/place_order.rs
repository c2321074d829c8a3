//! Order a test.

use super::codes;
use super::order::{LabOrder, LabOrderId, OrderState, Priority};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{BhavyaId, Patient, Sex, Stamp, active_patient, check};
use crate::m03_opd::{Encounter, EncounterId};
use crate::reference::LabTest;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The longest note to the laboratory, in characters.
const LONGEST_NOTE: usize = 300;

/// What another module asks of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderRequest {
    /// The patient.
    pub patient: BhavyaId,
    /// The consultation.
    pub encounter: Option<EncounterId>,
    /// The id of the test or panel, as typed.
    pub test: String,
    /// How soon.
    pub priority: Option<Priority>,
    /// What the laboratory should know.
    pub note: String,
}

/// Places an order for the one who acts.
///
/// # Errors
/// [`codes::PERSONA_MAY_NOT`], [`codes::TEST_UNKNOWN`], [`codes::TEST_SEX`], [`codes::ORDER_DUPLICATE`],
/// [`codes::PRIORITY_MISSING`], [`codes::ENCOUNTER_UNKNOWN`], and what M01 says of the patient; at the fields `patient`,
/// `encounter`, `test`, `priority`, `note`.
pub(crate) fn place_order(tx: &mut Tx, ctx: &Ctx, request: OrderRequest) -> Result<LabOrderId, Refusals> {
    rights::require(ctx, Right::Order)?;
    let patient = active_patient(tx, request.patient.as_str(), "patient")?;
    let of_patient = |e: &Encounter| e.patient == patient.id;
    if let Some(id) = &request.encounter
        && !tx.world().encounters().get(id).is_some_and(|e| of_patient(e))
    {
        return Err(Refusal::new(codes::ENCOUNTER_UNKNOWN).at("encounter").into());
    }
    let test = rights::test(tx.world(), &request.test)?;
    let priority = request.priority.ok_or_else(|| Refusal::new(codes::PRIORITY_MISSING).at("priority"))?;
    let note = check::text(&request.note, "note", LONGEST_NOTE)?;
    fits_patient(&test, &patient)?;
    done_here(tx.world(), &test)?;
    if let Some(open) = open_order(tx.world(), &patient.id, &test) {
        return Err(Refusal::new(codes::ORDER_DUPLICATE).at("test").with("id", open.as_str()).into());
    }
    let id = LabOrderId::numbered(tx.next_number("lab_order")?);
    tx.put(LabOrder {
        id: id.clone(),
        patient: patient.id,
        encounter: request.encounter,
        test: test.id.clone(),
        tests: test.measured(),
        priority,
        note,
        ordered: Stamp::of(ctx),
        state: OrderState::Ordered,
        rejected: Vec::new(),
        correction: None,
    })?;
    Ok(id)
}

/// Refuses a test that the laboratory of this level of facility does not do.
fn done_here(world: &World, test: &LabTest) -> Result<(), Refusal> {
    if test.level <= world.level() {
        return Ok(());
    }
    Err(Refusal::new(codes::NOT_DONE_HERE).at("test").with("test", &test.short))
}

fn fits_patient(test: &LabTest, patient: &Patient) -> Result<(), Refusal> {
    let other = test.sex.is_some_and(|sex| patient.sex != Sex::Other && patient.sex != sex);
    if other { Err(Refusal::new(codes::TEST_SEX).at("test")) } else { Ok(()) }
}

/// An open order of the patient that measures all of this test already.
fn open_order(world: &World, patient: &BhavyaId, test: &LabTest) -> Option<LabOrderId> {
    let measured = test.measured();
    let of_patient = world.lab_orders().find(LabOrder::BY_PATIENT, patient.as_str());
    let covers = |o: &LabOrder| o.state.is_open() && measured.iter().all(|t| o.tests.contains(t));
    of_patient.filter(|o| covers(o)).map(|o| o.id.clone()).next()
}

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlaceOrder {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// The consultation; empty for none.
    pub encounter: String,
    /// The test or panel.
    pub test: String,
    /// How soon.
    pub priority: Option<Priority>,
    /// What the laboratory should know.
    pub note: String,
}

impl Command for PlaceOrder {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Order)?;
        let patient = active_patient(tx, &self.patient, "patient")?.id;
        let encounter = match self.encounter.trim() {
            "" => None,
            typed => {
                let unknown = || Refusal::new(codes::ENCOUNTER_UNKNOWN).at("encounter");
                Some(EncounterId::parse(typed).ok_or_else(unknown)?)
            }
        };
        let (test, priority, note) = (self.test.clone(), self.priority, self.note.clone());
        let id = place_order(tx, ctx, OrderRequest { patient, encounter, test, priority, note })?;
        Ok(Receipt::of::<LabOrder>(id))
    }
}
