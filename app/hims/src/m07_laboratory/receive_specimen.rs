//! A sample comes to the laboratory.

use super::codes;
use super::order::{LabOrder, LabOrderId};
use super::rights::{self, Right};
use super::specimen::Specimen;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiveSpecimen {
    /// The barcode, or the number of an order whose sample it is.
    pub specimen: String,
}

impl Command for ReceiveSpecimen {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Specimen>(&self.specimen))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let mut specimen = find(tx, &self.specimen).map_err(|r| r.at("specimen"))?;
        specimen.state = specimen.state.receive(Stamp::of(ctx)).map_err(|r| r.at("specimen"))?;
        for mut order in rights::orders_of(tx.world(), &specimen.id) {
            order.state = order.state.receive();
            tx.put::<LabOrder>(order)?;
        }
        let receipt = Receipt::of::<Specimen>(&specimen.id);
        tx.put(specimen)?;
        Ok(receipt)
    }
}

/// The collected sample that was scanned. A label that is on no sample yet, or an order without one, says that the step
/// before is missing.
fn find(tx: &Tx, typed: &str) -> Result<Specimen, Refusal> {
    let missing = || Refusal::new(codes::RECEIVE_BEFORE_COLLECT);
    let code = match LabOrderId::parse(typed.trim()) {
        Some(_) => rights::order(tx, typed)?.state.specimen().cloned().ok_or_else(missing)?,
        None => rights::barcode(typed)?,
    };
    tx.world().specimens().get(&code).map(|s| (**s).clone()).ok_or_else(missing)
}
