//! Movements of stock: the only way in which a balance changes.

use super::batch::{Batch, BatchId};
use super::dispensing::DispenseId;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::reference::ProductId;
use crate::time::Day;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a movement: `MOV` and a number.
    MovementId, "MOV"
}

named! {
    /// What happened.
    MovementKind {
        /// Came in.
        Receipt = "receipt",
        /// Handed out.
        Issue = "issue",
        /// Brought back by a patient: into quarantine.
        Return = "return",
        /// From the shelf into quarantine, by a recall.
        Quarantine = "quarantine",
        /// From quarantine back on the shelf, when a recall is lifted.
        Release = "release",
        /// Written off from the shelf.
        WriteOff = "write_off",
        /// Written off from quarantine.
        WriteOffQuarantine = "write_off_quarantine",
        /// A count found more.
        CountUp = "count_up",
        /// A count found less.
        CountDown = "count_down",
    }
}

impl MovementKind {
    /// How the shelf and the quarantine change with each unit.
    #[must_use]
    pub const fn effect(self) -> (i64, i64) {
        match self {
            Self::Receipt | Self::CountUp => (1, 0),
            Self::Issue | Self::WriteOff | Self::CountDown => (-1, 0),
            Self::Return => (0, 1),
            Self::Quarantine => (-1, 1),
            Self::Release => (1, -1),
            Self::WriteOffQuarantine => (0, -1),
        }
    }
}

/// A movement. Never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockMovement {
    /// Its id.
    pub id: MovementId,
    /// Of which batch.
    pub batch: BatchId,
    /// Of which medicine.
    pub product: ProductId,
    /// What happened.
    pub kind: MovementKind,
    /// Units, above zero.
    pub quantity: u32,
    /// The patient, where it was handed out or brought back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<BhavyaId>,
    /// The record of dispensing, where it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispense: Option<DispenseId>,
    /// Voucher or reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When and by whom.
    pub made: Stamp,
}

impl StockMovement {
    /// Index of the batch.
    pub const BY_BATCH: &'static str = "batch";
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";
}

impl Record for StockMovement {
    const KIND: &'static str = "stock_movement";
    type Id = MovementId;

    fn id(&self) -> &MovementId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_BATCH, keys: |m| vec![m.batch.as_str().to_owned()] },
            Index { name: Self::BY_PATIENT, keys: |m| m.patient.iter().map(|p| p.as_str().to_owned()).collect() },
        ]
    }
}

/// A batch with its first receipt, for a hospital that is being made. `number` is the running number of both; whoever
/// lays them sets the counters `batch` and `stock_movement` to the last number given.
#[must_use]
pub fn opening(
    number: u64,
    product: &ProductId,
    batch_number: &str,
    expiry: Day,
    quantity: u32,
    received: Stamp,
) -> (Batch, StockMovement) {
    let batch = Batch {
        id: BatchId::numbered(number),
        product: product.clone(),
        number: batch_number.to_owned(),
        expiry,
        mrp_paise: 0,
        supplier: String::new(),
        shelf: quantity,
        quarantine: 0,
        recall: None,
        release: None,
        lifted: Vec::new(),
        received: received.clone(),
    };
    let movement = StockMovement {
        id: MovementId::numbered(number),
        batch: batch.id.clone(),
        product: product.clone(),
        kind: MovementKind::Receipt,
        quantity,
        patient: None,
        dispense: None,
        note: String::new(),
        made: received,
    };
    (batch, movement)
}
