//! Which passwords may be chosen: long enough and not common; no rules about kinds of characters (NIST SP 800-63B 3.1.1.2).

use super::refusals as codes;
use abhyas_core::Refusal;
use abhyas_store::access::Account;
use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters.
pub const SHORTEST: usize = 8;
/// The most characters: hashing must stay cheap.
pub const LONGEST: usize = 128;

/// Common passwords and common words, one a line, in small letters.
const COMMON: &str = include_str!("common_passwords.txt");

/// Checks a new password, typed twice, of this person.
///
/// # Errors
/// All that stands against it.
pub fn check(password: &str, again: &str, account: &Account) -> Result<(), Vec<Refusal>> {
    let password: String = password.nfc().collect();
    let length = password.chars().count();
    let mut refusals = Vec::new();
    if length < SHORTEST {
        refusals.push(Refusal::new(codes::PASSWORD_SHORT).at("password").with("n", SHORTEST));
    } else if length > LONGEST {
        refusals.push(Refusal::new(codes::PASSWORD_LONG).at("password").with("n", LONGEST));
    } else if is_own(&password, account) {
        refusals.push(Refusal::new(codes::PASSWORD_OWN).at("password"));
    } else if is_common(&password) {
        refusals.push(Refusal::new(codes::PASSWORD_COMMON).at("password"));
    }
    if password != again.nfc().collect::<String>() {
        refusals.push(Refusal::new(codes::PASSWORDS_DIFFER).at("password_again"));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// The mobile number, the staff id or the name, which stand on every list.
fn is_own(password: &str, account: &Account) -> bool {
    let plain = plain(password);
    [account.mobile.as_deref().unwrap_or_default(), &account.staff_id, &account.name]
        .into_iter()
        .any(|own| !own.is_empty() && plain == self::plain(own))
}

fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether guessing tools try it among the first: it is on the list, or is a word of the list with digits and signs
/// around it, or a row of keys, or digits only in an obvious order.
fn is_common(password: &str) -> bool {
    let small = password.to_lowercase();
    let letters: String = small.chars().map(unmasked).collect();
    let core = small.trim_matches(|c: char| !c.is_alphabetic());
    let unmasked_core = letters.trim_matches(|c: char| !c.is_alphabetic());
    COMMON
        .lines()
        .filter(|line| !line.is_empty())
        .any(|common| [&*small, &*letters, core, unmasked_core].contains(&common))
        || is_run(&small)
}

/// The letter behind a digit or sign that stands for it.
const fn unmasked(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '$' | '5' => 's',
        '1' | '!' => 'i',
        '3' => 'e',
        other => other,
    }
}

/// One character again and again (`11111111`), or each the next of the one before (`12345678`, `hgfedcba`), or a short
/// piece repeated (`12121212`, `abcdabcd`).
fn is_run(password: &str) -> bool {
    let letters: Vec<u32> = password.chars().map(u32::from).collect();
    let steady =
        |step: i64| letters.windows(2).all(|pair| matches!(pair, [a, b] if i64::from(*b) - i64::from(*a) == step));
    let repeats =
        (1..=4).any(|size| letters.len() > size && letters.iter().zip(letters.iter().skip(size)).all(|(a, b)| a == b));
    steady(1) || steady(-1) || repeats
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_core::{Language, PersonId};

    fn sita() -> Account {
        Account {
            person: PersonId::parse("P-1").unwrap(),
            staff_id: "MUZ-00017".into(),
            name: "Sita Kumari".into(),
            mobile: Some("0000000017".into()),
            language: Language::Hi,
            active: true,
            district: None,
            facility_name: String::new(),
            password: None,
        }
    }

    #[test]
    fn each_rule_has_its_refusal() {
        let long = "क".repeat(129);
        let cases = [
            ("abc1234", codes::PASSWORD_SHORT),
            (&long, codes::PASSWORD_LONG),
            ("0000000017", codes::PASSWORD_OWN),
            ("muz00017", codes::PASSWORD_OWN),
            ("sitakumari", codes::PASSWORD_OWN),
            ("password", codes::PASSWORD_COMMON),
            ("P@ssw0rd123", codes::PASSWORD_COMMON),
            ("India@123", codes::PASSWORD_COMMON),
            ("Bihar2026", codes::PASSWORD_COMMON),
            ("krishna1", codes::PASSWORD_COMMON),
            ("12345678", codes::PASSWORD_COMMON),
            ("87654321", codes::PASSWORD_COMMON),
            ("11111111", codes::PASSWORD_COMMON),
            ("qwertyuiop", codes::PASSWORD_COMMON),
            ("abcdabcd", codes::PASSWORD_COMMON),
        ];
        for (password, expected) in cases {
            let refusals = check(password, password, &sita()).unwrap_err();
            assert_eq!(refusals.first().map(|refusal| &refusal.code), Some(&expected), "{password}");
        }
    }

    #[test]
    fn no_kind_of_character_is_asked_for() {
        for good in ["नदी किनारे पेड़", "mango tree near river", "tezbarish", "83920174", "kyaaapkopatahai"]
        {
            assert_eq!(check(good, good, &sita()), Ok(()), "{good}");
        }
    }

    #[test]
    fn both_must_be_the_same_whatever_keyboard_typed_them() {
        assert_eq!(check("rivér-bank", "rive\u{301}r-bank", &sita()), Ok(()));
        let refusals = check("river-bank", "river-tank", &sita()).unwrap_err();
        assert_eq!(refusals.first().map(|refusal| &refusal.code), Some(&codes::PASSWORDS_DIFFER));
    }

    #[test]
    fn the_list_is_in_small_letters_without_spaces_around_and_long_enough() {
        assert!(COMMON.lines().count() >= 300);
        for line in COMMON.lines() {
            assert_eq!(line, line.trim().to_lowercase(), "{line}");
        }
    }
}
