//! Reference ranges by sex and age, and decimal numbers without floating point.

use super::Limits;
use crate::m01_registration::Sex;
use serde::{Deserialize, Serialize};

/// What a finding means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Usual.
    Normal,
    /// Not usual.
    Abnormal,
    /// Somebody who treats the patient is called at once.
    Critical,
}

/// What is usual for patients of a sex and an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefRange {
    /// The sex; none for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// From this age, in days since birth.
    pub from_days: i64,
    /// Below this age; none for no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_days: Option<i64>,
    /// The usual values.
    pub limits: Limits,
}

/// Days in a year, as ages of ranges are reckoned.
const YEAR: i64 = 365;
/// Days in a month.
const MONTH: i64 = 30;

impl RefRange {
    /// Whether it is for a patient of this sex and age in days. A patient of another sex than female or male has the
    /// ranges without a sex, or else the first with one: the report then says so by showing the range.
    #[must_use]
    pub fn fits(&self, sex: Sex, age_days: i64) -> bool {
        let of_sex = sex == Sex::Other || self.sex.is_none_or(|s| s == sex);
        of_sex && age_days >= self.from_days && self.to_days.is_none_or(|to| age_days < to)
    }

    /// Reads `f:12y-50y:12-15.5`: sex (`f`, `m`, `a` for both), age from and to (`d`, `m`, `y`; an open end is left
    /// empty), lowest and highest value with `~` between (an open side is left empty).
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("not a range: {text}");
        let mut parts = text.split(':');
        let (Some(sex), Some(age), Some(values), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let sex = match sex {
            "f" => Some(Sex::Female),
            "m" => Some(Sex::Male),
            "a" => None,
            _ => return Err(wrong()),
        };
        let (from, to) = age.split_once('-').ok_or_else(wrong)?;
        let from_days = if from.is_empty() { 0 } else { days(from).ok_or_else(wrong)? };
        let to_days = if to.is_empty() { None } else { Some(days(to).ok_or_else(wrong)?) };
        let limits = limits(values)?.ok_or_else(wrong)?;
        if to_days.is_some_and(|to| to <= from_days) {
            return Err(wrong());
        }
        Ok(Self { sex, from_days, to_days, limits })
    }
}

fn days(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok()?;
    match unit {
        "d" => Some(number),
        "m" => Some(number * MONTH),
        "y" => Some(number * YEAR),
        _ => None,
    }
}

/// Reads `12~15.5`, `~5`, `3~`; an empty text is no limit.
pub(super) fn limits(text: &str) -> Result<Option<Limits>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let (low, high) = text.split_once('~').ok_or_else(|| format!("not limits: {text}"))?;
    let side = |side: &str| -> Result<Option<i64>, String> {
        if side.is_empty() { Ok(None) } else { milli(side).map(Some).ok_or_else(|| format!("not a number: {side}")) }
    };
    let limits = Limits { low: side(low)?, high: side(high)? };
    let turned = limits.low.zip(limits.high).is_some_and(|(low, high)| low > high);
    if limits.is_open() || turned { Err(format!("not limits: {text}")) } else { Ok(Some(limits)) }
}

/// A decimal number in thousandths: `13.5` is 13500. `None` for anything else, and for more than three decimals.
#[must_use]
pub fn milli(text: &str) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let fits = !whole.is_empty() && whole.len() <= 9 && decimals.len() <= 3 && digits(whole) && digits(decimals);
    if !fits || text.ends_with('.') {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let decimals: i64 = format!("{decimals:0<3}").parse().ok()?;
    let value = whole * 1000 + decimals;
    Some(if negative { -value } else { value })
}

/// A number in thousandths as it is written, rounded half up to so many decimals (at most three).
#[must_use]
pub fn decimal(value: i64, decimals: u8) -> String {
    let decimals = decimals.min(3);
    let step = 10_u64.pow(u32::from(3 - decimals));
    let size = value.unsigned_abs().saturating_add(step / 2) / step;
    let unit = 10_u64.pow(u32::from(decimals));
    let sign = if value < 0 && size > 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{size}");
    }
    format!("{sign}{}.{:0width$}", size / unit, size % unit, width = usize::from(decimals))
}
