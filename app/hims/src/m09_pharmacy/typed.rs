//! What is typed into the pharmacy's forms: quantities, batch numbers, expiry dates, prices.

use super::codes;
use super::rules::PharmacyRules;
use crate::engine::Ctx;
use crate::m01_registration::check;
use crate::time::Day;
use abhyas_core::Refusal;
use chrono::{Datelike, Months, NaiveDate};
use std::borrow::Cow;

/// The largest quantity of one movement: a slip of the finger, above.
const LARGEST: u32 = 1_000_000;

/// The whole number that is typed, if it is nothing but digits.
fn whole(typed: &str) -> Option<u32> {
    let typed = typed.trim();
    let digits = check::digits(typed);
    (!typed.is_empty() && digits.len() == typed.chars().count()).then(|| digits.parse().ok()).flatten()
}

/// A quantity above zero.
pub(super) fn quantity(typed: &str, field: impl Into<Cow<'static, str>>) -> Result<u32, Refusal> {
    whole(typed).filter(|n| (1..=LARGEST).contains(n)).ok_or_else(|| Refusal::new(codes::QUANTITY_FORM).at(field))
}

/// A quantity that may be zero: of a count, of a minimum.
pub(super) fn count(typed: &str, field: &'static str) -> Result<u32, Refusal> {
    whole(typed).filter(|n| *n <= LARGEST).ok_or_else(|| Refusal::new(codes::QUANTITY_FORM).at(field))
}

/// A maker's batch number: letters, digits, hyphens, slashes; in capitals.
pub(super) fn batch_number(typed: &str) -> Result<String, Refusal> {
    let text: String = typed.split_whitespace().collect::<String>().to_ascii_uppercase();
    if text.is_empty() {
        return Err(Refusal::new(codes::BATCH_NUMBER_MISSING).at("number"));
    }
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'.'));
    if plain && text.len() <= 20 { Ok(text) } else { Err(Refusal::new(codes::BATCH_NUMBER_FORM).at("number")) }
}

/// An expiry as packs print it: a month (`11/2027`, `2027-11`), good to its last day, or a whole date.
pub(super) fn expiry(typed: &str, ctx: &Ctx, rules: &PharmacyRules) -> Result<Day, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::new(codes::EXPIRY_MISSING).at("expiry"));
    }
    let date = match month(typed) {
        Some(last) => last,
        None => check::date(typed, "expiry")?,
    };
    let (day, today) = (ctx.calendar.day(date), ctx.now.day());
    if day <= today {
        return Err(Refusal::new(codes::EXPIRY_PAST).at("expiry"));
    }
    if day.0 - today.0 > i32::from(rules.longest_life_days) {
        return Err(Refusal::new(codes::EXPIRY_TOO_FAR).at("expiry"));
    }
    Ok(day)
}

/// The last day of a typed month.
fn month(typed: &str) -> Option<NaiveDate> {
    let ascii: String = typed.trim().chars().map(|c| if c == '/' || c == '.' { '-' } else { c }).collect();
    let (one, other) = ascii.split_once('-')?;
    let (year, month) = if one.chars().count() == 4 { (one, other) } else { (other, one) };
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let read = check::digits(text);
        (digits.contains(&text.chars().count()) && read.len() == text.chars().count())
            .then(|| read.parse().ok())
            .flatten()
    };
    let (year, month) = (number(year, 4..=4)?, number(month, 1..=2)?);
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)?;
    let next = first.checked_add_months(Months::new(1))?;
    next.pred_opt().filter(|last| last.month() == month)
}

/// A price in rupees with at most two decimals, as paise; empty is none.
pub(super) fn price(typed: &str, field: &'static str) -> Result<u32, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(0);
    }
    let wrong = || Refusal::new(codes::PRICE_FORM).at(field);
    let (rupees, paise) = typed.split_once('.').unwrap_or((typed, "0"));
    if paise.chars().count() > 2 {
        return Err(wrong());
    }
    let rupees = whole(rupees).ok_or_else(wrong)?;
    let tens = if paise.chars().count() == 1 { 10 } else { 1 };
    let paise = whole(paise).ok_or_else(wrong)?.saturating_mul(tens);
    rupees.checked_mul(100).and_then(|r| r.checked_add(paise)).filter(|p| *p <= 100_000_000).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_good_to_its_last_day() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (typed, date) in [
            ("11/2027", day(2027, 11, 30)),
            ("2027-02", day(2027, 2, 28)),
            ("02.2028", day(2028, 2, 29)),
            ("१२/२०२७", day(2027, 12, 31)),
            ("13/2027", None),
            ("30-11-2027", None),
            ("soon", None),
        ] {
            assert_eq!(month(typed), date, "{typed}");
        }
    }

    #[test]
    fn prices_are_exact() {
        for (typed, paise) in [("", Some(0)), ("12", Some(1200)), ("12.5", Some(1250)), ("12.05", Some(1205))] {
            assert_eq!(price(typed, "mrp").ok(), paise, "{typed}");
        }
        for typed in ["-1", "1.234", "ten", "9999999", "1."] {
            assert!(price(typed, "mrp").is_err(), "{typed}");
        }
    }

    #[test]
    fn quantities_are_whole_and_above_zero() {
        for (typed, is) in [("10", Some(10)), ("१०", Some(10)), ("0", None), ("1.5", None), ("-3", None), ("", None)]
        {
            assert_eq!(quantity(typed, "quantity").ok(), is, "{typed}");
        }
        assert_eq!(count("0", "counted").ok(), Some(0));
    }
}
