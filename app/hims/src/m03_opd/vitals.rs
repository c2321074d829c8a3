//! Vital signs as they were measured.

use super::encounter::EncounterId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a set of vital signs: `VIT` and a number.
    VitalsId, "VIT"
}

named! {
    /// How awake somebody is (ACVPU, as the early-warning score asks).
    Consciousness {
        /// Alert.
        Alert = "alert",
        /// Newly confused.
        Confused = "confused",
        /// Answers when spoken to.
        Voice = "voice",
        /// Answers to pain only.
        Pain = "pain",
        /// Does not answer.
        Unresponsive = "unresponsive",
    }
}

/// What was measured; what was not measured is absent. Whole numbers in the unit that each field names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Measured {
    /// Temperature in tenths of a degree Celsius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature_c10: Option<u16>,
    /// Systolic blood pressure, mmHg.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub systolic: Option<u16>,
    /// Diastolic blood pressure, mmHg.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diastolic: Option<u16>,
    /// Pulse, beats a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pulse: Option<u16>,
    /// Breaths a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respiration: Option<u16>,
    /// Oxygen saturation, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spo2: Option<u16>,
    /// Whether oxygen was being given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub on_oxygen: bool,
    /// How awake.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consciousness: Option<Consciousness>,
    /// Weight in grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_g: Option<u32>,
    /// Height or length in millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height_mm: Option<u16>,
    /// Blood glucose by glucometer, mg/dl.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub glucose_mg_dl: Option<u16>,
}

/// A set of vital signs of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vitals {
    /// Its id.
    pub id: VitalsId,
    /// Whose.
    pub patient: BhavyaId,
    /// During which consultation; absent when they were taken at the vitals desk before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter: Option<EncounterId>,
    /// What was measured.
    pub measured: Measured,
    /// Who measured, and when.
    pub taken: Stamp,
    /// Why they do not count, if they were entered in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_error: Option<super::InError>,
}

impl Vitals {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the consultation.
    pub const BY_ENCOUNTER: &'static str = "encounter";

    /// Whether they count.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.in_error.is_none()
    }
}

impl Record for Vitals {
    const KIND: &'static str = "vitals";
    type Id = VitalsId;

    fn id(&self) -> &VitalsId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |v| vec![v.patient.as_str().to_owned()] },
            Index { name: Self::BY_ENCOUNTER, keys: |v| v.encounter.iter().map(|e| e.as_str().to_owned()).collect() },
        ]
    }
}
