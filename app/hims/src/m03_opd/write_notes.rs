//! Write down what the patient says and what is found.

use super::codes;
use super::encounter::{Complaint, Encounter, Pregnancy};
use super::number;
use super::person::CHILD_BEARING;
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::m01_registration::{Patient, Sex, check};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The longest complaint, in characters.
pub(super) const LONGEST_COMPLAINT: usize = 300;
/// The longest notes, in characters.
pub(super) const LONGEST_NOTES: usize = 4000;

/// The command. The form carries all of it, as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WriteNotes {
    /// The consultation.
    pub encounter: String,
    /// The complaint in the patient's words.
    pub complaint: String,
    /// Since how many days.
    pub days: String,
    /// Whether she is pregnant; nothing where it was not asked.
    pub pregnancy: Option<Pregnancy>,
    /// What was found, and advice.
    pub notes: String,
}

impl Command for WriteNotes {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Encounter>(&self.encounter))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Treat)?;
        let (mut encounter, patient) = rights::open_encounter(tx, &self.encounter)?;
        encounter.complaints = complaints(&self.complaint, &self.days)?;
        encounter.pregnancy = pregnancy(self.pregnancy, &patient, ctx)?;
        encounter.notes = check::text(&self.notes, "notes", LONGEST_NOTES)?;
        let receipt = Receipt::of::<Encounter>(&encounter.id);
        tx.put(encounter)?;
        Ok(receipt)
    }
}

/// The complaint as typed, with its days.
pub(super) fn complaints(typed: &str, days: &str) -> Result<Vec<Complaint>, Refusal> {
    let text = check::text(typed, "complaint", LONGEST_COMPLAINT)?;
    let days = number::whole(days, "days").map_err(|_| Refusal::new(codes::DAYS_FORM).at("days"))?;
    let days = match days {
        Some(days) if days > 36_500 => return Err(Refusal::new(codes::DAYS_FORM).at("days")),
        days => days.and_then(|d| u16::try_from(d).ok()),
    };
    Ok(if text.is_empty() { Vec::new() } else { vec![Complaint { text, days }] })
}

fn pregnancy(said: Option<Pregnancy>, patient: &Patient, ctx: &Ctx) -> Result<Option<Pregnancy>, Refusal> {
    let years = patient.birth.age(ctx.calendar, ctx.now.day());
    match said {
        Some(Pregnancy::Yes | Pregnancy::Unsure) if patient.sex == Sex::Male => {
            Err(Refusal::new(codes::PREGNANCY_MALE).at("pregnancy"))
        }
        Some(Pregnancy::Yes | Pregnancy::Unsure) if !CHILD_BEARING.contains(&years) => {
            Err(Refusal::new(codes::PREGNANCY_AGE).at("pregnancy"))
        }
        said => Ok(said),
    }
}
