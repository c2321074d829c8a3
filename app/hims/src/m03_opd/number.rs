//! Numbers as they are typed: Devanagari digits, decimals with a dot or comma, halves and quarters.

use super::codes;
use abhyas_core::Refusal;
use std::borrow::Cow;

/// Latin digits for Devanagari ones, a dot for a comma.
fn plain(typed: &str) -> String {
    typed
        .trim()
        .chars()
        .map(|c| match u32::from(c).checked_sub(0x0966).filter(|d| *d < 10).and_then(|d| char::from_digit(d, 10)) {
            Some(digit) => digit,
            None if c == ',' => '.',
            None => c,
        })
        .collect()
}

/// A decimal number of at most three places in thousandths; `None` for anything else.
pub(super) fn thousandths(typed: &str) -> Option<i64> {
    let typed = plain(typed);
    let (whole, decimals) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || whole.len() > 7 || decimals.len() > 3 {
        return None;
    }
    if !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let decimals: i64 = format!("{decimals:0<3}").parse().ok()?;
    Some(whole * 1000 + decimals)
}

/// A dose in thousandths: `1`, `0.5`, `1/2`, `½`, `1½`; `None` for what is no dose.
#[must_use]
pub fn dose(typed: &str) -> Option<i64> {
    let typed = plain(typed);
    for (sign, part) in [('½', 500), ('¼', 250), ('¾', 750)] {
        if let Some(whole) = typed.strip_suffix(sign) {
            let whole = if whole.trim().is_empty() { 0 } else { thousandths(whole)? };
            return Some(whole + part);
        }
    }
    if let Some((one, other)) = typed.split_once('/') {
        let (one, other) = (thousandths(one)?, thousandths(other)?);
        return (other > 0).then(|| one * 1000 / other);
    }
    thousandths(&typed)
}

/// A whole number, or none when nothing is typed.
///
/// # Errors
/// [`codes::NUMBER_FORM`].
pub(super) fn whole(typed: &str, field: impl Into<Cow<'static, str>>) -> Result<Option<u32>, Refusal> {
    let typed = plain(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Refusal::new(codes::NUMBER_FORM).at(field))
}

/// A dose as people write it: `1`, `½`, `7.5`.
#[must_use]
pub fn dose_text(milli: i64) -> String {
    let (whole, rest) = (milli / 1000, milli % 1000);
    let part = match rest {
        0 => return whole.to_string(),
        500 => "½".to_owned(),
        250 => "¼".to_owned(),
        750 => "¾".to_owned(),
        other => return format!("{whole}.{}", format!("{other:03}").trim_end_matches('0')),
    };
    // Large amounts (7.5 ml) are written as decimals: a half after a long number is easily overlooked.
    match whole {
        0 => part,
        1..=3 => format!("{whole}{part}"),
        _ => format!("{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (typed, value) in [
            ("1", Some(1000)),
            ("0.5", Some(500)),
            (".5", Some(500)),
            ("7,5", Some(7500)),
            ("१.५", Some(1500)),
            ("1/2", Some(500)),
            ("½", Some(500)),
            ("1½", Some(1500)),
            ("¼", Some(250)),
            ("", None),
            (".", None),
            ("1/0", None),
            ("-1", None),
            ("1.2345", None),
            ("एक", None),
        ] {
            assert_eq!(dose(typed), value, "{typed}");
        }
        for (milli, text) in [(1000, "1"), (500, "½"), (1500, "1½"), (7500, "7.5"), (300, "0.3"), (12250, "12.25")] {
            assert_eq!(dose_text(milli), text);
        }
        for milli in [250, 500, 750, 1000, 1250, 2500, 7500, 7520, 125_000] {
            assert_eq!(dose(&dose_text(milli)), Some(milli));
        }
    }
}
