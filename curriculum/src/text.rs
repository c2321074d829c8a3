//! A text in both languages, as content files write it.

use abhyas_core::Language;
use serde::{Deserialize, Serialize};

/// A text in Hindi and English. A file that lacks one of them is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
}

impl Both {
    /// The text of a language.
    #[must_use]
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.hi, &self.en)
    }
}
