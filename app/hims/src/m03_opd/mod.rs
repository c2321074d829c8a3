//! M03: the out-patient consultation and the e-prescription. What does this patient need, and is it safe?
//!
//! * A consultation begins with the token that is called, or without one with a reason ([`OpenEncounter`]); it is open →
//!   signed → amended, or cancelled, or entered in error ([`EncounterState`]). Nothing signed is edited.
//! * Vital signs must be plausible; a dangerous early-warning score is said at once ([`RecordVitals`]).
//! * A diagnosis must be possible for the patient: none of pregnancy in men ([`AddDiagnosis`]).
//! * A prescription ([`Prescribe`]) needs a diagnosis, and for each medicine dose, route, frequency and duration; who
//!   prescribes is in its stamp. It is checked against allergies, the other medicines, age and weight, pregnancy and the
//!   facility's list; what may be overridden needs a reason, which stays with the line.
//! * A consultation is closed after it is signed, not before ([`CloseEncounter`]).
//!
//! Rules of the row M03 in the module table of the programme; limits of vital signs from its row M06.

mod add_diagnosis;
mod allergy;
mod amend_encounter;
mod cancel_encounter;
mod cancel_prescription;
mod checks;
mod close_encounter;
pub mod codes;
mod confirm_diagnosis;
pub mod dose;
mod early_warning;
mod encounter;
mod enter_in_error;
mod mark_teleconsult;
mod number;
mod offers;
mod open_encounter;
mod order_imaging;
mod order_tests;
pub mod person;
mod prescribe;
mod prescription;
mod record_allergy;
mod record_vitals;
mod refer;
mod referral;
mod remove_diagnosis;
mod resolve_allergy;
mod rights;
mod set_follow_up;
mod sign_encounter;
mod vitals;
mod write_notes;

#[cfg(test)]
mod tests;

use crate::m01_registration::Stamp;
use serde::{Deserialize, Serialize};

pub use add_diagnosis::AddDiagnosis;
pub use allergy::{Agent, Allergy, AllergyId, AllergyState, Reaction, Severity};
pub use amend_encounter::AmendEncounter;
pub use cancel_encounter::CancelEncounter;
pub use cancel_prescription::CancelPrescription;
pub use close_encounter::CloseEncounter;
pub use confirm_diagnosis::ConfirmDiagnosis;
pub use early_warning::{ADULT_FROM_YEARS, EarlyWarning, early_warning};
pub use encounter::{
    Complaint, DiagnosisKind, Encounter, EncounterAmendment, EncounterId, EncounterState, EncounterStateError,
    FollowUp, MadeDiagnosis, Mode, Pregnancy,
};
pub use enter_in_error::EnterRecordInError;
pub use mark_teleconsult::MarkTeleconsult;
pub use number::{dose as read_dose, dose_text};
pub use offers::{Offer, body, offered_tests, offers};
pub use open_encounter::OpenEncounter;
pub use order_imaging::OrderImaging;
pub use order_tests::OrderTests;
pub use prescribe::{MOST_DAYS, Prescribe, RxLineInput};
pub use prescription::{
    Frequency, NotSigned, Prescription, PrescriptionId, PrescriptionState, Route, RxLine, RxOverride,
};
pub use record_allergy::{RecordAllergy, classes};
pub use record_vitals::RecordVitals;
pub use refer::Refer;
pub use referral::{Referral, ReferralId, Urgency};
pub use remove_diagnosis::RemoveDiagnosis;
pub use resolve_allergy::ResolveAllergy;
pub use set_follow_up::SetFollowUp;
pub use sign_encounter::SignEncounter;
pub use vitals::{Consciousness, Measured, Vitals, VitalsId};
pub use write_notes::WriteNotes;

/// Why something that was written does not count, when that was said and by whom. It stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InError {
    /// Why.
    pub reason: String,
    /// When and by whom.
    pub marked: Stamp,
}
