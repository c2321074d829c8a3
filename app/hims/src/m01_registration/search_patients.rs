//! Look for a patient: always the first step.

use super::bhavya_id::{BhavyaId, NotABhavyaId};
use super::check;
use super::codes;
use super::matching::{self, Found, MatchReason};
use super::patient::{Patient, Stamp};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Index, Receipt, Record, Refusals, Tx, numbered_id};
use crate::naming;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// How many records a search shows at most.
pub const MOST_SHOWN: usize = 30;

numbered_id! {
    /// The id of a search: `SRC` and a number.
    SearchId, "SRC"
}

/// A search that was made. A registration names the one that came before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientSearch {
    /// Its id.
    pub id: SearchId,
    /// What was typed: a name in either script, a mobile number, a BHAVYA ID, an ABHA number or a document's number.
    pub query: String,
    /// The village that was typed.
    #[serde(default)]
    pub village: String,
    /// The records that were shown, likeliest first.
    pub shown: Vec<BhavyaId>,
    /// Who looked, and when.
    pub made: Stamp,
}

impl Record for PatientSearch {
    const KIND: &'static str = "search";
    type Id = SearchId;

    fn id(&self) -> &SearchId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchPatients {
    /// A name in either script, a mobile number, a BHAVYA ID, an ABHA number or a document's number.
    pub query: String,
    /// The village, in either script; narrows a search by name, or searches alone.
    pub village: String,
}

impl Command for SearchPatients {
    fn run(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Receipt, Refusals> {
        rights::require(ctx, Right::Receive)?;
        let (query, village) = self.check()?;
        let shown = find_patients(tx.world(), &query, &village).into_iter().map(|f| f.patient.id.clone()).collect();
        let number = tx.next_number("search")?;
        let id = SearchId::numbered(number);
        tx.put(PatientSearch { id: id.clone(), query, village, shown, made: Stamp::of(ctx) })?;
        Ok(Receipt::of::<PatientSearch>(id))
    }
}

impl SearchPatients {
    fn check(&self) -> Result<(String, String), Refusal> {
        let query = check::text(&self.query, "query", 80)?;
        let village = check::text(&self.village, "village", 80)?;
        if query.is_empty() && village.is_empty() {
            return Err(Refusal::new(codes::SEARCH_EMPTY).at("query"));
        }
        let letters = query.chars().filter(|c| c.is_alphanumeric()).count();
        if !query.is_empty() && letters < 2 {
            return Err(Refusal::new(codes::SEARCH_TOO_SHORT).at("query"));
        }
        if BhavyaId::parse(&query) == Err(NotABhavyaId::CheckDigit) {
            return Err(Refusal::new(codes::BHAVYA_CHECK_DIGIT).at("query"));
        }
        Ok((query, village))
    }
}

/// The records that a search finds, likeliest first. A record that was merged is found as the one that stands for it.
#[must_use]
pub fn find_patients(world: &World, query: &str, village: &str) -> Vec<Found> {
    let mut found: HashMap<&BhavyaId, (u32, Reasons)> = HashMap::new();
    for (id, reason) in by_number(world, query) {
        found.insert(id, (100, (reason, false)));
    }
    let words = naming::words(query);
    if found.is_empty() && check::digits(query).len() < 6 {
        for (id, (points, reason)) in matching::by_name(world, &words) {
            // A name alone never ranks with a number that belongs to one person only.
            found.insert(id, (points.min(100) * 9 / 10, (reason, false)));
        }
    }
    let asked_village = naming::words(village);
    if !asked_village.is_empty() {
        let there = matching::by_village(world, &asked_village);
        if words.is_empty() {
            found = there.into_iter().map(|(id, p)| (id, (p / 2, (MatchReason::Village, false)))).collect();
        } else {
            for (id, entry) in &mut found {
                if there.contains_key(id) {
                    entry.0 = (entry.0 + 9).min(100);
                    entry.1.1 = true;
                } else {
                    // Another village is no proof of another person: people move. It ranks lower.
                    entry.0 = entry.0.saturating_sub(20);
                }
            }
        }
    }
    shown(world, found)
}

/// The strongest reason, and whether the village is one beside it.
type Reasons = (MatchReason, bool);

/// The likeliest few. A common name finds thousands: those with fewer points than enough others are not looked at.
fn shown(world: &World, found: HashMap<&BhavyaId, (u32, Reasons)>) -> Vec<Found> {
    let mut likeliest: Vec<_> = found.into_iter().collect();
    likeliest.sort_unstable_by(|(a, (more, _)), (b, (less, _))| less.cmp(more).then_with(|| a.cmp(b)));
    let mut best: BTreeMap<BhavyaId, Found> = BTreeMap::new();
    let mut last = u32::MAX;
    for (id, (points, (reason, village))) in likeliest {
        if points < last && best.len() >= MOST_SHOWN {
            break;
        }
        last = points;
        let Some(patient) = matching::standing_for(world, id) else { continue };
        let reasons = if village { vec![reason, MatchReason::Village] } else { vec![reason] };
        // What was found for a record that was merged into it earlier has more points, or as many.
        best.entry(patient.id.clone()).or_insert(Found { patient, points, reasons });
    }
    let mut ranked: Vec<Found> = best.into_values().collect();
    matching::rank(&mut ranked);
    ranked.truncate(MOST_SHOWN);
    ranked
}

fn by_number<'a>(world: &'a World, query: &str) -> Vec<(&'a BhavyaId, MatchReason)> {
    if let Ok(id) = BhavyaId::parse(query) {
        return world.patients().get(&id).map(|p| (&p.id, MatchReason::BhavyaId)).into_iter().collect();
    }
    let digits = check::digits(query);
    let ids = |index: &str, key: &str, reason: MatchReason| {
        world.patients().find(index, key).map(|p| (&p.id, reason)).collect::<Vec<_>>()
    };
    match digits.len() {
        10 => ids(Patient::BY_MOBILE, &digits, MatchReason::Mobile),
        14 => ids(Patient::BY_ABHA, &digits, MatchReason::Abha),
        _ => ids(Patient::BY_DOCUMENT, &query.to_uppercase(), MatchReason::Document),
    }
}

/// How long a search counts as "just before", in minutes.
const FRESH_MINUTES: i64 = 60;

/// The search that a registration names: made by the same person within the hour, and such that it would have found
/// the patient who is being registered (by name, mobile number or document).
pub(super) fn required(
    tx: &Tx,
    ctx: &Ctx,
    typed: &str,
    patient: &super::details::Details,
) -> Result<SearchId, Refusal> {
    let first = || Refusal::new(codes::SEARCH_FIRST);
    let id = SearchId::parse(typed).ok_or_else(first)?;
    let search = tx.world().searches().get(&id).ok_or_else(first)?;
    if search.made.by != ctx.actor || ctx.now.minutes_since(search.made.at) > FRESH_MINUTES {
        return Err(first());
    }
    let digits = check::digits(&search.query);
    let by_mobile = patient.mobile.as_ref().is_some_and(|m| m.as_str() == digits);
    let by_document =
        patient.document.as_ref().is_some_and(|d| !d.number.is_empty() && d.number.eq_ignore_ascii_case(&search.query));
    let keys = patient.name.keys();
    let words = naming::words(&search.query);
    let heard = |word: &String| {
        let asked = naming::index_key(word);
        keys.iter().any(|held| naming::compare(&asked, held).is_some())
    };
    let by_name = !words.is_empty() && words.iter().filter(|w| heard(w)).count() * 2 >= words.len();
    if by_mobile || by_document || by_name { Ok(id) } else { Err(Refusal::new(codes::SEARCH_OTHER_PATIENT)) }
}
