//! The calendar: which days work, and where there is a public holiday on a day that does.

use super::{day, id};
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use abhyas_core::DistrictId;
use chrono::NaiveDate;

pub(crate) const DAYS: &str = "SELECT day, working, holiday_hi, holiday_en FROM calendar_day ORDER BY day";
pub(crate) const PUT_DAY: &str = "INSERT INTO calendar_day (day, working, holiday_hi, holiday_en) VALUES ($1, $2, $3, $4)
 ON CONFLICT (day) DO UPDATE SET working = excluded.working, holiday_hi = excluded.holiday_hi, holiday_en = excluded.holiday_en";
pub(crate) const DROP_DAY: &str = "DELETE FROM calendar_day WHERE day = $1";
pub(crate) const SESSIONS_ON: &str = "SELECT COUNT(*) AS n FROM session WHERE day = $1 AND state <> 'cancelled'";
pub(crate) const HOLIDAYS: &str = "SELECT day, district, hi, en FROM holiday_district ORDER BY day, district";
pub(crate) const PUT_HOLIDAY: &str = "INSERT INTO holiday_district (day, district, hi, en) VALUES ($1, $2, $3, $4)
 ON CONFLICT (day, district) DO UPDATE SET hi = excluded.hi, en = excluded.en";
pub(crate) const DROP_HOLIDAY: &str = "DELETE FROM holiday_district WHERE day = $1 AND district = $2";
pub(crate) const SESSIONS_IN: &str =
    "SELECT COUNT(*) AS n FROM session s JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
 JOIN block b ON b.id = v.block WHERE s.day = $1 AND b.district = $2 AND s.state <> 'cancelled'";

pub(crate) const STATEMENTS: &[&str] =
    &[DAYS, PUT_DAY, DROP_DAY, SESSIONS_ON, HOLIDAYS, PUT_HOLIDAY, DROP_HOLIDAY, SESSIONS_IN];

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

/// A public holiday of one district, on a day on which others work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictHoliday {
    /// The date.
    pub day: NaiveDate,
    /// Where.
    pub district: DistrictId,
    /// What it is called in Hindi.
    pub holiday_hi: String,
    /// What it is called in English.
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

/// The public holidays of single districts, by date.
///
/// # Errors
/// Any [`StoreError`].
pub async fn district_holidays(db: &Db) -> Result<Vec<DistrictHoliday>, StoreError> {
    let rows = db.rows(HOLIDAYS, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(DistrictHoliday {
                day: day(row, "day")?,
                district: id(row, "district", DistrictId::parse)?,
                holiday_hi: row.text("hi")?,
                holiday_en: row.text("en")?,
            })
        })
        .collect()
}

/// Adds a public holiday of a district, or changes its name.
///
/// # Errors
/// [`StoreError::Constraint`] when there is no such district.
pub async fn put_district_holiday(tx: &mut Tx, it: &DistrictHoliday) -> Result<(), StoreError> {
    tx.execute(PUT_HOLIDAY, params![it.day.to_string(), &it.district, &it.holiday_hi, &it.holiday_en]).await?;
    Ok(())
}

/// Takes a public holiday of a district out again.
///
/// # Errors
/// Any [`StoreError`].
pub async fn drop_district_holiday(tx: &mut Tx, day: NaiveDate, district: &DistrictId) -> Result<(), StoreError> {
    tx.execute(DROP_HOLIDAY, params![day.to_string(), district]).await?;
    Ok(())
}

/// How many sessions are published for a day in the rooms of a district.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_in_district(db: &Db, day: NaiveDate, district: &DistrictId) -> Result<i64, StoreError> {
    db.row(SESSIONS_IN, params![day.to_string(), district]).await?.map_or(Ok(0), |row| row.int("n"))
}
