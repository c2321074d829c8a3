//! Diagnoses by their ICD-10 code: a subset for the out-patient and in-patient care of a hospital of Bihar.
//!
//! The codes are the World Health Organization's; the titles are our own everyday words in Hindi and English.

use super::table::{ReferenceError, rows};
use crate::engine::{Index, Record};
use crate::m01_registration::Sex;
use crate::m03_opd::Encounter;
use crate::naming;
use crate::world::World;
use abhyas_core::Language;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The file of diagnoses.
pub const DIAGNOSES: &str = include_str!("../../reference/diagnoses.csv");
const FILE: &str = "diagnoses.csv";

/// A code of ICD-10: a letter, two digits, and one or two digits after a dot where it is finer (`A09`, `E11.9`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DiagnosisCode(String);

impl DiagnosisCode {
    /// Reads a code as a person types it; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (category, finer) = text.split_once('.').unwrap_or((&text, "0"));
        let letter = category.starts_with(|c: char| c.is_ascii_uppercase());
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fits = letter && category.len() == 3 && category.get(1..).is_some_and(digits) && finer.len() <= 2;
        (fits && digits(finer)).then_some(Self(text))
    }

    /// The text of the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The category: the three characters before the dot.
    #[must_use]
    pub fn category(&self) -> &str {
        self.0.get(..3).unwrap_or_default()
    }
}

impl AsRef<str> for DiagnosisCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for DiagnosisCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a code of ICD-10"))
    }
}

/// A diagnosis that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The code.
    pub code: DiagnosisCode,
    /// What it is called in Hindi.
    pub hi: String,
    /// What it is called in English.
    pub en: String,
    /// What people say for it, in either script.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The chapter of ICD-10, 1 to 22.
    pub chapter: u8,
    /// Whose diagnosis it can be only, where it is one sex's; **to be confirmed by a clinician**.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Whether it is notified to the district surveillance unit; **to be confirmed by a clinician**.
    pub notifiable: bool,
}

impl Diagnosis {
    /// Index of the words of titles and everyday names, as they sound.
    pub const BY_WORD: &'static str = "word";
    /// Index of the code in small letters without its dot.
    pub const BY_CODE: &'static str = "code";

    /// The title in a language.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.hi, &self.en)
    }

    /// Whether it says that the patient is pregnant, in labour or has just given birth.
    #[must_use]
    pub fn is_of_pregnancy(&self) -> bool {
        self.chapter == 15 || matches!(self.code.category(), "Z32" | "Z33" | "Z34" | "Z35")
    }

    fn words(&self) -> Vec<String> {
        let names = [&self.hi, &self.en].into_iter().chain(&self.also);
        let mut keys: Vec<String> = names.flat_map(|name| naming::index_keys(name)).collect();
        keys.sort();
        keys.dedup();
        keys
    }
}

impl Record for Diagnosis {
    const KIND: &'static str = "diagnosis";
    type Id = DiagnosisCode;

    fn id(&self) -> &DiagnosisCode {
        &self.code
    }

    fn indexes() -> &'static [Index<Self>] {
        &[
            Index { name: Self::BY_WORD, keys: Self::words },
            Index { name: Self::BY_CODE, keys: |d| vec![d.code.as_str().replace('.', "").to_lowercase()] },
        ]
    }
}

/// The chapter of a code, by the blocks of ICD-10; `None` for a letter and number that no chapter has.
fn chapter(code: &DiagnosisCode) -> Option<u8> {
    let category = code.category();
    let number: u8 = category.get(1..)?.parse().ok()?;
    Some(match (category.chars().next()?, number) {
        ('A' | 'B', _) => 1,
        ('C', _) | ('D', 0..=48) => 2,
        ('D', 50..=89) => 3,
        ('E', _) => 4,
        ('F', _) => 5,
        ('G', _) => 6,
        ('H', 0..=59) => 7,
        ('H', 60..=95) => 8,
        ('I', _) => 9,
        ('J', _) => 10,
        ('K', _) => 11,
        ('L', _) => 12,
        ('M', _) => 13,
        ('N', _) => 14,
        ('O', _) => 15,
        ('P', _) => 16,
        ('Q', _) => 17,
        ('R', _) => 18,
        ('S' | 'T', _) => 19,
        ('V'..='Y', _) => 20,
        ('Z', _) => 21,
        ('U', _) => 22,
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    hi: String,
    en: String,
    also: String,
    sex: String,
    notifiable: String,
}

/// Reads a file of diagnoses.
///
/// # Errors
/// [`ReferenceError`] for the first row that is no diagnosis, stands twice, lacks a language, or is of pregnancy and not
/// for women only.
pub fn read_diagnoses(content: &str) -> Result<Vec<Diagnosis>, ReferenceError> {
    let mut seen = BTreeSet::new();
    let lines: Vec<Line> = rows(FILE, content)?;
    lines
        .into_iter()
        .map(|line| {
            let fault = |why: &str| ReferenceError { file: FILE, row: line.code.clone(), why: why.to_owned() };
            let code = DiagnosisCode::parse(&line.code).ok_or_else(|| fault("no code of ICD-10"))?;
            let chapter = chapter(&code).ok_or_else(|| fault("in no chapter of ICD-10"))?;
            if line.hi.is_empty() || line.en.is_empty() {
                return Err(fault("a language is missing"));
            }
            let sex = match line.sex.as_str() {
                "" => None,
                name => Some(Sex::from_name(name).ok_or_else(|| fault("no sex"))?),
            };
            let notifiable = match line.notifiable.as_str() {
                "yes" => true,
                "no" => false,
                _ => return Err(fault("notifiable is neither yes nor no")),
            };
            if !seen.insert(code.clone()) {
                return Err(fault("stands twice"));
            }
            let also = line.also.split(';').filter(|word| !word.is_empty()).map(str::to_owned).collect();
            let diagnosis = Diagnosis { code, hi: line.hi, en: line.en, also, chapter, sex, notifiable };
            if diagnosis.is_of_pregnancy() && sex != Some(Sex::Female) {
                return Err(ReferenceError {
                    file: FILE,
                    row: line.code,
                    why: "of pregnancy, but not for women only".into(),
                });
            }
            Ok(diagnosis)
        })
        .collect()
}

/// The diagnoses that a search finds, likeliest first, at most `most`. `query` is (the beginning of) a code, or words of
/// a title in either script; slips of the finger are forgiven.
///
/// Looks through the distinct words of the index, never through the diagnoses. Of equally good ones those come first
/// that this hospital makes more often.
#[must_use]
pub fn find_diagnoses(world: &World, query: &str, most: usize) -> Vec<Arc<Diagnosis>> {
    let mut points: BTreeMap<DiagnosisCode, u32> = by_code(world, query);
    if points.is_empty() {
        points = by_words(world, &naming::words(query));
    }
    let mut ranked: Vec<(u32, u32, usize, Arc<Diagnosis>)> = points
        .into_iter()
        .filter_map(|(code, points)| {
            let diagnosis = world.diagnoses().get(&code)?;
            let whole = [&diagnosis.hi, &diagnosis.en].into_iter().chain(&diagnosis.also).any(|t| same_words(t, query));
            let made = world.encounters().find(Encounter::BY_DIAGNOSIS, code.as_str()).take(OFTEN).count();
            let length = diagnosis.hi.chars().count().min(diagnosis.en.chars().count());
            let made = u32::try_from(made).unwrap_or(u32::MAX);
            Some((points + if whole { 10 } else { 0 }, made, length, Arc::clone(diagnosis)))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)).then_with(|| a.3.code.cmp(&b.3.code)));
    ranked.into_iter().take(most).map(|(.., diagnosis)| diagnosis).collect()
}

/// So many consultations with a diagnosis make it a frequent one: more are not counted.
const OFTEN: usize = 50;

fn same_words(title: &str, query: &str) -> bool {
    let keys = |text: &str| naming::index_keys(text).into_iter().collect::<BTreeSet<_>>();
    keys(title) == keys(query)
}

fn by_code(world: &World, query: &str) -> BTreeMap<DiagnosisCode, u32> {
    let typed: String = query.chars().filter(|c| !matches!(c, '.' | ' ')).collect::<String>().to_lowercase();
    let is_code = typed.starts_with(|c: char| c.is_ascii_lowercase())
        && typed.len() >= 2
        && typed.bytes().skip(1).all(|b| b.is_ascii_digit());
    if !is_code {
        return BTreeMap::new();
    }
    let keys = world.diagnoses().keys(Diagnosis::BY_CODE).filter(|key| key.starts_with(&typed));
    keys.flat_map(|key| world.diagnoses().find(Diagnosis::BY_CODE, key)).map(|d| (d.id().clone(), 100)).collect()
}

fn by_words(world: &World, asked: &[String]) -> BTreeMap<DiagnosisCode, u32> {
    let mut totals: BTreeMap<DiagnosisCode, (u32, usize)> = BTreeMap::new();
    for word in asked {
        let mut best: BTreeMap<&DiagnosisCode, u32> = BTreeMap::new();
        let key = naming::index_key(word);
        for held in world.diagnoses().keys(Diagnosis::BY_WORD) {
            let Some(likeness) = naming::compare(&key, held) else { continue };
            for found in world.diagnoses().find(Diagnosis::BY_WORD, held) {
                let points = best.entry(found.id()).or_default();
                *points = (*points).max(likeness.points());
            }
        }
        for (id, points) in best {
            let total = totals.entry(id.clone()).or_default();
            total.0 += points;
            total.1 += 1;
        }
    }
    let words = u32::try_from(asked.len()).unwrap_or(u32::MAX).max(1);
    totals.into_iter().filter(|(_, (_, hit))| hit * 2 >= asked.len()).map(|(id, (sum, _))| (id, sum / words)).collect()
}

#[cfg(test)]
mod tests;
