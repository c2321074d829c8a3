//! Look for a patient: always the first step.

use super::bhavya_id::{BhavyaId, NotABhavyaId};
use super::check;
use super::codes;
use super::matching::{self, Found, MatchReason, Row};
use super::patient::{Patient, Stamp};
use super::rights::{self, Right};
use crate::command::Command;
use crate::engine::{Ctx, Index, Receipt, Record, Refusals, Tx, numbered_id};
use crate::naming;
use crate::world::World;
use abhyas_core::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

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
    let mut found: HashMap<Row<'_>, Hit> = HashMap::new();
    for (row, reason) in by_number(world, query) {
        found.insert(row, Hit { points: 100, reason, village: false });
    }
    let words = naming::words(query);
    if found.is_empty() && check::digits(query).len() < 6 {
        // A name alone never ranks with a number that belongs to one person only.
        let hit =
            |(points, reason): (u32, MatchReason)| Hit { points: points.min(100) * 9 / 10, reason, village: false };
        found = matching::by_name(world, &words).into_iter().map(|(row, name)| (row, hit(name))).collect();
    }
    let asked_village = naming::words(village);
    if !asked_village.is_empty() {
        let there = matching::by_village(world, &asked_village);
        if words.is_empty() {
            let hit = |points: u32| Hit { points: points / 2, reason: MatchReason::Village, village: false };
            found = there.into_iter().map(|(row, points)| (row, hit(points))).collect();
        } else {
            for (row, hit) in &mut found {
                if there.contains_key(row) {
                    hit.points = (hit.points + 9).min(100);
                    hit.village = true;
                } else {
                    // Another village is no proof of another person: people move. It ranks lower.
                    hit.points = hit.points.saturating_sub(20);
                }
            }
        }
    }
    shown(world, found)
}

/// How a record was found.
#[derive(Debug, Clone, Copy)]
struct Hit {
    points: u32,
    /// The strongest reason.
    reason: MatchReason,
    /// Whether the village is one beside it.
    village: bool,
}

/// The likeliest few, each as the record that stands for it. A common name finds thousands: only the few are put in order.
fn shown<'a>(world: &'a World, mut found: HashMap<Row<'a>, Hit>) -> Vec<Found> {
    let not_standing: Vec<Row<'_>> = found.keys().filter(|row| !row.0.is_active()).copied().collect();
    for row in not_standing {
        let (Some(hit), standing) = (found.remove(&row), matching::standing(world, row)) else { continue };
        if let Some(standing) = standing {
            let best = found.entry(standing).or_insert(hit);
            if hit.points > best.points {
                *best = hit;
            }
        }
    }
    let mut likeliest: Vec<(Row<'_>, Hit)> = found.into_iter().collect();
    let order = |(a, more): &(Row<'_>, Hit), (b, less): &(Row<'_>, Hit)| {
        less.points.cmp(&more.points).then_with(|| a.0.id.cmp(&b.0.id))
    };
    if likeliest.len() > MOST_SHOWN {
        likeliest.select_nth_unstable_by(MOST_SHOWN, order);
        likeliest.truncate(MOST_SHOWN);
    }
    likeliest.sort_unstable_by(order);
    let found = likeliest.into_iter().map(|(row, Hit { points, reason, village })| {
        let reasons = if village { vec![reason, MatchReason::Village] } else { vec![reason] };
        Found { patient: Arc::clone(row.0), points, reasons }
    });
    found.collect()
}

fn by_number<'a>(world: &'a World, query: &str) -> Vec<(Row<'a>, MatchReason)> {
    if let Ok(id) = BhavyaId::parse(query) {
        return world.patients().get(&id).map(|p| (Row(p), MatchReason::BhavyaId)).into_iter().collect();
    }
    let digits = check::digits(query);
    let rows = |index: &str, key: &str, reason: MatchReason| {
        world.patients().find(index, key).map(|p| (Row(p), reason)).collect::<Vec<_>>()
    };
    match digits.len() {
        10 => rows(Patient::BY_MOBILE, &digits, MatchReason::Mobile),
        14 => rows(Patient::BY_ABHA, &digits, MatchReason::Abha),
        _ => rows(Patient::BY_DOCUMENT, &query.to_uppercase(), MatchReason::Document),
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
