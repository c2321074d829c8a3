//! Checks of what is typed: numbers, dates, texts. Each says no with a code, and never repeats what must not be stored.

pub mod luhn;
pub mod verhoeff;

use super::codes;
use super::patient::{Birth, Mobile};
use crate::engine::Ctx;
use crate::privacy::{self, RealNumber};
use crate::time::{Day, typed_date};
use abhyas_core::Refusal;
use chrono::NaiveDate;

/// The highest age that is accepted, in completed years (module table, M01).
pub const MAX_AGE: u32 = 120;

/// The digits of a text, with Devanagari digits read as 0-9.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter_map(privacy::digit).collect()
}

/// Refuses a text in which an Aadhaar number may stand: twelve digits in a row, with spaces, dots or hyphens between.
///
/// # Errors
/// [`codes::AADHAAR_NOT_STORED`] when the check digit fits (it may be real), [`codes::AADHAAR_CHECK_DIGIT`] when not.
pub fn no_aadhaar(text: &str, field: &'static str) -> Result<(), Refusal> {
    for run in digit_runs(text) {
        if run.len() == 12 {
            let code = if verhoeff::fits(&run) { codes::AADHAAR_NOT_STORED } else { codes::AADHAAR_CHECK_DIGIT };
            return Err(Refusal::new(code).at(field));
        }
    }
    Ok(())
}

/// Refuses a text with a number in it that belongs to somebody real: Aadhaar, a real mobile, a real ABHA number.
///
/// # Errors
/// As [`no_aadhaar`]; [`codes::MOBILE_REAL`], [`codes::ABHA_REAL`].
pub fn no_real_number(text: &str, field: &'static str) -> Result<(), Refusal> {
    no_aadhaar(text, field)?;
    let code = match privacy::find_real_number(text) {
        Some(RealNumber::Aadhaar) => codes::AADHAAR_NOT_STORED,
        Some(RealNumber::Mobile) => codes::MOBILE_REAL,
        Some(RealNumber::Abha) => codes::ABHA_REAL,
        None => return Ok(()),
    };
    Err(Refusal::new(code).at(field))
}

fn digit_runs(text: &str) -> Vec<String> {
    let mut runs = Vec::new();
    let mut run = String::new();
    for c in text.chars() {
        if let Some(d) = privacy::digit(c) {
            run.push(d);
        } else if !matches!(c, ' ' | '-' | '.' | '\u{2011}' | '\u{a0}') && !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.push(run);
    runs
}

/// A free text of at most `longest` characters without numbers of real people; trimmed.
///
/// # Errors
/// [`codes::TEXT_TOO_LONG`] and those of [`no_real_number`].
pub fn text(typed: &str, field: &'static str, longest: usize) -> Result<String, Refusal> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > longest {
        return Err(Refusal::new(codes::TEXT_TOO_LONG).at(field).with("n", longest));
    }
    no_real_number(&text, field)?;
    Ok(text)
}

/// The reason that somebody gives for what they do: three letters or more.
///
/// # Errors
/// [`codes::REASON_MISSING`] and those of [`text`].
pub fn reason(typed: &str, field: &'static str) -> Result<String, Refusal> {
    let reason = text(typed, field, 500)?;
    let letters = reason.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 { Err(Refusal::new(codes::REASON_MISSING).at(field)) } else { Ok(reason) }
}

/// A mobile number, or none when nothing is typed.
///
/// # Errors
/// [`codes::MOBILE_REAL`] for a number that could ring somewhere, [`codes::MOBILE_FORM`] for anything but 00000xxxxx.
pub fn mobile(typed: &str, field: &'static str) -> Result<Option<Mobile>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    no_aadhaar(typed, field).or_else(|refusal| {
        // +91 and ten digits are twelve digits too: read as a mobile number.
        if typed.trim_start().starts_with('+') { Ok(()) } else { Err(refusal) }
    })?;
    let all = digits(typed);
    let ten = match (all.len(), typed.trim_start().starts_with('+')) {
        (12, true) => all.strip_prefix("91").unwrap_or(&all),
        (11, false) => all.strip_prefix('0').filter(|ten| ten.starts_with(['6', '7', '8', '9'])).unwrap_or(&all),
        _ => &all,
    };
    if ten.len() == 10 && ten.starts_with(['6', '7', '8', '9']) {
        return Err(Refusal::new(codes::MOBILE_REAL).at(field));
    }
    let plain = typed.chars().all(|c| privacy::digit(c).is_some() || matches!(c, ' ' | '-' | '+'));
    if plain && ten.len() == 10 && ten.starts_with("00000") {
        Ok(Some(Mobile::new(ten.to_owned())))
    } else {
        Err(Refusal::new(codes::MOBILE_FORM).at(field))
    }
}

/// A date as it is typed: `2026-11-23`, `23.11.2026`, `23/11/2026`, `23-11-2026`.
///
/// # Errors
/// [`codes::DATE_FORM`].
pub fn date(typed: &str, field: &'static str) -> Result<NaiveDate, Refusal> {
    typed_date(typed).ok_or_else(|| Refusal::new(codes::DATE_FORM).at(field))
}

/// A birth from a date or, when that is empty, from an age in completed years.
///
/// # Errors
/// [`codes::BIRTH_MISSING`], [`codes::DATE_FORM`], [`codes::AGE_FORM`], [`codes::BIRTH_IN_FUTURE`],
/// [`codes::AGE_ABOVE_LIMIT`].
pub fn birth(date_typed: &str, age_typed: &str, ctx: &Ctx) -> Result<Birth, Refusal> {
    let today = ctx.now.day();
    if !date_typed.trim().is_empty() {
        let day = ctx.calendar.day(date(date_typed, "birth_date")?);
        if day > today {
            return Err(Refusal::new(codes::BIRTH_IN_FUTURE).at("birth_date"));
        }
        return within_limit(ctx, day, "birth_date").map(|()| Birth::On { day });
    }
    let typed = age_typed.trim();
    if typed.is_empty() {
        return Err(Refusal::new(codes::BIRTH_MISSING).at("birth_date"));
    }
    let only_digits = typed.chars().all(|c| privacy::digit(c).is_some());
    let years: u32 =
        digits(typed).parse().ok().filter(|_| only_digits).ok_or_else(|| Refusal::new(codes::AGE_FORM).at("age"))?;
    if years > MAX_AGE {
        return Err(Refusal::new(codes::AGE_ABOVE_LIMIT).at("age"));
    }
    Ok(Birth::Aged { years, on: today })
}

fn within_limit(ctx: &Ctx, birth: Day, field: &'static str) -> Result<(), Refusal> {
    if ctx.calendar.age_years(birth, ctx.now.day()) > MAX_AGE {
        Err(Refusal::new(codes::AGE_ABOVE_LIMIT).at(field))
    } else {
        Ok(())
    }
}
