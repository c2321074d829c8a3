//! Numbers of real people stay out of the practice hospital, whatever field they are typed into.
//!
//! Every free text that a command takes is looked through with [`find_real_number`] before it is kept; M01's check of texts
//! refuses it in words. What is refused is not
//! journalled either. A number is seen through Devanagari, Bengali, Arabic and full-width digits, and through the usual
//! ways of grouping (98765 43210, 2345 6789 0123, 91-1234-5678-9012). Clinical text (blood pressure, dates, doses) is full
//! of digits with spaces between them: groups that are no usual way of writing such a number are left alone.
//!
//! Forms: mobile numbers of India begin with 6 to 9 and have ten digits (TRAI, National Numbering Plan 2003); Aadhaar
//! numbers have twelve, do not begin with 0 or 1, and end in Verhoeff's check digit (UIDAI); ABHA numbers have fourteen
//! (National Health Authority). Practice ones begin 00000 (mobile) and 00 (ABHA).

use crate::m01_registration::check::verhoeff;

/// A kind of number that belongs to one real person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RealNumber {
    /// Twelve digits that pass the check of Aadhaar.
    Aadhaar,
    /// A mobile number of India.
    Mobile,
    /// Fourteen digits that do not begin as a practice ABHA number does.
    Abha,
}

/// The first number in a text that may belong to somebody real.
#[must_use]
pub fn find_real_number(text: &str) -> Option<RealNumber> {
    runs(text).iter().find_map(|groups| {
        (0..groups.len()).find_map(|from| {
            let tail = groups.get(from..).unwrap_or_default();
            // The longest first: fourteen digits in groups hold ten in groups.
            (1..=tail.len()).rev().find_map(|n| tail.get(..n).and_then(of_groups))
        })
    })
}

/// The digits of each script that people in Bihar write: by the character of its zero.
const ZEROS: [char; 5] = ['0', '०', '০', '٠', '０'];

/// The digit 0-9 that a character stands for, in any script that people here write.
#[must_use]
pub fn digit(c: char) -> Option<char> {
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|d| *d < 10))?;
    char::from_digit(value, 10)
}

/// Stands between the groups of one number.
const fn joins(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '\u{202f}')
}

/// Is not seen at all.
const fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The runs of digit groups of a text: the groups of a run have only spaces, dots or hyphens between them.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs = vec![vec![String::new()]];
    for c in text.chars().filter(|c| !invisible(*c)) {
        let Some(run) = runs.last_mut() else { break };
        match (digit(c), run.last_mut()) {
            (Some(d), Some(group)) => group.push(d),
            (None, Some(group)) if joins(c) => {
                if !group.is_empty() {
                    run.push(String::new());
                }
            }
            _ => runs.push(vec![String::new()]),
        }
    }
    for run in &mut runs {
        run.retain(|group| !group.is_empty());
    }
    runs
}

/// The usual ways of grouping ten, twelve and fourteen digits; a number may also be written in one piece, in pairs or
/// digit by digit.
const GROUPINGS: [&[usize]; 9] =
    [&[5, 5], &[3, 3, 4], &[4, 3, 3], &[4, 6], &[3, 7], &[2, 4, 4], &[4, 4, 2], &[4, 4, 4], &[2, 4, 4, 4]];

fn of_groups(groups: &[String]) -> Option<RealNumber> {
    let sizes: Vec<usize> = groups.iter().map(String::len).collect();
    let even = sizes.iter().all(|n| *n == 1) || sizes.iter().all(|n| *n == 2);
    if sizes.len() > 1 && !even && !GROUPINGS.contains(&sizes.as_slice()) {
        return None;
    }
    of_digits(&groups.concat())
}

fn of_digits(digits: &str) -> Option<RealNumber> {
    let mobile = |ten: &str| ten.len() == 10 && ten.starts_with(['6', '7', '8', '9']);
    // With the trunk prefix (0) or the country's (91) before it.
    let prefixed = digits.strip_prefix("91").or_else(|| digits.strip_prefix('0'));
    match digits.len() {
        12 if !digits.starts_with(['0', '1']) && verhoeff::fits(digits) => Some(RealNumber::Aadhaar),
        10..=12 if mobile(digits) || prefixed.is_some_and(mobile) => Some(RealNumber::Mobile),
        14 if !digits.starts_with("00") => Some(RealNumber::Abha),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RealNumber::{Aadhaar, Abha, Mobile};

    /// Twelve digits with a check digit that fits, made here: no number of anybody is written into the tests.
    fn twelve() -> String {
        let body = "23456789012";
        format!("{body}{}", verhoeff::check_digit(body))
    }

    #[test]
    fn what_is_seen_and_what_is_left_alone() {
        let aadhaar = twelve();
        let (a, rest) = aadhaar.split_at(4);
        let (b, c) = rest.split_at(4);
        let rows: &[(&str, Option<RealNumber>)] = &[
            ("call 9876543210 today", Some(Mobile)),
            ("मोबाइल ९८७६५४३२१०", Some(Mobile)),
            ("98765 43210", Some(Mobile)),
            ("98765-43210", Some(Mobile)),
            ("987 654 3210", Some(Mobile)),
            ("98 76 54 32 10", Some(Mobile)),
            ("9 8 7 6 5 4 3 2 1 0", Some(Mobile)),
            ("9876\u{200b}543210", Some(Mobile)),
            ("+91 98765 43210", Some(Mobile)),
            ("+919876543210", Some(Mobile)),
            ("09876543210", Some(Mobile)),
            ("ward 2 9876543210", Some(Mobile)),
            ("9876543210 2", Some(Mobile)),
            ("mobile:9876543210,", Some(Mobile)),
            ("0000012345", None),
            ("1234567890", None),
            (&aadhaar, Some(Aadhaar)),
            (&format!("{a} {b} {c}"), Some(Aadhaar)),
            (&format!("आधार {a}-{b}-{c}."), Some(Aadhaar)),
            (&format!("bed 4 {a} {b} {c}"), Some(Aadhaar)),
            ("234567890120", None),
            ("91123456789012", Some(Abha)),
            ("91-1234-5678-9012", Some(Abha)),
            ("00-1234-5678-9012", None),
            ("BP 120/80, pulse 98, temp 98.6", None),
            ("98.6 72 120 80 16", None),
            ("98.6 72 120/80", None),
            ("23-11-2026 10.30", None),
            ("2026-11-23 to 2026-12-01", None),
            ("Hb 9.8, TLC 7600, platelets 1,50,000", None),
            ("tablets 10 x 3 x 5", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(find_real_number(text), *expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_mobile_in_one_piece_is_seen_wherever_it_stands(
            before in "[a-zA-Zक-ह ,;]{0,20}", number in "[6-9][0-9]{9}", after in "[a-zA-Zक-ह ,;]{0,20}",
        ) {
            let text = [before, number, after].concat();
            proptest::prop_assert!(find_real_number(&text).is_some(), "{:?}", text);
        }
    }
}
