//! Devanagari in Latin letters, for keys and for comparing; never for display.

/// Whether a character is a sign that belongs to the word around it (matra, virama, nukta, nasalisation).
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}' | '\u{0951}'..='\u{0957}' | '\u{0962}' | '\u{0963}')
}

const VIRAMA: char = '\u{094D}';
const NUKTA: char = '\u{093C}';

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' => "k",
        'ख' => "kh",
        'ग' => "g",
        'घ' => "gh",
        'ङ' | 'ञ' | 'ण' | 'न' => "n",
        'च' => "ch",
        'छ' => "chh",
        'ज' => "j",
        'झ' => "jh",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' => "d",
        'ढ' | 'ध' => "dh",
        'प' => "p",
        'फ' => "ph",
        'ब' => "b",
        'भ' => "bh",
        'म' => "m",
        'य' => "y",
        'र' => "r",
        'ल' | 'ळ' => "l",
        'व' => "v",
        'श' | 'ष' => "sh",
        'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' | 'ऑ' | '\u{093E}' | '\u{0949}' => "a",
        'इ' | 'ई' | '\u{093F}' | '\u{0940}' => "i",
        'उ' | 'ऊ' | '\u{0941}' | '\u{0942}' => "u",
        'ऋ' | '\u{0943}' => "ri",
        'ए' | '\u{0947}' => "e",
        'ऐ' | '\u{0948}' => "ai",
        'ओ' | '\u{094B}' => "o",
        'औ' | '\u{094C}' => "au",
        _ => return None,
    })
}

/// A word in plain lower-case Latin letters and digits. The silent a at the end of a Hindi word is left out, long
/// vowels are written short; a word that is Latin already loses only its doubled vowels' length.
#[must_use]
pub fn roman(word: &str) -> String {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let next = letters.get(at + 1).copied();
        at += 1;
        if c == 'ज' && next == Some(VIRAMA) && letters.get(at + 1) == Some(&'ञ') {
            // ज्ञ is said "gy" in Hindi.
            out.push_str("gy");
            at += 2;
            at += inherent(&mut out, letters.get(at).copied());
        } else if let Some(sound) = consonant(c) {
            out.push_str(if next == Some(NUKTA) { with_nukta(c, sound) } else { sound });
            at += usize::from(next == Some(NUKTA));
            at += inherent(&mut out, letters.get(at).copied());
        } else if let Some(sound) = vowel(c) {
            out.push_str(sound);
        } else if matches!(c, '\u{0901}' | '\u{0902}') {
            // The nasal before ह is said "ng": सिंह, Singh.
            if next == Some('ह') {
                out.push_str("ng");
            } else if next.is_some() {
                out.push('n');
            }
        } else if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if let Some(digit) = c.to_digit(10).or_else(|| devanagari_digit(c)).and_then(|d| char::from_digit(d, 10))
        {
            out.push(digit);
        }
    }
    shorten(out)
}

/// Writes the vowel that a consonant carries unless a sign follows; says how many characters it used (a virama).
fn inherent(out: &mut String, next: Option<char>) -> usize {
    match next {
        Some(VIRAMA) => 1,
        Some(c) if is_sign(c) && vowel(c).is_some() => 0,
        None => 0,
        Some(_) => {
            out.push('a');
            0
        }
    }
}

fn with_nukta(c: char, plain: &'static str) -> &'static str {
    match c {
        'क' => "q",
        'ज' => "z",
        'फ' => "f",
        'ड' => "r",
        'ढ' => "rh",
        _ => plain,
    }
}

fn devanagari_digit(c: char) -> Option<u32> {
    u32::from(c).checked_sub(0x0966).filter(|d| *d < 10)
}

fn shorten(text: String) -> String {
    let mut text = text;
    for (long, short) in [("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u")] {
        text = text.replace(long, short);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devanagari_reads_as_it_is_said() {
        for (hindi, latin) in [
            ("राम", "ram"),
            ("सुनीता", "sunita"),
            ("कुमार", "kumar"),
            ("सिंह", "singh"),
            ("ज्ञान", "gyan"),
            ("क्षमा", "kshama"),
            ("मुज़फ़्फ़रपुर", "muzaffarapur"),
            ("चाँदनी", "chandani"),
            ("ऋषि", "rishi"),
            ("१२", "12"),
        ] {
            assert_eq!(roman(hindi), latin, "{hindi}");
        }
    }

    #[test]
    fn latin_stays_latin() {
        assert_eq!(roman("Suneeta"), "sunita");
        assert_eq!(roman("O'Neil"), "oneil");
    }
}
