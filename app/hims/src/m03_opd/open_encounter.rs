//! Begin a consultation: with the token that is called, or without one, with the reason.

use super::codes;
use super::encounter::{Encounter, EncounterId, EncounterState, Mode};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{BhavyaId, Patient, Stamp, active_patient, check};
use crate::m02_queue::{DepartmentId, Token, TokenId, begin_consult};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpenEncounter {
    /// The token; empty for a patient without one.
    pub token: String,
    /// The patient. With a token it may be left empty; if it is named it must be the token's.
    pub patient: String,
    /// The department, for a patient without a token.
    pub department: String,
    /// Why without a token.
    pub reason: String,
}

impl Command for OpenEncounter {
    fn subject(&self) -> Option<RecordRef> {
        if self.token.is_empty() {
            (!self.patient.is_empty()).then(|| RecordRef::to::<Patient>(&self.patient))
        } else {
            Some(RecordRef::to::<Token>(&self.token))
        }
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let id = if self.token.trim().is_empty() { self.without_token(tx, ctx)? } else { self.with_token(tx, ctx)? };
        Ok(Receipt::of::<Encounter>(id))
    }
}

impl OpenEncounter {
    fn with_token(&self, tx: &mut Tx, ctx: &Ctx) -> Result<EncounterId, Refusals> {
        let unknown = || Refusal::new(codes::TOKEN_UNKNOWN).at("token");
        let id = TokenId::parse(self.token.trim()).ok_or_else(unknown)?;
        let token = tx.world().tokens().get(&id).cloned().ok_or_else(unknown)?;
        let patient = active_patient(tx, token.patient.as_str(), "patient")?;
        let named = BhavyaId::parse(&self.patient).ok();
        if !self.patient.trim().is_empty() && named.as_ref() != Some(&patient.id) {
            return Err(Refusal::new(codes::WRONG_PATIENT).at("patient").with("id", patient.id.spaced()).into());
        }
        none_open(tx, &patient.id)?;
        begin_consult(tx, ctx, &id)?;
        open(tx, ctx, patient.id, token.department.clone(), Some(id), String::new())
    }

    fn without_token(&self, tx: &mut Tx, ctx: &Ctx) -> Result<EncounterId, Refusals> {
        let patient = active_patient(tx, &self.patient, "patient")?;
        let department =
            DepartmentId::parse(self.department.trim()).filter(|d| tx.world().departments().get(d).is_some());
        let department = department.ok_or_else(|| Refusal::new(codes::DEPARTMENT_UNKNOWN).at("department"))?;
        let reason = check::reason(&self.reason, "reason")?;
        none_open(tx, &patient.id)?;
        open(tx, ctx, patient.id, department, None, reason)
    }
}

/// One consultation at a time of a patient in the hospital, whichever the department.
fn none_open(tx: &Tx, patient: &BhavyaId) -> Result<(), Refusal> {
    let mut own = tx.world().encounters().find(Encounter::BY_PATIENT, patient.as_str());
    match own.find(|e| e.is_open()) {
        Some(open) => Err(Refusal::new(codes::ENCOUNTER_OPEN).with("id", open.id.as_str())),
        None => Ok(()),
    }
}

fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    patient: BhavyaId,
    department: DepartmentId,
    token: Option<TokenId>,
    without_token: String,
) -> Result<EncounterId, Refusals> {
    let id = EncounterId::numbered(tx.next_number("encounter")?);
    tx.put(Encounter {
        id: id.clone(),
        patient,
        department,
        token,
        without_token,
        mode: Mode::InPerson,
        opened: Stamp::of(ctx),
        state: EncounterState::Open,
        closed: None,
        pregnancy: None,
        complaints: Vec::new(),
        notes: String::new(),
        diagnoses: Vec::new(),
        orders: Vec::new(),
        follow_up: None,
        amendments: Vec::new(),
    })?;
    Ok(id)
}
