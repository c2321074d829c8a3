//! The consultation.

use super::InError;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::m02_queue::{DepartmentId, TokenId};
use crate::m07_laboratory::LabOrderId;
use crate::reference::DiagnosisCode;
use crate::time::Day;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a consultation: `ENC` and a number.
    EncounterId, "ENC"
}

named! {
    /// How doctor and patient met.
    Mode {
        /// In the consulting room.
        InPerson = "in_person",
        /// Through the telephone or a screen.
        Teleconsult = "teleconsult",
    }
}

named! {
    /// What is known of a pregnancy, asked of every woman of child-bearing age before a medicine that could harm.
    Pregnancy {
        /// Not pregnant.
        No = "no",
        /// Pregnant.
        Yes = "yes",
        /// Asked; she does not know.
        Unsure = "unsure",
    }
}

named! {
    /// How sure a diagnosis is.
    DiagnosisKind {
        /// Until tests or the course say more.
        Provisional = "provisional",
        /// Confirmed.
        Confirmed = "confirmed",
    }
}

/// A complaint in the patient's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// What.
    pub text: String,
    /// Since how many days, where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
}

/// A diagnosis of a consultation. One that is taken back stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeDiagnosis {
    /// Its number in the consultation, from 1.
    pub n: u16,
    /// The ICD-10 code.
    pub code: DiagnosisCode,
    /// How sure.
    pub kind: DiagnosisKind,
    /// Whether it is the main one. One that stands is.
    pub primary: bool,
    /// Who made it, and when.
    pub made: Stamp,
    /// Why it was taken back, when and by whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<InError>,
}

/// When the patient should come again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The day.
    pub day: Day,
    /// What for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What was changed after signing. The earlier text stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterAmendment {
    /// What was changed: `complaint`, `notes`, `follow_up`, `diagnosis`, `prescription`.
    pub field: String,
    /// As it was.
    pub from: String,
    /// As it is since.
    pub to: String,
    /// Why.
    pub reason: String,
    /// When and by whom.
    pub amended: Stamp,
}

/// Where a consultation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum EncounterState {
    /// It is going on.
    Open,
    /// The doctor has signed it.
    Signed {
        /// When and by whom.
        signed: Stamp,
    },
    /// It was changed after signing, with a reason.
    Amended {
        /// When and by whom it was signed.
        signed: Stamp,
        /// The last change.
        amended: Stamp,
    },
    /// The patient left, or it was not needed.
    Cancelled {
        /// Why.
        reason: String,
        /// When and by whom.
        cancelled: Stamp,
    },
    /// It should not have been written (e.g. at the wrong patient).
    EnteredInError(InError),
}

/// The consultation is not in the state for this step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the consultation is not in the state for this step")]
pub struct EncounterStateError;

impl EncounterState {
    /// The name of the state in records and indexes.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Signed { .. } => "signed",
            Self::Amended { .. } => "amended",
            Self::Cancelled { .. } => "cancelled",
            Self::EnteredInError(_) => "entered_in_error",
        }
    }

    /// Who signed it, and when; `None` before that.
    #[must_use]
    pub const fn signed(&self) -> Option<&Stamp> {
        match self {
            Self::Signed { signed } | Self::Amended { signed, .. } => Some(signed),
            _ => None,
        }
    }

    /// open → signed.
    ///
    /// # Errors
    /// [`EncounterStateError`] from any other state.
    pub fn sign(self, signed: Stamp) -> Result<Self, EncounterStateError> {
        match self {
            Self::Open => Ok(Self::Signed { signed }),
            _ => Err(EncounterStateError),
        }
    }

    /// signed or amended → amended.
    ///
    /// # Errors
    /// [`EncounterStateError`] from any other state.
    pub fn amend(self, amended: Stamp) -> Result<Self, EncounterStateError> {
        match self {
            Self::Signed { signed } | Self::Amended { signed, .. } => Ok(Self::Amended { signed, amended }),
            _ => Err(EncounterStateError),
        }
    }

    /// open → cancelled.
    ///
    /// # Errors
    /// [`EncounterStateError`] from any other state.
    pub fn cancel(self, reason: String, cancelled: Stamp) -> Result<Self, EncounterStateError> {
        match self {
            Self::Open => Ok(Self::Cancelled { reason, cancelled }),
            _ => Err(EncounterStateError),
        }
    }

    /// open, signed or amended → entered in error.
    ///
    /// # Errors
    /// [`EncounterStateError`] from any other state.
    pub fn enter_in_error(self, marked: InError) -> Result<Self, EncounterStateError> {
        match self {
            Self::Open | Self::Signed { .. } | Self::Amended { .. } => Ok(Self::EnteredInError(marked)),
            _ => Err(EncounterStateError),
        }
    }
}

/// A consultation of a patient in a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encounter {
    /// Its id.
    pub id: EncounterId,
    /// The patient.
    pub patient: BhavyaId,
    /// The department.
    pub department: DepartmentId,
    /// The token that was called; absent for a patient seen without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenId>,
    /// Why the patient was seen without a token.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub without_token: String,
    /// How they met.
    pub mode: Mode,
    /// Who began it, and when.
    pub opened: Stamp,
    /// Where it stands.
    pub state: EncounterState,
    /// When the patient left the room, and who said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Stamp>,
    /// Whether the patient is pregnant, where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pregnancy: Option<Pregnancy>,
    /// The complaints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<Complaint>,
    /// What was found on examination, and advice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// The diagnoses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<MadeDiagnosis>,
    /// The tests that were ordered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<LabOrderId>,
    /// When the patient should come again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
    /// What was changed after signing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<EncounterAmendment>,
}

impl Encounter {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the token.
    pub const BY_TOKEN: &'static str = "token";
    /// Index of department and state ([`Encounter::department_state`]): what is still open on a desk.
    pub const BY_DEPARTMENT_STATE: &'static str = "department_state";
    /// Index of department and day of opening ([`Encounter::department_day`]).
    pub const BY_DEPARTMENT_DAY: &'static str = "department_day";
    /// Index of the codes of the diagnoses that stand.
    pub const BY_DIAGNOSIS: &'static str = "diagnosis";

    /// The key of [`Encounter::BY_DEPARTMENT_STATE`], e.g. `opd-medicine open`.
    #[must_use]
    pub fn department_state(department: &DepartmentId, state: &str) -> String {
        format!("{} {state}", department.as_str())
    }

    /// The key of [`Encounter::BY_DEPARTMENT_DAY`], e.g. `opd-medicine 0`.
    #[must_use]
    pub fn department_day(department: &DepartmentId, day: Day) -> String {
        format!("{} {}", department.as_str(), day.0)
    }

    /// Whether it is going on.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, EncounterState::Open)
    }

    /// Whether it counts: neither cancelled nor entered in error.
    #[must_use]
    pub const fn stands(&self) -> bool {
        matches!(self.state, EncounterState::Open | EncounterState::Signed { .. } | EncounterState::Amended { .. })
    }

    /// The diagnoses that stand, the main one first.
    #[must_use]
    pub fn standing_diagnoses(&self) -> Vec<&MadeDiagnosis> {
        let mut standing: Vec<&MadeDiagnosis> = self.diagnoses.iter().filter(|d| d.removed.is_none()).collect();
        standing.sort_by_key(|d| (!d.primary, d.n));
        standing
    }
}

impl Record for Encounter {
    const KIND: &'static str = "encounter";
    type Id = EncounterId;

    fn id(&self) -> &EncounterId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |e| vec![e.patient.as_str().to_owned()] },
            Index { name: Self::BY_TOKEN, keys: |e| e.token.iter().map(|t| t.as_str().to_owned()).collect() },
            Index {
                name: Self::BY_DEPARTMENT_STATE,
                keys: |e| vec![Self::department_state(&e.department, e.state.name())],
            },
            Index {
                name: Self::BY_DEPARTMENT_DAY,
                keys: |e| vec![Self::department_day(&e.department, e.opened.at.day())],
            },
            Index {
                name: Self::BY_DIAGNOSIS,
                keys: |e| e.standing_diagnoses().iter().map(|d| d.code.as_str().to_owned()).collect(),
            },
        ]
    }
}
