//! From a refusal's code to the words a person reads.

use abhyas_core::{Language, Refusal};

/// The texts of one refusal.
#[derive(Debug, Clone, Copy)]
pub struct RefusalText {
    /// What is wrong, in Hindi.
    pub hi: &'static str,
    /// What is wrong, in English.
    pub en: &'static str,
    /// What to do next, in Hindi.
    pub hi_next: &'static str,
    /// What to do next, in English.
    pub en_next: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/refusals.rs"));

/// What a person reads of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub next: String,
}

/// Whether a code has its texts.
#[must_use]
pub fn known(code: &str) -> bool {
    find(code).is_some()
}

fn find(code: &str) -> Option<&'static RefusalText> {
    let at = REFUSALS.binary_search_by(|(c, _)| (*c).cmp(code)).ok()?;
    REFUSALS.get(at).map(|(_, text)| text)
}

/// The words for a refusal. A code without texts (a test forbids it) is shown as the general one with its name.
#[must_use]
pub fn explain(language: Language, refusal: &Refusal) -> Explained {
    match find(refusal.code.as_str()) {
        Some(text) => Explained {
            message: fill(language.pick(text.hi, text.en), refusal),
            next: fill(language.pick(text.hi_next, text.en_next), refusal),
        },
        None => Explained {
            message: crate::shared::refused(language, refusal.code.as_str()),
            next: crate::shared::refused_next(language).to_owned(),
        },
    }
}

fn fill(text: &str, refusal: &Refusal) -> String {
    let mut out = text.to_owned();
    for (name, value) in &refusal.values {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_the_search_finds_every_code() {
        for (code, _) in REFUSALS {
            assert!(known(code), "{code}");
        }
    }

    #[test]
    fn an_unknown_code_still_says_something_useful() {
        let explained = explain(Language::En, &Refusal::new(abhyas_core::Code::new("no.such_code")));
        assert!(explained.message.contains("no.such_code"));
    }
}
