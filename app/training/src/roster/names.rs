//! Names across two scripts and many spellings: "संगीता यादव" and "Sangeeta Yadav" may be one person.
//!
//! Nothing here decides alone: a key is compared only where a mobile number or a staff id is already the same,
//! or to find a record again, never to merge two people.

use super::text::fold;

/// Words before a name that are no part of it.
const HONORIFICS: &[&str] =
    &["dr", "shri", "sri", "smt", "mr", "mrs", "ms", "miss", "km", "डॉ", "डा", "श्री", "श्रीमती", "सुश्री"];
/// Ways to write Mohammad before another name.
const MOHAMMAD: &[&str] =
    &["md", "mo", "mohd", "mohammad", "mohammed", "muhammad", "mohamad", "मो", "मोहम्मद", "मुहम्मद", "मोहमद"];
/// Words whose usual Roman spelling is not their transliteration.
const FIXED: &[(&str, &str)] = &[("सिंह", "singh"), ("सिंघ", "singh"), ("सिन्हा", "sinha")];

/// A Devanagari text in Roman letters, roughly as a clerk would write it; other characters stay. Takes folded text.
#[must_use]
pub fn romanise(folded: &str) -> String {
    let words = folded.split(' ').map(|word| match FIXED.iter().find(|(hindi, _)| *hindi == word) {
        Some((_, roman)) => (*roman).to_owned(),
        None => romanise_word(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn romanise_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    // A consonant carries an "a" until a vowel sign or a virama takes its place; at the end of a word it is silent.
    let mut open = false;
    for c in word.chars() {
        if let Some(consonant) = consonant(c) {
            if open {
                out.push('a');
            }
            out.push_str(consonant);
            open = true;
        } else if let Some(sign) = vowel_sign(c) {
            out.push_str(sign);
            open = false;
        } else {
            if open {
                out.push('a');
            }
            open = false;
            match c {
                '\u{902}' => out.push('n'),
                '\u{903}' => out.push('h'),
                _ => match vowel(c) {
                    Some(vowel) => out.push_str(vowel),
                    None => out.push(c),
                },
            }
        }
    }
    out
}

const fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' => "k",
        'ख' => "kh",
        'ग' => "g",
        'घ' => "gh",
        'ङ' => "n",
        'च' => "ch",
        'छ' => "chh",
        'ज' => "j",
        'झ' => "jh",
        'ञ' => "n",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' => "d",
        'ढ' | 'ध' => "dh",
        'ण' | 'न' => "n",
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

const fn vowel_sign(c: char) -> Option<&'static str> {
    Some(match c {
        'ा' => "a",
        'ि' | 'ी' => "i",
        'ु' | 'ू' => "u",
        'ृ' => "ri",
        'े' | 'ॅ' => "e",
        'ै' => "ai",
        'ो' | 'ॉ' => "o",
        'ौ' => "au",
        '्' => "",
        _ => return None,
    })
}

const fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' => "a",
        'इ' | 'ई' => "i",
        'उ' | 'ऊ' => "u",
        'ऋ' => "ri",
        'ए' | 'ऍ' => "e",
        'ऐ' => "ai",
        'ओ' | 'ऑ' => "o",
        'औ' => "au",
        _ => return None,
    })
}

/// One word by its sound: Roman letters with the differences of spelling taken out (sh/s, ee/i, oo/u, w/v, aspirates, doubled
/// letters). Takes a folded, romanised word.
#[must_use]
pub fn sound(word: &str) -> String {
    let mut text = word.to_owned();
    for (from, to) in [
        ("chh", "C"),
        ("ch", "C"),
        ("sh", "s"),
        ("ph", "f"),
        ("ck", "k"),
        ("ee", "i"),
        ("oo", "u"),
        ("aa", "a"),
        ("au", "o"),
        ("ou", "o"),
        ("ai", "e"),
        ("q", "k"),
        ("c", "k"),
        ("w", "v"),
        ("z", "j"),
        ("x", "ks"),
        ("mb", "nb"),
        ("mp", "np"),
        ("ey", "e"),
        ("ay", "a"),
    ] {
        text = text.replace(from, to);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        let last = out.chars().last();
        let aspiration = c == 'h' && last.is_some_and(|l| "kgcjtdb".contains(l));
        if last != Some(c) && !aspiration {
            out.push(c);
        }
    }
    if out.ends_with('y') && out.len() > 1 {
        out.pop();
        out.push('i');
    }
    if out.ends_with('a') && out.len() > 2 {
        out.pop();
    }
    out
}

/// The consonants of a word's sound, with its first letter and a last vowel that is heard.
fn frame(word: &str) -> String {
    let sound = sound(word);
    let last = sound.chars().count().saturating_sub(1);
    sound
        .chars()
        .enumerate()
        .filter(|(at, c)| *at == 0 || *at == last || !"aeiouy".contains(*c))
        .map(|(_, c)| c)
        .collect()
}

/// The words of a name by their sound, without honorifics, in a fixed order: the same for both scripts and any word order.
#[must_use]
pub fn name_key(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut words: Vec<String> = folded
        .split(' ')
        .filter(|word| !word.is_empty() && !HONORIFICS.contains(word))
        .map(|word| if MOHAMMAD.contains(&word) { "md".to_owned() } else { frame(&romanise(word)) })
        .collect();
    words.sort();
    words
}

/// Whether two names can be one person's, given that something stronger (mobile, staff id) already says so.
#[must_use]
pub fn same_person(a: &str, b: &str) -> bool {
    let (a_key, b_key) = (name_key(a), name_key(b));
    if a_key.is_empty() || b_key.is_empty() {
        return false;
    }
    let (short, long) = if a_key.len() <= b_key.len() { (&a_key, &b_key) } else { (&b_key, &a_key) };
    let within = short.iter().all(|word| long.contains(word));
    (within && (short.len() == long.len() || short.len() >= 2))
        || super::text::alike(&sound_of_name(a), &sound_of_name(b)) >= 0.85
}

/// A whole name by its sound, words in the order written: what the search of people compares.
#[must_use]
pub fn sound_of_name(name: &str) -> String {
    let folded = fold(name);
    let words = folded
        .split(' ')
        .filter(|word| !HONORIFICS.contains(word))
        .map(|word| if MOHAMMAD.contains(&word) { "md".to_owned() } else { sound(&romanise(word)) });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_two_scripts_and_spellings_is_the_same_person() {
        for (a, b) in [
            ("Ranjana Khatoon", "  रंजना खातून "),
            ("Nitish Paswan", "नीतीश पासवान"),
            ("Babita Alam", "बबीता आलम"),
            ("संगीता यादव", "Sangeeta Yadav"),
            ("मो. शाहिद ठाकुर", "Md Shahid Thakur"),
            ("Kumari Puja Sah", "पूजा कुमारी साह"),
            ("बिरेन्द्र चौधरी", "Birendra Choudhary"),
            ("विकास सिंह", "VIKASH SINGH"),
            ("गुड़िया पाण्डेय", "Gudiya Pandey"),
            ("शंभु मिश्र", "Shambhu Mishra"),
            ("Dr. Sunil Kumar", "Sunil Kumar"),
            ("Sunil Das", "Sunil Kumar Das"),
            ("अंजू ठाकुर", "Anju Thakur"),
        ] {
            assert!(same_person(a, b), "{a} / {b}: {:?} {:?}", name_key(a), name_key(b));
        }
    }

    #[test]
    fn different_people_stay_different() {
        for (a, b) in [
            ("सोनी अंसारी", "रंजीत दास"),
            ("Ranjit Das", "Md Irfan Sinha"),
            ("Raghuvansh Pandey", "रंजीत दास"),
            ("Anil Kumar", "Anita Kumari"),
            ("Meena Paswan", "Manoj Paswan"),
            ("", "Manoj"),
            ("Sunita", "Sunita Devi"),
        ] {
            assert!(!same_person(a, b), "{a} / {b}: {:?} {:?}", name_key(a), name_key(b));
        }
    }
}
