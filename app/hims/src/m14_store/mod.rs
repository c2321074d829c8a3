//! M14: stores. So far their list alone ([`Store`]); rules of the row M14 in the module table of the programme.

use crate::engine::{Index, Record, slug_id};
use crate::m01_registration::{Name, named};
use crate::m02_queue::standard::{Unreadable, name, rows};
use serde::{Deserialize, Serialize};

const STORES: &str = include_str!("../../reference/stores.csv");

slug_id! {
    /// The id of a store, e.g. `store-medicines`.
    StoreId
}

named! {
    /// What a store keeps.
    StoreKeeps {
        /// Medicines.
        Medicines = "medicines",
        /// Vaccines, in the cold.
        Vaccines = "vaccines",
        /// Surgical goods and consumables.
        Surgical = "surgical",
        /// Linen.
        Linen = "linen",
        /// Equipment and its parts.
        Equipment = "equipment",
        /// Everything else.
        General = "general",
    }
}

/// A store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Store {
    /// Its id.
    pub id: StoreId,
    /// Its name in Hindi and in English.
    pub name: Name,
    /// What it keeps.
    pub keeps: StoreKeeps,
}

impl Record for Store {
    const KIND: &'static str = "store";
    type Id = StoreId;

    fn id(&self) -> &StoreId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

/// The stores with which a practice hospital begins.
///
/// # Errors
/// [`Unreadable`], which a test forbids.
pub fn standard() -> Result<Vec<Store>, Unreadable> {
    rows("stores.csv", STORES, |cells| {
        let [id, hi, en, keeps] = cells else { return None };
        Some(Store { id: StoreId::parse(id)?, name: name(hi, en)?, keeps: StoreKeeps::from_name(keeps)? })
    })
}
