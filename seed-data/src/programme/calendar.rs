//! The calendar of the demonstration, relative to the day it is first loaded.

use super::rows::Holiday;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Working days of the demonstration: as many as the programme of the announced size plans with.
pub const WORKING_DAYS: usize = 60;
/// Days between loading and the earliest first session, so that people can be told.
const NOTICE_DAYS: u64 = 7;

/// One day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// Sessions may be held.
    pub working: bool,
    /// Name of the holiday in Hindi; empty: none.
    pub holiday_hi: String,
    /// Name of the holiday in English; empty: none.
    pub holiday_en: String,
}

/// The Monday on which the calendar begins: the first one at least a week after `loaded`.
#[must_use]
pub fn first_day(loaded: NaiveDate) -> NaiveDate {
    let earliest = loaded.checked_add_days(Days::new(NOTICE_DAYS)).unwrap_or(loaded);
    let to_monday = (7 - earliest.weekday().num_days_from_monday()) % 7;
    earliest.checked_add_days(Days::new(u64::from(to_monday))).unwrap_or(earliest)
}

/// Every day from the first Monday until there are [`WORKING_DAYS`] working days. Sundays and holidays do not work.
#[must_use]
pub fn calendar(loaded: NaiveDate, holidays: &[Holiday]) -> Vec<Day> {
    let mut working = 0;
    let mut days = Vec::new();
    for date in first_day(loaded).iter_days() {
        if working == WORKING_DAYS {
            break;
        }
        let holiday = holidays.iter().find(|h| falls_on(h, date));
        let works = date.weekday() != Weekday::Sun && holiday.is_none();
        working += usize::from(works);
        days.push(Day {
            date,
            working: works,
            holiday_hi: holiday.map(|h| h.name_hi.clone()).unwrap_or_default(),
            holiday_en: holiday.map(|h| h.name_en.clone()).unwrap_or_default(),
        });
    }
    days
}

/// The dates of the working days, in order: what the day numbers of the other files mean.
#[must_use]
pub fn working_dates(days: &[Day]) -> Vec<NaiveDate> {
    days.iter().filter(|d| d.working).map(|d| d.date).collect()
}

fn falls_on(holiday: &Holiday, date: NaiveDate) -> bool {
    let written = date.format("%Y-%m-%d").to_string();
    match holiday.day.strip_prefix("*-") {
        Some(every_year) => written.ends_with(every_year),
        None => written == holiday.day,
    }
}
