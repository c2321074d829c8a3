//! The barcode of a sample.

use crate::m01_registration::check::luhn;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// The barcode of a sample: `LB`, eight digits, and a Luhn digit over them. The form is our own. Printed in advance on
/// rolls of labels or given by the hospital; one sample for ever.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Barcode(String);

/// Why a text is no barcode of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotABarcode {
    /// Not `LB` and nine digits.
    #[error("a barcode is LB and nine digits")]
    Form,
    /// The check digit does not fit.
    #[error("the last digit does not fit the others")]
    CheckDigit,
}

impl Barcode {
    /// The barcode of a running number.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        let digits = format!("{:08}", number % 100_000_000);
        let check = luhn::check_digit(&digits);
        Self(format!("LB{digits}{check}"))
    }

    /// Reads a barcode as it is scanned or typed: case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`NotABarcode`].
    pub fn parse(text: &str) -> Result<Self, NotABarcode> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let text = text.to_ascii_uppercase();
        let digits = text.strip_prefix("LB").ok_or(NotABarcode::Form)?;
        if digits.len() != 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotABarcode::Form);
        }
        if luhn::fits(digits) { Ok(Self(text)) } else { Err(NotABarcode::CheckDigit) }
    }

    /// The text below the bars.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Barcode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Barcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Barcode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_barcode_reads_back_however_it_is_typed_and_a_wrong_digit_is_found() {
        let code = Barcode::numbered(42);
        assert_eq!(code.as_str().len(), 11);
        assert_eq!(Barcode::parse(&format!(" {} ", code.as_str().to_lowercase())), Ok(code.clone()));
        let wrong = code.as_str().replace('4', "5");
        assert_eq!(Barcode::parse(&wrong), Err(NotABarcode::CheckDigit));
        for text in ["", "LB", "LB12345678", "XX000000426", "LB0000004२6"] {
            assert_eq!(Barcode::parse(text), Err(NotABarcode::Form), "{text}");
        }
    }
}
