//! Words for codes, and addresses.

use crate::t;
use abhyas_core::{Capacity, Language};

/// What a sex is called.
pub fn sex(lang: Language, sex: &str) -> &'static str {
    match sex {
        "female" => t::female(lang),
        "male" => t::male(lang),
        "other" => t::other_sex(lang),
        _ => t::not_said(lang),
    }
}

/// What a capacity is called.
pub fn capacity(lang: Language, capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Officer => t::capacity_officer(lang),
        Capacity::Coordinator => t::capacity_coordinator(lang),
        Capacity::Trainer => t::capacity_trainer(lang),
        Capacity::Mentor => t::capacity_mentor(lang),
        Capacity::Trainee => t::capacity_trainee(lang),
        Capacity::Public => t::capacity_public(lang),
    }
}

/// A text as part of a query (RFC 3986, 2.1): everything but letters, digits and `-._~` as `%XX`.
pub fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
