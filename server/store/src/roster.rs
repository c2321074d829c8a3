//! Imports of rosters and their rows.

use crate::people::read_instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{ImportId, PersonId};
use chrono::{DateTime, Utc};

pub(crate) const STATEMENTS: &[&str] = &[
    INSERT,
    BY_ID,
    ALL,
    OF_PERSON,
    FILE,
    TO_STATE,
    SET_LAYOUT,
    SET_SUMMARY,
    SAME_FILE,
    DROP_ROWS,
    ADD_ROW,
    ROWS,
    ROW,
    ROWS_PAGE,
    DECIDE,
    DECIDE_ALIKE,
    DECIDE_ALL,
    SET_PERSON,
    SET_ROW_STATE,
    COUNTS,
    DROP_FILE,
];
const INSERT: &str = "INSERT INTO import (id, file_name, file_hash, by, at, state, mapping, summary, file) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const BY_ID: &str = "SELECT id, file_name, file_hash, by, at, state, mapping, summary FROM import WHERE id = $1";
const ALL: &str =
    "SELECT id, file_name, file_hash, by, at, state, mapping, summary FROM import ORDER BY at DESC, id DESC LIMIT $1";
const OF_PERSON: &str = "SELECT id, file_name, file_hash, by, at, state, mapping, summary FROM import WHERE by = $2 ORDER BY at DESC, id DESC LIMIT $1";
const FILE: &str = "SELECT file FROM import WHERE id = $1";
const TO_STATE: &str = "UPDATE import SET state = $3 WHERE id = $1 AND state = $2";
const SET_LAYOUT: &str = "UPDATE import SET mapping = $2 WHERE id = $1";
const SET_SUMMARY: &str = "UPDATE import SET summary = $2 WHERE id = $1";
const SAME_FILE: &str = "SELECT id, file_name, file_hash, by, at, state, mapping, summary FROM import WHERE file_hash = $1 AND state = 'applied' ORDER BY at DESC LIMIT 1";
const DROP_FILE: &str = "UPDATE import SET file = NULL WHERE id = $1";
const DROP_ROWS: &str = "DELETE FROM import_row WHERE import = $1";
const ADD_ROW: &str = "INSERT INTO import_row (import, row, state, fault, alike, cells, parsed, issues) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const ROWS: &str = "SELECT row, state, fault, alike, cells, parsed, issues, decision, person, before FROM import_row WHERE import = $1 ORDER BY row";
const ROW: &str = "SELECT row, state, fault, alike, cells, parsed, issues, decision, person, before FROM import_row WHERE import = $1 AND row = $2";
const ROWS_PAGE: &str = "SELECT row, state, fault, alike, cells, parsed, issues, decision, person, before FROM import_row \
  WHERE import = $1 AND state = $2 AND row > $3 ORDER BY row LIMIT $4";
const DECIDE: &str = "UPDATE import_row SET decision = $3, parsed = $4 WHERE import = $1 AND row = $2";
const DECIDE_ALIKE: &str =
    "UPDATE import_row SET decision = $3 WHERE import = $1 AND alike = $2 AND state = 'needs_review' AND decision = ''";
const DECIDE_ALL: &str =
    "UPDATE import_row SET decision = $2 WHERE import = $1 AND state = 'needs_review' AND decision = ''";
const SET_PERSON: &str = "UPDATE import_row SET person = $3, before = $4 WHERE import = $1 AND row = $2";
const SET_ROW_STATE: &str = "UPDATE import_row SET state = $3, fault = $4, issues = $5 WHERE import = $1 AND row = $2";
const COUNTS: &str = "SELECT state, CASE WHEN decision = '' THEN 0 ELSE 1 END AS decided, COUNT(*) AS n FROM import_row WHERE import = $1 GROUP BY state, CASE WHEN decision = '' THEN 0 ELSE 1 END";

/// An uploaded roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its id.
    pub id: ImportId,
    /// The name the file had.
    pub file_name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub file_hash: String,
    /// Who uploaded it (person id).
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// `reading`, `review`, `applied`, `discarded` or `undone`.
    pub state: String,
    /// JSON: which sheet and columns.
    pub mapping: String,
    /// JSON: the counts.
    pub summary: String,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRowRecord {
    /// The row's number in the file.
    pub row: i64,
    /// `good`, `needs_review`, `faulty` or `skipped`.
    pub state: String,
    /// The gravest fault, or empty.
    pub fault: String,
    /// How the file writes the doubtful cells.
    pub alike: String,
    /// JSON: the cells as texts.
    pub cells: String,
    /// JSON: what the row says about the person.
    pub parsed: String,
    /// JSON: what there is to say about the row.
    pub issues: String,
    /// `yes`, `no` or empty.
    pub decision: String,
    /// The person it became, once applied.
    pub person: Option<PersonId>,
    /// JSON: the person's record before, where they existed.
    pub before: Option<String>,
}

fn read(row: &Row) -> Result<ImportRecord, StoreError> {
    let corrupt = || StoreError::Corrupt("an import without id".into());
    Ok(ImportRecord {
        id: ImportId::parse(row.text("id")?).map_err(|_| corrupt())?,
        file_name: row.text("file_name")?,
        file_hash: row.text("file_hash")?,
        by: row.text("by")?,
        at: read_instant(row, "at")?,
        state: row.text("state")?,
        mapping: row.text("mapping")?,
        summary: row.text("summary")?,
    })
}

fn read_row(row: &Row) -> Result<ImportRowRecord, StoreError> {
    Ok(ImportRowRecord {
        row: row.int("row")?,
        state: row.text("state")?,
        fault: row.text("fault")?,
        alike: row.text("alike")?,
        cells: row.text("cells")?,
        parsed: row.text("parsed")?,
        issues: row.text("issues")?,
        decision: row.text("decision")?,
        person: crate::people::read_id(row, "person", PersonId::parse)?,
        before: row.opt_text("before")?,
    })
}

/// Keeps an upload with its bytes.
///
/// # Errors
/// [`StoreError`] when the database can not be written, as for every function below that takes a transaction.
pub async fn insert_import(tx: &mut Tx, it: &ImportRecord, file: &[u8]) -> Result<(), StoreError> {
    let values = params![
        &it.id,
        &it.file_name,
        &it.file_hash,
        &it.by,
        instant_text(it.at),
        &it.state,
        &it.mapping,
        &it.summary,
        file
    ];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// The import of an id.
///
/// # Errors
/// [`StoreError`] when the database can not be read, as for every function below that takes a [`Db`].
pub async fn import_by_id(db: &Db, id: &ImportId) -> Result<Option<ImportRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(read).transpose()
}

/// The newest imports: everyone's, or one person's.
///
/// # Errors
/// See [`import_by_id`].
pub async fn imports(db: &Db, by: Option<&PersonId>, most: u32) -> Result<Vec<ImportRecord>, StoreError> {
    let rows = match by {
        None => db.rows(ALL, params![most]).await?,
        Some(person) => db.rows(OF_PERSON, params![most, person]).await?,
    };
    rows.iter().map(read).collect()
}

/// The newest applied import of a file with the same bytes.
///
/// # Errors
/// See [`import_by_id`].
pub async fn applied_file(db: &Db, hash: &str) -> Result<Option<ImportRecord>, StoreError> {
    db.row(SAME_FILE, params![hash]).await?.as_ref().map(read).transpose()
}

/// The bytes of the file; `None` once they were let go.
///
/// # Errors
/// See [`import_by_id`].
pub async fn file_of(db: &Db, id: &ImportId) -> Result<Option<Vec<u8>>, StoreError> {
    db.row(FILE, params![id]).await?.map_or(Ok(None), |row| row.opt_bytes("file"))
}

/// Lets the bytes of a decided import go: they hold people's data.
///
/// # Errors
/// See [`insert_import`].
pub async fn drop_file(tx: &mut Tx, id: &ImportId) -> Result<(), StoreError> {
    tx.execute(DROP_FILE, params![id]).await?;
    Ok(())
}

/// Moves an import from one state to another; `false` when it is not in the first one (any more).
///
/// # Errors
/// See [`insert_import`].
pub async fn to_state(tx: &mut Tx, id: &ImportId, from: &str, to: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(TO_STATE, params![id, from, to]).await? == 1)
}

/// Writes how the file is read.
///
/// # Errors
/// See [`insert_import`].
pub async fn set_layout(tx: &mut Tx, id: &ImportId, mapping: &str) -> Result<(), StoreError> {
    tx.execute(SET_LAYOUT, params![id, mapping]).await?;
    Ok(())
}

/// Writes the counts.
///
/// # Errors
/// See [`insert_import`].
pub async fn set_summary(tx: &mut Tx, id: &ImportId, summary: &str) -> Result<(), StoreError> {
    tx.execute(SET_SUMMARY, params![id, summary]).await?;
    Ok(())
}

/// Replaces all rows of an import.
///
/// # Errors
/// See [`insert_import`].
pub async fn replace_rows(tx: &mut Tx, id: &ImportId, rows: &[ImportRowRecord]) -> Result<(), StoreError> {
    tx.execute(DROP_ROWS, params![id]).await?;
    for it in rows {
        let values = params![id, it.row, &it.state, &it.fault, &it.alike, &it.cells, &it.parsed, &it.issues];
        tx.execute(ADD_ROW, values).await?;
    }
    Ok(())
}

/// All rows, in the order of the file.
///
/// # Errors
/// See [`import_by_id`].
pub async fn rows_of(db: &Db, id: &ImportId) -> Result<Vec<ImportRowRecord>, StoreError> {
    db.rows(ROWS, params![id]).await?.iter().map(read_row).collect()
}

/// The same within a transaction.
///
/// # Errors
/// See [`insert_import`].
pub async fn rows_in(tx: &mut Tx, id: &ImportId) -> Result<Vec<ImportRowRecord>, StoreError> {
    tx.rows(ROWS, params![id]).await?.iter().map(read_row).collect()
}

/// Rows of one state after a row number.
///
/// # Errors
/// See [`import_by_id`].
pub async fn rows_page(
    db: &Db,
    id: &ImportId,
    state: &str,
    after: i64,
    most: u32,
) -> Result<Vec<ImportRowRecord>, StoreError> {
    db.rows(ROWS_PAGE, params![id, state, after, most]).await?.iter().map(read_row).collect()
}

/// One row.
///
/// # Errors
/// See [`insert_import`].
pub async fn row_in(tx: &mut Tx, id: &ImportId, row: i64) -> Result<Option<ImportRowRecord>, StoreError> {
    tx.row(ROW, params![id, row]).await?.as_ref().map(read_row).transpose()
}

/// Writes the decision of one row and what it now says.
///
/// # Errors
/// See [`insert_import`].
pub async fn decide(tx: &mut Tx, id: &ImportId, row: i64, decision: &str, parsed: &str) -> Result<(), StoreError> {
    tx.execute(DECIDE, params![id, row, decision, parsed]).await?;
    Ok(())
}

/// Decides all undecided rows that are written alike (`None`: all undecided rows); answers how many.
///
/// # Errors
/// See [`insert_import`].
pub async fn decide_many(tx: &mut Tx, id: &ImportId, alike: Option<&str>, decision: &str) -> Result<u64, StoreError> {
    match alike {
        Some(alike) => tx.execute(DECIDE_ALIKE, params![id, alike, decision]).await,
        None => tx.execute(DECIDE_ALL, params![id, decision]).await,
    }
}

/// Notes which person a row became, and their record before.
///
/// # Errors
/// See [`insert_import`].
pub async fn set_person(
    tx: &mut Tx,
    id: &ImportId,
    row: i64,
    person: Option<&PersonId>,
    before: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(SET_PERSON, params![id, row, person, before]).await?;
    Ok(())
}

/// Gives a row another state, with its reason.
///
/// # Errors
/// See [`insert_import`].
pub async fn set_row_state(tx: &mut Tx, id: &ImportId, it: &ImportRowRecord) -> Result<(), StoreError> {
    tx.execute(SET_ROW_STATE, params![id, it.row, &it.state, &it.fault, &it.issues]).await?;
    Ok(())
}

/// How many rows have a state, and are decided or not.
///
/// # Errors
/// See [`import_by_id`].
pub async fn counts(db: &Db, id: &ImportId) -> Result<Vec<(String, bool, i64)>, StoreError> {
    let rows = db.rows(COUNTS, params![id]).await?;
    rows.iter().map(|row| Ok((row.text("state")?, row.flag("decided")?, row.int("n")?))).collect()
}
