//! Comparing texts that people typed: case, spaces, punctuation, script and spelling put aside step by step.

use unicode_normalization::UnicodeNormalization as _;

/// A text without what people do not see as a difference: lower case, single spaces, no punctuation, Western digits,
/// Devanagari without nukta and with one sign for nasal vowels (फ़ = फ, ँ = ं).
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\u{93C}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => {}
            '\u{901}' => out.push('\u{902}'),
            '०'..='९' => out.push(ascii_digit(c)),
            '\u{964}' | '\u{965}' | '\u{970}' => space(&mut out),
            '\u{900}'..='\u{97F}' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            _ => space(&mut out),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// A Devanagari digit as 0-9; every other character as it is.
#[must_use]
pub fn ascii_digit(c: char) -> char {
    match c {
        '०'..='९' => char::from_digit(u32::from(c) - u32::from('०'), 10).unwrap_or(c),
        _ => c,
    }
}

/// How alike two texts are, 0.0 to 1.0: one less the edit distance over the longer length (Levenshtein 1966).
#[must_use]
pub fn alike(a: &str, b: &str) -> f64 {
    strsim::normalized_levenshtein(a, b)
}

/// Whether `words` stands in `text` at word borders. Both are folded.
#[must_use]
pub fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).is_none_or(|t| t.is_empty() || t.ends_with(' '));
        let after = text.get(at + words.len()..).is_none_or(|t| t.is_empty() || t.starts_with(' '));
        before && after
    })
}

/// Letters with dots between them read as one word: `P.H.C.` → `PHC`, `A.N.M` → `ANM`, `प्रा. स्वा.` stays two words.
#[must_use]
pub fn join_initials(text: &str) -> String {
    let folded = fold(text);
    let mut out: Vec<String> = Vec::new();
    let mut single = false;
    for word in folded.split(' ') {
        let one = word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        match out.last_mut() {
            Some(last) if one && single => last.push_str(word),
            _ => out.push(word.to_owned()),
        }
        single = one;
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_keeps_what_people_see_as_the_same() {
        for (text, folded) in [
            ("  Nurse  \"A Grade\" ", "nurse a grade"),
            ("Medical Officer -in -Charge", "medical officer in charge"),
            ("मुज़फ़्फ़रपुर", "मुजफ्फरपुर"),
            ("मुज\u{93C}फ\u{93C}्फ\u{93C}रपुर", "मुजफ्फरपुर"),
            ("गाँव", "गांव"),
            ("मो॰ नं॰", "मो नं"),
            ("०१२", "012"),
            ("????", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn initials_join_into_one_word() {
        for (text, joined) in [
            ("P.H.C. Kanti", "phc kanti"),
            ("Dr. A K Singh", "dr ak singh"),
            ("A.N.M", "anm"),
            ("Nurse A Grade", "nurse a grade"),
        ] {
            assert_eq!(join_initials(text), joined);
        }
    }

    #[test]
    fn words_are_found_at_their_borders_only() {
        assert!(has_words("mobile no of staff", "mobile no"));
        assert!(!has_words("surname", "name"));
        assert!(!has_words("पदनाम", "नाम"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
