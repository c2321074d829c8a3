//! Give a medicine without a prescription: what the schedules leave free, in small quantities (ORS, zinc, iron, …).

use super::codes;
use super::dispensing::{Dispense, DispenseId, DispenseLine, DispenseState, Handed};
use super::movement::MovementKind;
use super::rights::{self, Right};
use super::rules::PharmacyRules;
use super::stock::{self, Because};
use super::typed;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, Refusals, Tx};
use crate::m01_registration::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. Batches are taken as they expire.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IssueCounter {
    /// The BHAVYA ID that the patient shows, typed or scanned.
    pub patient_check: String,
    /// The id of the medicine.
    pub product: String,
    /// Units.
    pub quantity: String,
}

impl Command for IssueCounter {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Dispense)?;
        if self.patient_check.trim().is_empty() {
            return Err(Refusal::new(codes::PATIENT_CHECK_MISSING).at("patient_check").into());
        }
        let patient = rights::patient(tx.world(), &self.patient_check)?;
        let product = rights::product(tx.world(), &self.product)?;
        if product.schedule.needs_prescriber() {
            return Err(rights::needs_prescriber(&product, "product").into());
        }
        let quantity = typed::quantity(&self.quantity, "quantity")?;
        let most = PharmacyRules::of(tx.world()).counter_units;
        if quantity > most {
            return Err(Refusal::new(codes::COUNTER_TOO_MUCH).at("quantity").with("n", most).into());
        }
        let today = ctx.now.day();
        let usable = stock::usable(tx.world(), &product.id, today);
        if quantity > usable {
            return Err(Refusal::new(codes::BEYOND_STOCK).at("quantity").with("n", usable).into());
        }
        let id = DispenseId::numbered(tx.next_number("dispense")?);
        let mut handed = Vec::new();
        for (batch, units) in stock::fefo(tx.world(), &product.id, quantity, today) {
            let because = Because { patient: Some(patient.clone()), dispense: Some(id.clone()), note: String::new() };
            stock::post(tx, ctx, &batch.id, MovementKind::Issue, units, because)?;
            let reason = String::new();
            let now = Stamp::of(ctx);
            handed.push(Handed { batch: batch.id.clone(), quantity: units, returned: 0, reason, handed: now });
        }
        let line = DispenseLine {
            n: 1,
            of: 0,
            product: product.id.clone(),
            dose_milli: product.adult_dose_milli,
            quantity,
            handed,
            instead: None,
            waiver: None,
        };
        let receipt = Receipt::of::<Dispense>(&id);
        tx.put(Dispense {
            id,
            prescription: None,
            patient,
            verified: Stamp::of(ctx),
            state: DispenseState::Fully,
            lines: vec![line],
        })?;
        Ok(receipt)
    }
}
