//! The log of calls about critical results: who was told, when, and that they read it back.

use super::order::LabOrderId;
use super::result::LabResultId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a call: `CRC` and a number.
    CriticalCallId, "CRC"
}

named! {
    /// Who was told.
    ToldRole {
        /// The doctor who treats the patient.
        Doctor = "doctor",
        /// The nurse on duty.
        Nurse = "nurse",
        /// Somebody else who treats the patient.
        Other = "other",
    }
}

named! {
    /// What came of the call.
    Outcome {
        /// Somebody was told and read the result back.
        ReadBack = "read_back",
        /// Nobody could be reached. It counts as an attempt only.
        NotReached = "not_reached",
    }
}

/// A call about the critical results of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalCall {
    /// Its id.
    pub id: CriticalCallId,
    /// The order.
    pub order: LabOrderId,
    /// The patient.
    pub patient: BhavyaId,
    /// The critical results.
    pub results: Vec<LabResultId>,
    /// The name of whoever was told, or was not reached.
    pub told: String,
    /// Who that is.
    pub role: ToldRole,
    /// What came of it.
    pub outcome: Outcome,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who called, and when.
    pub called: Stamp,
}

impl CriticalCall {
    /// Index of the order.
    pub const BY_ORDER: &'static str = "order";
}

impl Record for CriticalCall {
    const KIND: &'static str = "critical_call";
    type Id = CriticalCallId;

    fn id(&self) -> &CriticalCallId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index { name: Self::BY_ORDER, keys: |c| vec![c.order.as_str().to_owned()] }]
    }
}
