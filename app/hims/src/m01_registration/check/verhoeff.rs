//! Verhoeff's check digit (J. Verhoeff, Error Detecting Decimal Codes, 1969): finds every wrong digit and every swap of
//! neighbours. Aadhaar numbers end in one; so do BHAVYA IDs. Written out here because the rule layer has no dependency
//! that it could take it from without the rest.

/// Multiplication in the dihedral group D5: 0-4 turn, 5-9 mirror and turn.
fn multiply(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a - 5 + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

/// The permutation of Verhoeff applied `times` (it repeats after eight).
fn permute(digit: u8, times: usize) -> u8 {
    let once = |d: u8| match d {
        0 => 1,
        1 => 5,
        2 => 7,
        3 => 6,
        4 => 2,
        5 => 8,
        6 => 3,
        7 => 0,
        8 => 9,
        _ => 4,
    };
    (0..times % 8).fold(digit, |d, _| once(d))
}

fn sum(digits: &str, first_place: usize) -> u8 {
    let places = digits.bytes().rev().enumerate();
    places.fold(0, |sum, (at, b)| multiply(sum, permute(b.saturating_sub(b'0') % 10, at + first_place)))
}

/// The check digit to write behind `digits` (ASCII digits only).
#[must_use]
pub fn check_digit(digits: &str) -> u8 {
    let sum = sum(digits, 1);
    // The inverse: turns are undone by turning back, mirrored ones are their own inverse.
    if sum < 5 { (5 - sum) % 5 } else { sum }
}

/// Whether the last digit is the check digit of the others.
#[must_use]
pub fn fits(digits: &str) -> bool {
    !digits.is_empty() && sum(digits, 0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples() {
        // Wikipedia, "Verhoeff algorithm": 236 has the check digit 3; 12345 has 1 and 142857 has 0 (Rosetta Code).
        for (digits, check) in [("236", 3), ("12345", 1), ("123456789012", 0), ("142857", 0)] {
            assert_eq!(check_digit(digits), check, "{digits}");
            assert!(fits(&format!("{digits}{check}")));
            assert!(!fits(&format!("{digits}{}", (check + 1) % 10)));
        }
    }
}
