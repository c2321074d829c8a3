//! Refusals: what the system will not do, as a code. The texts (Hindi, English, what to do next) are in the catalogues.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A stable name of a refusal, e.g. `m01.birth_date_in_future`. Every code has an entry in a catalogue (`xtask tidy` checks).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// A code known at compile time. Use [`crate::codes!`], which also lists it.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The text of the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Declares refusal codes as constants and lists them in `ALL`, so that a test can ask for the texts of each.
///
/// ```
/// mod codes {
///     abhyas_core::codes! {
///         /// The birth date lies after today.
///         BIRTH_DATE_IN_FUTURE = "m01.birth_date_in_future";
///     }
/// }
/// assert_eq!(codes::ALL.len(), 1);
/// ```
#[macro_export]
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $($(#[$doc])* pub const $name: $crate::Code = $crate::Code::new($text);)+
        /// Every code declared here.
        pub const ALL: &[$crate::Code] = &[$($name),+];
    };
}

/// One refusal: its code, the field it belongs to (if any), and the values its text needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", code.as_str())]
pub struct Refusal {
    /// Which refusal.
    pub code: Code,
    /// The form field it marks, by its name in the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Cow<'static, str>>,
    /// Values for the placeholders of the text, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(Cow<'static, str>, String)>,
}

impl Refusal {
    /// A refusal that belongs to no field.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, field: None, values: Vec::new() }
    }

    /// Marks the field.
    #[must_use]
    pub fn at(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Gives the value of a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((Cow::Borrowed(name), value.to_string()));
        self
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}
