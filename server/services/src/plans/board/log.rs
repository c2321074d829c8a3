//! The log of a draft, read and understood.

use super::super::pack;
use super::footprint::Footprint;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::PlanId;
use abhyas_planner::board::{Edit, Ground, Image, put};
use abhyas_planner::checker::Violation;
use abhyas_planner::{Instance, Plan, Rule};
use abhyas_store::plan_edits::{PlanEditRecord, edits_since};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A change.
    Edit,
    /// A change was taken back.
    Undo,
    /// It was done again.
    Redo,
}

/// One entry of the log.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// Who, by id.
    pub by: String,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, if a rule was decided against.
    pub reason: String,
    pub(super) kind: Kind,
    pub(super) about: i64,
    pub(super) edit: Edit,
    pub(super) images: Vec<Image>,
    /// Rules that were decided against.
    pub(super) accepted: Vec<Accepted>,
}

/// A rule that somebody decided against, and the sessions that break it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Accepted {
    pub(super) rule: Rule,
    pub(super) sessions: Vec<String>,
}

fn entry(record: PlanEditRecord) -> Outcome<Entry> {
    Ok(Entry {
        seq: record.seq,
        by: record.made_by,
        by_name: record.made_by_name,
        at: record.made_at,
        reason: record.reason,
        kind: match record.kind.as_str() {
            "undo" => Kind::Undo,
            "redo" => Kind::Redo,
            _ => Kind::Edit,
        },
        about: record.about,
        edit: serde_json::from_str(&record.edit)?,
        images: serde_json::from_str(&record.images)?,
        accepted: serde_json::from_str(&record.accepted)?,
    })
}

/// The entries behind a number.
pub(super) async fn since(sv: &Services, id: &PlanId, seq: i64) -> Outcome<Vec<Entry>> {
    edits_since(sv.db(), id, seq).await?.into_iter().map(entry).collect()
}

/// Puts entries into a plan.
pub(super) fn apply(plan: &mut Plan, entries: &[Entry]) -> Outcome<()> {
    for entry in entries {
        put(plan, &entry.images).map_err(|e| ServiceError::Internal(format!("edit {}: {e}", entry.seq)))?;
    }
    Ok(())
}

/// A draft as it is: its instance, its document with every edit in it, and the log.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such plan.
pub(crate) async fn document(sv: &Services, id: &PlanId) -> Outcome<(Instance, Plan, Vec<Entry>)> {
    let (instance, document) = abhyas_store::plans::documents(sv.db(), id).await?.ok_or(ServiceError::NotFound)?;
    let (instance, mut plan): (Instance, Plan) = (pack::unpack(&instance)?, pack::unpack(&document)?);
    let entries = since(sv, id, 0).await?;
    apply(&mut plan, &entries)?;
    Ok((instance, plan, entries))
}

/// A change and since which entry it is in effect, or taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stand<'a> {
    pub(super) entry: &'a Entry,
    pub(super) since: i64,
}

/// The changes in effect, in the order in which they came into it, and those taken back, the last one last.
#[derive(Debug, Default)]
pub(super) struct Standing<'a> {
    pub(super) done: Vec<Stand<'a>>,
    pub(super) undone: Vec<Stand<'a>>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(entries: &'a [Entry]) -> Self {
        let mut found = Self::default();
        for entry in entries {
            let since = entry.seq;
            match entry.kind {
                Kind::Edit => {
                    // Whoever goes on does not do again what they took back before.
                    found.undone.retain(|stand| stand.entry.by != entry.by);
                    found.done.push(Stand { entry, since });
                }
                Kind::Undo => found.undone.extend(take(&mut found.done, entry.about, since)),
                Kind::Redo => found.done.extend(take(&mut found.undone, entry.about, since)),
            }
        }
        found
    }

    /// What a person can take back: the last of their own changes.
    pub(super) fn undo(&self, person: &str) -> Option<Stand<'a>> {
        self.done.iter().rev().find(|stand| stand.entry.by == person).copied()
    }

    /// What a person can do again: the last of their own changes that was taken back.
    pub(super) fn redo(&self, person: &str) -> Option<Stand<'a>> {
        self.undone.iter().rev().find(|stand| stand.entry.by == person).copied()
    }

    /// The last change in effect that came after this one and touches the same; `wanted` is what is to be put now.
    pub(super) fn in_the_way(&self, stand: Stand<'_>, wanted: &[Image], ground: &Ground) -> Option<&'a Entry> {
        let mine = Footprint::of(wanted, ground);
        let later = self.done.iter().rev().filter(|other| other.since > stand.since);
        later.map(|other| other.entry).find(|entry| Footprint::of(&entry.images, ground).meets(&mine))
    }
}

fn take<'a>(from: &mut Vec<Stand<'a>>, seq: i64, since: i64) -> Option<Stand<'a>> {
    from.iter().rposition(|s| s.entry.seq == seq).map(|at| Stand { since, ..from.remove(at) })
}

/// Who decided against this rule for one of these sessions, with a reason, if that still stands. Whether the
/// rule leaves that choice now, the programme's levels say.
pub(crate) fn accepts<'a>(entries: &'a [Entry], violation: &Violation) -> Option<&'a Entry> {
    let standing = Standing::of(entries);
    let covers = |entry: &Entry, accepted: &Accepted| {
        let mine = |s: &String| accepted.sessions.contains(s) || entry.images.iter().any(|i| i.id() == s);
        accepted.rule == violation.rule && violation.sessions.iter().any(mine)
    };
    standing
        .done
        .into_iter()
        .rev()
        .map(|s| s.entry)
        .find(|e| !e.reason.is_empty() && e.accepted.iter().any(|a| covers(e, a)))
}
