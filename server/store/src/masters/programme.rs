//! The programme itself: name, whether it is synthetic, its clock and its rules.

use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;

pub(crate) const PROGRAMME: &str = "SELECT id, name_hi, name_en, synthetic, clock_offset_seconds, rules, created_at FROM programme ORDER BY created_at, id";
pub(crate) const PUT_PROGRAMME: &str =
    "INSERT INTO programme (id, name_hi, name_en, synthetic, clock_offset_seconds, rules, created_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7)
 ON CONFLICT (id) DO UPDATE SET name_hi = excluded.name_hi, name_en = excluded.name_en, rules = excluded.rules";

pub(crate) const STATEMENTS: &[&str] = &[PROGRAMME, PUT_PROGRAMME];

/// A training drive. A database holds one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeRecord {
    /// Its id.
    pub id: String,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Synthetic people only; its clock can be set. Never changes.
    pub synthetic: bool,
    /// Seconds by which the programme's clock differs from the server's; 0 unless synthetic.
    pub clock_offset_seconds: i64,
    /// JSON: limits, cover, weights, certificate rules.
    pub rules: String,
    /// When it was made (UTC instant as text).
    pub created_at: String,
}

/// The programme, if the database has one yet.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn programme(db: &Db) -> Result<Option<ProgrammeRecord>, StoreError> {
    let row = db.row(PROGRAMME, params![]).await?;
    row.map(|row| {
        Ok(ProgrammeRecord {
            id: row.text("id")?,
            name_hi: row.text("name_hi")?,
            name_en: row.text("name_en")?,
            synthetic: row.flag("synthetic")?,
            clock_offset_seconds: row.int("clock_offset_seconds")?,
            rules: row.text("rules")?,
            created_at: row.text("created_at")?,
        })
    })
    .transpose()
}

/// Adds the programme, or changes its name and rules. Whether it is synthetic, and its clock, stay as they are.
///
/// # Errors
/// [`StoreError::Constraint`] when a real programme should get a clock of its own.
pub async fn put_programme(tx: &mut Tx, it: &ProgrammeRecord) -> Result<(), StoreError> {
    let (flag, offset) = (it.synthetic, it.clock_offset_seconds);
    let values = params![&it.id, &it.name_hi, &it.name_en, flag, offset, &it.rules, &it.created_at];
    tx.execute(PUT_PROGRAMME, values).await?;
    Ok(())
}
