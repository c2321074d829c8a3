//! The two languages of Abhyas.

use serde::{Deserialize, Serialize};

/// The language a person reads. Hindi first; English is one click away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// हिन्दी
    #[default]
    Hi,
    /// English
    En,
}

impl Language {
    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Hi => "hi",
            Self::En => "en",
        }
    }

    /// The language of a tag; `None` for any other.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "hi" => Some(Self::Hi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Hi => Self::En,
            Self::En => Self::Hi,
        }
    }

    /// Picks the text of this language.
    #[must_use]
    pub fn pick<'a>(self, hi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Hi => hi,
            Self::En => en,
        }
    }
}
