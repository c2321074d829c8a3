//! M03: the out-patient consultation and the e-prescription.

mod allergy;
mod encounter;
mod prescription;
mod referral;
mod vitals;

use crate::m01_registration::Stamp;
use serde::{Deserialize, Serialize};

pub use allergy::{Agent, Allergy, AllergyId, AllergyState, Reaction, Severity};
pub use encounter::{
    Complaint, DiagnosisKind, Encounter, EncounterAmendment, EncounterId, EncounterState, EncounterStateError,
    FollowUp, MadeDiagnosis, Mode, Pregnancy,
};
pub use prescription::{
    Frequency, NotSigned, Prescription, PrescriptionId, PrescriptionState, Route, RxLine, RxOverride,
};
pub use referral::{Referral, ReferralId, Urgency};
pub use vitals::{Consciousness, Measured, Vitals, VitalsId};

/// Why something that was written does not count, when that was said and by whom. It stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InError {
    /// Why.
    pub reason: String,
    /// When and by whom.
    pub marked: Stamp,
}
