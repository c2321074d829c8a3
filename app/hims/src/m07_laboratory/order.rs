//! Orders: what was asked for, and where it stands.

use super::barcode::Barcode;
use super::codes;
use super::report::LabReportId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::m03_opd::EncounterId;
use crate::reference::LabTestId;
use crate::time::Moment;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of an order: `LBO` and a number.
    LabOrderId, "LBO"
}

named! {
    /// How soon it is needed.
    Priority {
        /// In its turn.
        Routine = "routine",
        /// Before routine work.
        Urgent = "urgent",
        /// At once: the patient is in danger.
        Stat = "stat",
    }
}

impl Priority {
    /// What decides whose turn it is: the lower first.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Stat => 0,
            Self::Urgent => 1,
            Self::Routine => 2,
        }
    }
}

/// How a result came to be verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Verification {
    /// By rule, because nothing about it is remarkable.
    ByRule {
        /// When.
        at: Moment,
    },
    /// By a person.
    ByPerson {
        /// Who, and when.
        verified: Stamp,
    },
}

/// A correction of a released report that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The report that is being corrected.
    pub report: LabReportId,
    /// Why.
    pub reason: String,
    /// Who began it, and when.
    pub begun: Stamp,
}

/// The states of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OrderState {
    /// Waits for a sample.
    Ordered,
    /// The sample is taken and on its way.
    Collected {
        /// The sample.
        specimen: Barcode,
    },
    /// The sample is in the laboratory.
    Received {
        /// The sample.
        specimen: Barcode,
    },
    /// The sample was rejected: another is needed.
    Recollect {
        /// The rejected sample.
        rejected: Barcode,
    },
    /// Every test of it has a result.
    Resulted {
        /// The sample.
        specimen: Barcode,
        /// When and by whom the last result was entered.
        resulted: Stamp,
    },
    /// The results are verified.
    Verified {
        /// The sample.
        specimen: Barcode,
        /// How.
        verification: Verification,
    },
    /// The report is out.
    Released {
        /// The sample.
        specimen: Barcode,
        /// The report.
        report: LabReportId,
    },
    /// A corrected report is out.
    Amended {
        /// The sample.
        specimen: Barcode,
        /// The latest report.
        report: LabReportId,
    },
    /// Not wanted any more.
    Cancelled {
        /// Why.
        reason: String,
        /// When and by whom.
        cancelled: Stamp,
    },
}

/// A step that the order's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderStateError {
    step: Attempted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attempted {
    Collect,
    Reject,
    Result,
    Verify,
    Release,
    Correct,
    Cancel,
}

impl From<OrderStateError> for Refusal {
    fn from(error: OrderStateError) -> Self {
        Self::new(match error.step {
            Attempted::Collect => codes::COLLECT_STATE,
            Attempted::Reject => codes::SPECIMEN_REPORTED,
            Attempted::Result => codes::RESULT_STATE,
            Attempted::Verify => codes::VERIFY_STATE,
            Attempted::Release => codes::RELEASE_STATE,
            Attempted::Correct => codes::CORRECT_STATE,
            Attempted::Cancel => codes::CANCEL_STATE,
        })
    }
}

type Step = Result<OrderState, OrderStateError>;

impl OrderState {
    /// The name of the state.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Collected { .. } => "collected",
            Self::Received { .. } => "received",
            Self::Recollect { .. } => "recollect",
            Self::Resulted { .. } => "resulted",
            Self::Verified { .. } => "verified",
            Self::Released { .. } => "released",
            Self::Amended { .. } => "amended",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Whether the laboratory still has something to do.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Released { .. } | Self::Amended { .. } | Self::Cancelled { .. })
    }

    /// The sample that stands for the order now.
    #[must_use]
    pub const fn specimen(&self) -> Option<&Barcode> {
        match self {
            Self::Collected { specimen }
            | Self::Received { specimen }
            | Self::Resulted { specimen, .. }
            | Self::Verified { specimen, .. }
            | Self::Released { specimen, .. }
            | Self::Amended { specimen, .. } => Some(specimen),
            Self::Ordered | Self::Recollect { .. } | Self::Cancelled { .. } => None,
        }
    }

    /// The latest report.
    #[must_use]
    pub const fn report(&self) -> Option<&LabReportId> {
        match self {
            Self::Released { report, .. } | Self::Amended { report, .. } => Some(report),
            _ => None,
        }
    }

    /// ordered or to be collected again → collected.
    ///
    /// # Errors
    /// [`OrderStateError`] from any other state.
    pub fn collect(self, specimen: Barcode) -> Step {
        match self {
            Self::Ordered | Self::Recollect { .. } => Ok(Self::Collected { specimen }),
            _ => Err(OrderStateError { step: Attempted::Collect }),
        }
    }

    /// collected → received. Other states stay as they are: a sample is received once, its orders with it.
    #[must_use]
    pub fn receive(self) -> Self {
        match self {
            Self::Collected { specimen } => Self::Received { specimen },
            other => other,
        }
    }

    /// collected, received, resulted or verified → to be collected again.
    ///
    /// # Errors
    /// [`OrderStateError`] when a report is out, or there is no sample.
    pub fn reject(self) -> Step {
        match self {
            Self::Collected { specimen }
            | Self::Received { specimen }
            | Self::Resulted { specimen, .. }
            | Self::Verified { specimen, .. } => Ok(Self::Recollect { rejected: specimen }),
            _ => Err(OrderStateError { step: Attempted::Reject }),
        }
    }

    /// received → resulted, or received still while tests are missing. Results may be typed again until the report is
    /// out; they are verified again then.
    ///
    /// # Errors
    /// [`OrderStateError`] from any other state.
    pub fn result(self, complete: bool, resulted: Stamp) -> Step {
        match self {
            Self::Received { specimen } if !complete => Ok(Self::Received { specimen }),
            Self::Received { specimen } | Self::Resulted { specimen, .. } | Self::Verified { specimen, .. } => {
                Ok(Self::Resulted { specimen, resulted })
            }
            _ => Err(OrderStateError { step: Attempted::Result }),
        }
    }

    /// resulted → verified.
    ///
    /// # Errors
    /// [`OrderStateError`] from any other state.
    pub fn verify(self, verification: Verification) -> Step {
        match self {
            Self::Resulted { specimen, .. } => Ok(Self::Verified { specimen, verification }),
            _ => Err(OrderStateError { step: Attempted::Verify }),
        }
    }

    /// verified → released, or amended when it is a correction.
    ///
    /// # Errors
    /// [`OrderStateError`] from any other state.
    pub fn release(self, report: LabReportId, correction: bool) -> Step {
        match self {
            Self::Verified { specimen, .. } if correction => Ok(Self::Amended { specimen, report }),
            Self::Verified { specimen, .. } => Ok(Self::Released { specimen, report }),
            _ => Err(OrderStateError { step: Attempted::Release }),
        }
    }

    /// released or amended → resulted: the correction is verified and released as any result is.
    ///
    /// # Errors
    /// [`OrderStateError`] from any other state.
    pub fn correct(self, resulted: Stamp) -> Step {
        match self {
            Self::Released { specimen, .. } | Self::Amended { specimen, .. } => {
                Ok(Self::Resulted { specimen, resulted })
            }
            _ => Err(OrderStateError { step: Attempted::Correct }),
        }
    }

    /// Anything before the results → cancelled.
    ///
    /// # Errors
    /// [`OrderStateError`] once there are results, and when it is cancelled.
    pub fn cancel(self, reason: String, cancelled: Stamp) -> Step {
        match self {
            Self::Ordered | Self::Collected { .. } | Self::Received { .. } | Self::Recollect { .. } => {
                Ok(Self::Cancelled { reason, cancelled })
            }
            _ => Err(OrderStateError { step: Attempted::Cancel }),
        }
    }
}

/// An order for one test or panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabOrder {
    /// Its id.
    pub id: LabOrderId,
    /// The patient.
    pub patient: BhavyaId,
    /// The consultation in which it was placed, where it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter: Option<EncounterId>,
    /// The test or panel that was asked for.
    pub test: LabTestId,
    /// The tests that are measured for it, in the order of the report.
    pub tests: Vec<LabTestId>,
    /// How soon.
    pub priority: Priority,
    /// What the laboratory should know: the question, what the patient takes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who placed it, and when.
    pub ordered: Stamp,
    /// Where it stands.
    pub state: OrderState,
    /// Samples that were rejected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Barcode>,
    /// The correction that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

impl LabOrder {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the consultation.
    pub const BY_ENCOUNTER: &'static str = "encounter";
    /// Index of the name of the state, of those that are open ([`OrderState::is_open`]).
    pub const BY_OPEN: &'static str = "open";
    /// Index of the sample that stands for it.
    pub const BY_SPECIMEN: &'static str = "specimen";
}

impl Record for LabOrder {
    const KIND: &'static str = "lab_order";
    type Id = LabOrderId;

    fn id(&self) -> &LabOrderId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |o| vec![o.patient.as_str().to_owned()] },
            Index { name: Self::BY_ENCOUNTER, keys: |o| o.encounter.iter().map(|e| e.as_str().to_owned()).collect() },
            Index {
                name: Self::BY_OPEN,
                keys: |o| if o.state.is_open() { vec![o.state.name().to_owned()] } else { Vec::new() },
            },
            Index {
                name: Self::BY_SPECIMEN,
                keys: |o| o.state.specimen().map(|s| s.as_str().to_owned()).into_iter().collect(),
            },
        ]
    }
}
