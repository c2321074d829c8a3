//! The search of people: in both scripts, by sound, by number; "Sangeeta", "संगीता" and "sangita" find the same person.

use abhyas_training::roster::names::{romanise, sound, sound_of_name};
use abhyas_training::roster::text::fold;

/// What searches look at for a person.
#[must_use]
pub fn search_text(name: &str, mobile: Option<&str>, staff_id: &str) -> String {
    let id = fold(staff_id);
    let id_sound: Vec<String> = id.split(' ').map(sound).collect();
    format!("{} {} {} {} {}", sound_of_name(name), fold(name), mobile.unwrap_or_default(), id, id_sound.join(" "))
}

/// The words of a query as they stand in [`search_text`]: letters by their sound, numbers as they are.
#[must_use]
pub fn search_words(query: &str) -> Vec<String> {
    let folded = fold(query);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    words
        .map(|word| if word.chars().any(char::is_numeric) { word.to_owned() } else { sound(&romanise(word)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_in_either_script_by_parts_of_name_number_or_id() {
        let text = search_text("संगीता यादव", Some("0000010701"), "MUZ-0123");
        for query in ["Sangeeta", "sangita yadav", "संगीता", "यादव", "yad", "10701", "muz-0123", "MUZ", "0123"]
        {
            assert!(
                search_words(query).iter().all(|word| text.contains(word)),
                "{query}: {:?} in {text}",
                search_words(query)
            );
        }
        assert!(!search_words("Meena").iter().all(|word| text.contains(word)));
    }
}
