//! Who will be told what, before a plan is published.

use super::board::Entry;
use super::book::Book;
use super::difference::{Change, Difference, from_live};
use super::tell::{Hours, words};
use super::whatif::{self, Scenario};
use super::{board, codes, instance, make, pins};
use crate::{Actor, Outcome, ServiceError, Services, Subject, masters};
use abhyas_core::{Language, Permission, PlanId, Refusal};
use abhyas_planner::board::{Level, Levels};
use abhyas_planner::checker::{Report, Violation, check};
use abhyas_planner::format::PlannedSession;
use abhyas_planner::{Instance, Plan};
use std::collections::BTreeMap;

/// One person and what they will be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Their staff id.
    pub staff_id: String,
    /// The lines of the message.
    pub lines: Vec<String>,
}

/// What publishing would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Sessions to add, change, cancel, keep.
    pub counts: [usize; 4],
    /// Everyone concerned, by name.
    pub told: Vec<Told>,
    /// What of it concerns how many: people who are moved, who get a seat, who lose one, and who hold sessions. A person may be
    /// among several.
    pub kinds: [usize; 4],
    /// Seats that stay missing.
    pub unseated: i64,
    /// Why it can not be published as it is.
    pub refusals: Vec<Refusal>,
    /// What it breaks that asks for a reason, and nobody gave one on the board: a line for each rule.
    pub asks: Vec<String>,
    /// What somebody decided against on the board.
    pub decided: Vec<Decided>,
    /// What it breaks that is only told: a line for each rule.
    pub warned: Vec<String>,
}

/// A rule that somebody decided against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The rule, with whom and what.
    pub what: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub reason: String,
}

/// A plan set against the programme as it is now.
pub(super) struct Proposal {
    pub(super) programme: instance::Programme,
    /// What the checker found; its breaches are only those that block.
    pub(super) report: Report,
    /// Breaches that ask for a reason, and nobody gave one on the board.
    pub(super) asks: Vec<Violation>,
    /// Breaches that somebody decided for, and the entry of the log with who and why.
    pub(super) decided: Vec<(Violation, Entry)>,
    /// Breaches that are told.
    pub(super) warned: Vec<Violation>,
    pub(super) levels: Levels,
    pub(super) difference: Difference,
    /// The last of the draft's edits that are in it.
    pub(super) seen: i64,
    /// Why it can not be published.
    pub(super) refusals: Vec<Refusal>,
}

/// Loads a draft and sets it against the present: its slots are those of the day it was made.
pub(super) async fn proposal(sv: &Services, id: &PlanId, language: Language) -> Outcome<Proposal> {
    let record = abhyas_store::plans::plan_by_id(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
    if !matches!(record.state.as_str(), "draft" | "stopped") {
        return Err(Refusal::new(codes::NO_DRAFT).into());
    }
    let (made_for, plan, entries) = board::document(sv, id).await?;
    // What was published before the plan's first day is not the plan's: it stays.
    let tomorrow = make::tomorrow(sv);
    let from = record.from_day.map_or(tomorrow, |day| day.max(tomorrow));
    let mut programme = instance::programme(sv, from).await?;
    let mut refusals: Vec<Refusal> =
        pins::lock(sv, &mut programme, language).await?.into_iter().map(|(_, refusal)| refusal).collect();
    let sessions = plan.sessions.into_iter().map(|s| translate(&made_for, &programme, s)).collect();
    let plan = Plan { sessions, extra: plan.extra };
    let mut report = check(&programme.instance, &plan, Some(&programme.live));
    let difference = from_live(&programme, &plan);
    let levels = masters::warning_levels(sv).await?;
    let seen = entries.last().map_or(0, |e| e.seq);
    let scenario = Scenario::read(&record.scenario).filter(|s| s.differs(&programme.instance));
    refusals.extend(scenario.map(|s| Refusal::new(whatif::codes::DIFFERS).with("name", s.name)));
    // A pin is a decision: whatever the level of its rule, it is kept or removed.
    refusals.extend(pins::broken(sv, &mut report, language).await?);
    let (asks, decided, warned) = (Vec::new(), Vec::new(), Vec::new());
    let mut proposal = Proposal { programme, report, asks, decided, warned, levels, difference, seen, refusals };
    proposal.sort_out(&entries);
    proposal.refusals.extend(outdated(&proposal.report));
    Ok(proposal)
}

impl Proposal {
    /// Leaves in the report what blocks; the rest goes where its level says.
    fn sort_out(&mut self, entries: &[Entry]) {
        for violation in std::mem::take(&mut self.report.violations) {
            match self.levels.of(violation.rule) {
                Level::Red => self.report.violations.push(violation),
                Level::Amber => match board::accepts(entries, &violation) {
                    Some(entry) => self.decided.push((violation, entry.clone())),
                    None => self.asks.push(violation),
                },
                Level::Blue => self.warned.push(violation),
                Level::Green => {}
            }
        }
    }

    /// Some of its breaches in words.
    pub(super) fn words(&self, l: Language, names: (&Book, &Hours), found: &[Violation]) -> Vec<String> {
        board::breaches(l, names, &self.programme.instance, &self.levels, found)
    }

    /// Refuses to go on without a reason where one is due.
    pub(super) fn ask(&self, l: Language, names: (&Book, &Hours), reason: &str) -> Outcome<()> {
        if self.asks.is_empty() || !reason.trim().is_empty() {
            return Ok(());
        }
        let what = self.words(l, names, &self.asks).join("; ");
        Err(Refusal::new(codes::REASON).at("reason").with("count", self.asks.len()).with("what", what).into())
    }
}

/// The same day and half in the present calendar; a day that has passed becomes a slot that the checker refuses.
fn translate(made_for: &Instance, now: &instance::Programme, session: PlannedSession) -> PlannedSession {
    let spot = instance::half_day(made_for, session.slot);
    let slot = spot.and_then(|(day, half)| now.slot(day, half)).unwrap_or(-1);
    PlannedSession { slot, ..session }
}

/// The rules that a proposal breaks by now.
fn outdated(report: &Report) -> Option<Refusal> {
    if report.violations.is_empty() {
        return None;
    }
    let rules: Vec<&str> = report.by_rule().into_keys().map(abhyas_planner::Rule::name).collect();
    Some(Refusal::new(codes::OUTDATED).with("count", report.violations.len()).with("rules", rules.join(", ")))
}

/// How many people are moved, get a seat, lose one, or hold sessions that change.
fn kinds(found: &Difference) -> [usize; 4] {
    let any = |is: fn(&Change) -> bool| found.people.values().filter(|changes| changes.iter().any(is)).count();
    [
        any(|c| !c.teaches && c.before.is_some() && c.after.is_some()),
        any(|c| !c.teaches && c.before.is_none()),
        any(|c| !c.teaches && c.after.is_none()),
        any(|c| c.teaches),
    ]
}

/// What publishing a draft would do, and whom it would tell what.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not publish, a refusal for a plan that is no draft.
pub async fn preview(sv: &Services, actor: &Actor, id: &PlanId, language: Language) -> Outcome<Preview> {
    make::may_see(actor)?;
    actor.require(Permission::PublishPlan, Subject::Everything)?;
    let proposal = proposal(sv, id, language).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let found = &proposal.difference;
    let lines = |changes: &[Change]| changes.iter().map(|c| words(language, c, &book, &hours)).collect();
    let mut told: Vec<Told> = found
        .people
        .iter()
        .map(|(id, changes)| {
            let who = book.person(id);
            let name = book.trainers.get(id).map_or(who.name, |t| t.hi.clone());
            Told { person: id.clone(), name, staff_id: who.staff_id, lines: lines(changes) }
        })
        .collect();
    told.sort_by(|a, b| (&a.name, &a.staff_id).cmp(&(&b.name, &b.staff_id)));
    let counts = [found.added.len(), found.changed.len(), found.cancelled.len(), found.kept];
    let words = |found: &[Violation]| proposal.words(language, (&book, &hours), found);
    let mut by_entry: BTreeMap<i64, (&Entry, Vec<Violation>)> = BTreeMap::new();
    for (violation, entry) in &proposal.decided {
        by_entry.entry(entry.seq).or_insert_with(|| (entry, Vec::new())).1.push(violation.clone());
    }
    let decided = by_entry.into_values().map(|(entry, found)| Decided {
        what: words(&found).join("; "),
        who: entry.by_name.clone(),
        reason: entry.reason.clone(),
    });
    let (decided, asks, warned) = (decided.collect(), words(&proposal.asks), words(&proposal.warned));
    let unseated = proposal.report.score.unseated;
    let kinds = kinds(found);
    Ok(Preview { counts, kinds, told, unseated, refusals: proposal.refusals, asks, decided, warned })
}
