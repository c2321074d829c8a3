//! What people change in a draft by hand: a log that only grows. What an entry means is JSON here.

use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::PlanId;
use abhyas_core::clock::instant_text;
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[APPEND, SINCE, LAST, RESCORE];
const APPEND: &str =
    "INSERT INTO plan_edit (plan, seq, kind, about, made_by, made_by_name, made_at, edit, images, accepted, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const SINCE: &str = "SELECT seq, kind, about, made_by, made_by_name, made_at, edit, images, accepted, reason
  FROM plan_edit WHERE plan = $1 AND seq > $2 ORDER BY seq";
const LAST: &str = "SELECT COALESCE(MAX(seq), 0) AS n FROM plan_edit WHERE plan = $1";
const RESCORE: &str = "UPDATE plan SET score = $2 WHERE id = $1 AND state IN ('draft', 'stopped')";

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEditRecord {
    /// Its number in the plan, from 1.
    pub seq: i64,
    /// `edit`, `undo` or `redo`.
    pub kind: String,
    /// The entry that is taken back or done again; its own number for an edit.
    pub about: i64,
    /// Who.
    pub made_by: String,
    /// Their name at the time.
    pub made_by_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// What was asked for, as JSON.
    pub edit: String,
    /// The sessions before and after, as JSON.
    pub images: String,
    /// The rules that were decided against, as JSON.
    pub accepted: String,
    /// Why.
    pub reason: String,
}

fn entry(row: &Row) -> Result<PlanEditRecord, StoreError> {
    Ok(PlanEditRecord {
        seq: row.int("seq")?,
        kind: row.text("kind")?,
        about: row.int("about")?,
        made_by: row.text("made_by")?,
        made_by_name: row.text("made_by_name")?,
        made_at: instant(row, "made_at")?,
        edit: row.text("edit")?,
        images: row.text("images")?,
        accepted: row.text("accepted")?,
        reason: row.text("reason")?,
    })
}

/// The entries behind a number, in order.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn edits_since(db: &Db, plan: &PlanId, seq: i64) -> Result<Vec<PlanEditRecord>, StoreError> {
    db.rows(SINCE, params![plan, seq]).await?.iter().map(entry).collect()
}

/// The number of the last entry; 0 when there is none.
///
/// # Errors
/// Any [`StoreError`].
pub async fn last_edit(db: &Db, plan: &PlanId) -> Result<i64, StoreError> {
    db.row(LAST, params![plan]).await?.map_or(Ok(0), |row| row.int("n"))
}

/// The same within a transaction.
///
/// # Errors
/// Any [`StoreError`].
pub async fn last_edit_in(tx: &mut Tx, plan: &PlanId) -> Result<i64, StoreError> {
    tx.row(LAST, params![plan]).await?.map_or(Ok(0), |row| row.int("n"))
}

/// Appends an entry; `false` when the plan is no draft any more or someone else's entry has the number.
///
/// # Errors
/// Any [`StoreError`].
pub async fn append_edit(tx: &mut Tx, plan: &PlanId, it: &PlanEditRecord, score: &str) -> Result<bool, StoreError> {
    // The plan's row first: on PostgreSQL it makes those who edit one plan, and who publishes it, take turns.
    if tx.execute(RESCORE, params![plan, score]).await? != 1 || last_edit_in(tx, plan).await? + 1 != it.seq {
        return Ok(false);
    }
    let at = instant_text(it.made_at);
    let values = params![
        plan,
        it.seq,
        &it.kind,
        it.about,
        &it.made_by,
        &it.made_by_name,
        at,
        &it.edit,
        &it.images,
        &it.accepted,
        &it.reason
    ];
    tx.execute(APPEND, values).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{NewRun, finish_run, insert_run, publish};
    use crate::testing::each_database;
    use abhyas_core::PersonId;
    use chrono::TimeZone;

    #[tokio::test]
    async fn the_log_of_a_draft_grows_by_one_and_ends_with_its_publication() {
        each_database(|db| async move {
            let at = Utc.with_ymd_and_hms(2026, 11, 23, 4, 30, 0).unwrap();
            let plan = PlanId::parse("A").unwrap();
            let by = PersonId::parse("officer").unwrap();
            let run = NewRun {
                id: plan.clone(),
                seconds: 60,
                seed: 1,
                progress: "{}".into(),
                instance: vec![1],
                previous: vec![2],
                made_by: by.clone(),
                made_at: at,
                from_day: at.date_naive(),
                scenario: String::new(),
                copied_from: None,
            };
            let edit = |seq: i64| PlanEditRecord {
                seq,
                kind: "edit".into(),
                about: seq,
                made_by: "officer".into(),
                made_by_name: "सीता".into(),
                made_at: at,
                edit: "{}".into(),
                images: "[]".into(),
                accepted: "[]".into(),
                reason: String::new(),
            };
            let mut tx = db.begin().await.unwrap();
            insert_run(&mut tx, &run).await.unwrap();
            assert!(!append_edit(&mut tx, &plan, &edit(1), "{}").await.unwrap(), "a running plan is no draft");
            finish_run(&mut tx, &plan, "draft", &[3], "{}", "{}").await.unwrap();
            assert!(append_edit(&mut tx, &plan, &edit(1), "{}").await.unwrap());
            assert!(!append_edit(&mut tx, &plan, &edit(1), "{}").await.unwrap(), "the number is taken");
            assert!(!append_edit(&mut tx, &plan, &edit(3), "{}").await.unwrap(), "no gap");
            assert!(append_edit(&mut tx, &plan, &edit(2), "{}").await.unwrap());
            publish(&mut tx, &plan, &by, at).await.unwrap();
            assert!(!append_edit(&mut tx, &plan, &edit(3), "{}").await.unwrap(), "a version stays as it is");
            tx.commit().await.unwrap();
            assert_eq!(last_edit(&db, &plan).await.unwrap(), 2);
            assert_eq!(edits_since(&db, &plan, 1).await.unwrap(), [edit(2)]);
        })
        .await;
    }
}
