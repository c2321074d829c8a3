//! Enter the results of a sample: all of its tests at once, or those that are ready.

use super::auto_verify;
use super::calculated::{self, Formula};
use super::codes;
use super::order::{LabOrder, OrderState};
use super::result::{Delta, LabResult, LabResultId, ResultState};
use super::rights::{self, Right};
use super::specimen::{Specimen, SpecimenState};
use super::{value, work};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, Stamp, any_patient, check};
use crate::reference::{LabTest, LabTestId};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The result of one test as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResultInput {
    /// The test.
    pub test: String,
    /// The number, the code of the finding, or the text; empty when it is not ready.
    pub value: String,
    /// The unit in which it was typed; empty for the test's own.
    pub unit: String,
    /// What was looked into when the value differs much from the last one.
    pub delta_note: String,
}

/// The command. Refusals are at the fields `value_…` and `delta_…` with the test's id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EnterResults {
    /// The barcode of the sample.
    pub specimen: String,
    /// The results.
    pub results: Vec<ResultInput>,
}

impl Command for EnterResults {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Specimen>(&self.specimen))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let specimen = rights::specimen(tx, &self.specimen)?;
        match specimen.state {
            SpecimenState::Collected => return Err(codes::RESULT_BEFORE_RECEIVE.into()),
            SpecimenState::Rejected { .. } => return Err(codes::RESULT_REJECTED_SPECIMEN.into()),
            SpecimenState::Received { .. } => {}
        }
        let patient = any_patient(tx.world(), specimen.patient.as_str(), "specimen")?;
        let orders = rights::orders_of(tx.world(), &specimen.id);
        let (mut new, mut wrong) = (Vec::new(), Vec::new());
        for input in self.results.iter().filter(|i| !i.value.trim().is_empty()) {
            match read(tx, ctx, &patient, &orders, input) {
                Ok(results) => new.extend(results),
                Err(refusal) => wrong.push(refusal),
            }
        }
        if !wrong.is_empty() {
            return Err(Refusals(wrong));
        }
        if new.is_empty() {
            return Err(codes::RESULTS_MISSING.into());
        }
        let mut receipt = Receipt::of::<Specimen>(&specimen.id);
        receipt.warnings.extend(critical_warning(&new));
        let note_of = |test: &LabTestId| {
            let of_test = self.results.iter().find(|i| i.test.trim() == test.as_str());
            of_test.map(|i| i.delta_note.clone()).unwrap_or_default()
        };
        write(tx, ctx, &patient, orders, new, note_of)?;
        Ok(receipt)
    }
}

/// A result that passed every check, before it has its number.
struct NewResult {
    order: LabOrder,
    test: Arc<LabTest>,
    result: LabResult,
}

/// The results that one input gives: one for each order of the sample that asks for the test.
fn read(
    tx: &Tx,
    ctx: &Ctx,
    patient: &Patient,
    orders: &[LabOrder],
    input: &ResultInput,
) -> Result<Vec<NewResult>, Refusal> {
    let field = |name: &str| format!("{name}_{}", input.test.trim());
    let test = rights::test(tx.world(), &input.test).map_err(|_| Refusal::new(codes::TEST_NOT_ORDERED));
    let test = test.map_err(|r| r.at(field("value")))?;
    let of_test: Vec<&LabOrder> = orders.iter().filter(|o| o.tests.contains(&test.id)).collect();
    if of_test.is_empty() {
        return Err(Refusal::new(codes::TEST_NOT_ORDERED).at(field("value")));
    }
    let measured: Vec<_> = of_test.into_iter().filter(|o| Formula::of(&test.id, &o.tests).is_none()).collect();
    if measured.is_empty() {
        return Err(Refusal::new(codes::CALCULATED_TYPED).at(field("value")));
    }
    let mut new = Vec::new();
    let mut closed = false;
    for order in measured {
        let result = new_result(tx, ctx, patient, order, &test, input)?;
        let before = work::result_of(tx.world(), order, &test.id);
        // What is typed as it stands is no new result: the form sends all of its fields.
        if before.is_some_and(|b| b.value == result.value) {
            continue;
        }
        if order.state.report().is_some() {
            closed = true;
            continue;
        }
        new.push(NewResult { order: order.clone(), test: test.clone(), result });
    }
    if new.is_empty() && closed {
        return Err(Refusal::new(codes::RESULT_STATE).at(field("value")));
    }
    Ok(new)
}

/// One result for one order, with every check but that of the order's state.
pub(super) fn new_result(
    tx: &Tx,
    ctx: &Ctx,
    patient: &Patient,
    order: &LabOrder,
    test: &LabTest,
    input: &ResultInput,
) -> Result<LabResult, Refusal> {
    let field = |name: &str| format!("{name}_{}", test.id.as_str());
    let value = value::read(test, &input.value, &input.unit).map_err(|r| r.at(field("value")))?;
    let usual = value::usual(test, patient, ctx);
    let flag = value::flag(test, &value, usual);
    let delta = match value::delta_breach(tx.world(), ctx, order, test, &value) {
        None => None,
        Some((earlier, percent)) => {
            let acknowledged = acknowledgement(test, &earlier, percent, &input.delta_note)?;
            Some(Delta { earlier: earlier.id.clone(), percent, acknowledged })
        }
    };
    let specimen = order.state.specimen().cloned().ok_or_else(|| Refusal::new(codes::RESULT_STATE))?;
    Ok(LabResult {
        // The number is given when it is written: a refused command takes none.
        id: LabResultId::numbered(0),
        order: order.id.clone(),
        specimen,
        patient: order.patient.clone(),
        test: test.id.clone(),
        value,
        unit: test.unit.clone(),
        usual,
        flag,
        delta,
        entered: Stamp::of(ctx),
        state: ResultState::Current,
        told: None,
        calculated: None,
    })
}

/// What was looked into, or why the result is not taken without it.
pub(super) fn acknowledgement(
    test: &LabTest,
    earlier: &LabResult,
    percent: u32,
    note: &str,
) -> Result<String, Refusal> {
    let field = format!("delta_{}", test.id.as_str());
    if note.trim().is_empty() {
        let before = earlier.value.number().map(|v| test.written(v)).unwrap_or_default();
        let refusal = Refusal::new(codes::DELTA_UNACKNOWLEDGED).at(field).with("percent", percent);
        return Err(refusal.with("earlier", before).with("unit", &test.unit));
    }
    check::reason(note, "delta").map_err(|r| r.at(field))
}

/// The warning that names the critical results.
fn critical_warning(new: &[NewResult]) -> Option<Refusal> {
    let mut names: Vec<String> =
        new.iter().filter(|n| n.result.flag.is_critical()).map(|n| n.test.short.clone()).collect();
    names.dedup();
    (!names.is_empty()).then(|| Refusal::new(codes::CRITICAL_FOUND).with("tests", names.join(", ")))
}

/// Writes the results in place of those that stood, calculates what follows from them, moves the orders on, and lets the
/// rules verify what is unremarkable.
fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    patient: &Patient,
    orders: Vec<LabOrder>,
    new: Vec<NewResult>,
    note_of: impl Fn(&LabTestId) -> String,
) -> Result<(), Refusals> {
    let touched: Vec<_> = new.iter().map(|n| n.order.id.clone()).collect();
    for NewResult { order, result, .. } in new {
        let reason = order.correction.map(|c| c.reason).unwrap_or_default();
        put(tx, ctx, result, reason)?;
    }
    for mut order in orders.into_iter().filter(|o| touched.contains(&o.id)) {
        let reason = order.correction.as_ref().map(|c| c.reason.clone()).unwrap_or_default();
        calculated::fill(tx, ctx, patient, &order, &reason, &note_of)?;
        let results = work::results_of(tx.world(), &order);
        let complete = results.len() == order.tests.len();
        order.state = order.state.result(complete, Stamp::of(ctx)).map_err(Refusal::from)?;
        if matches!(order.state, OrderState::Resulted { .. }) && auto_verify::may(tx.world(), &order, &results) {
            order.state = order.state.verify(auto_verify::verified(ctx)).map_err(Refusal::from)?;
        }
        tx.put(order)?;
    }
    Ok(())
}

/// Writes one result in place of the one that stood.
pub(super) fn put(tx: &mut Tx, ctx: &Ctx, mut result: LabResult, reason: String) -> Result<(), Refusals> {
    let order = tx.world().lab_orders().get(&result.order).cloned();
    if let Some(before) = order.and_then(|o| work::result_of(tx.world(), &o, &result.test)) {
        let state = ResultState::Replaced { reason, replaced: Stamp::of(ctx) };
        tx.put(LabResult { state, ..(*before).clone() })?;
    }
    result.id = LabResultId::numbered(tx.next_number("lab_result")?);
    tx.put(result)?;
    Ok(())
}
