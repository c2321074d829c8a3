//! Who might this be? Ranked candidates with the reasons why, for a search and for the duplicate warning.

use super::bhavya_id::BhavyaId;
use super::patient::{Birth, Name, Patient, Sex, Standing};
use crate::naming::{self, Likeness};
use crate::time::{Calendar, Day};
use crate::world::World;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Why a record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// The BHAVYA ID.
    BhavyaId,
    /// The ABHA number.
    Abha,
    /// The number of the document.
    Document,
    /// The mobile number.
    Mobile,
    /// The same name.
    NameSame,
    /// A name that sounds the same.
    NameSounds,
    /// A name that begins so, or is a slip of the finger away.
    NameClose,
    /// The village.
    Village,
    /// The age.
    Age,
    /// The name of father, husband or mother.
    Guardian,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The record that stands for the patient.
    pub patient: Arc<Patient>,
    /// Points, higher is likelier; 100 is a number that belongs to one person only.
    pub points: u32,
    /// Why, strongest first.
    pub reasons: Vec<MatchReason>,
}

/// A record, told from others by where it lies in memory: a world holds each record once, and thousands bear a common name,
/// so that comparing their ids would be most of a search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a>(pub(super) &'a Arc<Patient>);

impl PartialEq for Row<'_> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.0, other.0)
    }
}

impl Eq for Row<'_> {}

impl Hash for Row<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(self.0).hash(state);
    }
}

/// The record that stands for a patient: follows merges.
#[must_use]
pub fn standing_for(world: &World, id: &BhavyaId) -> Option<Arc<Patient>> {
    standing(world, Row(world.patients().get(id)?)).map(|row| Arc::clone(row.0))
}

/// The record that stands for a record: itself, or that into which it was merged. None stands for one made in error.
pub(super) fn standing<'a>(world: &'a World, row: Row<'a>) -> Option<Row<'a>> {
    let mut row = row;
    // Merges can chain, never circle: only an active record can be merged. The bound is a belt to the braces.
    for _ in 0..64 {
        match &row.0.standing {
            Standing::Merged { into, .. } => row = Row(world.patients().get(into)?),
            Standing::Active => return Some(row),
            Standing::EnteredInError { .. } => return None,
        }
    }
    None
}

/// Points (0-100) of each record for the words of a name: the mean over the asked words, each word at its best.
/// A record in which fewer than half of the asked words have a like is left out.
#[must_use]
pub(super) fn by_name<'a>(world: &'a World, asked: &[String]) -> HashMap<Row<'a>, (u32, MatchReason)> {
    let mut totals: HashMap<Row<'_>, (u32, u32)> = HashMap::new();
    for word in asked {
        for (row, likeness) in like_word(world, Patient::BY_NAME, word) {
            let total = totals.entry(row).or_default();
            total.0 += likeness.points();
            total.1 += 1;
        }
    }
    let words = u32::try_from(asked.len()).unwrap_or(u32::MAX).max(1);
    let enough = |found: u32| found.saturating_mul(2) >= words;
    let scored = totals.into_iter().filter(|(_, (_, found))| enough(*found));
    scored
        .map(|(row, (points, _))| {
            let mean = points / words;
            let reason = match mean {
                100.. => MatchReason::NameSame,
                90.. => MatchReason::NameSounds,
                _ => MatchReason::NameClose,
            };
            (row, (mean, reason))
        })
        .collect()
}

/// The best likeness of a word per record. Looks through the distinct words of the index, never through the records.
fn like_word<'a>(world: &'a World, index: &str, word: &str) -> HashMap<Row<'a>, Likeness> {
    let asked = naming::index_key(word);
    let mut best: HashMap<Row<'_>, Likeness> = HashMap::new();
    for held in world.patients().keys(index) {
        let Some(likeness) = naming::compare(&asked, held) else { continue };
        for patient in world.patients().find(index, held) {
            best.entry(Row(patient)).and_modify(|b| *b = (*b).min(likeness)).or_insert(likeness);
        }
    }
    best
}

/// The records of a village, at their best likeness in points. Every asked word must have a like.
#[must_use]
pub(super) fn by_village<'a>(world: &'a World, asked: &[String]) -> HashMap<Row<'a>, u32> {
    let mut words = asked.iter().map(|word| like_word(world, Patient::BY_VILLAGE, word));
    let Some(first) = words.next() else { return HashMap::new() };
    let mut found: HashMap<Row<'_>, u32> = first.into_iter().map(|(row, l)| (row, l.points())).collect();
    for next in words {
        found = found.into_iter().filter_map(|(row, p)| next.get(&row).map(|l| (row, p.min(l.points())))).collect();
    }
    found
}

/// Who somebody says they are, for the duplicate check.
#[derive(Debug, Clone, Copy)]
pub struct Likely<'a> {
    /// The name.
    pub name: &'a Name,
    /// The sex.
    pub sex: Sex,
    /// The birth.
    pub birth: Birth,
    /// The mobile number.
    pub mobile: Option<&'a str>,
    /// The village.
    pub village: &'a Name,
    /// The guardian's name.
    pub guardian: Option<&'a Name>,
}

/// From this many points on, a registration is stopped by the duplicate warning.
pub const DUPLICATE_POINTS: u32 = 65;

const NAME_POINTS: u32 = 40;
const MOBILE_POINTS: u32 = 25;
const BIRTH_EXACT_POINTS: u32 = 25;
const BIRTH_NEAR_POINTS: u32 = 15;
const VILLAGE_POINTS: u32 = 15;
const GUARDIAN_POINTS: u32 = 15;
const NEAR_YEARS: u32 = 2;

/// The standing records that are likely to be the same patient, likeliest first. A name that is alike is needed, and
/// enough beside it (mobile, birth, village, guardian) to reach [`DUPLICATE_POINTS`]. A different sex rules a record out.
#[must_use]
pub fn likely_duplicates(world: &World, calendar: Calendar, today: Day, asked: Likely<'_>) -> Vec<Found> {
    let hi = by_name(world, &naming::words(&asked.name.hi));
    let en = by_name(world, &naming::words(&asked.name.en));
    let mut names = hi;
    for (row, (points, reason)) in en {
        let best = names.entry(row).or_insert((points, reason));
        if points > best.0 {
            *best = (points, reason);
        }
    }
    let mut found: Vec<Found> = names
        .into_iter()
        .filter(|(_, (points, _))| *points >= 70)
        .filter_map(|(Row(patient), (points, reason))| {
            if !patient.is_active() || patient.sex != asked.sex {
                return None;
            }
            let (more, mut reasons) = beside_the_name(patient, calendar, today, asked);
            reasons.insert(0, reason);
            let points = NAME_POINTS * points / 100 + more;
            (points >= DUPLICATE_POINTS).then(|| Found {
                patient: Arc::clone(patient),
                points: points.min(100),
                reasons,
            })
        })
        .collect();
    rank(&mut found);
    found
}

fn beside_the_name(patient: &Patient, calendar: Calendar, today: Day, asked: Likely<'_>) -> (u32, Vec<MatchReason>) {
    let mut points = 0;
    let mut reasons = Vec::new();
    if asked.mobile.is_some() && asked.mobile == patient.mobile.as_ref().map(super::patient::Mobile::as_str) {
        points += MOBILE_POINTS;
        reasons.push(MatchReason::Mobile);
    }
    let birth = match (asked.birth, patient.birth) {
        (Birth::On { day: a }, Birth::On { day: b }) if a == b => BIRTH_EXACT_POINTS,
        (a, b) if a.age(calendar, today).abs_diff(b.age(calendar, today)) <= NEAR_YEARS => BIRTH_NEAR_POINTS,
        _ => 0,
    };
    if birth > 0 {
        points += birth;
        reasons.push(MatchReason::Age);
    }
    if alike(asked.village, &patient.place.village) {
        points += VILLAGE_POINTS;
        reasons.push(MatchReason::Village);
    }
    if let (Some(a), Some(b)) = (asked.guardian, &patient.guardian)
        && alike(a, &b.name)
    {
        points += GUARDIAN_POINTS;
        reasons.push(MatchReason::Guardian);
    }
    (points, reasons)
}

/// Whether the first words of two names are alike, in whatever scripts they are written.
fn alike(one: &Name, other: &Name) -> bool {
    let firsts = |name: &Name| {
        [&name.hi, &name.en]
            .into_iter()
            .filter_map(|t| naming::words(t).first().map(|w| naming::index_key(w)))
            .collect::<Vec<_>>()
    };
    let others = firsts(other);
    firsts(one).iter().any(|a| others.iter().any(|b| naming::compare(a, b).is_some()))
}

/// Puts the likeliest first; equal ones by BHAVYA ID, so that the order is always the same.
pub(super) fn rank(found: &mut [Found]) {
    found.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.patient.id.cmp(&b.patient.id)));
}
