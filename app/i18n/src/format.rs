//! How dates, times and numbers are written. Digits are 0-9 in both languages, as hospital staff in Bihar write them;
//! Devanagari digits are understood on input ([`ascii_digits`]).

use abhyas_core::Language;
use abhyas_core::clock::ist;
use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike, Utc};

const MONTHS: [(&str, &str); 12] = [
    ("जनवरी", "January"),
    ("फ़रवरी", "February"),
    ("मार्च", "March"),
    ("अप्रैल", "April"),
    ("मई", "May"),
    ("जून", "June"),
    ("जुलाई", "July"),
    ("अगस्त", "August"),
    ("सितंबर", "September"),
    ("अक्टूबर", "October"),
    ("नवंबर", "November"),
    ("दिसंबर", "December"),
];

const DAYS: [(&str, &str); 7] = [
    ("सोमवार", "Monday"),
    ("मंगलवार", "Tuesday"),
    ("बुधवार", "Wednesday"),
    ("गुरुवार", "Thursday"),
    ("शुक्रवार", "Friday"),
    ("शनिवार", "Saturday"),
    ("रविवार", "Sunday"),
];

fn name(language: Language, names: &'static [(&'static str, &'static str)], at: u32) -> &'static str {
    names.get(at as usize).map_or("", |(hi, en)| language.pick(hi, en))
}

/// The name of a month, 1 to 12.
#[must_use]
pub fn month(language: Language, month: u32) -> &'static str {
    name(language, &MONTHS, month.saturating_sub(1))
}

/// The name of a weekday, 0 = Monday.
#[must_use]
pub fn weekday(language: Language, days_from_monday: u32) -> &'static str {
    name(language, &DAYS, days_from_monday)
}

/// `23 नवंबर 2026` or `23 November 2026`.
#[must_use]
pub fn date(language: Language, date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(language, date.month()), date.year())
}

/// `सोमवार, 23 नवंबर 2026` or `Monday, 23 November 2026`.
#[must_use]
pub fn long_date(language: Language, day: NaiveDate) -> String {
    format!("{}, {}", weekday(language, day.weekday().num_days_from_monday()), date(language, day))
}

/// `23-11-2026`, for tables; the way dates are written on Indian forms.
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

/// Date and time of an instant in India: `23 नवंबर 2026, 14:05`.
#[must_use]
pub fn instant(language: Language, at: DateTime<Utc>) -> String {
    let local = ist().from_utc_datetime(&at.naive_utc());
    format!("{}, {:02}:{:02}", date(language, local.date_naive()), local.hour(), local.minute())
}

/// A whole number with Indian grouping: 1500 → `1,500`, 100000 → `1,00,000`.
#[must_use]
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        if at > 0 && (left == 3 || (left > 3 && left % 2 == 1)) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}

/// Replaces Devanagari digits by 0-9, so that both may be typed.
#[must_use]
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '०'..='९' => char::from_digit(c as u32 - '०' as u32, 10).unwrap_or(c),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_the_indian_way() {
        for (value, text) in [
            (0, "0"),
            (999, "999"),
            (1_500, "1,500"),
            (100_000, "1,00,000"),
            (12_345_678, "1,23,45,678"),
            (-1_500, "-1,500"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn dates_are_written_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(long_date(Language::Hi, day), "सोमवार, 23 नवंबर 2026");
        assert_eq!(long_date(Language::En, day), "Monday, 23 November 2026");
        assert_eq!(short_date(day), "23-11-2026");
    }

    #[test]
    fn both_digit_systems_are_understood() {
        assert_eq!(ascii_digits("०६-११-२०२६"), "06-11-2026");
    }
}
