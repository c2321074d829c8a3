//! Order laboratory tests for the patient of a consultation: single ones, or those of an order set at once.

use super::codes;
use super::encounter::Encounter;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m07_laboratory::{OrderRequest, Priority, place_order};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderTests {
    /// The consultation.
    pub encounter: String,
    /// The tests and panels.
    pub tests: Vec<String>,
    /// How soon; in its turn when nothing is said.
    pub priority: Option<Priority>,
    /// What the laboratory should know.
    pub note: String,
}

impl Command for OrderTests {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        let tests: Vec<&String> = self.tests.iter().filter(|test| !test.trim().is_empty()).collect();
        if tests.is_empty() {
            return Err(Refusal::new(codes::TEST_MISSING).at("test").into());
        }
        let priority = Some(self.priority.unwrap_or(Priority::Routine));
        for test in tests {
            let (patient, encounter_id) = (patient.id.clone(), Some(encounter.id.clone()));
            let (test, note) = (test.clone(), self.note.clone());
            let request = OrderRequest { patient, encounter: encounter_id, test, priority, note };
            encounter.orders.push(place_order(tx, ctx, request)?);
        }
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}
