//! In which month of the year a day before day 0 is.
//!
//! A base is dated again whenever a sandbox is opened; seasons need one date for good. Day 0 of the generator is in late
//! November: a base that is opened in another month has its dengue at another time of the year. The hospital sits on all
//! seven days for the same reason: "Sunday" moves.

use abhyas_hims::{Calendar, Day};
use chrono::{Datelike, NaiveDate};

/// The date that seasons are counted from.
pub(super) fn calendar() -> Calendar {
    Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default())
}

/// The months of the days before day 0, January is 0.
pub(super) struct Months(Vec<u8>);

impl Months {
    /// For so many days back.
    pub(super) fn back(days: i32) -> Self {
        let calendar = calendar();
        let month = |day: i32| u8::try_from(calendar.date(Day(0 - day)).month0()).unwrap_or(0);
        Self((0..=days).map(month).collect())
    }

    /// The month of a day; of a day beyond the table, that of its end.
    pub(super) fn of(&self, day: Day) -> usize {
        let back = usize::try_from(0_i32.saturating_sub(day.0)).unwrap_or(0);
        self.0.get(back).or(self.0.last()).copied().unwrap_or(0).into()
    }
}
