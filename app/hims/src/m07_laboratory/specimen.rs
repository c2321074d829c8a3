//! Samples: collected → received, or rejected.

use super::barcode::Barcode;
use super::codes;
use super::order::LabOrderId;
use crate::engine::{Index, Record};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::reference::{Container, SpecimenKind};
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

named! {
    /// Why a sample can not be used.
    RejectReason {
        /// The red cells broke.
        Haemolysed = "haemolysed",
        /// It clotted in a tube in which it must not.
        Clotted = "clotted",
        /// Too little.
        Insufficient = "insufficient",
        /// The wrong tube.
        WrongContainer = "wrong_container",
        /// The label is missing, unreadable, or names another patient.
        Mislabelled = "mislabelled",
        /// The tube leaks or is broken.
        Leaking = "leaking",
        /// Too old when it came.
        TooLate = "too_late",
        /// Milky with fat.
        Lipaemic = "lipaemic",
        /// Another reason, that the note says.
        Other = "other",
    }
}

/// The states of a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SpecimenState {
    /// Taken from the patient.
    Collected,
    /// In the laboratory.
    Received {
        /// When and by whom.
        received: Stamp,
    },
    /// Not usable. It takes no result.
    Rejected {
        /// When it came to the laboratory, where it had come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received: Option<Stamp>,
        /// Why.
        reason: RejectReason,
        /// What else is to be said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// When and by whom.
        rejected: Stamp,
    },
}

impl SpecimenState {
    /// The name of the state.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Collected => "collected",
            Self::Received { .. } => "received",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// collected → received.
    ///
    /// # Errors
    /// [`codes::SPECIMEN_RECEIVED`] the second time, [`codes::SPECIMEN_REJECTED`] after a rejection.
    pub fn receive(self, received: Stamp) -> Result<Self, Refusal> {
        match self {
            Self::Collected => Ok(Self::Received { received }),
            Self::Received { .. } => Err(codes::SPECIMEN_RECEIVED.into()),
            Self::Rejected { .. } => Err(codes::SPECIMEN_REJECTED.into()),
        }
    }

    /// collected or received → rejected.
    ///
    /// # Errors
    /// [`codes::SPECIMEN_REJECTED`] the second time.
    pub fn reject(self, reason: RejectReason, note: String, rejected: Stamp) -> Result<Self, Refusal> {
        match self {
            Self::Collected => Ok(Self::Rejected { received: None, reason, note, rejected }),
            Self::Received { received } => Ok(Self::Rejected { received: Some(received), reason, note, rejected }),
            Self::Rejected { .. } => Err(codes::SPECIMEN_REJECTED.into()),
        }
    }
}

/// A sample: one tube or cup of one patient, for one order or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Specimen {
    /// Its barcode.
    pub id: Barcode,
    /// The patient.
    pub patient: BhavyaId,
    /// What it is.
    pub kind: SpecimenKind,
    /// In what.
    pub container: Container,
    /// The orders it was taken for.
    pub orders: Vec<LabOrderId>,
    /// Who took it, and when.
    pub collected: Stamp,
    /// Where it stands.
    pub state: SpecimenState,
}

impl Specimen {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the day of collection (the day's number).
    pub const BY_DAY: &'static str = "day";

    /// When it came to the laboratory.
    #[must_use]
    pub const fn received(&self) -> Option<&Stamp> {
        match &self.state {
            SpecimenState::Collected => None,
            SpecimenState::Received { received } => Some(received),
            SpecimenState::Rejected { received, .. } => received.as_ref(),
        }
    }
}

impl Record for Specimen {
    const KIND: &'static str = "specimen";
    type Id = Barcode;

    fn id(&self) -> &Barcode {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |s| vec![s.patient.as_str().to_owned()] },
            Index { name: Self::BY_DAY, keys: |s| vec![s.collected.at.day().0.to_string()] },
        ]
    }
}
