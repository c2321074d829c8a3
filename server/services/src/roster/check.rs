//! The dry run of an uploaded roster: every row looked at and kept with what there is to say about it; nobody is changed.

use super::dry_run::refuse_missing;
use super::known;
use super::read::read_sheets;
use super::row::{Effect, to_record};
use super::summary::ImportSummary;
use super::{codes, reference};
use crate::parts::Part;
use crate::{Outcome, ServiceError, Services};
use abhyas_core::clock::date_in_india;
use abhyas_core::{DistrictId, ImportId, Refusal};
use abhyas_store::people::PersonRecord;
use abhyas_store::roster as store;
use abhyas_store::roster::ImportRowRecord;
use abhyas_training::roster::cell::{Cell, Line, Sheet};
use abhyas_training::roster::check::{Checker, Options, refuse_formulas};
use abhyas_training::roster::columns::Field;
use abhyas_training::roster::existing::Whom;
use abhyas_training::roster::layout::{Layout, LineKind};
use abhyas_training::roster::reference::Reference;
use abhyas_training::roster::report::{Fault, Issue, RowReport, RowState};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How far the checks that run just now have come: rows done, rows in all.
#[derive(Debug, Default)]
pub struct Progress(Mutex<HashMap<ImportId, (u32, u32)>>);

impl Part for Progress {
    fn make(_: &Services) -> Self {
        Self::default()
    }
}

impl Progress {
    /// Rows done and rows in all; `None` when no check of this import runs here.
    #[must_use]
    pub fn of(&self, import: &ImportId) -> Option<(u32, u32)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(import).copied()
    }

    fn set(&self, import: &ImportId, at: Option<(u32, u32)>) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match at {
            Some(at) => running.insert(import.clone(), at),
            None => running.remove(import),
        };
    }

    /// Begins, unless it runs already.
    fn begin(&self, import: &ImportId) -> bool {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.insert(import.clone(), (0, 0)).is_none()
    }
}

/// Checks an import in the background, unless that is under way. Also what takes up a check that a restart interrupted.
pub fn start(services: &Services, import: &ImportId, within: Option<Vec<DistrictId>>) {
    let progress: Arc<Progress> = services.part();
    if !progress.begin(import) {
        return;
    }
    let (services, import) = (services.clone(), import.clone());
    tokio::spawn(async move {
        if let Err(error) = run(&services, &import, within).await {
            tracing::error!(import = %import, %error, "a roster could not be checked");
        }
    });
}

/// Checks an import now: reads its file by its layout and replaces its rows.
///
/// # Errors
/// [`ServiceError`] when the import or its file is gone, or the database fails. A roster that can not be used is no error:
/// its summary says why it stopped.
pub async fn run(services: &Services, import: &ImportId, within: Option<Vec<DistrictId>>) -> Outcome<()> {
    let outcome = run_noting(services, import, within).await;
    services.part::<Progress>().set(import, None);
    outcome
}

async fn run_noting(services: &Services, import: &ImportId, within: Option<Vec<DistrictId>>) -> Outcome<()> {
    let record = store::import_by_id(services.db(), import).await?.ok_or(ServiceError::NotFound)?;
    let file = store::file_of(services.db(), import).await?.ok_or(ServiceError::NotFound)?;
    let layout: Layout = serde_json::from_str(&record.mapping)?;
    let reference = reference::of_programme(services.db()).await?;
    let people = abhyas_store::people::everyone(services.db()).await?;
    let options = options(services).await?;
    let progress: Arc<Progress> = services.part();
    let id = import.clone();
    let work = move || {
        let sheets = read_sheets(&file)?;
        check(&sheets, &layout, &Given { reference, people, options, within }, |done, all| {
            progress.set(&id, Some((done, all)))
        })
    };
    let (summary, rows) =
        tokio::task::spawn_blocking(work).await.map_err(|error| ServiceError::Internal(error.to_string()))??;
    let mut tx = services.db().begin().await?;
    if !store::to_state(&mut tx, import, "reading", "review").await? {
        return Ok(());
    }
    store::replace_rows(&mut tx, import, &rows).await?;
    store::set_summary(&mut tx, import, &serde_json::to_string(&summary)?).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the programme is one of invented people, and today in India.
///
/// # Errors
/// [`ServiceError`] when the database can not be read.
pub async fn options(services: &Services) -> Outcome<Options> {
    let synthetic = abhyas_store::settings::synthetic(services.db()).await?.unwrap_or(false);
    Ok(Options { synthetic, today: date_in_india(services.now()) })
}

struct Given {
    reference: Reference,
    people: Vec<PersonRecord>,
    options: Options,
    within: Option<Vec<DistrictId>>,
}

/// How often progress is noted.
const EVERY: u32 = 200;

fn check(
    sheets: &[Sheet],
    layout: &Layout,
    given: &Given,
    progress: impl Fn(u32, u32),
) -> Outcome<(ImportSummary, Vec<ImportRowRecord>)> {
    let mut summary = ImportSummary {
        sheets: sheets.iter().map(|sheet| (sheet.name.clone(), sheet.lines.len())).collect(),
        ..ImportSummary::default()
    };
    let Some(sheet) = sheets.get(layout.sheet) else { return Err(ServiceError::NotFound) };
    let header = sheet.lines.iter().find(|line| line.number == layout.header);
    summary.headers = header.map(|line| line.cells.iter().map(Cell::text).collect()).unwrap_or_default();
    if let Err(refusal) = refuse_missing(layout).and_then(|()| refuse_formulas(sheet, layout)) {
        summary.stopped = Some(refusal);
        return Ok((summary, Vec::new()));
    }
    let all = u32::try_from(sheet.lines.len()).unwrap_or(u32::MAX);
    let mut checker = Checker::new(layout, &given.reference, given.options);
    let mut checked: Vec<(&Line, RowReport)> = Vec::new();
    for (done, line) in (0u32..).zip(&sheet.lines) {
        if done.is_multiple_of(EVERY) {
            progress(done, all);
        }
        match checker.line(line) {
            Ok(report) => checked.push((line, report)),
            Err(LineKind::Blank) => {}
            Err(kind) if line.number > layout.header => summary.ignored.push((line.number, kind)),
            Err(_) => {}
        }
    }
    let rows = meet(checked, given, &mut summary)?;
    Ok((summary, rows))
}

/// Holds the rows against the people of the programme, and against what the one who uploads may import.
fn meet(
    mut checked: Vec<(&Line, RowReport)>,
    given: &Given,
    summary: &mut ImportSummary,
) -> Outcome<Vec<ImportRowRecord>> {
    let takeable: Vec<usize> =
        checked.iter().enumerate().filter(|(_, (_, row))| row.state != RowState::Faulty).map(|(at, _)| at).collect();
    let people: Vec<_> = takeable.iter().filter_map(|at| checked.get(*at)).map(|(_, row)| &row.person).collect();
    let found = known::find(&people, &given.people);
    let mut effects: HashMap<usize, Effect> = HashMap::new();
    for (at, whom) in takeable.into_iter().zip(found) {
        let Some((_, row)) = checked.get_mut(at) else { continue };
        if let Some(refusal) = known::refusal(&whom) {
            row.issues
                .insert(0, Issue { field: Field::Mobile, refusal, fault: Some(Fault::MobileOfAnother), review: false });
            (row.state, row.fault) = (RowState::Faulty, Some(Fault::MobileOfAnother));
            continue;
        }
        let record = if let Whom::Known(at) = whom { given.people.get(at) } else { None };
        let effect = match record {
            None => Effect::New,
            Some(record) if known::merged(record, &row.person) == *record => Effect::Same,
            Some(_) => Effect::Change,
        };
        effects.insert(at, effect);
    }
    let mut rows = Vec::with_capacity(checked.len());
    for (at, (line, row)) in checked.into_iter().enumerate() {
        let elsewhere = row.state != RowState::Faulty && !may_import(given, &row);
        let effect = effects.get(&at).copied();
        let (state, fault) = (row.state, row.fault);
        let mut record = to_record(line, row, effect.unwrap_or_default())?;
        if elsewhere {
            summary.skipped += 1;
            "skipped".clone_into(&mut record.state);
            let refusal = Refusal::new(codes::OTHER_DISTRICT);
            record.issues =
                serde_json::to_string(&[Issue { field: Field::District, refusal, fault: None, review: false }])?;
        } else {
            summary.counts.add(state, fault);
            match effect {
                Some(Effect::New) => summary.new += 1,
                Some(Effect::Change) => summary.changed += 1,
                Some(Effect::Same) => summary.same += 1,
                None => {}
            }
        }
        rows.push(record);
    }
    Ok(rows)
}

fn may_import(given: &Given, row: &RowReport) -> bool {
    let Some(within) = &given.within else { return true };
    let facility = row.person.facility.as_ref().and_then(|id| given.reference.facility(id));
    facility.is_some_and(|facility| within.contains(&facility.district))
}
