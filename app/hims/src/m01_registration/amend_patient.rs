//! Correct a record, with a reason. The earlier values stay readable.

use super::check;
use super::codes;
use super::details::{Details, DetailsInput};
use super::patient::{Amendment, Birth, Name, Patient, Stamp};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Receipt, RecordRef, Refusals, Tx};
use crate::time::Calendar;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// The command. The form carries the whole record as it should be; what is the same is not amended.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AmendPatient {
    /// The patient's BHAVYA ID.
    pub patient: String,
    /// The record as it should be.
    pub details: DetailsInput,
    /// Why.
    pub reason: String,
}

impl Command for AmendPatient {
    fn subject(&self) -> Option<RecordRef> {
        Some(RecordRef::to::<Patient>(&self.patient))
    }

    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Register)?;
        let mut patient = rights::active_patient(tx, &self.patient, "patient")?;
        if patient.is_unknown() {
            return Err(Refusal::new(codes::IDENTIFY_INSTEAD).at("patient").into());
        }
        let details = self.details.check(ctx)?;
        let details = keep_spellings(&patient, keep_told_age(&patient, details, ctx));
        let before = fields(&patient, ctx.calendar);
        patient.name = details.name;
        patient.sex = details.sex;
        patient.birth = details.birth;
        patient.guardian = details.guardian;
        patient.mobile = details.mobile;
        patient.place = details.place;
        patient.document = details.document;
        let after = fields(&patient, ctx.calendar);
        let changed: Vec<_> = before.into_iter().zip(after).filter(|(b, a)| b != a).collect();
        if changed.is_empty() {
            return Err(Refusal::new(codes::NOTHING_TO_AMEND).into());
        }
        let reason = check::reason(&self.reason, "reason")?;
        for ((field, from), (_, to)) in changed {
            let field = field.to_owned();
            patient.amendments.push(Amendment { field, from, to, reason: reason.clone(), amended: Stamp::of(ctx) });
        }
        let receipt = Receipt::of::<Patient>(&patient.id);
        tx.put(patient)?;
        Ok(receipt)
    }
}

/// The same age told again on a later day is no amendment.
fn keep_told_age(patient: &Patient, mut details: Details, ctx: &Ctx) -> Details {
    if let (Birth::Aged { .. }, Birth::Aged { years, .. }) = (patient.birth, details.birth)
        && patient.birth.age(ctx.calendar, ctx.now.day()) == years
    {
        details.birth = patient.birth;
    }
    details
}

/// A form shows places and the guardian in one script. What reads as before in either script was not changed, and keeps
/// its other spelling.
fn keep_spellings(patient: &Patient, mut details: Details) -> Details {
    let same = |typed: &Name, held: &Name| {
        let typed = if typed.hi.is_empty() { &typed.en } else { &typed.hi };
        !typed.is_empty() && (*typed == held.hi || *typed == held.en)
    };
    if let (Some(typed), Some(held)) = (&mut details.guardian, &patient.guardian)
        && same(&typed.name, &held.name)
    {
        typed.name = held.name.clone();
    }
    let (typed, held) = (&mut details.place, &patient.place);
    let parts =
        [(&mut typed.village, &held.village), (&mut typed.block, &held.block), (&mut typed.district, &held.district)];
    for (typed, held) in parts {
        if same(typed, held) {
            *typed = held.clone();
        }
    }
    details
}

/// The fields of the form with their values as text, always in this order.
fn fields(patient: &Patient, calendar: Calendar) -> [(&'static str, String); 12] {
    let birth = match patient.birth {
        Birth::On { day } => calendar.date(day).to_string(),
        Birth::Aged { years, on } => format!("{years} ({})", calendar.date(on)),
    };
    let both = |name: &Name| {
        [name.hi.as_str(), name.en.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" / ")
    };
    let guardian = patient.guardian.as_ref();
    let document = patient.document.as_ref();
    [
        ("name_hi", patient.name.hi.clone()),
        ("name_en", patient.name.en.clone()),
        ("sex", patient.sex.name().to_owned()),
        ("birth_date", birth),
        ("guardian_kinship", guardian.map(|g| g.kinship.name()).unwrap_or_default().to_owned()),
        ("guardian_name", guardian.map(|g| both(&g.name)).unwrap_or_default()),
        ("mobile", patient.mobile.as_ref().map(|m| m.as_str()).unwrap_or_default().to_owned()),
        ("village", both(&patient.place.village)),
        ("block", both(&patient.place.block)),
        ("district", both(&patient.place.district)),
        ("document_kind", document.map(|d| d.kind.name()).unwrap_or_default().to_owned()),
        ("document_number", document.map(|d| d.number.clone()).unwrap_or_default()),
    ]
}
