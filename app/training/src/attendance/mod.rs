//! Attendance: what a trainer marks, and what share of a module's sessions a person was present at.

use serde::{Deserialize, Serialize};

/// How a trainer marked a seat. A seat that nobody has marked yet has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// Was there.
    Present,
    /// Was not there.
    Absent,
    /// Was not there, and had a reason that was accepted: duty, illness.
    Excused,
}

impl Presence {
    /// The three marks, in the order a trainer sees them.
    pub const ALL: [Self; 3] = [Self::Present, Self::Absent, Self::Excused];

    /// The name used in tables and forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Excused => "excused",
        }
    }

    /// The mark of a name; `None` for any other text, the empty one of an unmarked seat included.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.name() == name)
    }
}

/// A person's marks in one module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attendance {
    /// Sessions at which the person was present.
    pub present: u32,
    /// Sessions at which the person was absent, excused or not: nobody learns from a session that was missed.
    pub missed: u32,
    /// Seats that nobody has marked yet. They count neither way.
    pub unmarked: u32,
}

impl Attendance {
    /// Counts the marks of a person's seats in one module.
    #[must_use]
    pub fn of(marks: impl IntoIterator<Item = Option<Presence>>) -> Self {
        let mut counted = Self::default();
        for mark in marks {
            match mark {
                Some(Presence::Present) => counted.present += 1,
                Some(Presence::Absent | Presence::Excused) => counted.missed += 1,
                None => counted.unmarked += 1,
            }
        }
        counted
    }

    /// The share of the marked sessions the person was present at, in whole per cent, rounded down so that a share just below
    /// a threshold never counts as having reached it. `None` when nothing is marked.
    #[must_use]
    pub fn percent(self) -> Option<u8> {
        let marked = u64::from(self.present) + u64::from(self.missed);
        (u64::from(self.present) * 100).checked_div(marked).and_then(|percent| u8::try_from(percent).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Presence::{Absent, Excused, Present};

    #[test]
    fn the_share_is_of_the_marked_sessions_and_rounded_down() {
        for (marks, percent) in [
            (vec![], None),
            (vec![None], None),
            (vec![Some(Present)], Some(100)),
            (vec![Some(Absent)], Some(0)),
            (vec![Some(Excused)], Some(0)),
            (vec![Some(Present), None], Some(100)),
            (vec![Some(Present), Some(Excused)], Some(50)),
            (vec![Some(Present), Some(Present), Some(Absent)], Some(66)),
        ] {
            assert_eq!(Attendance::of(marks.clone()).percent(), percent, "{marks:?}");
        }
    }

    #[test]
    fn marks_have_distinct_names_that_read_back() {
        for mark in Presence::ALL {
            assert_eq!(Presence::from_name(mark.name()), Some(mark));
        }
        assert_eq!(Presence::from_name(""), None);
    }
}
