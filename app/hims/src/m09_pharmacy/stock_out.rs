//! Medicines that are out of stock, and the level below which one is low.

use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::Stamp;
use crate::reference::ProductId;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a stock-out: `OUT` and a number.
    StockOutId, "OUT"
}

/// That a medicine is out of stock, told to whoever prescribes. The next receipt ends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockOut {
    /// Its id.
    pub id: StockOutId,
    /// The medicine.
    pub product: ProductId,
    /// When it is expected, what is given instead, ….
    pub note: String,
    /// Who marked it, and when.
    pub marked: Stamp,
    /// The receipt that ended it: when and by whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Stamp>,
}

impl StockOut {
    /// Index of the medicine, of those that have not ended.
    pub const BY_OPEN_PRODUCT: &'static str = "open_product";
}

impl Record for StockOut {
    const KIND: &'static str = "stock_out";
    type Id = StockOutId;

    fn id(&self) -> &StockOutId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index {
            name: Self::BY_OPEN_PRODUCT,
            keys: |o| if o.ended.is_none() { vec![o.product.as_str().to_owned()] } else { Vec::new() },
        }]
    }
}

/// Below how many units a medicine is low.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// The medicine.
    pub id: ProductId,
    /// Units.
    pub minimum: u32,
    /// Who set it, and when.
    pub set: Stamp,
}

impl Record for StockLevel {
    const KIND: &'static str = "stock_level";
    type Id = ProductId;

    fn id(&self) -> &ProductId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}
