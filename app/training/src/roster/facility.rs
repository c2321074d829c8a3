//! From the way a roster names a facility to the facility: exact names are taken, near ones are suggested, never guessed.

use super::names::{romanise, sound};
use super::reference::{FacilityRef, Reference};
use super::text::{alike, fold, has_words, join_initials};
use abhyas_core::ids::{DistrictId, FacilityId};
use serde::{Deserialize, Serialize};

/// How a facility's name was understood.
#[derive(Debug, Clone, PartialEq)]
pub enum FacilityMatch {
    /// The name or an alias, in the row's district.
    Exact(FacilityId),
    /// The name of a facility of another district than the row's.
    Elsewhere(Vec<Candidate>),
    /// Named in another way; the best candidate first.
    Suggested(Vec<Candidate>),
    /// Nothing of that name, nor near it.
    Unknown,
}

/// A facility that may be meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its id.
    pub facility: FacilityId,
    /// Its name.
    pub name: String,
    /// How sure, 0 to 100.
    pub score: u8,
}

/// A facility's name taken apart: what kind of house, and which place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    kind: Option<Kind>,
    /// The place by its sound, without spaces.
    sound: String,
    /// The same, word by word.
    words: Vec<String>,
}

impl Place {
    /// The place without the district's name where more than that is said: "SKMCH Muzaffarpur" is SKMCH.
    pub(super) fn without(mut self, district_sounds: &[String]) -> Self {
        let rest: Vec<String> = self.words.iter().filter(|word| !district_sounds.contains(word)).cloned().collect();
        if !rest.is_empty() && rest.len() < self.words.len() {
            self.sound = rest.concat();
            self.words = rest;
        }
        self
    }

    /// The place alone, by its sound.
    pub(super) fn into_sound(self) -> String {
        self.sound
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    MedicalCollege,
    District,
    SubDivisional,
    Referral,
    Community,
    Primary,
    Additional,
    SubCentre,
}

impl Kind {
    /// 3 for the hospitals of a town, 2 for a block's own house (PHC, CHC and RH are names of one house over the years), 1 for APHC, 0 for HSC.
    const fn level(self) -> u8 {
        match self {
            Self::MedicalCollege | Self::District => 3,
            Self::SubDivisional | Self::Referral | Self::Community | Self::Primary => 2,
            Self::Additional => 1,
            Self::SubCentre => 0,
        }
    }
}

/// The words that say what kind of house it is, folded; longer ones before those they contain.
const KINDS: &[(&str, Kind)] = &[
    ("additional primary health centre", Kind::Additional),
    ("additional phc", Kind::Additional),
    ("addl phc", Kind::Additional),
    ("add phc", Kind::Additional),
    ("aphc", Kind::Additional),
    ("अतिरिक्त प्राथमिक स्वास्थ्य केंद्र", Kind::Additional),
    ("अतिरिक्त प्रा स्वा केंद्र", Kind::Additional),
    ("एपीएचसी", Kind::Additional),
    ("अतिरिक्त पीएचसी", Kind::Additional),
    ("health and wellness centre", Kind::SubCentre),
    ("health wellness centre", Kind::SubCentre),
    ("ayushman arogya mandir", Kind::SubCentre),
    ("health sub centre", Kind::SubCentre),
    ("sub health centre", Kind::SubCentre),
    ("sub centre", Kind::SubCentre),
    ("subcentre", Kind::SubCentre),
    ("hwc", Kind::SubCentre),
    ("hsc", Kind::SubCentre),
    ("aam", Kind::SubCentre),
    ("स्वास्थ्य उप केंद्र", Kind::SubCentre),
    ("स्वास्थ्य उपकेंद्र", Kind::SubCentre),
    ("उप स्वास्थ्य केंद्र", Kind::SubCentre),
    ("आयुष्मान आरोग्य मंदिर", Kind::SubCentre),
    ("एचएससी", Kind::SubCentre),
    ("sub divisional hospital", Kind::SubDivisional),
    ("sub division hospital", Kind::SubDivisional),
    ("subdivisional hospital", Kind::SubDivisional),
    ("sdh", Kind::SubDivisional),
    ("अनुमंडलीय अस्पताल", Kind::SubDivisional),
    ("अनुमंडल अस्पताल", Kind::SubDivisional),
    ("एसडीएच", Kind::SubDivisional),
    ("community health centre", Kind::Community),
    ("chc", Kind::Community),
    ("सामुदायिक स्वास्थ्य केंद्र", Kind::Community),
    ("सीएचसी", Kind::Community),
    ("सा स्वा केंद्र", Kind::Community),
    ("primary health centre", Kind::Primary),
    ("phc", Kind::Primary),
    ("प्राथमिक स्वास्थ्य केंद्र", Kind::Primary),
    ("पीएचसी", Kind::Primary),
    ("प्रा स्वा केंद्र", Kind::Primary),
    ("referral hospital", Kind::Referral),
    ("rh phc", Kind::Referral),
    ("rh", Kind::Referral),
    ("रेफरल अस्पताल", Kind::Referral),
    ("आरएच", Kind::Referral),
    ("medical college and hospital", Kind::MedicalCollege),
    ("medical college hospital", Kind::MedicalCollege),
    ("medical college", Kind::MedicalCollege),
    ("मेडिकल कॉलेज", Kind::MedicalCollege),
    ("sadar hospital", Kind::District),
    ("district hospital", Kind::District),
    ("civil hospital", Kind::District),
    ("dh", Kind::District),
    ("सदर अस्पताल", Kind::District),
    ("जिला अस्पताल", Kind::District),
];
/// Words that say nothing about the place.
const EMPTY_WORDS: &[&str] = &[
    "block",
    "hospital",
    "centre",
    "health",
    "govt",
    "government",
    "the",
    "of",
    "at",
    "प्रखंड",
    "अस्पताल",
    "केंद्र",
    "स्वास्थ्य",
    "राजकीय",
];

/// Takes a name apart.
#[must_use]
pub fn place_of(name: &str) -> Place {
    let mut text = join_initials(name).replace("न्द्र", "ंद्र").replace("ण्ड", "ंड");
    for (from, to) in [("center", "centre"), ("hosp ", "hospital "), ("sub-", "sub ")] {
        text = text.replace(from, to);
    }
    if let Some(short) = text.strip_suffix(" hosp") {
        text = format!("{short} hospital");
    }
    let mut kind = None;
    for (words, found) in KINDS {
        if has_words(&text, words) {
            kind = kind.or(Some(*found));
            text = text.replacen(words, "", 1);
        }
    }
    let words: Vec<String> =
        text.split_whitespace().filter(|word| !EMPTY_WORDS.contains(word)).map(|word| sound(&romanise(word))).collect();
    Place { kind, sound: words.concat(), words }
}

/// Finds the facility a row names. `district` and `block` are the row's own, where it says them.
#[must_use]
pub fn find_facility(reference: &Reference, name: &str, district: Option<&DistrictId>, block: &str) -> FacilityMatch {
    let here = |at: &usize| reference.facilities.get(*at).filter(|f| district.is_none_or(|d| f.district == *d));
    let named: Vec<usize> = reference.facility_names.get(&fold(name)).cloned().unwrap_or_default();
    let mut exact: Vec<&FacilityRef> = named.iter().filter_map(here).collect();
    if exact.len() > 1 {
        let of_block: Vec<&FacilityRef> =
            exact.iter().copied().filter(|f| f.block.iter().any(|b| fold(b) == fold(block))).collect();
        exact = if of_block.len() == 1 { of_block } else { exact };
    }
    match exact.as_slice() {
        [one] => return FacilityMatch::Exact(one.id.clone()),
        [_, ..] => return FacilityMatch::Suggested(exact.into_iter().map(|f| candidate(f, 0.9)).collect()),
        [] => {}
    }
    if !named.is_empty() {
        return FacilityMatch::Elsewhere(
            named.iter().filter_map(|at| reference.facilities.get(*at)).map(|f| candidate(f, 0.7)).collect(),
        );
    }
    let suggested = suggest(reference, place_of(name).without(&reference.district_sounds), district, block);
    if suggested.is_empty() { FacilityMatch::Unknown } else { FacilityMatch::Suggested(suggested) }
}

fn candidate(facility: &FacilityRef, score: f64) -> Candidate {
    // 0.0 to 1.0 becomes 0 to 100; the cast of a clamped number can not lose anything.
    let percent = format!("{:.0}", (score.clamp(0.0, 1.0)) * 100.0).parse().unwrap_or(0);
    Candidate { facility: facility.id.clone(), name: facility.name.clone(), score: percent }
}

/// How many suggestions a person is shown.
const SUGGESTIONS: usize = 5;
/// Places less alike than this are different places.
const ALIKE_ENOUGH: f64 = 0.8;

fn suggest(reference: &Reference, mut asked: Place, district: Option<&DistrictId>, block: &str) -> Vec<Candidate> {
    let block = place_of(block);
    if asked.sound.is_empty() && asked.kind.is_some_and(|kind| kind.level() < 3) {
        asked.sound.clone_from(&block.sound);
    }
    let whole_district = asked.sound.is_empty() && asked.kind == Some(Kind::District) && district.is_some();
    if asked.sound.is_empty() && !whole_district {
        return Vec::new();
    }
    let mut found: Vec<(f64, usize)> = Vec::new();
    let known = reference.facilities.iter().zip(&reference.places).zip(&reference.block_sounds);
    for (at, ((facility, place), block_sounds)) in known.enumerate() {
        let local = district.is_none_or(|d| facility.district == *d);
        let score = if whole_district {
            if place.kind == Some(Kind::District) && local { 0.9 } else { 0.0 }
        } else {
            place_score(&asked, place, local)
        };
        if score > 0.0 {
            let same_block = !block.sound.is_empty() && block_sounds.contains(&block.sound);
            found.push((score + if same_block { 0.05 } else { 0.0 } - if local { 0.0 } else { 0.3 }, at));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found
        .into_iter()
        .take(SUGGESTIONS)
        .filter_map(|(score, at)| reference.facilities.get(at).map(|f| candidate(f, score)))
        .collect()
}

/// 0.0 when the two can not be the same house.
fn place_score(asked: &Place, known: &Place, local: bool) -> f64 {
    let same_place = asked.sound == known.sound;
    let long_enough = asked.sound.chars().count() >= 4 && known.sound.chars().count() >= 4;
    let near = if same_place {
        1.0
    } else if long_enough {
        alike(&asked.sound, &known.sound)
    } else {
        0.0
    };
    if near < ALIKE_ENOUGH || (!same_place && !local) {
        return 0.0;
    }
    match (asked.kind, known.kind) {
        (Some(a), Some(b)) if a == b => near,
        (Some(a), Some(b)) if a.level() == b.level() => near * 0.9,
        // "Sadar Hospital X" for a sub-divisional one, "PHC X" for the additional one: one step apart, and only for the very place.
        (Some(a), Some(b)) if same_place && local && a.level().abs_diff(b.level()) == 1 => 0.7,
        (Some(_), Some(_)) => 0.0,
        _ if local => near * 0.85,
        _ => 0.0,
    }
}

#[cfg(test)]
#[path = "facility_tests.rs"]
mod tests;
