//! The calendar: which days work.

use super::day;
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use chrono::NaiveDate;

pub(crate) const DAYS: &str = "SELECT day, working, holiday_hi, holiday_en FROM calendar_day ORDER BY day";
pub(crate) const PUT_DAY: &str = "INSERT INTO calendar_day (day, working, holiday_hi, holiday_en) VALUES ($1, $2, $3, $4)
 ON CONFLICT (day) DO UPDATE SET working = excluded.working, holiday_hi = excluded.holiday_hi, holiday_en = excluded.holiday_en";
pub(crate) const DROP_DAY: &str = "DELETE FROM calendar_day WHERE day = $1";
pub(crate) const SESSIONS_ON: &str = "SELECT COUNT(DISTINCT session) AS n FROM session_room_slot WHERE day = $1";

pub(crate) const STATEMENTS: &[&str] = &[DAYS, PUT_DAY, DROP_DAY, SESSIONS_ON];

/// One day of the programme's calendar. A day that is not in it holds no session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The date.
    pub day: NaiveDate,
    /// Whether sessions may be held.
    pub working: bool,
    /// Holiday in Hindi; empty: none.
    pub holiday_hi: String,
    /// Holiday in English; empty: none.
    pub holiday_en: String,
}

/// The whole calendar, by date.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn calendar(db: &Db) -> Result<Vec<CalendarDay>, StoreError> {
    let rows = db.rows(DAYS, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(CalendarDay {
                day: day(row, "day")?,
                working: row.flag("working")?,
                holiday_hi: row.text("holiday_hi")?,
                holiday_en: row.text("holiday_en")?,
            })
        })
        .collect()
}

/// Adds a day or replaces it.
///
/// # Errors
/// Any [`StoreError`].
pub async fn put_calendar_day(tx: &mut Tx, it: &CalendarDay) -> Result<(), StoreError> {
    tx.execute(PUT_DAY, params![it.day.to_string(), it.working, &it.holiday_hi, &it.holiday_en]).await?;
    Ok(())
}

/// Takes a day out of the calendar.
///
/// # Errors
/// Any [`StoreError`].
pub async fn drop_calendar_day(tx: &mut Tx, day: NaiveDate) -> Result<(), StoreError> {
    tx.execute(DROP_DAY, params![day.to_string()]).await?;
    Ok(())
}

/// How many sessions are published for a day.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_on(tx: &mut Tx, day: NaiveDate) -> Result<i64, StoreError> {
    tx.row(SESSIONS_ON, params![day.to_string()]).await?.map_or(Ok(0), |row| row.int("n"))
}
