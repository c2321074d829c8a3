//! Reports: what goes to the patient and the doctor. A version that went out never changes.

use super::order::{LabOrderId, Verification};
use super::result::LabResultId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp};
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a report: `RPT` and a number.
    LabReportId, "RPT"
}

/// Whether a version of a report is the one that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ReportState {
    /// It is.
    Current,
    /// A corrected version took its place. It stays readable.
    Superseded {
        /// The corrected version.
        by: LabReportId,
    },
}

/// One version of the report on an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabReport {
    /// Its id.
    pub id: LabReportId,
    /// The order.
    pub order: LabOrderId,
    /// The patient.
    pub patient: BhavyaId,
    /// 1 for the first, 2 for the first correction, ….
    pub version: u16,
    /// The results, in the order of the test's panel.
    pub results: Vec<LabResultId>,
    /// What the laboratory adds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// How the results were verified.
    pub verification: Verification,
    /// Who released it, and when.
    pub released: Stamp,
    /// Minutes from the collection of the sample to the first release; of a correction from the release before.
    pub turnaround_minutes: i64,
    /// Why it was corrected, when it is a correction.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The version before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<LabReportId>,
    /// Whether it counts.
    pub state: ReportState,
}

impl LabReport {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the order.
    pub const BY_ORDER: &'static str = "order";
    /// Index of the day of release (the day's number).
    pub const BY_DAY: &'static str = "day";

    /// Whether it is the version that counts.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.state == ReportState::Current
    }
}

impl Record for LabReport {
    const KIND: &'static str = "lab_report";
    type Id = LabReportId;

    fn id(&self) -> &LabReportId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |r| vec![r.patient.as_str().to_owned()] },
            Index { name: Self::BY_ORDER, keys: |r| vec![r.order.as_str().to_owned()] },
            Index { name: Self::BY_DAY, keys: |r| vec![r.released.at.day().0.to_string()] },
        ]
    }
}
