//! Dispense: from which batches how many units of each medicine leave the shelf, for the right patient.
//!
//! A prescription that nobody has verified is verified by the same act: the checks are the same, and the commonest task
//! stays one confirmation.

use super::batch::Batch;
use super::codes;
use super::dispensing::{Dispense, DispenseStateError, Handed};
use super::movement::MovementKind;
use super::queue;
use super::rights::{self, Right};
use super::stock::{self, Because};
use super::typed;
use super::verify_prescription::verified;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::m03_opd::Prescription;
use crate::outbox::{self, Notice};
use crate::time::Day;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Units of one batch for one line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DispensePick {
    /// The number of the line.
    pub line: u16,
    /// The id of the batch.
    pub batch: String,
    /// Units; empty or 0 leaves the pick out.
    pub quantity: String,
    /// Why this batch, where another expires earlier.
    pub reason: String,
}

/// The command. A refusal names the pick by its place: `quantity-0`, `batch-0`, `reason-0`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DispenseDrugs {
    /// The number of the prescription.
    pub prescription: String,
    /// The BHAVYA ID that the patient shows, typed or scanned.
    pub patient_check: String,
    /// What leaves the shelf.
    pub picks: Vec<DispensePick>,
}

/// A pick that passed its checks.
struct Checked {
    line: u16,
    batch: Arc<Batch>,
    quantity: u32,
    reason: String,
}

impl Command for DispenseDrugs {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Prescription>(&self.prescription))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        let rx = rights::prescription(tx.world(), &self.prescription)?;
        rights::still_valid(tx.world(), ctx, &rx)?;
        let begun = queue::of_prescription(tx.world(), &rx.id).map(|d| (**d).clone());
        if begun.as_ref().is_some_and(|d| !d.state.is_open()) {
            return Err(Refusal::from(DispenseStateError).at("prescription").into());
        }
        let patient = rights::right_patient(tx.world(), &rx.patient, &self.patient_check)?;
        let mut dispense = match begun {
            Some(dispense) => dispense,
            None => verified(tx, ctx, &rx)?,
        };
        let picks = self.checked(tx.world(), &rx, &dispense, ctx.now.day())?;
        let medicines = picks.iter().map(|pick| pick.line).collect::<BTreeSet<u16>>().len();
        for Checked { line, batch, quantity, reason } in picks {
            let because =
                Because { patient: Some(patient.clone()), dispense: Some(dispense.id.clone()), note: reason.clone() };
            stock::post(tx, ctx, &batch.id, MovementKind::Issue, quantity, because)?;
            if let Some(line) = dispense.line_mut(line) {
                let handed = Stamp::of(ctx);
                line.handed.push(Handed { batch: batch.id.clone(), quantity, returned: 0, reason, handed });
            }
        }
        dispense.state = dispense.state.hand_out(dispense.is_complete()).map_err(Refusal::from)?;
        let notice = Notice::Dispensed { dispense: dispense.id.clone(), medicines, owed: dispense.owing() };
        outbox::tell_patient(tx, ctx, &dispense.patient, notice)?;
        let mut receipt = Receipt::of::<Dispense>(&dispense.id);
        if !dispense.is_complete() {
            receipt.warnings.push(Refusal::new(codes::OWED).with("n", dispense.owing()));
        }
        tx.put(dispense)?;
        Ok(receipt)
    }
}

impl DispenseDrugs {
    /// Checks every pick, and says everything that is wrong at once.
    fn checked(
        &self,
        world: &World,
        rx: &Prescription,
        dispense: &Dispense,
        today: Day,
    ) -> Result<Vec<Checked>, Refusals> {
        let mut wrong = Vec::new();
        let mut picks = Vec::new();
        let mut of_line: BTreeMap<u16, u32> = BTreeMap::new();
        let mut of_batch: BTreeMap<&str, u32> = BTreeMap::new();
        for (at, pick) in self.picks.iter().enumerate() {
            if matches!(pick.quantity.trim(), "" | "0" | "०") {
                continue;
            }
            let taken = of_line.get(&pick.line).copied().unwrap_or(0);
            let drawn = of_batch.get(pick.batch.as_str()).copied().unwrap_or(0);
            match one(world, rx, dispense, pick, at, today, taken, drawn) {
                Ok(checked) => {
                    *of_line.entry(pick.line).or_default() += checked.quantity;
                    *of_batch.entry(&pick.batch).or_default() += checked.quantity;
                    picks.push((at, checked));
                }
                Err(refusal) => wrong.push(refusal),
            }
        }
        wrong.extend(picks.iter().filter_map(|(at, pick)| out_of_order(world, *at, pick, &of_batch, today).err()));
        if !wrong.is_empty() {
            return Err(Refusals(wrong));
        }
        if picks.is_empty() {
            return Err(Refusal::new(codes::NOTHING_PICKED).at("quantity-0").into());
        }
        Ok(picks.into_iter().map(|(_, pick)| pick).collect())
    }
}

/// One pick: the line, the batch, and the quantity beside what the picks before it have taken.
#[expect(clippy::too_many_arguments, reason = "what a pick is checked against, passed once")]
fn one(
    world: &World,
    rx: &Prescription,
    dispense: &Dispense,
    pick: &DispensePick,
    at: usize,
    today: Day,
    taken: u32,
    drawn: u32,
) -> Result<Checked, Refusal> {
    let (in_batch, in_quantity) = (format!("batch-{at}"), format!("quantity-{at}"));
    let line = dispense.line(pick.line).ok_or_else(|| Refusal::new(codes::LINE_NOT_FOUND).at(in_quantity.clone()))?;
    let product = rights::product(world, line.product.as_str())?;
    rights::by_prescriber(rx, &product, in_quantity.clone())?;
    let quantity = typed::quantity(&pick.quantity, in_quantity.clone())?;
    let batch = rights::batch(world, &pick.batch, in_batch.clone())?;
    if batch.product != line.product {
        return Err(Refusal::new(codes::BATCH_OTHER_PRODUCT).at(in_batch).with("number", &batch.number));
    }
    if batch.recall.is_some() {
        return Err(Refusal::new(codes::BATCH_RECALLED).at(in_batch).with("number", &batch.number));
    }
    if batch.is_expired(today) {
        return Err(Refusal::new(codes::BATCH_EXPIRED).at(in_batch).with("number", &batch.number));
    }
    let left = line.owed().saturating_sub(taken);
    if quantity > left {
        return Err(Refusal::new(codes::BEYOND_PRESCRIPTION).at(in_quantity).with("n", left));
    }
    let there = batch.shelf.saturating_sub(drawn);
    if quantity > there {
        return Err(Refusal::new(codes::BEYOND_STOCK).at(in_quantity).with("n", there));
    }
    let reason = check::text(&pick.reason, "reason", 200)?;
    Ok(Checked { line: pick.line, batch, quantity, reason })
}

/// Refuses a batch while one that expires earlier has units left, unless a reason is given.
fn out_of_order(
    world: &World,
    at: usize,
    pick: &Checked,
    of_batch: &BTreeMap<&str, u32>,
    today: Day,
) -> Result<(), Refusal> {
    let earlier = stock::batches(world, &pick.batch.product).into_iter().find(|other| {
        let drawn = of_batch.get(other.id.as_str()).copied().unwrap_or(0);
        other.expiry < pick.batch.expiry && other.usable(today) > drawn
    });
    let reasoned = pick.reason.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    match earlier {
        Some(earlier) if !reasoned => {
            Err(Refusal::new(codes::FEFO_REASON).at(format!("reason-{at}")).with("number", &earlier.number))
        }
        _ => Ok(()),
    }
}
