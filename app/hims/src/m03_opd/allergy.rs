//! What a patient does not tolerate.

use super::InError;
use crate::engine::{Index, Record, numbered_id};
use crate::m01_registration::{BhavyaId, Stamp, named};
use crate::reference::ProductId;
use serde::{Deserialize, Serialize};

numbered_id! {
    /// The id of an allergy: `ALG` and a number.
    AllergyId, "ALG"
}

named! {
    /// How bad the reaction was.
    Severity {
        /// Passes by itself.
        Mild = "mild",
        /// Needed treatment.
        Moderate = "moderate",
        /// A danger to life (anaphylaxis, Stevens-Johnson).
        Severe = "severe",
    }
}

named! {
    /// What happened.
    Reaction {
        /// Rash or itching.
        Rash = "rash",
        /// Swelling of face or lips.
        Swelling = "swelling",
        /// Difficulty in breathing.
        Breathing = "breathing",
        /// Anaphylaxis: collapse.
        Anaphylaxis = "anaphylaxis",
        /// Vomiting or diarrhoea.
        Stomach = "stomach",
        /// Blisters, peeling skin.
        Blisters = "blisters",
        /// Something else, or not known.
        Other = "other",
    }
}

/// To what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Agent {
    /// Every medicine of an allergy class, e.g. `penicillin` (the allergy class of a product).
    Class {
        /// The class.
        class: String,
    },
    /// One product and everything with the same generic medicine.
    Product {
        /// The product.
        product: ProductId,
    },
    /// Something that is no medicine: a food, latex, dust.
    Other {
        /// What.
        what: String,
    },
    /// The patient was asked, and knows of none.
    NoneKnown,
}

/// Where an allergy stands. Nothing is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AllergyState {
    /// It counts.
    Active,
    /// It was found not to hold, or no longer.
    Resolved {
        /// Why.
        reason: String,
        /// When and by whom.
        resolved: Stamp,
    },
    /// It should not have been written.
    EnteredInError(InError),
}

/// An allergy of a patient, or that none is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allergy {
    /// Its id.
    pub id: AllergyId,
    /// Whose.
    pub patient: BhavyaId,
    /// To what.
    pub agent: Agent,
    /// What happened; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reaction: Option<Reaction>,
    /// How bad; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Where it stands.
    pub state: AllergyState,
    /// Who wrote it, and when.
    pub recorded: Stamp,
}

impl Allergy {
    /// Index of the patient.
    pub const BY_PATIENT: &'static str = "patient";

    /// Whether it counts.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == AllergyState::Active
    }
}

impl Record for Allergy {
    const KIND: &'static str = "allergy";
    type Id = AllergyId;

    fn id(&self) -> &AllergyId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[Index { name: Self::BY_PATIENT, keys: |a| vec![a.patient.as_str().to_owned()] }]
    }
}
