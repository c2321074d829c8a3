//! Change a signed consultation, with a reason. What it said before stays readable.

use super::InError;
use super::add_diagnosis::{AddDiagnosis, add};
use super::codes;
use super::encounter::{Complaint, DiagnosisKind, Encounter, EncounterAmendment};
use super::remove_diagnosis::remove;
use super::rights::{self, Right};
use super::write_notes::{LONGEST_NOTES, complaints};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Stamp, active_patient, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. Complaint and notes as they should be; a diagnosis to add, one to take back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AmendEncounter {
    /// The consultation.
    pub encounter: String,
    /// The complaint as it should be.
    pub complaint: String,
    /// Since how many days.
    pub days: String,
    /// The notes as they should be.
    pub notes: String,
    /// The code of a diagnosis to add; empty for none.
    pub code: String,
    /// The number of a diagnosis to take back; empty for none.
    pub remove: String,
    /// Why.
    pub reason: String,
}

impl Command for AmendEncounter {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let mut encounter = rights::encounter(tx, &self.encounter)?;
        if encounter.state.signed().is_none() {
            return Err(codes::AMEND_UNSIGNED.into());
        }
        let before = fields(&encounter);
        encounter.complaints = complaints(&self.complaint, &self.days)?;
        if encounter.complaints.is_empty() {
            return Err(Refusal::new(codes::SIGN_COMPLAINT).at("complaint").into());
        }
        encounter.notes = check::text(&self.notes, "notes", LONGEST_NOTES)?;
        let reason = check::reason(&self.reason, "reason")?;
        self.diagnoses(tx, ctx, &mut encounter, &reason)?;
        let changed: Vec<_> = before.into_iter().zip(fields(&encounter)).filter(|(b, a)| b != a).collect();
        if changed.is_empty() {
            return Err(codes::NOTHING_TO_AMEND.into());
        }
        for ((field, from), (_, to)) in changed {
            let (field, reason, amended) = (field.to_owned(), reason.clone(), Stamp::of(ctx));
            encounter.amendments.push(EncounterAmendment { field, from, to, reason, amended });
        }
        encounter.state = encounter.state.amend(Stamp::of(ctx)).map_err(|_| Refusal::new(codes::AMEND_UNSIGNED))?;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}

impl AmendEncounter {
    fn diagnoses(&self, tx: &Tx, ctx: &Ctx, encounter: &mut Encounter, reason: &str) -> Result<(), Refusal> {
        if !self.code.trim().is_empty() {
            let patient = active_patient(tx, encounter.patient.as_str(), "patient")?;
            let kind = Some(DiagnosisKind::Confirmed);
            let asked = AddDiagnosis { code: self.code.clone(), kind, ..AddDiagnosis::default() };
            add(tx.world(), ctx, &patient, encounter, &asked)?;
        }
        if !self.remove.trim().is_empty() {
            let n = self.remove.trim().parse().map_err(|_| Refusal::new(codes::DIAGNOSIS_NOT_FOUND).at("remove"))?;
            let last = encounter.standing_diagnoses().len() == 1;
            if last {
                return Err(Refusal::new(codes::SIGN_DIAGNOSIS).at("remove"));
            }
            let why = InError { reason: reason.to_owned(), marked: Stamp::of(ctx) };
            remove(tx.world(), encounter, n, why).map_err(|refusal| refusal.at("remove"))?;
        }
        Ok(())
    }
}

/// What can be amended, as text, always in this order.
fn fields(encounter: &Encounter) -> [(&'static str, String); 3] {
    let complaint = |c: &Complaint| c.days.map_or_else(|| c.text.clone(), |days| format!("{} ({days})", c.text));
    let complaints: Vec<String> = encounter.complaints.iter().map(complaint).collect();
    let codes: Vec<&str> = encounter.standing_diagnoses().iter().map(|d| d.code.as_str()).collect();
    [("complaint", complaints.join("; ")), ("notes", encounter.notes.clone()), ("diagnosis", codes.join(", "))]
}
