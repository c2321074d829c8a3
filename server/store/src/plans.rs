//! Plans: runs, drafts, published versions. The documents themselves are bytes here; what is published never changes.

use crate::sessions::day;
use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{PersonId, PlanId};
use chrono::{DateTime, NaiveDate, Utc};

macro_rules! plan {
    ($tail:literal) => {
        concat!(
            "SELECT p.id, p.number, p.state, p.seconds, p.seed, p.progress, p.score, p.made_by, m.name AS made_by_name, p.made_at,
  p.published_by, q.name AS published_by_name, p.published_at, p.note, p.from_day,
  p.scenario, p.copied_from
  FROM plan p LEFT JOIN person m ON m.id = p.made_by LEFT JOIN person q ON q.id = p.published_by ",
            $tail
        )
    };
}

pub(crate) const STATEMENTS: &[&str] = &[
    INSERT,
    ALL,
    BY_ID,
    DOCUMENTS,
    PROGRESS,
    ASK_TO_STOP,
    FINISH,
    FAIL,
    PUBLISH,
    DISCARD,
    LAST_NUMBER,
    NEWEST,
    KEEP,
    ACCEPT,
    FORGET,
    INHERIT,
];
const INSERT: &str =
    "INSERT INTO plan (id, state, seconds, seed, progress, instance, document, made_by, made_at, from_day,
  scenario, copied_from) VALUES ($1, 'running', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const KEEP: &str =
    "INSERT INTO plan (id, state, seconds, seed, progress, instance, document, score, made_by, made_at, note)
  VALUES ($1, 'discarded', 0, 0, $2, $3, $4, $5, $6, $7, 'import')";
const ACCEPT: &str =
    "UPDATE plan SET state = 'draft', note = '' WHERE id = $1 AND state = 'discarded' AND note = 'import'";
const FORGET: &str = "DELETE FROM plan WHERE made_by = $1 AND state = 'discarded' AND note = 'import'";
/// What a file made of a plan says of its days and of what was tried out, the plan itself says.
const INHERIT: &str = "UPDATE plan SET from_day = COALESCE((SELECT b.from_day FROM plan b WHERE b.id = $2), ''),
  scenario = COALESCE((SELECT b.scenario FROM plan b WHERE b.id = $2), ''), copied_from = $2 WHERE id = $1";
const ALL: &str = plan!("WHERE p.note <> 'import' ORDER BY p.made_at DESC, p.id DESC");
const BY_ID: &str = plan!("WHERE p.id = $1");
const DOCUMENTS: &str = "SELECT instance, document FROM plan WHERE id = $1";
const PROGRESS: &str = "UPDATE plan SET progress = $2 WHERE id = $1 AND state = 'running'";
const ASK_TO_STOP: &str = "UPDATE plan SET note = 'stop' WHERE id = $1 AND state = 'running'";
const FINISH: &str = "UPDATE plan SET state = $2, document = $3, score = $4, progress = $5, note = ''
  WHERE id = $1 AND state = 'running'";
const FAIL: &str = "UPDATE plan SET state = 'failed', note = $2 WHERE id = $1 AND state = 'running'";
const PUBLISH: &str = "UPDATE plan SET state = 'published', number = $2, published_by = $3, published_at = $4
  WHERE id = $1 AND state IN ('draft', 'stopped')";
const DISCARD: &str = "UPDATE plan SET state = 'discarded' WHERE id = $1 AND state IN ('draft', 'stopped', 'failed')";
const LAST_NUMBER: &str = "SELECT COALESCE(MAX(number), 0) AS n FROM plan";
const NEWEST: &str = plan!("WHERE p.number IS NOT NULL ORDER BY p.number DESC LIMIT 1");

/// A plan without its documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRecord {
    /// Which plan.
    pub id: PlanId,
    /// Its version, once it is published.
    pub number: Option<i64>,
    /// `running`, `draft`, `stopped`, `failed`, `published` or `discarded`.
    pub state: String,
    /// How long the search may take.
    pub seconds: i64,
    /// What everything random in it follows from.
    pub seed: i64,
    /// How far the search is or was, as JSON.
    pub progress: String,
    /// Its score, as JSON.
    pub score: String,
    /// Who made it.
    pub made_by: String,
    /// Their name, if they are still known.
    pub made_by_name: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Who published it.
    pub published_by_name: Option<String>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// `stop` while someone has asked a running one to stop; for a failed one the code of the reason.
    pub note: String,
    /// The first day it may change; `None`: the day after it was made.
    pub from_day: Option<NaiveDate>,
    /// What was tried out in it, as JSON; empty: nothing.
    pub scenario: String,
    /// The plan it was copied from.
    pub copied_from: Option<PlanId>,
}

/// A run to be begun.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// Which plan.
    pub id: PlanId,
    /// How long the search may take.
    pub seconds: i64,
    /// What everything random follows from.
    pub seed: i64,
    /// How far it is, as JSON.
    pub progress: String,
    /// The instance, packed.
    pub instance: Vec<u8>,
    /// The plan it begins with, packed.
    pub previous: Vec<u8>,
    /// Who makes it.
    pub made_by: PersonId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// The first day it may change.
    pub from_day: NaiveDate,
    /// What is tried out in it, as JSON; empty: nothing.
    pub scenario: String,
    /// The plan it is copied from.
    pub copied_from: Option<PlanId>,
}

fn plan(row: &Row) -> Result<PlanRecord, StoreError> {
    Ok(PlanRecord {
        id: PlanId::parse(row.text("id")?).map_err(|e| StoreError::Corrupt(e.to_string()))?,
        number: row.opt_int("number")?,
        state: row.text("state")?,
        seconds: row.int("seconds")?,
        seed: row.int("seed")?,
        progress: row.text("progress")?,
        score: row.text("score")?,
        made_by: row.text("made_by")?,
        made_by_name: row.opt_text("made_by_name")?,
        made_at: instant(row, "made_at")?,
        published_by_name: row.opt_text("published_by_name")?,
        published_at: row.opt_text("published_at")?.map(|_| instant(row, "published_at")).transpose()?,
        note: row.text("note")?,
        from_day: if row.text("from_day")?.is_empty() { None } else { Some(day(row, "from_day")?) },
        scenario: row.text("scenario")?,
        copied_from: Some(row.text("copied_from")?).filter(|id| !id.is_empty()).and_then(|id| PlanId::parse(id).ok()),
    })
}

/// Begins a run. Its document is, for now, the plan it begins with.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn insert_run(tx: &mut Tx, it: &NewRun) -> Result<(), StoreError> {
    let at = instant_text(it.made_at);
    let (from_day, copied) = (it.from_day.to_string(), it.copied_from.as_ref().map_or("", PlanId::as_str));
    let values = params![
        &it.id,
        it.seconds,
        it.seed,
        &it.progress,
        &it.instance,
        &it.previous,
        &it.made_by,
        at,
        from_day,
        &it.scenario,
        copied
    ];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// All plans, the newest first.
///
/// # Errors
/// Any [`StoreError`].
pub async fn plans(db: &Db) -> Result<Vec<PlanRecord>, StoreError> {
    db.rows(ALL, params![]).await?.iter().map(plan).collect()
}

/// One plan.
///
/// # Errors
/// Any [`StoreError`].
pub async fn plan_by_id(db: &Db, id: &PlanId) -> Result<Option<PlanRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(plan).transpose()
}

/// The version published last.
///
/// # Errors
/// Any [`StoreError`].
pub async fn newest_version(db: &Db) -> Result<Option<PlanRecord>, StoreError> {
    db.row(NEWEST, params![]).await?.as_ref().map(plan).transpose()
}

/// The packed instance and document of a plan.
///
/// # Errors
/// Any [`StoreError`].
pub async fn documents(db: &Db, id: &PlanId) -> Result<Option<(Vec<u8>, Vec<u8>)>, StoreError> {
    let row = db.row(DOCUMENTS, params![id]).await?;
    row.map(|row| Ok((row.bytes("instance")?, row.bytes("document")?))).transpose()
}

/// Notes how far a run is; `false` when it is no longer running.
///
/// # Errors
/// Any [`StoreError`].
pub async fn set_progress(tx: &mut Tx, id: &PlanId, progress: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(PROGRESS, params![id, progress]).await? == 1)
}

/// Asks a run to stop; `false` when it is not running.
///
/// # Errors
/// Any [`StoreError`].
pub async fn ask_to_stop(tx: &mut Tx, id: &PlanId) -> Result<bool, StoreError> {
    Ok(tx.execute(ASK_TO_STOP, params![id]).await? == 1)
}

/// Ends a run with its plan: `draft`, or `stopped` when someone asked for it. `false` when it is not running any more.
///
/// # Errors
/// Any [`StoreError`].
pub async fn finish_run(
    tx: &mut Tx,
    id: &PlanId,
    state: &str,
    document: &[u8],
    score: &str,
    progress: &str,
) -> Result<bool, StoreError> {
    Ok(tx.execute(FINISH, params![id, state, document, score, progress]).await? == 1)
}

/// Ends a run without a plan, for the reason of this code.
///
/// # Errors
/// Any [`StoreError`].
pub async fn fail_run(tx: &mut Tx, id: &PlanId, code: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(FAIL, params![id, code]).await? == 1)
}

/// Makes a draft the next version and returns its number; `None` when it is no draft (any more).
///
/// # Errors
/// [`StoreError::Constraint`] when another plan got the number meanwhile.
pub async fn publish(tx: &mut Tx, id: &PlanId, by: &PersonId, at: DateTime<Utc>) -> Result<Option<i64>, StoreError> {
    let last = tx.row(LAST_NUMBER, params![]).await?.map_or(Ok(0), |row| row.int("n"))?;
    let done = tx.execute(PUBLISH, params![id, last + 1, by, instant_text(at)]).await?;
    Ok((done == 1).then_some(last + 1))
}

/// Puts a draft aside; `false` when it is running or published.
///
/// # Errors
/// Any [`StoreError`].
pub async fn discard(tx: &mut Tx, id: &PlanId) -> Result<bool, StoreError> {
    Ok(tx.execute(DISCARD, params![id]).await? == 1)
}

/// A plan that came as a file and is being looked over.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// Which plan.
    pub id: PlanId,
    /// The plan that the file was made of; its first day and what was tried out in it go on.
    pub base: PlanId,
    /// How it was read, as JSON; stands where a search has its progress.
    pub progress: String,
    /// The instance, packed.
    pub instance: Vec<u8>,
    /// The plan, packed.
    pub document: Vec<u8>,
    /// Its score, as JSON.
    pub score: String,
    /// Who sent it.
    pub made_by: PersonId,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// Keeps a plan that came as a file, put aside until somebody takes it as a draft; the one that its sender had left before goes.
///
/// # Errors
/// Any [`StoreError`].
pub async fn keep_import(tx: &mut Tx, it: &NewImport) -> Result<(), StoreError> {
    tx.execute(FORGET, params![&it.made_by]).await?;
    let at = instant_text(it.made_at);
    let values = params![&it.id, &it.progress, &it.instance, &it.document, &it.score, &it.made_by, at];
    tx.execute(KEEP, values).await?;
    tx.execute(INHERIT, params![&it.id, &it.base]).await?;
    Ok(())
}

/// Makes a kept plan a draft; `false` when it is none (any more).
///
/// # Errors
/// Any [`StoreError`].
pub async fn accept_import(tx: &mut Tx, id: &PlanId) -> Result<bool, StoreError> {
    Ok(tx.execute(ACCEPT, params![id]).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;
    use chrono::TimeZone;

    #[tokio::test]
    async fn a_run_becomes_a_draft_and_a_version_once() {
        each_database(|db| async move {
            let at = Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap();
            let run = |id: &str| NewRun {
                id: PlanId::parse(id).unwrap(),
                seconds: 60,
                seed: 1,
                progress: "{}".into(),
                instance: vec![1],
                previous: vec![2],
                made_by: PersonId::parse("officer").unwrap(),
                made_at: at,
                from_day: at.date_naive(),
                scenario: String::new(),
                copied_from: None,
            };
            let (first, second) = (run("A"), run("B"));
            let mut tx = db.begin().await.unwrap();
            insert_run(&mut tx, &first).await.unwrap();
            insert_run(&mut tx, &second).await.unwrap();
            assert!(set_progress(&mut tx, &first.id, "{\"n\":1}").await.unwrap());
            assert!(ask_to_stop(&mut tx, &first.id).await.unwrap());
            assert_eq!(
                publish(&mut tx, &first.id, &first.made_by, at).await.unwrap(),
                None,
                "a running one is no draft"
            );
            assert!(finish_run(&mut tx, &first.id, "stopped", &[3], "{}", "{}").await.unwrap());
            assert!(!finish_run(&mut tx, &first.id, "draft", &[4], "{}", "{}").await.unwrap());
            assert_eq!(publish(&mut tx, &first.id, &first.made_by, at).await.unwrap(), Some(1));
            assert_eq!(publish(&mut tx, &first.id, &first.made_by, at).await.unwrap(), None);
            assert!(!discard(&mut tx, &first.id).await.unwrap(), "a version stays");
            assert!(fail_run(&mut tx, &second.id, "plan.interrupted").await.unwrap());
            tx.commit().await.unwrap();
            assert_eq!(documents(&db, &first.id).await.unwrap(), Some((vec![1], vec![3])));
            let newest = newest_version(&db).await.unwrap().unwrap();
            assert_eq!((newest.id, newest.number, newest.published_at), (first.id, Some(1), Some(at)));
            assert_eq!(plan_by_id(&db, &second.id).await.unwrap().unwrap().note, "plan.interrupted");
            assert_eq!(plans(&db).await.unwrap().len(), 2);
        })
        .await;
    }

    #[tokio::test]
    async fn a_plan_from_a_file_is_hidden_until_it_is_taken() {
        each_database(|db| async move {
            let at = Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap();
            let base = PlanId::parse("BASE").unwrap();
            let run = NewRun {
                id: base.clone(),
                seconds: 60,
                seed: 1,
                progress: "{}".into(),
                instance: vec![1],
                previous: vec![2],
                made_by: PersonId::parse("officer").unwrap(),
                made_at: at,
                from_day: at.date_naive(),
                scenario: "{\"name\":\"longer\"}".into(),
                copied_from: None,
            };
            let file = |id: &str| NewImport {
                id: PlanId::parse(id).unwrap(),
                base: base.clone(),
                progress: "{}".into(),
                instance: vec![1],
                document: vec![2],
                score: "{}".into(),
                made_by: PersonId::parse("officer").unwrap(),
                made_at: at,
            };
            let mut tx = db.begin().await.unwrap();
            insert_run(&mut tx, &run).await.unwrap();
            keep_import(&mut tx, &file("A")).await.unwrap();
            keep_import(&mut tx, &file("B")).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(plans(&db).await.unwrap().len(), 1, "nobody has taken it yet");
            let taken = plan_by_id(&db, &file("B").id).await.unwrap().unwrap();
            assert_eq!((taken.from_day, taken.scenario), (Some(run.from_day), run.scenario.clone()));
            assert_eq!(taken.copied_from, Some(base.clone()));
            let mut tx = db.begin().await.unwrap();
            assert!(!accept_import(&mut tx, &file("A").id).await.unwrap(), "the later file took its place");
            assert!(accept_import(&mut tx, &file("B").id).await.unwrap());
            assert!(!accept_import(&mut tx, &file("B").id).await.unwrap());
            assert!(discard(&mut tx, &file("B").id).await.unwrap());
            assert!(!accept_import(&mut tx, &file("B").id).await.unwrap(), "what was put aside is no file");
            keep_import(&mut tx, &file("C")).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(documents(&db, &file("B").id).await.unwrap(), Some((vec![1], vec![2])));
            assert_eq!(plans(&db).await.unwrap().len(), 2);
        })
        .await;
    }
}
