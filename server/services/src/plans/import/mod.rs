//! An exported workbook comes back, edited: it becomes a plan beside the others, first to be looked over, then a draft.
//!
//! A hidden sheet says of which plan and which sessions it was made: sessions that did not go out stay as they are, one that went out
//! and is missing was removed. What a row says wrongly is told with its place; broken rules hinder no draft.

mod find;
mod merge;
mod read;
#[cfg(test)]
mod tests;

pub(crate) use find::Finder;

use super::board;
use super::book::Book;
use super::difference::difference;
use super::job::RunProgress;
use super::{Hours, make, pack};
use crate::{Actor, Outcome, ServiceError, Services, Subject, audit, once};
use abhyas_core::clock::instant_text;
use abhyas_core::{OnceKey, Permission, PlanId, Refusal, SessionId};
use abhyas_planner::checker::check;
use abhyas_planner::{Instance, Plan};
use abhyas_store::plans::{self as store, NewImport};
use serde::{Deserialize, Serialize};

/// The hidden sheet's name.
pub(super) const MARK_SHEET: &str = "abhyas";
/// Its first word.
pub(super) const MARK_FORMAT: &str = "abhyas-plan-1";
/// Faults that are kept and shown; the count speaks of all.
const MOST_FAULTS: usize = 500;
/// Kinds of broken rules that are told.
const MOST_BROKEN: usize = 50;

/// Refusals of files of plans.
pub mod codes {
    abhyas_core::codes! {
        /// No workbook of a plan, or its hidden sheet is gone.
        NOT_OURS = "plan_file.not_ours";
        /// The plan that it was made of is not here.
        OTHER_PROGRAMME = "plan_file.other_programme";
        /// One person's sessions only.
        ONE_PERSON = "plan_file.one_person";
        /// A sheet is missing. Value: `sheet`.
        NO_SHEET = "plan_file.no_sheet";
        /// A column is missing. Values: `sheet`, `column`.
        NO_COLUMN = "plan_file.no_column";
        /// More rows than are read. Value: `most`.
        TOO_LONG = "plan_file.too_long";
        /// It was taken, or a later file took its place.
        GONE = "plan_file.gone";
        /// A formula or an error value.
        ROW_FORMULA = "plan_row.formula";
        /// No date. Value: `text`.
        ROW_DATE = "plan_row.date";
        /// Not in the calendar. Value: `text`.
        ROW_DAY = "plan_row.day";
        /// No time of a half-day. Value: `text`.
        ROW_TIME = "plan_row.time";
        /// No such room. Value: `text`.
        ROW_ROOM = "plan_row.room";
        /// Several rooms of the name. Value: `text`.
        ROW_ROOM_TWICE = "plan_row.room_twice";
        /// No such module. Value: `text`.
        ROW_MODULE = "plan_row.module";
        /// No such trainer. Value: `text`.
        ROW_TRAINER = "plan_row.trainer";
        /// Several trainers of the name. Value: `text`.
        ROW_TRAINER_TWICE = "plan_row.trainer_twice";
        /// No session of the plan has the id. Value: `text`.
        ROW_ID = "plan_row.id";
        /// The id stands twice. Value: `text`.
        ROW_ID_TWICE = "plan_row.id_twice";
        /// Nobody has the staff id. Value: `text`.
        ROW_PERSON = "plan_row.person";
        /// The person has a seat of the module already. Values: `text`, `module`.
        ROW_PERSON_TWICE = "plan_row.person_twice";
        /// There is no session at that time in that room.
        ROW_NO_SESSION = "plan_row.no_session";
    }
}

/// What is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The sheet's name.
    pub sheet: String,
    /// The row's number, as the spreadsheet shows it.
    pub row: u32,
    /// The column's letters.
    pub column: String,
    /// What, and what to do.
    pub refusal: Refusal,
}

/// How a file was read; kept beside its plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// The plan that the workbook was made of.
    pub base: String,
    /// Edits that were made to that plan since; they are not in sessions of the file.
    pub edits_since: i64,
    /// Sessions added, changed, removed, left as they are.
    pub counts: [usize; 4],
    /// People whose sessions change.
    pub people: usize,
    /// All faults.
    pub fault_count: usize,
    /// The first of them.
    pub faults: Vec<Fault>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    progress: RunProgress,
    import: Reading,
}

/// A file that is being looked over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// How it was read.
    pub reading: Reading,
    /// Seats that would be missing.
    pub unseated: i64,
    /// Rules that it breaks, in words; the first few kinds.
    pub broken: Vec<String>,
    /// How often rules are broken.
    pub broken_count: i64,
}

/// Reads a workbook and keeps its plan to be looked over. Nothing else changes.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans; refusals for a file that is no workbook of a plan of this programme.
pub async fn upload(sv: &Services, actor: &Actor, key: &OnceKey, name: &str, bytes: Vec<u8>) -> Outcome<PlanId> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let file = tokio::task::spawn_blocking(move || read::read(&bytes)).await;
    let file = file.map_err(|e| ServiceError::Internal(e.to_string()))??;
    let other = || ServiceError::refused(Refusal::new(codes::OTHER_PROGRAMME).at("file"));
    let record = store::plan_by_id(sv.db(), &file.plan).await?.ok_or_else(other)?;
    if matches!(record.state.as_str(), "running" | "failed") {
        return Err(other());
    }
    let (instance, plan, entries) = board::document(sv, &file.plan).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let finder = Finder::new(&book, &instance);
    let base = merge::Base { instance: &instance, plan: &plan, hours: &hours, finder: &finder };
    let mint = || SessionId::mint(sv.real_now(), sv.entropy()).to_string();
    let (next, mut faults) = merge::merge(&base, &file, mint);
    let found = difference(&instance, &plan, &next);
    let fault_count = faults.len();
    faults.truncate(MOST_FAULTS);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let reading = Reading {
        file: last.chars().filter(|c| !c.is_control()).take(120).collect(),
        base: file.plan.to_string(),
        edits_since: entries.last().map_or(0, |e| e.seq).saturating_sub(file.seen),
        counts: [found.added.len(), found.changed.len(), found.cancelled.len(), found.kept],
        people: found.people.len(),
        fault_count,
        faults,
    };
    keep(sv, actor, key, reading, instance, next).await
}

async fn keep(
    sv: &Services,
    actor: &Actor,
    key: &OnceKey,
    reading: Reading,
    instance: Instance,
    plan: Plan,
) -> Outcome<PlanId> {
    let report = check(&instance, &plan, None);
    let now = sv.real_now();
    let progress = RunProgress {
        unseated: report.score.unseated,
        rupees: report.score.rupees,
        sessions: i64::try_from(report.sessions).unwrap_or(0),
        at: instant_text(now),
        ..RunProgress::default()
    };
    let detail = serde_json::json!({"base": reading.base, "faults": reading.fault_count});
    let it = NewImport {
        id: PlanId::mint(now, sv.entropy()),
        base: PlanId::parse(reading.base.as_str()).map_err(|e| ServiceError::Internal(e.to_string()))?,
        progress: serde_json::to_string(&Kept { progress, import: reading })?,
        instance: pack::pack(&instance)?,
        document: pack::pack(&plan)?,
        score: serde_json::to_string(&report.score)?,
        made_by: actor.person.clone(),
        made_at: now,
    };
    let mut tx = sv.db().begin().await?;
    if let Some(done) = once::begin(&mut tx, sv, actor, key, "plan.upload").await? {
        return PlanId::parse(done).map_err(|e| ServiceError::Internal(e.to_string()));
    }
    store::keep_import(&mut tx, &it).await?;
    audit::record(&mut tx, sv, actor, "plan.upload", ("plan", it.id.as_str()), None, detail).await?;
    once::finish(&mut tx, key, it.id.as_str()).await?;
    tx.commit().await?;
    Ok(it.id)
}

/// What a kept file would make; `None` when it has been taken.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none, or not for this person.
pub async fn look(sv: &Services, actor: &Actor, id: &PlanId) -> Outcome<Option<Look>> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let record = make::plan_summary(sv, actor, id).await?.plan;
    let kept: Kept = serde_json::from_str(&record.progress).map_err(|_| ServiceError::NotFound)?;
    if record.note != "import" {
        return Ok(None);
    }
    let (instance, plan, _) = board::document(sv, id).await?;
    let (book, hours) = (Book::load(sv).await?, Hours::load(sv).await?);
    let report = check(&instance, &plan, None);
    let levels = crate::masters::warning_levels(sv).await?;
    let mut broken = board::breaches(actor.language, (&book, &hours), &instance, &levels, &report.violations);
    broken.truncate(MOST_BROKEN);
    Ok(Some(Look { reading: kept.import, unseated: report.score.unseated, broken, broken_count: report.score.hard }))
}

/// Takes a kept file as a draft.
///
/// # Errors
/// [`ServiceError::NotFound`] for whoever may not make plans; a refusal when a later file took its place.
pub async fn create(sv: &Services, actor: &Actor, key: &OnceKey, id: &PlanId) -> Outcome<()> {
    actor.require(Permission::MakePlan, Subject::Everything)?;
    let mut tx = sv.db().begin().await?;
    if once::begin(&mut tx, sv, actor, key, "plan.import").await?.is_some() {
        return Ok(());
    }
    if !store::accept_import(&mut tx, id).await? {
        return Err(Refusal::new(codes::GONE).into());
    }
    audit::record(&mut tx, sv, actor, "plan.import", ("plan", id.as_str()), None, serde_json::json!({})).await?;
    once::finish(&mut tx, key, id.as_str()).await?;
    tx.commit().await?;
    Ok(())
}
