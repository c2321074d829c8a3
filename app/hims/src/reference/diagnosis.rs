//! Diagnoses by their ICD-10 code.

use serde::{Deserialize, Deserializer, Serialize};

/// A code of ICD-10: a letter, two digits, and one or two digits after a dot where it is finer (`A09`, `E11.9`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DiagnosisCode(String);

impl DiagnosisCode {
    /// Reads a code as a person types it; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (category, finer) = text.split_once('.').unwrap_or((&text, "0"));
        let letter = category.starts_with(|c: char| c.is_ascii_uppercase());
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fits = letter && category.len() == 3 && category.get(1..).is_some_and(digits) && finer.len() <= 2;
        (fits && digits(finer)).then_some(Self(text))
    }

    /// The text of the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The category: the three characters before the dot.
    #[must_use]
    pub fn category(&self) -> &str {
        self.0.get(..3).unwrap_or_default()
    }
}

impl AsRef<str> for DiagnosisCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for DiagnosisCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a code of ICD-10"))
    }
}
