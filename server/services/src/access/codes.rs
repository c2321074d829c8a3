//! One-time codes: what stands on a slip, what is kept of it, and how mistyping shows.
//!
//! A code has 12 characters of an alphabet of 31 that reads well on paper and on the phone (no 0/O, 1/I/L). The last one
//! is a check character: since 31 is prime, every single wrong character and every swap of neighbours shows at once,
//! before anything is looked up. Eleven random characters are 54 bits; a code lives 14 days and is kept as SHA-256 only.

use crate::{Outcome, ServiceError, Services, StoreError, Tx};
use abhyas_core::{Entropy, PersonId, Refusal};
use abhyas_store::Constraint;
use abhyas_store::access::{self as store, NewCode};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest as _, Sha256};

const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 12;
/// How long a code may be used.
pub const LIFE: Duration = Duration::days(14);

/// A code as it is shown or printed once.
#[derive(Clone, PartialEq, Eq)]
pub struct Minted {
    /// Whom it lets in.
    pub person: PersonId,
    /// The name, for the slip.
    pub name: String,
    /// The staff id, for the slip.
    pub staff_id: String,
    /// The facility's Hindi name, for the slip; may be empty.
    pub facility: String,
    /// The code, twelve characters without separators.
    pub code: String,
    /// Until when it may be used.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Minted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The code must not get into a log.
        f.debug_struct("Minted")
            .field("person", &self.person)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Mints a code for a person and keeps its hash.
///
/// # Errors
/// What the database answered.
pub(super) async fn mint(
    tx: &mut Tx,
    services: &Services,
    account: &store::Account,
    purpose: &str,
    made_by: &str,
) -> Outcome<Minted> {
    let now = services.real_now();
    let code = random(services.entropy());
    let (id, expires_at) = (abhyas_core::ids::mint(now, services.entropy()), now + LIFE);
    let hash = hash(&code);
    let new = NewCode { id: &id, person: &account.person, hash: &hash, purpose, made_by, made_at: now, expires_at };
    match store::add_code(tx, &new).await {
        // Two equal codes among 2^54: asking again is the answer.
        Err(StoreError::Constraint(Constraint::AccessCode)) => {
            return Err(ServiceError::Busy { retry_after_seconds: 1 });
        }
        other => other?,
    }
    Ok(Minted {
        person: account.person.clone(),
        name: account.name.clone(),
        staff_id: account.staff_id.clone(),
        facility: account.facility_name.clone(),
        code,
        expires_at,
    })
}

/// The hash under which a code is kept.
pub(super) fn hash(code: &str) -> String {
    Sha256::digest(code.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a code as a person typed it: small letters, spaces and dashes do not matter.
///
/// # Errors
/// [`super::refusals::CODE_MISTYPED`] when it can not be one.
pub(super) fn read(typed: &str) -> Result<String, Refusal> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.'))
        .flat_map(char::to_uppercase)
        .collect();
    let values: Option<Vec<usize>> =
        code.bytes().map(|byte| ALPHABET.iter().position(|letter| *letter == byte)).collect();
    let good = values.is_some_and(|values| values.len() == LENGTH && sum(&values) == 0);
    if good { Ok(code) } else { Err(Refusal::new(super::refusals::CODE_MISTYPED).at("code")) }
}

/// Σ place × value mod 31, places counted from 1.
fn sum(values: &[usize]) -> usize {
    values.iter().zip(1..).map(|(value, place)| value * place).sum::<usize>() % ALPHABET.len()
}

fn random(entropy: &dyn Entropy) -> String {
    let mut values = Vec::with_capacity(LENGTH);
    while values.len() < LENGTH - 1 {
        let mut byte = [0];
        entropy.fill(&mut byte);
        // 248 = 8 × 31: beyond it the first characters would come more often.
        let [byte] = byte;
        if byte < 248 {
            values.push(usize::from(byte) % ALPHABET.len());
        }
    }
    // The last place weighs 12, which has an inverse modulo 31; the search is 31 steps at most.
    let open = sum(&values);
    let check = (0..ALPHABET.len()).find(|check| (open + check * LENGTH).is_multiple_of(ALPHABET.len())).unwrap_or(0);
    values.push(check);
    values.iter().filter_map(|value| ALPHABET.get(*value)).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use abhyas_core::SeededEntropy;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = random(&SeededEntropy::new(1));
        assert_eq!(code.len(), LENGTH);
        let (a, rest) = code.split_at(4);
        let (b, c) = rest.split_at(4);
        for typed in [code.clone(), code.to_lowercase(), format!("{a}-{b}-{c}"), format!(" {a} {b} {c} ")] {
            assert_eq!(read(&typed), Ok(code.clone()), "{typed}");
        }
        for bad in ["", "0", "AAAA-BBBB-CCCC-DDDD", &code[1..], "क"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_single_slip_and_every_swap_of_neighbours_shows() {
        let entropy = SeededEntropy::new(2);
        for _ in 0..50 {
            let code = random(&entropy).into_bytes();
            for at in 0..LENGTH {
                for &letter in ALPHABET {
                    let mut slip = code.clone();
                    slip[at] = letter;
                    assert_eq!(read(std::str::from_utf8(&slip).unwrap()).is_ok(), letter == code[at]);
                }
                if at + 1 < LENGTH && code[at] != code[at + 1] {
                    let mut swap = code.clone();
                    swap.swap(at, at + 1);
                    assert!(read(std::str::from_utf8(&swap).unwrap()).is_err());
                }
            }
        }
    }

    #[test]
    fn codes_are_not_repeated() {
        let entropy = SeededEntropy::new(3);
        let codes: std::collections::HashSet<_> = (0..10_000).map(|_| random(&entropy)).collect();
        assert_eq!(codes.len(), 10_000);
    }
}
