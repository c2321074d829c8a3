//! Numbers that a department decides: data, not code.

use crate::engine::{Index, Record};
use crate::world::World;
use serde::{Deserialize, Serialize};

/// The pharmacy's numbers of one hospital (one row). To be confirmed by the department before real use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PharmacyRules {
    /// The row's id: `pharmacy`.
    pub id: String,
    /// Days on which a prescription can be dispensed after the day of its signature.
    pub validity_days: u16,
    /// The same for Schedule X.
    pub validity_days_x: u16,
    /// Days on which something can be brought back after the day it was handed out.
    pub return_days: u16,
    /// A batch expires soon when it has so many days left, or fewer.
    pub expiring_days: u16,
    /// The latest expiry that is believed at receipt, in days.
    pub longest_life_days: u16,
    /// Units below which stock is low, where a product has no level of its own.
    pub minimum: u32,
    /// Units that are given at most without a prescription.
    pub counter_units: u32,
}

impl PharmacyRules {
    /// The id of the one row.
    pub const ID: &'static str = "pharmacy";

    /// What holds where a hospital has no row of its own.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            id: Self::ID.to_owned(),
            validity_days: 30,
            validity_days_x: 7,
            return_days: 7,
            expiring_days: 90,
            longest_life_days: 6 * 365,
            minimum: 50,
            counter_units: 20,
        }
    }

    /// The numbers of a hospital.
    #[must_use]
    pub fn of(world: &World) -> Self {
        world.pharmacy_rules().get(&Self::ID.to_owned()).map_or_else(Self::standard, |rules| (**rules).clone())
    }
}

impl Record for PharmacyRules {
    const KIND: &'static str = "pharmacy_rules";
    type Id = String;

    fn id(&self) -> &String {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}
