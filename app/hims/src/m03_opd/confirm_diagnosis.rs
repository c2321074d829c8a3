//! A provisional diagnosis is confirmed.

use super::codes;
use super::encounter::{DiagnosisKind, Encounter, MadeDiagnosis};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmDiagnosis {
    /// The consultation.
    pub encounter: String,
    /// The number of the diagnosis in it.
    pub n: u16,
}

impl Command for ConfirmDiagnosis {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, _) = rights::open_encounter(tx, &self.encounter)?;
        let diagnosis = standing(&mut encounter, self.n)?;
        if diagnosis.kind == DiagnosisKind::Confirmed {
            return Err(codes::DIAGNOSIS_CONFIRMED.into());
        }
        diagnosis.kind = DiagnosisKind::Confirmed;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}

/// The diagnosis of a number, if it stands.
pub(super) fn standing(encounter: &mut Encounter, n: u16) -> Result<&mut MadeDiagnosis, Refusal> {
    let found = encounter.diagnoses.iter_mut().find(|d| d.n == n && d.removed.is_none());
    found.ok_or_else(|| Refusal::new(codes::DIAGNOSIS_NOT_FOUND))
}
