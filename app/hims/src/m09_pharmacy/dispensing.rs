//! What was handed out on a prescription, and what came back.

use super::batch::BatchId;
use super::codes;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp};
use crate::m03_opd::PrescriptionId;
use crate::reference::ProductId;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a record of dispensing: `DSP` and a number.
    DispenseId, "DSP"
}

/// Where dispensing stands. Before the first of these states the prescription waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DispenseState {
    /// The pharmacist has checked the prescription; nothing was handed out.
    Verified,
    /// Part was handed out; the rest is owed.
    Partly,
    /// Nothing more is owed.
    Fully,
    /// Everything that was handed out came back.
    Returned,
}

/// A step that the state does not allow: nothing is left to dispense, or nothing was handed out yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DispenseStateError;

impl From<DispenseStateError> for Refusal {
    fn from(_: DispenseStateError) -> Self {
        Self::new(codes::ALREADY_DISPENSED)
    }
}

impl DispenseState {
    /// The name of the state in records and indexes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Partly => "partly",
            Self::Fully => "fully",
            Self::Returned => "returned",
        }
    }

    /// Whether something may still be handed out.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Verified | Self::Partly)
    }

    /// verified or partly → partly; → fully when nothing more is owed.
    ///
    /// # Errors
    /// [`DispenseStateError`] from any other state.
    pub const fn hand_out(self, complete: bool) -> Result<Self, DispenseStateError> {
        match self {
            Self::Verified | Self::Partly => Ok(if complete { Self::Fully } else { Self::Partly }),
            Self::Fully | Self::Returned => Err(DispenseStateError),
        }
    }

    /// partly or fully → the same; → returned when everything came back.
    ///
    /// # Errors
    /// [`DispenseStateError`] from any other state.
    pub const fn take_back(self, all: bool) -> Result<Self, DispenseStateError> {
        match self {
            Self::Partly | Self::Fully => Ok(if all { Self::Returned } else { self }),
            Self::Verified | Self::Returned => Err(DispenseStateError),
        }
    }
}

/// Units of one batch that were handed out in one go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// The batch.
    pub batch: BatchId,
    /// Units.
    pub quantity: u32,
    /// Units of it that came back.
    #[serde(default)]
    pub returned: u32,
    /// Why not the batch that expires first, where it was another.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When and by whom.
    pub handed: Stamp,
}

/// Why another medicine stands in the place of the prescribed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitution {
    /// The line that it stands for.
    pub line: u16,
    /// The medicine that it stands for.
    pub product: ProductId,
    /// Why.
    pub reason: String,
    /// How the prescriber consented, where it is another generic.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub consent: String,
    /// When and by whom.
    pub made: Stamp,
}

/// Why what is owed will not be handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Why.
    pub reason: String,
    /// When and by whom.
    pub made: Stamp,
}

/// One medicine to hand out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispenseLine {
    /// Its number here, from 1.
    pub n: u16,
    /// The line of the prescription behind it; 0 without a prescription.
    pub of: u16,
    /// The medicine.
    pub product: ProductId,
    /// One dose, in thousandths of the product's dose unit.
    pub dose_milli: i64,
    /// Units to hand out in all.
    pub quantity: u32,
    /// What was handed out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handed: Vec<Handed>,
    /// In whose place it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Substitution>,
    /// Why the rest will not be handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
}

impl DispenseLine {
    /// Units handed out so far, whatever came back.
    #[must_use]
    pub fn issued(&self) -> u32 {
        self.handed.iter().map(|h| h.quantity).sum()
    }

    /// Units that came back.
    #[must_use]
    pub fn returned(&self) -> u32 {
        self.handed.iter().map(|h| h.returned).sum()
    }

    /// Units still owed to the patient.
    #[must_use]
    pub fn owed(&self) -> u32 {
        if self.waiver.is_some() { 0 } else { self.quantity.saturating_sub(self.issued()) }
    }
}

/// Dispensing on one prescription, or of something that needs none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispense {
    /// Its id.
    pub id: DispenseId,
    /// The prescription; none for what is given without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescription: Option<PrescriptionId>,
    /// For whom.
    pub patient: BhavyaId,
    /// Who checked it, and when.
    pub verified: Stamp,
    /// Where it stands.
    pub state: DispenseState,
    /// The medicines.
    pub lines: Vec<DispenseLine>,
}

impl Dispense {
    /// Index of the prescription.
    pub const BY_PRESCRIPTION: &'static str = "prescription";
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the name of the state.
    pub const BY_STATE: &'static str = "state";
    /// Index of the medicines of which units are owed, once part was handed out.
    pub const BY_OWED: &'static str = "owed";

    /// The line of a number.
    #[must_use]
    pub fn line(&self, n: u16) -> Option<&DispenseLine> {
        self.lines.iter().find(|line| line.n == n)
    }

    /// The line of a number, to change.
    pub(super) fn line_mut(&mut self, n: u16) -> Option<&mut DispenseLine> {
        self.lines.iter_mut().find(|line| line.n == n)
    }

    /// Medicines of which something is owed.
    #[must_use]
    pub fn owing(&self) -> usize {
        self.lines.iter().filter(|line| line.owed() > 0).count()
    }

    /// Whether nothing more is owed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.owing() == 0
    }
}

impl Record for Dispense {
    const KIND: &'static str = "dispense";
    type Id = DispenseId;

    fn id(&self) -> &DispenseId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index {
                name: Self::BY_PRESCRIPTION,
                keys: |d| d.prescription.iter().map(|p| p.as_str().to_owned()).collect(),
            },
            Index { name: Self::BY_PATIENT, keys: |d| vec![d.patient.as_str().to_owned()] },
            Index { name: Self::BY_STATE, keys: |d| vec![d.state.name().to_owned()] },
            Index {
                name: Self::BY_OWED,
                keys: |d| match d.state {
                    DispenseState::Partly => {
                        let owed = d.lines.iter().filter(|line| line.owed() > 0);
                        owed.map(|line| line.product.as_str().to_owned()).collect()
                    }
                    DispenseState::Verified | DispenseState::Fully | DispenseState::Returned => Vec::new(),
                },
            },
        ]
    }
}
