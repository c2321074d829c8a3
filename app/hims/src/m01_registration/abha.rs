//! The ABHA number and the states of its link.

use super::check;
use super::codes;
use super::patient::Stamp;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};

/// A synthetic ABHA number: 14 digits that begin 00. Real ones begin 91, so this one can not be anybody's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AbhaNumber(String);

impl AbhaNumber {
    /// Reads a number as it is typed; hyphens and spaces do not matter. The second value is a warning when the last
    /// digit does not fit (see [`check::luhn`]).
    ///
    /// # Errors
    /// [`codes::ABHA_FORM`] when it is not 14 digits, [`codes::ABHA_REAL`] when it could be a real one,
    /// [`codes::AADHAAR_NOT_STORED`] or [`codes::AADHAAR_CHECK_DIGIT`] when an Aadhaar number was typed.
    pub fn parse(typed: &str, field: &'static str) -> Result<(Self, Option<Refusal>), Refusal> {
        check::no_aadhaar(typed, field)?;
        let digits = check::digits(typed);
        let only_digits = typed.chars().all(|c| !c.is_alphabetic());
        if digits.len() != 14 || !only_digits {
            return Err(Refusal::new(codes::ABHA_FORM).at(field));
        }
        if !digits.starts_with("00") {
            return Err(Refusal::new(codes::ABHA_REAL).at(field));
        }
        let warning = (!check::luhn::fits(&digits)).then(|| Refusal::new(codes::ABHA_LAST_DIGIT).at(field));
        Ok((Self(digits), warning))
    }

    /// The 14 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number in groups: `00-1234-5678-9012`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let part = |from, to| self.0.get(from..to).unwrap_or_default();
        [part(0, 2), part(2, 6), part(6, 10), part(10, 14)].join("-")
    }
}

/// How an ABHA number was verified at the desk (the ways that ABDM's first milestone asks for).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbhaMethod {
    /// The patient's QR was scanned: what a desk does first.
    #[default]
    Qr,
    /// A one-time password on the patient's mobile ([`super::SendOtp`]).
    Otp,
    /// Name, birth and sex agreed with the register.
    Demographic,
}

impl AbhaMethod {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Qr, Self::Otp, Self::Demographic];

    /// The name in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qr => "qr",
            Self::Otp => "otp",
            Self::Demographic => "demographic",
        }
    }

    /// The way of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// The answer to the first question of a registration: "do you have an ABHA?"
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum AbhaAnswer {
    /// Yes: the number, verified at the desk with the patient's consent.
    Has {
        /// The number as typed.
        number: String,
        /// How it was verified.
        method: AbhaMethod,
        /// Whether the patient agreed.
        consent: bool,
        /// The one-time password, where it was verified by one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        otp: String,
    },
    /// No, or not with them today. It can be added later.
    HasNot,
    /// Does not want to give it; care is the same.
    Declines,
}

/// An ABHA number's link with a patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AbhaLink {
    /// None yet.
    #[default]
    Unlinked,
    /// The number is the patient's; the record is not yet linked.
    Verified {
        /// The number.
        number: AbhaNumber,
        /// How it was verified.
        method: AbhaMethod,
        /// When and by whom.
        verified: Stamp,
    },
    /// The record is linked.
    Linked {
        /// The number.
        number: AbhaNumber,
        /// When and by whom.
        linked: Stamp,
    },
    /// The link was taken back. Another number, or the same, may be verified again.
    Delinked {
        /// The number that was linked.
        number: AbhaNumber,
        /// Why.
        reason: String,
        /// When and by whom.
        delinked: Stamp,
    },
}

/// A step that the link's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbhaStateError {
    /// There is a number already, verified or linked.
    Present,
    /// There is no verified number.
    NotVerified,
    /// There is no linked number.
    NotLinked,
}

impl From<AbhaStateError> for Refusal {
    fn from(error: AbhaStateError) -> Self {
        Self::new(match error {
            AbhaStateError::Present => codes::ABHA_PRESENT,
            AbhaStateError::NotVerified => codes::ABHA_NOT_VERIFIED,
            AbhaStateError::NotLinked => codes::ABHA_NOT_LINKED,
        })
    }
}

impl AbhaLink {
    /// The name of the state.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        match self {
            Self::Unlinked => "unlinked",
            Self::Verified { .. } => "verified",
            Self::Linked { .. } => "linked",
            Self::Delinked { .. } => "delinked",
        }
    }

    /// The number that belongs to the patient now: verified or linked.
    #[must_use]
    pub const fn number(&self) -> Option<&AbhaNumber> {
        match self {
            Self::Verified { number, .. } | Self::Linked { number, .. } => Some(number),
            Self::Unlinked | Self::Delinked { .. } => None,
        }
    }

    /// unlinked or delinked → verified.
    ///
    /// # Errors
    /// [`AbhaStateError::Present`].
    pub fn verify(self, number: AbhaNumber, method: AbhaMethod, verified: Stamp) -> Result<Self, AbhaStateError> {
        match self {
            Self::Unlinked | Self::Delinked { .. } => Ok(Self::Verified { number, method, verified }),
            Self::Verified { .. } | Self::Linked { .. } => Err(AbhaStateError::Present),
        }
    }

    /// verified → linked.
    ///
    /// # Errors
    /// [`AbhaStateError::NotVerified`]; [`AbhaStateError::Present`] when it is linked already.
    pub fn link(self, linked: Stamp) -> Result<Self, AbhaStateError> {
        match self {
            Self::Verified { number, .. } => Ok(Self::Linked { number, linked }),
            Self::Linked { .. } => Err(AbhaStateError::Present),
            Self::Unlinked | Self::Delinked { .. } => Err(AbhaStateError::NotVerified),
        }
    }

    /// linked → delinked.
    ///
    /// # Errors
    /// [`AbhaStateError::NotLinked`].
    pub fn delink(self, reason: String, delinked: Stamp) -> Result<Self, AbhaStateError> {
        match self {
            Self::Linked { number, .. } => Ok(Self::Delinked { number, reason, delinked }),
            Self::Unlinked | Self::Verified { .. } | Self::Delinked { .. } => Err(AbhaStateError::NotLinked),
        }
    }
}
