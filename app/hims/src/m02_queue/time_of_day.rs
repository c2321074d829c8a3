//! A time of day as rosters and slots have it.

use crate::m01_registration::check;
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Minutes from midnight, Indian time: 0 to 1439. In records a number, on screens `09:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeOfDay(pub u16);

impl TimeOfDay {
    /// Reads `9:30`, `09:30` or `0930`, in digits of either script.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let odd = |c: char| !c.is_numeric() && c != ':' && c != '.';
        let digits = check::digits(typed);
        if typed.trim().chars().any(odd) || !(3..=4).contains(&digits.len()) {
            return None;
        }
        let (hour, minute) = digits.split_at_checked(digits.len().checked_sub(2)?)?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    /// The instant on a day.
    #[must_use]
    pub fn on(self, day: Day) -> Moment {
        Moment(i64::from(day.0) * 86_400 + i64::from(self.0) * 60)
    }

    /// The time of day of an instant, in whole minutes.
    #[must_use]
    pub fn of(moment: Moment) -> Self {
        Self(u16::try_from(moment.0.rem_euclid(86_400) / 60).unwrap_or(0))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_it_is_typed() {
        for (typed, minutes) in
            [("9:30", 570), ("09:30", 570), ("0930", 570), ("९:३०", 570), ("00:00", 0), ("23:59", 1439)]
        {
            assert_eq!(TimeOfDay::parse(typed), Some(TimeOfDay(minutes)), "{typed}");
        }
        for typed in ["", "24:00", "9:60", "9", "nine", "09:30 pm", "12345"] {
            assert_eq!(TimeOfDay::parse(typed), None, "{typed}");
        }
        assert_eq!(TimeOfDay(570).to_string(), "09:30");
        assert_eq!(TimeOfDay::of(TimeOfDay(570).on(Day(-2))), TimeOfDay(570));
    }
}
