//! From the way a roster names a designation to the programme's own name and role.

use super::names::{romanise, sound};
use super::reference::{DesignationRef, Reference};
use super::text::{alike, fold, join_initials};

/// How a designation was understood.
#[derive(Debug, Clone, PartialEq)]
pub enum DesignationMatch<'a> {
    /// The name, an alias, or one of them with a word about the contract.
    Known(&'a str, Option<&'a abhyas_core::ids::RoleId>),
    /// Nearly the name of this one: a person has to say yes.
    Suggested(&'a str, Option<&'a abhyas_core::ids::RoleId>),
    /// Nothing of that name.
    Unknown,
}

/// Words about the contract, not the work.
const CONTRACT_WORDS: &[&str] = &[
    "regular",
    "reg",
    "contractual",
    "contract",
    "cont",
    "nhm",
    "nrhm",
    "outsourced",
    "outsourcing",
    "permanent",
    "temporary",
    "नियमित",
    "संविदा",
    "अनुबंध",
    "एनएचएम",
    "आउटसोर्सिंग",
    "i",
    "ii",
    "iii",
];
/// Below this two designations are different ones: "Lab Technitian" is near enough, "Doctor Sahab" is not.
const ALIKE_ENOUGH: f64 = 0.85;

/// Finds the designation a cell names.
#[must_use]
pub fn find_designation<'a>(reference: &'a Reference, text: &str) -> DesignationMatch<'a> {
    let whole = join_initials(text);
    if whole.is_empty() {
        return DesignationMatch::Unknown;
    }
    let plain: Vec<&str> = whole.split(' ').filter(|word| !CONTRACT_WORDS.contains(word)).collect();
    let known = [whole.clone(), plain.join(" ")].into_iter().find_map(|name| by_name(reference, &name)).or_else(|| {
        // "ए.एन.एम. / ANM", "Pharmacist (GNM)": one of the parts alone is a designation, and the parts do not contradict each other.
        let mut parts =
            text.split(['/', '(', ')', ',', '\n']).map(join_initials).filter_map(|part| by_name(reference, &part));
        let first = parts.next()?;
        parts.all(|other| other.role == first.role).then_some(first)
    });
    if let Some(found) = known {
        return DesignationMatch::Known(&found.name, found.role.as_ref());
    }
    let asked = sound_of(&plain.join(" "));
    let best = reference
        .designation_names
        .iter()
        .map(|(name, at)| (alike(&asked, &sound_of(name)), *at))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match best
        .filter(|(score, _)| *score >= ALIKE_ENOUGH && asked.chars().count() >= 5)
        .and_then(|(_, at)| reference.designations.get(at))
    {
        Some(near) => DesignationMatch::Suggested(&near.name, near.role.as_ref()),
        None => DesignationMatch::Unknown,
    }
}

fn by_name<'a>(reference: &'a Reference, name: &str) -> Option<&'a DesignationRef> {
    reference.designation_names.get(name).and_then(|at| reference.designations.get(*at))
}

fn sound_of(text: &str) -> String {
    fold(text).split(' ').map(|word| sound(&romanise(word))).collect::<Vec<_>>().join(" ")
}
