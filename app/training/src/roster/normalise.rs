//! Mobiles, dates, sex and names as a district writes them, brought to one form.

use super::cell::Cell;
use super::text::{ascii_digit, fold};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Why a mobile number is not usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadMobile {
    /// Nothing in the cell.
    Missing,
    /// Not ten digits once country code and leading zero are off.
    NotTenDigits,
    /// Ten digits that no Indian mobile begins with (they begin with 6 to 9).
    NotAMobile,
    /// A number that could be somebody's, in a programme of invented people.
    RealInSynthetic,
    /// An invented number (00000…) in a real programme.
    SyntheticInReal,
}

/// A mobile number of ten digits, from `+91 98765 43210`, `098765-43210`, `9876543210.0`, `९८७६५४३२१०` and the like.
///
/// In a synthetic programme only `00000xxxxx` is taken (no such number can be dialled); in a real one 6-9 and nine more
/// digits. Where a cell holds several numbers the first usable one counts.
///
/// # Errors
/// [`BadMobile`], of the first number in the cell when none is usable.
pub fn mobile(cell: &Cell, synthetic: bool) -> Result<String, BadMobile> {
    if cell.is_blank() {
        return Err(BadMobile::Missing);
    }
    let text: String = cell.text().chars().map(ascii_digit).collect();
    // A number cell has lost its leading zeros: 0000010464 is kept as 10464.
    let pad = synthetic && matches!(cell, Cell::Number(_));
    let mut first = None;
    for part in text.split(['/', ',', ';', '\n', '|', '&']).filter(|part| !part.trim().is_empty()) {
        match one_mobile(part, synthetic, pad) {
            Ok(number) => return Ok(number),
            Err(bad) => first = first.or(Some(bad)),
        }
    }
    Err(first.unwrap_or(BadMobile::Missing))
}

fn one_mobile(part: &str, synthetic: bool, pad: bool) -> Result<String, BadMobile> {
    let whole = part.trim().strip_suffix(".0").unwrap_or(part.trim());
    let mut digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if pad && digits.len() < 10 {
        digits = format!("{digits:0>10}");
    }
    for code in ["0091", "91", "0"] {
        if digits.len() == 10 + code.len() && digits.starts_with(code) {
            digits = digits.split_off(code.len());
        }
    }
    if digits.len() != 10 {
        return Err(BadMobile::NotTenDigits);
    }
    let invented = digits.starts_with("00000");
    let diallable = digits.starts_with(['6', '7', '8', '9']);
    match (synthetic, invented, diallable) {
        (true, true, _) | (false, _, true) => Ok(digits),
        (true, false, true) => Err(BadMobile::RealInSynthetic),
        (false, true, false) => Err(BadMobile::SyntheticInReal),
        _ => Err(BadMobile::NotAMobile),
    }
}

/// A person's sex as the file says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// महिला.
    Female,
    /// पुरुष.
    Male,
    /// Neither of the two, said so.
    Other,
}

impl Sex {
    /// The name used in tables: `female`, `male`, `other`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
        }
    }

    /// The sex of a name in a table; `None` for any other text.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Female, Self::Male, Self::Other].into_iter().find(|sex| sex.name() == name)
    }
}

/// Reads पुरुष/महिला/स्त्री, M/F, Male/Female and their like; `None` when the text says nothing known.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    let folded = fold(text);
    // "स्त्री / Female": the first word decides, the second repeats it.
    folded.split(' ').find_map(|word| match word {
        "f" | "female" | "woman" | "w" | "mahila" | "stri" | "महिला" | "स्त्री" | "म" | "औरत" => {
            Some(Sex::Female)
        }
        "m" | "male" | "man" | "purush" | "पुरुष" | "पु" | "पुरूष" => Some(Sex::Male),
        "o" | "t" | "tg" | "other" | "others" | "transgender" | "third" | "अन्य" | "किन्नर" => {
            Some(Sex::Other)
        }
        _ => None,
    })
}

/// The first day an Excel serial number counts from: 30 December 1899, since Excel believes in 29 February 1900.
const EXCEL_DAY_ZERO: (i32, u32, u32) = (1899, 12, 30);
/// Serial numbers that can be a date of a living person: 1927 to 2064.
const EXCEL_DAYS: std::ops::RangeInclusive<u64> = 10_000..=60_000;

/// A date from `07.12.2009`, `2017-05-04`, `4/5/17`, `4 May 2017`, a date cell or an Excel serial number.
///
/// Day before month, as in India. A year of two digits is the latest one not after `today`.
#[must_use]
pub fn date(cell: &Cell, today: NaiveDate) -> Option<NaiveDate> {
    match cell {
        Cell::Date(date) => Some(*date),
        Cell::Number(number) => excel_date(*number),
        Cell::Text(text) => date_text(text, today),
        _ => None,
    }
}

/// The date of an Excel serial number (days since 30 December 1899; a fraction is a time of day); `None` outside 1927 to 2064.
#[must_use]
pub fn excel_date(number: f64) -> Option<NaiveDate> {
    let whole = number.floor();
    let days = format!("{whole:.0}").parse::<u64>().ok()?;
    let (year, month, day) = EXCEL_DAY_ZERO;
    if EXCEL_DAYS.contains(&days) {
        NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))
    } else {
        None
    }
}

fn date_text(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split([' ', 't']).filter(|w| !w.is_empty()).collect();
    let text_words: Vec<&str> = folded.split(' ').collect();
    // "4 may 2017" or "may 4 2017": a named month.
    if let Some(month) = text_words.iter().find_map(|word| month_of(word)) {
        let mut numbers =
            text_words.iter().filter_map(|w| w.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok());
        let (day, year) = (numbers.next()?, numbers.next()?);
        return NaiveDate::from_ymd_opt(full_year(year, today)?, month, day);
    }
    let mut numbers = words.iter().map(|w| (w.len(), w.parse::<u32>().ok()));
    let (first_len, first) = numbers.next()?;
    let Some((_, second)) = numbers.next() else { return excel_date(f64::from(first?)) };
    let (_, third) = numbers.next()?;
    let (first, second, third) = (first?, second?, third?);
    if first_len == 4 {
        return NaiveDate::from_ymd_opt(i32::try_from(first).ok()?, second, third);
    }
    NaiveDate::from_ymd_opt(full_year(third, today)?, second, first)
}

fn full_year(year: u32, today: NaiveDate) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match year {
        0..=99 => {
            let this_century = today.year() - today.year() % 100 + year;
            Some(if this_century > today.year() { this_century - 100 } else { this_century })
        }
        1900..=2100 => Some(year),
        _ => None,
    }
}

/// Month names in English (three letters or more) and Hindi.
const MONTHS: [(&str, &[&str]); 12] = [
    ("jan", &["जनवरी", "जन"]),
    ("feb", &["फरवरी"]),
    ("mar", &["मार्च"]),
    ("apr", &["अप्रैल"]),
    ("may", &["मई"]),
    ("jun", &["जून"]),
    ("jul", &["जुलाई"]),
    ("aug", &["अगस्त"]),
    ("sep", &["सितंबर", "सितम्बर"]),
    ("oct", &["अक्टूबर", "अक्तूबर"]),
    ("nov", &["नवंबर", "नवम्बर"]),
    ("dec", &["दिसंबर", "दिसम्बर"]),
];

fn month_of(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|(english, hindi)| {
        (word.starts_with(english) && word.chars().all(|c| c.is_ascii_alphabetic())) || hindi.contains(&word)
    })?;
    u32::try_from(at + 1).ok()
}

/// Words that stand where there is no answer.
const NOTHING: &[&str] =
    &["na", "n a", "nil", "null", "none", "xxx", "xx", "x", "not available", "नहीं", "शून्य", "अनुपलब्ध"];

/// A person's name: single spaces, and a name all in capitals or all in small letters with its capitals set; `None` when there is
/// no name in the text.
#[must_use]
pub fn person_name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = fold(&name);
    if !folded.chars().any(char::is_alphabetic) || NOTHING.contains(&folded.as_str()) {
        return None;
    }
    let upper = name.chars().any(char::is_uppercase);
    let lower = name.chars().any(char::is_lowercase);
    Some(if upper != lower { capitals(&name) } else { name })
}

fn capitals(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            // ß and its like become two letters: a second reading would then give another name.
            let mut upper = c.to_uppercase();
            out.push(if upper.len() == 1 { upper.next().unwrap_or(c) } else { c });
        } else {
            out.extend(c.to_lowercase())
        }
        start = matches!(c, ' ' | '.' | '-');
    }
    out
}

/// A staff id as it is compared: capitals, no spaces; `None` for an empty one or one that says "none".
#[must_use]
pub fn staff_id(cell: &Cell) -> Option<String> {
    let text: String =
        cell.text().chars().map(ascii_digit).filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let said = text.chars().any(char::is_alphanumeric) && !NOTHING.contains(&fold(&text).as_str());
    (said && text.chars().count() <= 32).then_some(text)
}

#[cfg(test)]
#[path = "normalise_tests.rs"]
mod tests;
