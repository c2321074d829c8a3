//! Names as they are heard: one key for the Hindi and the English spellings of a name, and how alike two spellings are.
//!
//! A registration desk hears a name and two clerks write it differently: राम and Ram, Sunita and Suneeta, Vikas and
//! बिकाश. [`sound`] gives all of them one key. It is our own, made for the names of Bihar: the usual keys (Soundex,
//! Metaphone) know nothing of aspirates, of v/b, or of Devanagari.

mod likeness;
mod script;

pub use likeness::{Likeness, compare};
pub use script::roman;

/// The words of a name: split at anything that is no letter, sign or digit, lower case, abbreviations written out.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization as _;
    // NFC leaves the nukta letters apart (they are composition exclusions), which is how `script` reads them.
    let text: String = text.nfc().collect::<String>().to_lowercase();
    text.split(|c: char| !(c.is_alphanumeric() || script::is_sign(c)))
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "md" | "mohd" | "mo" | "मो" | "मु" | "मोहम्मद" | "मुहम्मद" => {
                "mohammad".to_owned()
            }
            "kr" | "कु" => "kumar".to_owned(),
            other => other.to_owned(),
        })
        .collect()
}

/// The sound key of one word, in either script: consonant classes with the vowels that people keep apart (i, u),
/// without aspiration, length or a's. Empty for a text without letters.
#[must_use]
pub fn sound(word: &str) -> String {
    let mut heard = String::new();
    let letters: Vec<char> = roman(word).chars().collect();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = letters.get(at..).unwrap_or_default();
        let (class, used) = hear(rest, letter);
        at += used;
        let first = heard.is_empty();
        for c in class.chars() {
            let is_a = c == 'a';
            if (is_a && !(first && heard.is_empty())) || heard.ends_with(c) {
                continue;
            }
            heard.push(c);
        }
    }
    heard
}

/// The class of the letters at the head of `rest`, and how many letters it took.
fn hear(rest: &[char], letter: char) -> (&'static str, usize) {
    let next = rest.get(1).copied().unwrap_or(' ');
    let aspirated = next == 'h';
    let width = if aspirated { 2 } else { 1 };
    match letter {
        'k' | 'q' => ("k", width),
        'c' if aspirated => ("c", if rest.get(2) == Some(&'h') { 3 } else { 2 }),
        'c' => ("k", 1),
        'g' => ("g", width),
        'j' | 'z' => ("j", width),
        't' => ("t", width),
        'd' => ("d", width),
        'p' => ("p", width),
        'f' => ("p", 1),
        'b' | 'v' | 'w' => ("b", width),
        's' => ("s", width),
        'x' => ("ks", 1),
        'm' if matches!(next, 'p' | 'b') => ("n", 1),
        'm' => ("m", width),
        'n' => ("n", width),
        'l' => ("l", width),
        'r' => ("r", width),
        'h' => ("h", 1),
        'y' => ("i", 1),
        'a' if next == 'i' || next == 'y' || next == 'e' => ("i", 2),
        'a' if next == 'u' => ("u", 2),
        'i' | 'e' => ("i", 1),
        'u' | 'o' => ("u", 1),
        'a' => ("a", 1),
        _ => ("", 1),
    }
}

/// The keys under which a name is indexed: for each word its sound key, a space and its spelling in Latin letters.
#[must_use]
pub fn index_keys(name: &str) -> Vec<String> {
    words(name).iter().map(|word| index_key(word)).filter(|key| key.len() > 1).collect()
}

/// The index key of one word (see [`index_keys`]).
#[must_use]
pub fn index_key(word: &str) -> String {
    format!("{} {}", sound(word), roman(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_and_the_usual_spellings_sound_alike() {
        for spellings in [
            &["राम", "Ram", "Raam", "RAMA"][..],
            &["सुनीता", "Sunita", "Suneeta", "सुनिता"],
            &["लक्ष्मी", "Laxmi", "Lakshmi", "Lakshmee"],
            &["विकास", "Vikas", "Vikash", "Bikash", "बिकाश"],
            &["सिंह", "Singh", "सिँह"],
            &["पाण्डेय", "Pandey", "Pande", "पांडे"],
            &["संजय", "Sanjay", "Sanjai", "Sanjaya"],
            &["यादव", "Yadav", "Yadava"],
            &["ज्ञान", "Gyan"],
            &["कृष्ण", "Krishna", "Krishn"],
            &["गौरव", "Gaurav", "Gaurab"],
            &["फूल", "Phool", "Ful", "Fool"],
            &["अंबिका", "Ambika", "अम्बिका"],
            &["मोहम्मद", "Md.", "Mohd", "Mohammad", "मो."],
            &["चौधरी", "Chaudhary", "Choudhary", "Chaudhari"],
            &["ज़ैनब", "Zainab", "Jainab"],
            &["रुख़साना", "Rukhsana", "Ruksana"],
            &["वैशाली", "Vaishali"],
            &["शत्रुघ्न", "Shatrughna", "Shatrughn"],
            &["मुन्ना", "Munna", "Muna"],
        ] {
            let keys: Vec<String> = spellings.iter().map(|s| words(s).iter().map(|w| sound(w)).collect()).collect();
            assert!(keys.iter().all(|k| Some(k) == keys.first() && !k.is_empty()), "{spellings:?} → {keys:?}");
        }
    }

    #[test]
    fn different_names_sound_different() {
        for (one, other) in
            [("राम", "रीमा"), ("Ram", "Shyam"), ("सुनीता", "अनीता"), ("Mohan", "Mahesh"), ("Gita", "Sita")]
        {
            assert_ne!(sound(&one.to_lowercase()), sound(&other.to_lowercase()), "{one} {other}");
        }
    }

    #[test]
    fn words_drop_dots_and_write_out_abbreviations() {
        assert_eq!(words("Md. Irfan  Kr."), ["mohammad", "irfan", "kumar"]);
        assert_eq!(words(" राम-कुमार "), ["राम", "कुमार"]);
        assert!(words(" .,- ").is_empty());
    }
}
