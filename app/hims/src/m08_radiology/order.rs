//! Orders of studies: what was asked for, and where it stands.

use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::m03_opd::EncounterId;
use crate::m07_laboratory::Priority;
use crate::reference::ImagingStudyId;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of an order: `IMO` and a number.
    ImagingOrderId, "IMO"
}

named! {
    /// Which side of the body, from the patient's own point of view.
    Side {
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
        /// Both.
        Both = "both",
    }
}

/// Where an order stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ImagingState {
    /// Waits for its picture.
    Ordered,
    /// Not wanted any more.
    Cancelled {
        /// Why.
        reason: String,
        /// When and by whom.
        cancelled: Stamp,
    },
}

impl ImagingState {
    /// Whether something is still to be done for it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Ordered)
    }
}

/// An order of an imaging study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagingOrder {
    /// Its id.
    pub id: ImagingOrderId,
    /// The patient.
    pub patient: BhavyaId,
    /// The consultation in which it was ordered.
    pub encounter: EncounterId,
    /// The study.
    pub study: ImagingStudyId,
    /// Which side, where there are two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// How soon.
    pub priority: Priority,
    /// What the picture should answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// Why it can not wait although she is pregnant or not sure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub although_pregnant: String,
    /// Who ordered it, and when.
    pub ordered: Stamp,
    /// Where it stands.
    pub state: ImagingState,
}

impl ImagingOrder {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
    /// Index of the consultation.
    pub const BY_ENCOUNTER: &'static str = "encounter";
    /// Index of those that wait; its only key is [`Self::WAITS`].
    pub const BY_OPEN: &'static str = "open";
    /// The key of those that wait.
    pub const WAITS: &'static str = "open";
}

impl Record for ImagingOrder {
    const KIND: &'static str = "imaging_order";
    type Id = ImagingOrderId;

    fn id(&self) -> &ImagingOrderId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PATIENT, keys: |o| vec![o.patient.as_str().to_owned()] },
            Index { name: Self::BY_ENCOUNTER, keys: |o| vec![o.encounter.as_str().to_owned()] },
            Index {
                name: Self::BY_OPEN,
                keys: |o| if o.state.is_open() { vec![Self::WAITS.to_owned()] } else { Vec::new() },
            },
        ]
    }
}
