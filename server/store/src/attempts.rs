//! Attempts at exercises: one row for each try, graded when it is finished.

use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{AttemptId, ExerciseId, ModuleId, PersonId, SandboxId};
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[INSERT, FINISH, BY_ID, BY_SANDBOX, OPEN, OF_PERSON, FINISHED_IN_MODULE];
const INSERT: &str =
    "INSERT INTO attempt (id, person, exercise, module, sandbox, started_at) VALUES ($1, $2, $3, $4, $5, $6)";
const FINISH: &str = "UPDATE attempt SET finished_at = $2, score = $3, passed = $4, safety_failed = $5, report = $6
  WHERE id = $1 AND finished_at IS NULL";
const BY_ID: &str =
    "SELECT id, person, exercise, module, sandbox, started_at, finished_at, score, passed, safety_failed, report
  FROM attempt WHERE id = $1";
const BY_SANDBOX: &str =
    "SELECT id, person, exercise, module, sandbox, started_at, finished_at, score, passed, safety_failed, report
  FROM attempt WHERE sandbox = $1";
const OPEN: &str =
    "SELECT id, person, exercise, module, sandbox, started_at, finished_at, score, passed, safety_failed, report
  FROM attempt WHERE person = $1 AND exercise = $2 AND finished_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1";
const OF_PERSON: &str = "SELECT id, exercise, finished_at, score, passed, safety_failed
  FROM attempt WHERE person = $1 ORDER BY started_at DESC, id DESC";
const FINISHED_IN_MODULE: &str = "SELECT person, exercise, score, safety_failed FROM attempt
  WHERE module = $1 AND ($2 = '' OR person = $2) AND finished_at IS NOT NULL";

/// One try of one person at one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRecord {
    /// Which try.
    pub id: AttemptId,
    /// Whose.
    pub person: PersonId,
    /// At which exercise.
    pub exercise: ExerciseId,
    /// Of which module.
    pub module: ModuleId,
    /// In which sandbox: each attempt has one of its own.
    pub sandbox: SandboxId,
    /// When it began, by the programme's clock.
    pub started_at: DateTime<Utc>,
    /// What came of it, once it is finished.
    pub result: Option<AttemptResult>,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptResult {
    /// When it was handed in, by the programme's clock.
    pub finished_at: DateTime<Utc>,
    /// Per cent, 0 to 100.
    pub score: u8,
    /// Whether it counts as passed.
    pub passed: bool,
    /// Whether a safety rule was broken.
    pub safety_failed: bool,
    /// The grade with its reasons, as JSON.
    pub report: String,
}

/// An attempt in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptLine {
    /// Which try.
    pub id: AttemptId,
    /// At which exercise.
    pub exercise: ExerciseId,
    /// What came of it, once it is finished.
    pub outcome: Option<AttemptOutcome>,
}

/// What came of an attempt, without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptOutcome {
    /// Per cent, 0 to 100.
    pub score: u8,
    /// Whether it counts as passed.
    pub passed: bool,
    /// Whether a safety rule was broken.
    pub safety_failed: bool,
}

/// The outcome of a finished attempt, without its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedAttempt {
    /// Whose.
    pub person: PersonId,
    /// At which exercise.
    pub exercise: ExerciseId,
    /// Per cent, 0 to 100.
    pub score: u8,
    /// Whether a safety rule was broken.
    pub safety_failed: bool,
}

fn percent(row: &Row, column: &str) -> Result<u8, StoreError> {
    u8::try_from(row.int(column)?).map_err(|_| StoreError::Corrupt(format!("{column} is no percentage")))
}

fn wrong_id(error: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

fn attempt(row: &Row) -> Result<AttemptRecord, StoreError> {
    let result = match row.opt_text("finished_at")? {
        None => None,
        Some(_) => Some(AttemptResult {
            finished_at: instant(row, "finished_at")?,
            score: percent(row, "score")?,
            passed: row.flag("passed")?,
            safety_failed: row.flag("safety_failed")?,
            report: row.text("report")?,
        }),
    };
    Ok(AttemptRecord {
        id: AttemptId::parse(row.text("id")?).map_err(wrong_id)?,
        person: PersonId::parse(row.text("person")?).map_err(wrong_id)?,
        exercise: ExerciseId::parse(row.text("exercise")?).map_err(wrong_id)?,
        module: ModuleId::parse(row.text("module")?).map_err(wrong_id)?,
        sandbox: SandboxId::parse(row.text("sandbox")?).map_err(wrong_id)?,
        started_at: instant(row, "started_at")?,
        result,
    })
}

/// Begins an attempt; its result is left for [`finish`].
///
/// # Errors
/// [`StoreError::Constraint`] when person or sandbox do not exist, or the sandbox belongs to another attempt.
pub async fn insert(tx: &mut Tx, record: &AttemptRecord) -> Result<(), StoreError> {
    let started = instant_text(record.started_at);
    tx.execute(INSERT, params![&record.id, &record.person, &record.exercise, &record.module, &record.sandbox, started])
        .await?;
    Ok(())
}

/// Keeps the result of an attempt. `false`: it was finished before, and nothing changed.
///
/// # Errors
/// [`StoreError`] when the database can not be written.
pub async fn finish(tx: &mut Tx, id: &AttemptId, result: &AttemptResult) -> Result<bool, StoreError> {
    let finished = instant_text(result.finished_at);
    let values = params![id, finished, result.score, result.passed, result.safety_failed, &result.report];
    Ok(tx.execute(FINISH, values).await? == 1)
}

/// The attempt of an id.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn by_id(db: &Db, id: &AttemptId) -> Result<Option<AttemptRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(attempt).transpose()
}

/// The attempt that a sandbox was made for.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn by_sandbox(db: &Db, sandbox: &SandboxId) -> Result<Option<AttemptRecord>, StoreError> {
    db.row(BY_SANDBOX, params![sandbox]).await?.as_ref().map(attempt).transpose()
}

/// The latest attempt of a person at an exercise that is not finished.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn open(db: &Db, person: &PersonId, exercise: &ExerciseId) -> Result<Option<AttemptRecord>, StoreError> {
    db.row(OPEN, params![person, exercise]).await?.as_ref().map(attempt).transpose()
}

/// A person's attempts at every exercise, the latest first; without their reports, which are long.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn of_person(db: &Db, person: &PersonId) -> Result<Vec<AttemptLine>, StoreError> {
    db.rows(OF_PERSON, params![person]).await?.iter().map(line).collect()
}

fn line(row: &Row) -> Result<AttemptLine, StoreError> {
    let outcome = match row.opt_text("finished_at")? {
        None => None,
        Some(_) => Some(AttemptOutcome {
            score: percent(row, "score")?,
            passed: row.flag("passed")?,
            safety_failed: row.flag("safety_failed")?,
        }),
    };
    Ok(AttemptLine {
        id: AttemptId::parse(row.text("id")?).map_err(wrong_id)?,
        exercise: ExerciseId::parse(row.text("exercise")?).map_err(wrong_id)?,
        outcome,
    })
}

/// The outcomes of all finished attempts in a module; of one person or of all.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn finished_in_module(
    db: &Db,
    module: &ModuleId,
    person: Option<&PersonId>,
) -> Result<Vec<FinishedAttempt>, StoreError> {
    let rows = db.rows(FINISHED_IN_MODULE, params![module, person.map_or("", PersonId::as_str)]).await?;
    rows.iter()
        .map(|row| {
            Ok(FinishedAttempt {
                person: PersonId::parse(row.text("person")?).map_err(wrong_id)?,
                exercise: ExerciseId::parse(row.text("exercise")?).map_err(wrong_id)?,
                score: percent(row, "score")?,
                safety_failed: row.flag("safety_failed")?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;
    use crate::{Constraint, StoreError};
    use chrono::TimeZone;

    async fn with_sandboxes(db: &Db) {
        let mut tx = db.begin().await.unwrap();
        for sql in [
            "INSERT INTO person (id, staff_id, name, state, created_at, updated_at) VALUES ('P', 'S', 'n', 'active', '', '')",
            "INSERT INTO base_hospital (id, format, checksum, content, made_at) VALUES ('B', 1, '', '', '')",
            "INSERT INTO sandbox (id, owner, base, origin, seed, opened_at, state) VALUES ('X1', 'P', 'B', '', 1, '', 'open')",
            "INSERT INTO sandbox (id, owner, base, origin, seed, opened_at, state) VALUES ('X2', 'P', 'B', '', 1, '', 'open')",
        ] {
            tx.execute(sql, params![]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    fn record(id: &str, sandbox: &str, minute: u32) -> AttemptRecord {
        AttemptRecord {
            id: AttemptId::parse(id).unwrap(),
            person: PersonId::parse("P").unwrap(),
            exercise: ExerciseId::parse("M01-E1").unwrap(),
            module: ModuleId::parse("M01").unwrap(),
            sandbox: SandboxId::parse(sandbox).unwrap(),
            started_at: Utc.with_ymd_and_hms(2026, 11, 23, 5, minute, 0).unwrap(),
            result: None,
        }
    }

    #[tokio::test]
    async fn an_attempt_is_begun_once_and_finished_once() {
        each_database(|db| async move {
            with_sandboxes(&db).await;
            let (first, second) = (record("A1", "X1", 0), record("A2", "X2", 10));
            let mut tx = db.begin().await.unwrap();
            insert(&mut tx, &first).await.unwrap();
            insert(&mut tx, &second).await.unwrap();
            tx.commit().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            let twice = insert(&mut tx, &record("A3", "X1", 20)).await;
            assert_eq!(twice, Err(StoreError::Constraint(Constraint::AttemptSandbox)));
            drop(tx);

            assert_eq!(open(&db, &first.person, &first.exercise).await.unwrap(), Some(second.clone()));
            assert_eq!(by_sandbox(&db, &first.sandbox).await.unwrap(), Some(first.clone()));
            assert!(finished_in_module(&db, &first.module, None).await.unwrap().is_empty());

            let result = AttemptResult {
                finished_at: Utc.with_ymd_and_hms(2026, 11, 23, 5, 30, 0).unwrap(),
                score: 92,
                passed: true,
                safety_failed: false,
                report: "{}".to_owned(),
            };
            let mut tx = db.begin().await.unwrap();
            assert!(finish(&mut tx, &first.id, &result).await.unwrap());
            let worse = AttemptResult { score: 0, passed: false, ..result.clone() };
            assert!(!finish(&mut tx, &first.id, &worse).await.unwrap());
            tx.commit().await.unwrap();

            let finished = AttemptRecord { result: Some(result), ..first.clone() };
            assert_eq!(by_id(&db, &first.id).await.unwrap(), Some(finished.clone()));
            let lines = of_person(&db, &first.person).await.unwrap();
            let outcome = Some(AttemptOutcome { score: 92, passed: true, safety_failed: false });
            let found: Vec<_> = lines.into_iter().map(|line| (line.id, line.outcome)).collect();
            assert_eq!(found, [(second.id, None), (first.id.clone(), outcome)]);
            assert!(of_person(&db, &PersonId::parse("nobody").unwrap()).await.unwrap().is_empty());
            let outcomes = finished_in_module(&db, &first.module, Some(&first.person)).await.unwrap();
            assert_eq!(outcomes.iter().map(|o| (o.score, o.safety_failed)).collect::<Vec<_>>(), [(92, false)]);
        })
        .await;
    }
}
