//! Days of the calendar, and public holidays of single districts.

use super::{flag, row};
use crate::masters::cells::Entry;
use crate::masters::codes;
use crate::{Db, Outcome, ServiceError, Tx};
use abhyas_core::{DistrictId, Refusal};
use abhyas_store::masters as store;
use chrono::NaiveDate;

pub(super) async fn days(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::calendar(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("day", x.day.to_string()),
                ("working", flag(x.working)),
                ("holiday_hi", x.holiday_hi),
                ("holiday_en", x.holiday_en),
            ])
        })
        .collect())
}

/// A day on which sessions are published stays a working day.
async fn nothing_published(tx: &mut Tx, day: NaiveDate) -> Outcome<()> {
    let n = store::sessions_on(tx, day).await?;
    if n == 0 {
        return Ok(());
    }
    Err(ServiceError::refused(Refusal::new(codes::DAY_IN_USE).at("working").with("day", day).with("n", n)))
}

pub(super) async fn write_day(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::CalendarDay {
        day: entry.day("day")?,
        working: entry.flag("working"),
        holiday_hi: entry.text("holiday_hi").to_owned(),
        holiday_en: entry.text("holiday_en").to_owned(),
    };
    if !record.working {
        nothing_published(tx, record.day).await?;
    }
    Ok(store::put_calendar_day(tx, &record).await?)
}

pub(super) async fn drop_day(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let day = entry.day("day")?;
    nothing_published(tx, day).await?;
    Ok(store::drop_calendar_day(tx, day).await?)
}

pub(super) async fn holidays(db: &Db) -> Outcome<Vec<Entry>> {
    let rows = store::district_holidays(db).await?;
    Ok(rows
        .into_iter()
        .map(|x| {
            row([
                ("day", x.day.to_string()),
                ("district", x.district.to_string()),
                ("holiday_hi", x.holiday_hi),
                ("holiday_en", x.holiday_en),
            ])
        })
        .collect())
}

/// A holiday is declared whatever is published for its day: the next plan moves those sessions.
pub(super) async fn write_holiday(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let record = store::DistrictHoliday {
        day: entry.day("day")?,
        district: entry.id("district", DistrictId::parse)?,
        holiday_hi: entry.text("holiday_hi").to_owned(),
        holiday_en: entry.text("holiday_en").to_owned(),
    };
    Ok(store::put_district_holiday(tx, &record).await?)
}

pub(super) async fn drop_holiday(tx: &mut Tx, entry: &Entry) -> Outcome<()> {
    let district = entry.id("district", DistrictId::parse)?;
    Ok(store::drop_district_holiday(tx, entry.day("day")?, &district).await?)
}
