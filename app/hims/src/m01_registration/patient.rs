//! The patient's record.

use super::abha::AbhaLink;
use super::bhavya_id::BhavyaId;
use super::merge::MergeId;
use crate::engine::{Ctx, Index, Persona, Record};
use crate::naming;
use crate::time::{Calendar, Day, Moment};
use abhyas_core::PersonId;
use serde::{Deserialize, Serialize};

/// Who did something, in which role, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: PersonId,
    /// In which role.
    pub persona: Persona,
}

impl Stamp {
    /// The stamp of the one who acts now.
    #[must_use]
    pub fn of(ctx: &Ctx) -> Self {
        Self { at: ctx.now, by: ctx.actor.clone(), persona: ctx.persona }
    }
}

/// Declares an enum of plain names: as forms and records write them, with all of them in the order of a form.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in the order of a form.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in forms and records.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one of a name; `None` for any other text.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.name() == name)
            }
        }
    };
}

pub(crate) use named;

named! {
    /// Sex as the record states it.
    Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Another.
        Other = "other",
    }
}

named! {
    /// Who the guardian named in the record is to the patient.
    Kinship {
        /// Father.
        Father = "father",
        /// Husband.
        Husband = "husband",
        /// Mother.
        Mother = "mother",
        /// Another.
        Other = "other",
    }
}

named! {
    /// A document that was shown. An Aadhaar card may be shown; its number is never kept.
    DocumentKind {
        /// Aadhaar card (seen; no number).
        Aadhaar = "aadhaar",
        /// Ration card.
        RationCard = "ration_card",
        /// Voter's card.
        VoterCard = "voter_card",
        /// Ayushman card.
        AyushmanCard = "ayushman_card",
        /// Birth certificate.
        BirthCertificate = "birth_certificate",
    }
}

/// A name in one or both scripts. At least one is there for a patient who is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Name {
    /// In Devanagari; may be empty.
    #[serde(default)]
    pub hi: String,
    /// In Latin letters; may be empty.
    #[serde(default)]
    pub en: String,
}

impl Name {
    /// The name in a language, or in the other one where that is all there is.
    #[must_use]
    pub fn in_language(&self, language: abhyas_core::Language) -> &str {
        let (first, second) = match language {
            abhyas_core::Language::Hi => (&self.hi, &self.en),
            abhyas_core::Language::En => (&self.en, &self.hi),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hi.is_empty() && self.en.is_empty()
    }

    /// The index keys of both spellings.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys = naming::index_keys(&self.hi);
        keys.extend(naming::index_keys(&self.en));
        keys.sort();
        keys.dedup();
        keys
    }
}

/// When somebody was born, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum Birth {
    /// The day.
    On {
        /// The day.
        day: Day,
    },
    /// An age in completed years, as it was told on a day.
    Aged {
        /// Completed years.
        years: u32,
        /// The day on which it was told.
        on: Day,
    },
}

impl Birth {
    /// Completed years on a day; an estimate where only an age was told.
    #[must_use]
    pub fn age(self, calendar: Calendar, today: Day) -> u32 {
        calendar.age_years(self.day(calendar), today)
    }

    /// The day of birth; for an age the day on which that many years were just completed.
    #[must_use]
    pub fn day(self, calendar: Calendar) -> Day {
        match self {
            Self::On { day } => day,
            Self::Aged { years, on } => calendar.years_before(on, years),
        }
    }
}

/// A synthetic mobile number: ten digits that begin 00000 and can not be dialled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mobile(String);

impl Mobile {
    pub(super) const fn new(digits: String) -> Self {
        Self(digits)
    }

    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Father, husband or whoever else is named beside the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Who it is to the patient.
    pub kinship: Kinship,
    /// The name.
    pub name: Name,
}

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Village or ward.
    #[serde(default)]
    pub village: Name,
    /// Block.
    #[serde(default)]
    pub block: Name,
    /// District.
    #[serde(default)]
    pub district: Name,
}

/// A document that was shown at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Which.
    pub kind: DocumentKind,
    /// Its number; always empty for Aadhaar.
    #[serde(default)]
    pub number: String,
}

/// Whether it is known who the patient is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Identity {
    /// Known from the start.
    Known,
    /// Brought in without a name.
    Unknown {
        /// What the patient looks like, who brought them, where they were found.
        description: String,
    },
    /// Brought in without a name and identified later.
    Identified {
        /// The description of that time.
        description: String,
        /// How it was found out.
        how: String,
        /// When and by whom.
        identified: Stamp,
    },
}

impl Identity {
    /// unknown → identified; `None` when the patient is known already.
    #[must_use]
    pub fn identify(self, how: String, identified: Stamp) -> Option<Self> {
        match self {
            Self::Unknown { description } => Some(Self::Identified { description, how, identified }),
            Self::Known | Self::Identified { .. } => None,
        }
    }
}

/// Whether the record stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// It does.
    #[default]
    Active,
    /// Another record of the same patient stands for it.
    Merged {
        /// That record.
        into: BhavyaId,
        /// The merge.
        merge: MergeId,
    },
    /// It was made in error. It stays readable; its ID is not used again.
    EnteredInError {
        /// Why.
        reason: String,
        /// When and by whom.
        marked: Stamp,
    },
}

/// One corrected field. The earlier value stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The field's name in the form.
    pub field: String,
    /// The value before.
    pub from: String,
    /// The value since.
    pub to: String,
    /// Why.
    pub reason: String,
    /// When and by whom.
    pub amended: Stamp,
}

/// Somebody registered a patient although a similar record was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Why.
    pub reason: String,
    /// The similar records that were shown.
    pub shown: Vec<BhavyaId>,
}

/// What is recorded of a birth in this hospital.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newborn {
    /// The mother.
    pub mother: BhavyaId,
    /// 1 for the only or first child of a birth, 2 for the second twin, ….
    pub birth_order: u8,
    /// Birth weight in grams, where it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_grams: Option<u32>,
}

/// A patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// The BHAVYA ID, for life.
    pub id: BhavyaId,
    /// The name; empty while the patient is unknown.
    pub name: Name,
    /// The sex.
    pub sex: Sex,
    /// When born.
    pub birth: Birth,
    /// Father, husband, ….
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<Guardian>,
    /// The mobile number; a household may share one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Mobile>,
    /// Where the patient lives.
    #[serde(default)]
    pub place: Place,
    /// The document that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Whether it is known who this is.
    pub identity: Identity,
    /// The ABHA link.
    #[serde(default)]
    pub abha: AbhaLink,
    /// For a child born here: the mother and the birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newborn: Option<Newborn>,
    /// Whether the record stands.
    #[serde(default)]
    pub standing: Standing,
    /// The search that came before the registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The duplicate warning that was overridden, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<Override>,
    /// Who registered the patient, and when.
    pub registered: Stamp,
    /// What was corrected since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
}

impl Patient {
    /// Index of the words of the name ([`naming::index_key`]).
    pub const BY_NAME: &'static str = "name";
    /// Index of the mobile number.
    pub const BY_MOBILE: &'static str = "mobile";
    /// Index of the ABHA number that is verified or linked.
    pub const BY_ABHA: &'static str = "abha";
    /// Index of the words of the village.
    pub const BY_VILLAGE: &'static str = "village";
    /// Index of the mother's BHAVYA ID.
    pub const BY_MOTHER: &'static str = "mother";
    /// Index of the number of the document that was shown.
    pub const BY_DOCUMENT: &'static str = "document";

    /// Whether the record stands.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.standing == Standing::Active
    }

    /// Whether it is not known who this is.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self.identity, Identity::Unknown { .. })
    }
}

impl Record for Patient {
    const KIND: &'static str = "patient";
    type Id = BhavyaId;

    fn id(&self) -> &BhavyaId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_NAME, keys: |p| p.name.keys() },
            Index { name: Self::BY_MOBILE, keys: |p| p.mobile.iter().map(|m| m.0.clone()).collect() },
            Index {
                name: Self::BY_ABHA,
                keys: |p| p.abha.number().map(|n| n.as_str().to_owned()).into_iter().collect(),
            },
            Index { name: Self::BY_VILLAGE, keys: |p| p.place.village.keys() },
            Index { name: Self::BY_MOTHER, keys: |p| p.newborn.iter().map(|n| n.mother.as_str().to_owned()).collect() },
            Index {
                name: Self::BY_DOCUMENT,
                keys: |p| p.document.iter().filter(|d| !d.number.is_empty()).map(|d| d.number.to_uppercase()).collect(),
            },
        ]
    }
}
