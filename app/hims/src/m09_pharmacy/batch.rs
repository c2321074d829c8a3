//! A batch of a medicine, and what is left of it.

use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::Stamp;
use crate::reference::ProductId;
use crate::time::Day;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a batch: `BAT` and a number.
    BatchId, "BAT"
}

/// Why a batch must not be used any more, and who said so here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// Why, with the number of the order.
    pub reason: String,
    /// When and by whom.
    pub recalled: Stamp,
}

/// Units that were recalled wait for a second person to put them back on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseProposal {
    /// Why, with the number of the order or the test report.
    pub reason: String,
    /// When and by whom.
    pub proposed: Stamp,
}

/// A recall that was lifted. It stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftedRecall {
    /// The recall.
    pub recall: Recall,
    /// Why it was lifted, and who proposed that.
    pub proposal: ReleaseProposal,
    /// Units that went back on the shelf.
    pub units: u32,
    /// When, and by which second person.
    pub approved: Stamp,
}

/// A batch. Its balances change by movements only ([`super::stock`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The medicine.
    pub product: ProductId,
    /// The maker's batch number, in capitals.
    pub number: String,
    /// The last day on which it may be used.
    pub expiry: Day,
    /// The printed maximum price of one unit, in paise; free for the patient.
    pub mrp_paise: u32,
    /// Whence it came.
    pub supplier: String,
    /// Units on the shelf.
    pub shelf: u32,
    /// Units in quarantine: brought back or recalled, not to be dispensed.
    pub quarantine: u32,
    /// Recalled, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<Recall>,
    /// Somebody proposes to lift the recall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<ReleaseProposal>,
    /// Recalls that were lifted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted: Vec<LiftedRecall>,
    /// When it first came, and who received it.
    pub received: Stamp,
}

impl Batch {
    /// Index of the product.
    pub const BY_PRODUCT: &'static str = "product";
    /// Index of product and batch number: `product number`.
    pub const BY_NUMBER: &'static str = "number";
    /// Index of what is not empty: the one key `yes`.
    pub const BY_STOCKED: &'static str = "stocked";
    /// The key of [`Batch::BY_STOCKED`].
    pub const STOCKED: &'static str = "yes";

    /// The key of [`Batch::BY_NUMBER`].
    #[must_use]
    pub fn number_key(product: &ProductId, number: &str) -> String {
        format!("{} {number}", product.as_str())
    }

    /// Whether it has expired on a day: the day of expiry itself is the last good one.
    #[must_use]
    pub fn is_expired(&self, today: Day) -> bool {
        self.expiry < today
    }

    /// Days left until it expires; negative after.
    #[must_use]
    pub const fn days_left(&self, today: Day) -> i32 {
        self.expiry.0.saturating_sub(today.0)
    }

    /// Units that may be dispensed on a day.
    #[must_use]
    pub fn usable(&self, today: Day) -> u32 {
        if self.recall.is_some() || self.is_expired(today) { 0 } else { self.shelf }
    }
}

impl Record for Batch {
    const KIND: &'static str = "batch";
    type Id = BatchId;

    fn id(&self) -> &BatchId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_PRODUCT, keys: |b| vec![b.product.as_str().to_owned()] },
            Index { name: Self::BY_NUMBER, keys: |b| vec![Self::number_key(&b.product, &b.number)] },
            Index {
                name: Self::BY_STOCKED,
                keys: |b| if b.shelf + b.quarantine > 0 { vec![Self::STOCKED.to_owned()] } else { Vec::new() },
            },
        ]
    }
}
