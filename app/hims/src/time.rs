//! Time inside a hospital: offsets from its day 0, turned into dates by a sandbox's own origin.

use abhyas_core::clock::ist;
use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

const SECONDS_PER_DAY: i64 = 86_400;

/// A day, counted from the hospital's day 0. Days before it are negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// An instant, in seconds from 00:00 Indian time of the hospital's day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// A date as people type it, `23-11-2026`, `23.11.2026` or `23/11/2026`, or as machines write it, `2026-11-23`; in Latin or
/// Devanagari digits. `None` for anything else.
#[must_use]
pub fn typed_date(typed: &str) -> Option<NaiveDate> {
    let ascii: String = typed.trim().chars().map(|c| crate::privacy::digit(c).unwrap_or(c)).collect();
    ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(&ascii, form).ok())
}

/// When the past of a base hospital ends, and a practice hospital on it begins: ten in the morning of day 0, when queues,
/// wards and benches are at work. Nothing in a base is later.
pub const OPENING: Moment = Moment(10 * 3600);

impl Moment {
    /// The day of this instant in India.
    #[must_use]
    pub fn day(self) -> Day {
        Day(i32::try_from(self.0.div_euclid(SECONDS_PER_DAY)).unwrap_or(i32::MAX))
    }

    /// The instant `minutes` later (earlier when negative).
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60)))
    }

    /// Minutes from `earlier` to this instant.
    #[must_use]
    pub const fn minutes_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(60)
    }
}

/// Turns a hospital's offsets into dates: `origin` is the date of day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The date of day 0.
    pub origin: NaiveDate,
}

impl Calendar {
    /// The calendar of a hospital whose day 0 is `origin`.
    #[must_use]
    pub const fn new(origin: NaiveDate) -> Self {
        Self { origin }
    }

    /// The date of a day.
    #[must_use]
    pub fn date(self, day: Day) -> NaiveDate {
        self.origin.checked_add_signed(Duration::days(day.0.into())).unwrap_or(self.origin)
    }

    /// The day of a date.
    #[must_use]
    pub fn day(self, date: NaiveDate) -> Day {
        Day(i32::try_from(date.signed_duration_since(self.origin).num_days()).unwrap_or(i32::MAX))
    }

    /// The moment of an instant of the world outside.
    #[must_use]
    pub fn moment(self, at: DateTime<Utc>) -> Moment {
        let local = ist().from_utc_datetime(&at.naive_utc()).naive_local();
        Moment(local.signed_duration_since(self.origin.and_time(NaiveTime::MIN)).num_seconds())
    }

    /// The instant of a moment, in Indian time.
    #[must_use]
    pub fn time(self, moment: Moment) -> DateTime<FixedOffset> {
        let midnight = self.origin.and_time(NaiveTime::MIN);
        let local = Duration::try_seconds(moment.0).and_then(|d| midnight.checked_add_signed(d)).unwrap_or(midnight);
        let zone = ist();
        zone.from_local_datetime(&local).single().unwrap_or_else(|| zone.from_utc_datetime(&local))
    }

    /// Completed years from `birth` to `on`; 0 when `on` is before the birth.
    #[must_use]
    pub fn age_years(self, birth: Day, on: Day) -> u32 {
        self.date(on).years_since(self.date(birth)).unwrap_or(0)
    }

    /// The birthday of somebody who has completed `years` on the day `on` and whose birthday is that day.
    #[must_use]
    pub fn years_before(self, on: Day, years: u32) -> Day {
        let date = self.date(on);
        let year = date.year().saturating_sub(i32::try_from(years).unwrap_or(0));
        let birthday = date.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(date);
        self.day(birthday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())
    }

    #[test]
    fn a_day_begins_at_midnight_in_india() {
        let before = Utc.with_ymd_and_hms(2026, 11, 22, 18, 29, 59).unwrap();
        assert_eq!(calendar().moment(before), Moment(-1));
        assert_eq!(calendar().moment(before).day(), Day(-1));
        assert_eq!(calendar().moment(before + Duration::seconds(1)), Moment(0));
        assert_eq!(calendar().time(Moment(0)).to_rfc3339(), "2026-11-23T00:00:00+05:30");
    }

    #[test]
    fn re_dating_moves_dates_and_keeps_distances() {
        let later = Calendar::new(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap());
        assert_eq!(calendar().date(Day(-2)).to_string(), "2026-11-21");
        assert_eq!(later.date(Day(-2)).to_string(), "2027-02-27");
        assert_eq!(later.day(later.date(Day(-2))), Day(-2));
    }

    #[test]
    fn years_are_completed_on_the_birthday() {
        let c = Calendar::new(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
        assert_eq!(c.years_before(Day(0), 1), c.day(NaiveDate::from_ymd_opt(2023, 2, 28).unwrap()));
        let birth = c.day(NaiveDate::from_ymd_opt(2000, 3, 1).unwrap());
        assert_eq!(c.age_years(birth, Day(0)), 23);
        assert_eq!(c.age_years(birth, Day(1)), 24);
        assert_eq!(c.age_years(Day(5), Day(0)), 0);
    }
}
