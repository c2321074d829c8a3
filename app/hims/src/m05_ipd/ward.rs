//! Wards.

use crate::engine::{Index, Record, slug_id};
use crate::m01_registration::{Name, Sex, named};
use serde::{Deserialize, Serialize};

slug_id! {
    /// The id of a ward, e.g. `ward-medical-women`.
    WardId
}

named! {
    /// For whom a ward is.
    WardFor {
        /// Grown women.
        Women = "women",
        /// Grown men.
        Men = "men",
        /// Children of either sex.
        Children = "children",
        /// Women before and after a delivery, with their newborns.
        Mothers = "mothers",
        /// Everybody.
        Everybody = "everybody",
    }
}

impl WardFor {
    /// Whether a person of a sex, grown or a child, belongs there.
    #[must_use]
    pub fn takes(self, sex: Sex, grown: bool) -> bool {
        match self {
            Self::Everybody => true,
            Self::Children => !grown,
            Self::Women => grown && sex != Sex::Male,
            Self::Men => grown && sex != Sex::Female,
            Self::Mothers => sex != Sex::Male,
        }
    }
}

/// A ward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ward {
    /// Its id.
    pub id: WardId,
    /// Its name in Hindi and in English.
    pub name: Name,
    /// For whom it is.
    pub of: WardFor,
    /// How many beds it has in the hospital of full size; a smaller one has its share.
    pub full_beds: u16,
}

impl Record for Ward {
    const KIND: &'static str = "ward";
    type Id = WardId;

    fn id(&self) -> &WardId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}
