//! How alike two words of names are.

/// How alike two words are, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same spelling, in the same or the other script.
    Same,
    /// Another spelling that sounds the same.
    Sounds,
    /// The beginning of the word, three letters or more.
    Begins,
    /// A slip of the finger away.
    Typo,
}

impl Likeness {
    /// Points out of 100.
    #[must_use]
    pub const fn points(self) -> u32 {
        match self {
            Self::Same => 100,
            Self::Sounds => 90,
            Self::Begins => 75,
            Self::Typo => 70,
        }
    }
}

/// Compares two index keys (see [`super::index_key`]); `None` when they are not alike. `asked` may be an unfinished word.
#[must_use]
pub fn compare(asked: &str, held: &str) -> Option<Likeness> {
    let (asked_sound, asked_letters) = asked.split_once(' ')?;
    let (held_sound, held_letters) = held.split_once(' ')?;
    if asked_letters == held_letters {
        return Some(Likeness::Same);
    }
    if !asked_sound.is_empty() && asked_sound == held_sound {
        return Some(Likeness::Sounds);
    }
    if asked_letters.len() >= 3 && held_letters.starts_with(asked_letters) {
        return Some(Likeness::Begins);
    }
    let length = asked_letters.len().min(held_letters.len());
    // One slip in a word of four letters, two from eight on: fewer would join different short names (Ram, Rani).
    let slips = match length {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    within(asked_letters, held_letters, slips).then_some(Likeness::Typo)
}

/// Whether two words are at most `slips` letters apart: inserted, left out, changed or swapped with the neighbour
/// (Damerau-Levenshtein distance, optimal string alignment).
fn within(a: &str, b: &str, slips: usize) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > slips {
        return false;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j + 1) + 1).min(at(&row, j) + 1).min(at(&last, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                best = best.min(at(&before_last, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().all(|d| *d > slips) {
            return false;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().is_some_and(|d| *d <= slips)
}

#[cfg(test)]
mod tests {
    use super::super::index_key;
    use super::*;

    #[test]
    fn likeness_of_spellings() {
        for (asked, held, expected) in [
            ("राम", "ram", Some(Likeness::Same)),
            ("suneeta", "सुनीता", Some(Likeness::Same)),
            ("bikash", "विकास", Some(Likeness::Sounds)),
            ("sun", "सुनीता", Some(Likeness::Begins)),
            ("sunlta", "सुनीता", Some(Likeness::Typo)),
            ("usnita", "सुनीता", Some(Likeness::Typo)),
            ("rajehs", "राजेश", Some(Likeness::Typo)),
            ("ram", "rani", None),
            ("ram", "shyam", None),
            ("sita", "gita", Some(Likeness::Typo)),
            ("muzafarpur", "muzaffarpur", Some(Likeness::Sounds)),
        ] {
            assert_eq!(compare(&index_key(asked), &index_key(held)), expected, "{asked} {held}");
        }
    }

    #[test]
    fn distance_is_bounded() {
        assert!(within("abcdefgh", "abdcefgh", 1));
        assert!(!within("abcdefgh", "badcefgh", 1));
        assert!(within("abcdefgh", "badcefgh", 2));
        assert!(!within("abc", "abcde", 1));
    }
}
