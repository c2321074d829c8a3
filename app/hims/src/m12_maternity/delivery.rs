//! Deliveries.

use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Sex, Stamp, named};
use crate::m05_ipd::AdmissionId;
use crate::m11_theatre::TheatreId;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of a delivery: `DLV` and a number.
    DeliveryId, "DLV"
}

named! {
    /// How a child was born.
    DeliveryMode {
        /// By itself.
        Normal = "normal",
        /// With vacuum or forceps.
        Assisted = "assisted",
        /// By a caesarean section.
        Caesarean = "caesarean",
    }
}

named! {
    /// Whether a child lived.
    BirthOutcome {
        /// Born alive.
        Live = "live",
        /// Born dead after 28 weeks or more.
        Still = "still",
    }
}

/// One child of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Whether it lived.
    pub outcome: BirthOutcome,
    /// Its sex.
    pub sex: Sex,
    /// Its weight in grams, where it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_grams: Option<u32>,
    /// Its record; `None` for a child that was born dead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<BhavyaId>,
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// The mother.
    pub mother: BhavyaId,
    /// Her stay in the ward, where she was admitted for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admission: Option<AdmissionId>,
    /// Completed weeks of the pregnancy.
    pub weeks: u8,
    /// How.
    pub mode: DeliveryMode,
    /// In which theatre, for a caesarean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theatre: Option<TheatreId>,
    /// When the first child was born, and who delivered it.
    pub born: Stamp,
    /// The children, in the order of their birth.
    pub children: Vec<Child>,
}

impl Delivery {
    /// Index of the mother.
    pub const BY_MOTHER: &'static str = "mother";
    /// Index of the children's records.
    pub const BY_CHILD: &'static str = "child";
    /// Index of the day of birth, as its number.
    pub const BY_DAY: &'static str = "day";
}

impl Record for Delivery {
    const KIND: &'static str = "delivery";
    type Id = DeliveryId;

    fn id(&self) -> &DeliveryId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_MOTHER, keys: |d| vec![d.mother.as_str().to_owned()] },
            Index {
                name: Self::BY_CHILD,
                keys: |d| d.children.iter().filter_map(|c| c.patient.as_ref()).map(|p| p.as_str().to_owned()).collect(),
            },
            Index { name: Self::BY_DAY, keys: |d| vec![d.born.at.day().0.to_string()] },
        ]
    }
}
