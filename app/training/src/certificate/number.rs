//! Certificate numbers: short enough to be read out over the phone, impossible to guess, and safe against slips of the pen.
//!
//! `AB-M01-7K3T-X9TB-C`: the module, eight random characters, one check character. Counting numbers would let anyone walk
//! through the names of all who were ever certified, since the public page shows the name that belongs to a number.

use super::codes;
use abhyas_core::{ModuleId, Refusal};
use std::fmt;

/// Digits and the capital letters that nobody takes for another one: no I, L, O, Q, U, Z.
const ALPHABET: &[u8; 30] = b"0123456789ABCDEFGHJKMNPRSTVWXY";
const BASE: u64 = ALPHABET.len() as u64;
const PREFIX: &str = "AB";
const RANDOM: usize = 8;

/// The number of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertificateNumber(String);

fn character(value: u64) -> char {
    ALPHABET.get(usize::try_from(value % BASE).unwrap_or(0)).map_or('0', |&byte| char::from(byte))
}

fn value(c: char) -> Option<u64> {
    ALPHABET.iter().position(|&byte| char::from(byte) == c).and_then(|at| u64::try_from(at).ok())
}

/// The check character of ISO/IEC 7064's hybrid system, with modulus 30 for our alphabet (the standard's own systems are
/// MOD 11,10 for digits, MOD 27,26 for letters, MOD 37,36 for both): it finds every single wrong character.
fn check_character(text: &str) -> Option<char> {
    let mut carry = BASE;
    for c in text.chars() {
        let sum = (carry + value(c)?) % BASE;
        carry = (if sum == 0 { BASE } else { sum }) * 2 % (BASE + 1);
    }
    Some(character(BASE + 1 - carry))
}

impl CertificateNumber {
    /// The number of a certificate for `module`, from 64 random bits.
    ///
    /// # Errors
    /// [`codes::NUMBER_MALFORMED`] when the module's code has characters that numbers do not have; those of the curriculum
    /// (`M01` to `M18`) never do.
    pub fn make(module: &ModuleId, random: u64) -> Result<Self, Refusal> {
        let mut rest = random;
        let mut drawn = String::with_capacity(RANDOM);
        for _ in 0..RANDOM {
            drawn.push(character(rest));
            rest /= BASE;
        }
        let check = check_character(&format!("{module}{drawn}")).ok_or(codes::NUMBER_MALFORMED)?;
        let (first, second) = drawn.split_at(RANDOM / 2);
        Ok(Self(format!("{PREFIX}-{module}-{first}-{second}-{check}")))
    }

    /// Reads a number as people write it: in small letters, without hyphens, with spaces, with O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`codes::NUMBER_MALFORMED`] when it does not have the form of a number, [`codes::NUMBER_MISTYPED`] when its check
    /// character does not fit.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let malformed = || Refusal::new(codes::NUMBER_MALFORMED).at("number");
        let compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let body = compact.strip_prefix(PREFIX).filter(|body| body.is_ascii()).ok_or_else(malformed)?;
        let (module, rest) = body.split_at_checked(3).ok_or_else(malformed)?;
        let (first, rest) = rest.split_at_checked(RANDOM / 2).ok_or_else(malformed)?;
        let (second, check) = rest.split_at_checked(RANDOM / 2).ok_or_else(malformed)?;
        let expected = check_character(&format!("{module}{first}{second}")).ok_or_else(malformed)?;
        let mut given = check.chars();
        match (given.next(), given.next()) {
            (Some(c), None) if c == expected => Ok(Self(format!("{PREFIX}-{module}-{first}-{second}-{check}"))),
            (Some(c), None) if value(c).is_some() => Err(Refusal::new(codes::NUMBER_MISTYPED).at("number")),
            _ => Err(malformed()),
        }
    }

    /// The number as it is printed and stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_core::{Entropy, SeededEntropy};
    use std::collections::BTreeSet;

    fn module() -> ModuleId {
        ModuleId::parse("M01").unwrap()
    }

    fn some_numbers() -> Vec<CertificateNumber> {
        let entropy = SeededEntropy::new(7);
        (0..200).map(|_| CertificateNumber::make(&module(), entropy.next_u64()).unwrap()).collect()
    }

    #[test]
    fn numbers_are_distinct_and_read_back_however_they_are_written() {
        let numbers = some_numbers();
        assert_eq!(numbers.iter().map(CertificateNumber::as_str).collect::<BTreeSet<_>>().len(), numbers.len());
        for number in numbers {
            let text = number.as_str();
            assert_eq!(text.len(), "AB-M01-7K3T-X9TB-C".len());
            for written in [
                text.to_owned(),
                text.to_lowercase(),
                text.replace('-', ""),
                text.replace('-', " "),
                format!("  {text} "),
                text.replace('0', "O").replace('1', "l"),
            ] {
                assert_eq!(CertificateNumber::parse(&written).unwrap(), number, "{written}");
            }
        }
    }

    #[test]
    fn one_wrong_character_is_always_found() {
        for number in some_numbers().into_iter().take(20) {
            let compact: Vec<char> = number.as_str().replace('-', "").chars().collect();
            for at in 2..compact.len() {
                for &other in
                    ALPHABET.iter().map(|b| *b as char).collect::<Vec<_>>().iter().filter(|c| **c != compact[at])
                {
                    let mut wrong = compact.clone();
                    wrong[at] = other;
                    let refusal = CertificateNumber::parse(&wrong.iter().collect::<String>()).unwrap_err();
                    assert_eq!(refusal.code, codes::NUMBER_MISTYPED, "{wrong:?}");
                }
            }
        }
    }

    #[test]
    fn two_neighbours_changed_about_are_found_but_for_a_few() {
        let (mut tried, mut found) = (0, 0);
        for number in some_numbers() {
            let compact: Vec<char> = number.as_str().replace('-', "").chars().collect();
            for at in 5..compact.len() - 1 {
                if compact[at] != compact[at + 1] {
                    let mut wrong = compact.clone();
                    wrong.swap(at, at + 1);
                    tried += 1;
                    found += u32::from(CertificateNumber::parse(&wrong.iter().collect::<String>()).is_err());
                }
            }
        }
        assert!(found * 100 >= tried * 98, "{found} of {tried}");
    }

    #[test]
    fn what_is_no_number_is_told_apart_from_a_slip() {
        for bad in [
            "",
            "AB",
            "AB-M01",
            "XY-M01-7K3T-X9TB-C",
            "AB-M01-7K3T-X9TB-CC",
            "AB-M01-7K3T-X9T!-C",
            "मरीज",
            "AB-मरीज-7K3T",
        ] {
            assert_eq!(CertificateNumber::parse(bad).unwrap_err().code, codes::NUMBER_MALFORMED, "{bad}");
        }
    }
}
