//! Say who an unknown patient is. The BHAVYA ID stays; somebody looks first whether the person is registered already.

use super::check;
use super::codes;
use super::create_patient::no_duplicate;
use super::details::DetailsInput;
use super::patient::{Patient, Stamp};
use super::rights::{self, Right};
use super::search_patients;
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentifyPatient {
    /// The BHAVYA ID that the unknown patient was given.
    pub patient: String,
    /// The search for the person that came before.
    pub search: String,
    /// Who it is.
    pub details: DetailsInput,
    /// How it was found out.
    pub how: String,
    /// Why this is not one of the similar records; empty when none was shown. Where it is one of them, the record is
    /// identified with that reason and a merge is proposed.
    pub duplicate_reason: String,
}

impl Command for IdentifyPatient {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut patient = rights::active_patient(tx, &self.patient, "patient")?;
        if !patient.is_unknown() {
            return Err(Refusal::new(codes::NOT_UNKNOWN).at("patient").into());
        }
        let details = self.details.check(ctx)?;
        let how = check::reason(&self.how, "how")?;
        search_patients::required(tx, ctx, &self.search, &details)?;
        patient.despite = no_duplicate(tx, ctx, &details, &self.duplicate_reason)?;
        let identity = patient.identity.identify(how, Stamp::of(ctx));
        patient.identity = identity.ok_or_else(|| Refusal::new(codes::NOT_UNKNOWN).at("patient"))?;
        patient.name = details.name;
        patient.sex = details.sex;
        patient.birth = details.birth;
        patient.guardian = details.guardian;
        patient.mobile = details.mobile;
        patient.place = details.place;
        patient.document = details.document;
        let receipt = Receipt::of::<Patient>(&patient.id);
        tx.put(patient)?;
        Ok(receipt)
    }
}
