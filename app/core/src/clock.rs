//! Time as a parameter.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// Indian Standard Time, UTC+05:30 without daylight saving: the zone of every date a person reads.
#[must_use]
pub fn ist() -> FixedOffset {
    // 5 h 30 min is inside the range of offsets, so the fallback (UTC) can not be reached.
    FixedOffset::east_opt(5 * 3600 + 30 * 60)
        .unwrap_or_else(|| FixedOffset::east_opt(0).unwrap_or(chrono::Offset::fix(&Utc)))
}

/// The calendar date in India at an instant.
#[must_use]
pub fn date_in_india(at: DateTime<Utc>) -> NaiveDate {
    ist().from_utc_datetime(&at.naive_utc()).date_naive()
}

/// How an instant is kept in both databases: UTC with milliseconds, `2026-11-23T04:30:00.000Z`. Sorts as text.
#[must_use]
pub fn instant_text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Reads what [`instant_text`] wrote (any RFC 3339 text); `None` when it is no instant.
#[must_use]
pub fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
}

/// How a day is kept in both databases and in forms: `2026-11-23`.
#[must_use]
pub fn day_text(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// Reads what [`day_text`] wrote; `None` when it is no day.
#[must_use]
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's own clock. Only the binary makes one.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that stands still until it is moved: for tests and for the demonstration's own clock.
#[derive(Debug, Clone)]
pub struct FixedClock(Arc<Mutex<DateTime<Utc>>>);

impl FixedClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn at(at: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(at)))
    }

    /// Moves the clock to `at`.
    pub fn set(&self, at: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// Moves the clock on by `step`.
    pub fn advance(&self, step: chrono::Duration) {
        let mut at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *at += step;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_in_india_changes_at_half_past_six_in_the_evening_utc() {
        let late = Utc.with_ymd_and_hms(2026, 11, 23, 18, 29, 59).unwrap();
        assert_eq!(date_in_india(late), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(date_in_india(late + chrono::Duration::seconds(1)), NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
    }

    #[test]
    fn instants_and_days_read_back_as_written() {
        let at = Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap();
        assert_eq!(instant_text(at), "2026-11-23T04:30:00.000Z");
        assert_eq!(parse_instant(&instant_text(at)), Some(at));
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(parse_day(&day_text(day)), Some(day));
        assert_eq!(parse_day("23-11-2026"), None);
    }
}
