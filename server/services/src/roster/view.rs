//! Looking at imports: the list, one import, its rows page by page.

use super::check::{self, Progress};
use super::row::{Effect, issues, parsed};
use super::summary::ImportSummary;
use super::upload::{own_import, scope};
use crate::{Actor, Outcome, Services};
use abhyas_core::{ImportId, Permission, Reach};
use abhyas_store::roster as store;
use abhyas_training::roster::facility::Candidate;
use abhyas_training::roster::layout::Layout;
use abhyas_training::roster::report::{Issue, RosterPerson};
use chrono::{DateTime, Utc};

/// An import with its counts.
#[derive(Debug, Clone)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// The file's name.
    pub file_name: String,
    /// When it was uploaded.
    pub at: DateTime<Utc>,
    /// `reading`, `review`, `applied`, `discarded` or `undone`.
    pub state: String,
    /// How the file is read.
    pub layout: Layout,
    /// Counts and findings.
    pub summary: ImportSummary,
    /// Rows that need review and are undecided; decided yes; decided no.
    pub undecided: u32,
    /// See `undecided`.
    pub decided: u32,
    /// Rows looked at and rows in all, while it is read.
    pub progress: Option<(u32, u32)>,
    /// The earlier import of the same bytes, if one was applied.
    pub same_file_before: Option<DateTime<Utc>>,
}

/// One row as a reviewer sees it.
#[derive(Debug, Clone)]
pub struct RowView {
    /// Its number in the file.
    pub row: i64,
    /// `good`, `needs_review`, `faulty` or `skipped`.
    pub state: String,
    /// `yes`, `no` or empty.
    pub decision: String,
    /// What it says about the person.
    pub person: RosterPerson,
    /// The facilities that may be meant.
    pub candidates: Vec<Candidate>,
    /// What applying it would do.
    pub effect: Effect,
    /// The cells as written.
    pub cells: Vec<String>,
    /// What there is to say.
    pub issues: Vec<Issue>,
    /// Whether a facility can be chosen for it.
    pub can_choose_facility: bool,
}

/// The newest imports that the actor may work on.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for those who may not import.
pub async fn imports(services: &Services, actor: &Actor) -> Outcome<Vec<ImportView>> {
    scope(actor)?;
    let everyones = actor.reach(Permission::ImportRoster) == Reach::Everything;
    let records = store::imports(services.db(), (!everyones).then_some(&actor.person), 20).await?;
    records.into_iter().map(|record| view(record, &[])).collect()
}

/// One import. Takes up its check again where a restart interrupted it.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for those who may not work on it.
pub async fn import(services: &Services, actor: &Actor, id: &ImportId) -> Outcome<ImportView> {
    let record = own_import(services, actor, id).await?;
    let counts = store::counts(services.db(), id).await?;
    let before =
        if record.state == "applied" { None } else { store::applied_file(services.db(), &record.file_hash).await? };
    let mut view = view(record, &counts)?;
    view.same_file_before = before.map(|import| import.at);
    if view.state == "reading" {
        view.progress = services.part::<Progress>().of(id);
        check::start(services, id, scope(actor)?);
    }
    Ok(view)
}

fn view(record: store::ImportRecord, counts: &[(String, bool, i64)]) -> Outcome<ImportView> {
    let count = |wanted: bool| {
        counts
            .iter()
            .filter(|(state, decided, _)| state == "needs_review" && *decided == wanted)
            .map(|(_, _, n)| *n)
            .sum::<i64>()
    };
    Ok(ImportView {
        id: record.id,
        file_name: record.file_name,
        at: record.at,
        state: record.state,
        layout: serde_json::from_str(&record.mapping)?,
        summary: serde_json::from_str(&record.summary)?,
        undecided: u32::try_from(count(false)).unwrap_or(0),
        decided: u32::try_from(count(true)).unwrap_or(0),
        progress: None,
        same_file_before: None,
    })
}

/// Rows of one state after a row number, at most `most`.
///
/// # Errors
/// [`crate::ServiceError::NotFound`] for those who may not work on the import.
pub async fn rows(
    services: &Services,
    actor: &Actor,
    id: &ImportId,
    state: &str,
    after: i64,
    most: u32,
) -> Outcome<Vec<RowView>> {
    own_import(services, actor, id).await?;
    let records = store::rows_page(services.db(), id, state, after, most).await?;
    records.iter().map(row_view).collect()
}

fn row_view(record: &store::ImportRowRecord) -> Outcome<RowView> {
    let said = parsed(record)?;
    let issues = issues(record)?;
    let about_facility =
        issues.iter().any(|issue| issue.field == abhyas_training::roster::columns::Field::Facility && issue.review);
    Ok(RowView {
        row: record.row,
        state: record.state.clone(),
        decision: record.decision.clone(),
        person: said.person,
        candidates: said.candidates,
        effect: said.effect,
        cells: serde_json::from_str(&record.cells)?,
        issues,
        can_choose_facility: record.fault == "unknown_facility" || (about_facility && record.state == "needs_review"),
    })
}
