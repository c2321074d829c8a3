//! What is different in each attempt, drawn from the attempt's seed: names, numbers, weights.

use crate::fill::Values;
use abhyas_core::{Entropy, SeededEntropy};
use abhyas_hims::m01_registration::check::luhn;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One value to draw. The same seed draws the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Draw {
    /// One of these: a text, or a table whose fields belong together (a name in both spellings).
    OneOf(Vec<Value>),
    /// A whole number between these two, both included.
    Between([i64; 2]),
    /// Digits by a pattern: `#` is any digit, everything else stands for itself.
    Digits(String),
    /// The same, with a last digit that fits the others by Luhn's rule (ISO/IEC 7812-1), as ABHA numbers have it.
    Luhn(String),
}

impl Draw {
    fn value(&self, entropy: &dyn Entropy) -> Option<Value> {
        match self {
            Self::OneOf(choices) => choices.get(usize::try_from(below(entropy, choices.len() as u64)).ok()?).cloned(),
            Self::Between([from, to]) => {
                let span = u64::try_from(to.checked_sub(*from)?.checked_add(1)?).ok()?;
                from.checked_add(i64::try_from(below(entropy, span)).ok()?).map(Value::from)
            }
            Self::Digits(pattern) => Some(Value::String(digits(pattern, entropy))),
            Self::Luhn(pattern) => {
                let drawn = digits(pattern, entropy);
                let (kept, _) = drawn.split_at_checked(drawn.len().saturating_sub(1))?;
                (0..10).map(|last| format!("{kept}{last}")).find(|number| luhn::fits(number)).map(Value::String)
            }
        }
    }
}

/// A number below `limit`. The bias of the remainder is below one in 2^50 for the small limits of exercises.
pub(crate) fn below(entropy: &dyn Entropy, limit: u64) -> u64 {
    entropy.next_u64().checked_rem(limit).unwrap_or(0)
}

fn digits(pattern: &str, entropy: &dyn Entropy) -> String {
    pattern.chars().map(|c| digit(c, entropy)).collect()
}

fn digit(c: char, entropy: &dyn Entropy) -> char {
    match c {
        '#' => u32::try_from(below(entropy, 10)).ok().and_then(|d| char::from_digit(d, 10)).unwrap_or('0'),
        other => other,
    }
}

/// Draws all values of an attempt, in the order in which they stand in the file.
#[must_use]
pub fn draw_all(draws: &[(String, Draw)], seed: u64) -> Values {
    let entropy = SeededEntropy::new(seed);
    let mut values = Values::default();
    for (name, draw) in draws {
        if let Some(value) = draw.value(&entropy) {
            values.set(name.clone(), value);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    fn draws() -> Vec<(String, Draw)> {
        vec![
            ("who".into(), Draw::OneOf(vec![json!({"hi": "क"}), json!({"hi": "ख"})])),
            ("weight".into(), Draw::Between([2_400, 2_402])),
            ("abha".into(), Draw::Luhn("00############".into())),
            ("mobile".into(), Draw::Digits("00000#####".into())),
        ]
    }

    #[test]
    fn a_seed_always_draws_the_same_and_other_seeds_draw_everything() {
        assert_eq!(draw_all(&draws(), 7), draw_all(&draws(), 7));
        let drawn = |path: &str| -> BTreeSet<String> {
            (0..100).map(|seed| draw_all(&draws(), seed).fill(&json!(path)).unwrap().to_string()).collect()
        };
        assert_eq!(drawn("{who.hi}").len(), 2);
        assert_eq!(drawn("{weight}"), BTreeSet::from(["2400".into(), "2401".into(), "2402".into()]));
        assert!(drawn("{abha}").iter().all(|number| luhn::fits(number.trim_matches('"'))));
        let mobiles = drawn("{mobile}");
        assert!(mobiles.len() > 90);
        assert!(mobiles.iter().all(|m| m.len() == 12 && m.starts_with("\"00000")), "{mobiles:?}");
    }
}
