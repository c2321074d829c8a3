//! Words for codes.

use crate::t;
use abhyas_core::{Capacity, Language};
use abhyas_ui::Tone;

/// What a sex is called.
pub fn sex(lang: Language, sex: &str) -> &'static str {
    match sex {
        "female" => t::female(lang),
        "male" => t::male(lang),
        "other" => t::other_sex(lang),
        _ => t::not_said(lang),
    }
}

/// A mark of attendance; nothing while there is none.
pub fn presence(lang: Language, presence: &str) -> Option<(Tone, &'static str)> {
    match presence {
        "present" => Some((Tone::Good, t::seat_present(lang))),
        "absent" => Some((Tone::Bad, t::seat_absent(lang))),
        "excused" => Some((Tone::Warn, t::seat_excused(lang))),
        _ => None,
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
