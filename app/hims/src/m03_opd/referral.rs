//! A referral to another department or hospital.

use super::encounter::EncounterId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a referral: `REF` and a number.
    ReferralId, "REF"
}

named! {
    /// How soon the patient must be seen there.
    Urgency {
        /// At the next out-patient day.
        Routine = "routine",
        /// Today.
        Urgent = "urgent",
        /// At once, with the ambulance (102).
        Emergency = "emergency",
    }
}

/// A referral letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// Who is referred.
    pub patient: BhavyaId,
    /// In which consultation.
    pub encounter: EncounterId,
    /// The department or hospital.
    pub to: String,
    /// How soon.
    pub urgency: Urgency,
    /// Why.
    pub reason: String,
    /// What was done here before (for an emergency: how the patient was stabilised).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done_here: String,
    /// Who wrote it, and when.
    pub made: Stamp,
    /// Why it does not count, if it was entered in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_error: Option<super::InError>,
}

impl Referral {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the consultation.
    pub const BY_ENCOUNTER: &'static str = "encounter";
}

impl Record for Referral {
    const KIND: &'static str = "referral";
    type Id = ReferralId;

    fn id(&self) -> &ReferralId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |r| vec![r.patient.as_str().to_owned()] },
            Index { name: Self::BY_ENCOUNTER, keys: |r| vec![r.encounter.as_str().to_owned()] },
        ]
    }
}
