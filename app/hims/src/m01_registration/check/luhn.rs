//! The Luhn check digit (ISO/IEC 7812-1, annex B). ABHA numbers seem to end in one; nothing official says so, therefore
//! it warns and never blocks.

/// Whether the last digit is the Luhn digit of the others (ASCII digits only).
#[must_use]
pub fn fits(digits: &str) -> bool {
    let sum: u32 = digits.bytes().rev().enumerate().map(|(at, b)| weighed(b, at % 2 == 1)).sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// The digit to write behind `digits`.
#[must_use]
pub fn check_digit(digits: &str) -> u32 {
    let sum: u32 = digits.bytes().rev().enumerate().map(|(at, b)| weighed(b, at % 2 == 0)).sum();
    (10 - sum % 10) % 10
}

fn weighed(byte: u8, doubled: bool) -> u32 {
    let digit = u32::from(byte.saturating_sub(b'0') % 10);
    match (doubled, digit) {
        (false, d) => d,
        (true, d) if d < 5 => d * 2,
        (true, d) => d * 2 - 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples() {
        // ISO/IEC 7812-1 and Wikipedia: 17893729974 fits.
        assert!(fits("17893729974"));
        assert!(!fits("17893729975"));
        assert_eq!(check_digit("1789372997"), 4);
        // The authority's own placeholder does not fit: that is why the check only warns.
        assert!(!fits("91123456789012"));
    }
}
