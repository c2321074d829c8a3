//! Somebody who treats the patient is told of a critical result.

use super::codes;
use super::critical_call::{CriticalCall, CriticalCallId, Outcome, ToldRole};
use super::order::LabOrder;
use super::result::LabResult;
use super::rights::{self, Right};
use super::work;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, check};
use crate::outbox::{self, Notice};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;
/// The longest note, in characters.
const LONGEST_NOTE: usize = 300;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordCall {
    /// The order with the critical result.
    pub order: String,
    /// The name of whoever was told.
    pub told: String,
    /// Who that is.
    pub role: Option<ToldRole>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// What else is to be said.
    pub note: String,
}

impl Command for RecordCall {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<LabOrder>(&self.order))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Bench)?;
        let order = rights::order(tx, &self.order)?;
        let mut open = work::results_of(tx.world(), &order);
        open.retain(|r| r.needs_call());
        if open.is_empty() {
            return Err(codes::NOT_CRITICAL.into());
        }
        let told = check::text(&self.told, "told", LONGEST_NAME)?;
        if !told.chars().any(char::is_alphabetic) {
            return Err(Refusal::new(codes::TOLD_MISSING).at("told").into());
        }
        let role = self.role.ok_or_else(|| Refusal::new(codes::TOLD_MISSING).at("role"))?;
        let outcome = self.outcome.ok_or_else(|| Refusal::new(codes::OUTCOME_MISSING).at("outcome"))?;
        let note = check::text(&self.note, "note", LONGEST_NOTE)?;
        let id = CriticalCallId::numbered(tx.next_number("critical_call")?);
        let (about, tests) = (order.id.clone(), open.iter().map(|r| r.test.clone()).collect());
        let notice = match outcome {
            Outcome::ReadBack => Notice::CriticalTold { order: about, tests },
            Outcome::NotReached => Notice::CriticalWaits { order: about, tests },
        };
        outbox::tell_staff(tx, ctx, told.clone(), role, notice)?;
        let results = open.iter().map(|r| r.id.clone()).collect();
        if outcome == Outcome::ReadBack {
            for result in open {
                tx.put(LabResult { told: Some(id.clone()), ..(*result).clone() })?;
            }
        }
        let (order, patient, called) = (order.id, order.patient, Stamp::of(ctx));
        tx.put(CriticalCall { id: id.clone(), order, patient, results, told, role, outcome, note, called })?;
        Ok(Receipt::of::<CriticalCall>(id))
    }
}
