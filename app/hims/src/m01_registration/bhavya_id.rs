//! The BHAVYA ID: one for life, never used again.

use super::check::verhoeff;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A patient's BHAVYA ID: `BHV`, the facility's number (3 digits), a running number (6 digits) and a Verhoeff check
/// digit: 13 characters. The letters and the length make it visibly unlike an ABHA number (14 digits) or an Aadhaar
/// number (12 digits). The form is our own; no official one is published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct BhavyaId(String);

/// Why a text is no BHAVYA ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotABhavyaId {
    /// Not `BHV` and ten digits.
    #[error("a BHAVYA ID is BHV and ten digits")]
    Form,
    /// The check digit does not fit: a digit is wrong or two are swapped.
    #[error("the last digit does not fit the others")]
    CheckDigit,
}

impl BhavyaId {
    /// The ID with a running number, given once by a counter of the facility.
    #[must_use]
    pub fn numbered(facility: u16, number: u64) -> Self {
        let digits = format!("{:03}{number:06}", facility % 1000);
        let check = verhoeff::check_digit(&digits);
        Self(format!("BHV{digits}{check}"))
    }

    /// Reads an ID as a person types it: case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`NotABhavyaId`].
    pub fn parse(text: &str) -> Result<Self, NotABhavyaId> {
        let text: String =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_uppercase();
        let digits = text.strip_prefix("BHV").ok_or(NotABhavyaId::Form)?;
        if digits.len() < 10 || digits.len() > 11 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotABhavyaId::Form);
        }
        if verhoeff::fits(digits) { Ok(Self(text)) } else { Err(NotABhavyaId::CheckDigit) }
    }

    /// The ID without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ID in groups, as it is printed and read aloud: `BHV 100 000 123 4`.
    #[must_use]
    pub fn spaced(&self) -> String {
        let mut out = String::new();
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % 3 == 0 {
                out.push(' ');
            }
            out.push(c);
        }
        out
    }
}

impl AsRef<str> for BhavyaId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BhavyaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for BhavyaId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_however_it_is_typed() {
        let id = BhavyaId::numbered(900, 123);
        assert_eq!(id.as_str().len(), 13);
        assert_eq!(BhavyaId::parse(&id.spaced()), Ok(id.clone()));
        assert_eq!(BhavyaId::parse(&id.as_str().to_lowercase()), Ok(id));
    }

    #[test]
    fn every_wrong_digit_and_every_swap_of_neighbours_is_found() {
        let id = BhavyaId::numbered(901, 48_213);
        let digits: Vec<char> = id.as_str().chars().collect();
        for at in 3..digits.len() {
            for wrong in '0'..='9' {
                let mut typed = digits.clone();
                typed[at] = wrong;
                let typed: String = typed.into_iter().collect();
                assert_eq!(BhavyaId::parse(&typed).is_ok(), typed == id.as_str(), "{typed}");
            }
            if at + 1 < digits.len() && digits[at] != digits[at + 1] {
                let mut typed = digits.clone();
                typed.swap(at, at + 1);
                assert_eq!(BhavyaId::parse(&typed.iter().collect::<String>()), Err(NotABhavyaId::CheckDigit));
            }
        }
    }

    #[test]
    fn other_numbers_are_no_bhavya_id() {
        for text in ["", "BHV", "91123456789012", "BHV12345", "BHX9000001234", "BHV90000012345678"] {
            assert_eq!(BhavyaId::parse(text), Err(NotABhavyaId::Form), "{text}");
        }
    }
}
