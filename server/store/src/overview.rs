//! Counts for the start page.

use crate::{Db, StoreError, params};

const COUNTS: &str = "SELECT
  (SELECT COUNT(*) FROM person WHERE state = 'active') AS people,
  (SELECT COUNT(*) FROM facility WHERE active = 1) AS facilities,
  (SELECT COUNT(*) FROM import WHERE state = 'review') AS imports_in_review,
  (SELECT COUNT(*) FROM plan WHERE state = 'draft') AS drafts,
  (SELECT COUNT(*) FROM plan WHERE state = 'published') AS versions,
  (SELECT COUNT(*) FROM session WHERE state <> 'cancelled') AS sessions,
  (SELECT COUNT(*) FROM session WHERE state <> 'cancelled' AND day < $1) AS sessions_past,
  (SELECT COUNT(*) FROM seat WHERE state = 'confirmed') AS seats,
  (SELECT COUNT(*) FROM seat WHERE state = 'confirmed' AND presence = 'present') AS present,
  (SELECT COUNT(*) FROM attempt WHERE finished_at IS NOT NULL) AS attempts,
  (SELECT COUNT(*) FROM attempt WHERE passed = 1) AS passed,
  (SELECT COUNT(*) FROM certificate WHERE state = 'valid') AS certificates";
const BY_DISTRICT: &str = "SELECT d.id, d.name_hi, d.name_en,
  (SELECT COUNT(*) FROM person p JOIN facility f ON f.id = p.facility WHERE f.district = d.id AND p.state = 'active') AS people,
  (SELECT COUNT(DISTINCT s.person) FROM seat s JOIN person p ON p.id = s.person JOIN facility f ON f.id = p.facility
    WHERE f.district = d.id AND s.state = 'confirmed') AS seated,
  (SELECT COUNT(*) FROM seat s JOIN person p ON p.id = s.person JOIN facility f ON f.id = p.facility
    WHERE f.district = d.id AND s.state = 'confirmed' AND s.presence = 'present') AS present,
  (SELECT COUNT(*) FROM certificate c JOIN person p ON p.id = c.person JOIN facility f ON f.id = p.facility
    WHERE f.district = d.id AND c.state = 'valid') AS certificates
  FROM district d ORDER BY d.position";

pub(crate) const STATEMENTS: &[&str] = &[COUNTS, BY_DISTRICT];

/// The programme in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Active people.
    pub people: i64,
    /// Active facilities.
    pub facilities: i64,
    /// Uploaded rosters that wait for a decision.
    pub imports_in_review: i64,
    /// Draft plans.
    pub drafts: i64,
    /// Published versions of the plan.
    pub versions: i64,
    /// Published sessions that are not cancelled.
    pub sessions: i64,
    /// Of these, on a day before today.
    pub sessions_past: i64,
    /// Confirmed seats.
    pub seats: i64,
    /// Seats whose person was present.
    pub present: i64,
    /// Finished attempts at exercises.
    pub attempts: i64,
    /// Of these, passed.
    pub passed: i64,
    /// Valid certificates.
    pub certificates: i64,
}

/// One district in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictCounts {
    /// Its id.
    pub id: String,
    /// Its name in Hindi.
    pub name_hi: String,
    /// Its name in English.
    pub name_en: String,
    /// Active people of its facilities.
    pub people: i64,
    /// Of these, with at least one seat.
    pub seated: i64,
    /// Seats whose person was present.
    pub present: i64,
    /// Valid certificates.
    pub certificates: i64,
}

/// Counts the whole programme; `today` is `YYYY-MM-DD`.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn counts(db: &Db, today: &str) -> Result<Counts, StoreError> {
    let Some(row) = db.row(COUNTS, params![today]).await? else { return Ok(Counts::default()) };
    Ok(Counts {
        people: row.int("people")?,
        facilities: row.int("facilities")?,
        imports_in_review: row.int("imports_in_review")?,
        drafts: row.int("drafts")?,
        versions: row.int("versions")?,
        sessions: row.int("sessions")?,
        sessions_past: row.int("sessions_past")?,
        seats: row.int("seats")?,
        present: row.int("present")?,
        attempts: row.int("attempts")?,
        passed: row.int("passed")?,
        certificates: row.int("certificates")?,
    })
}

/// Counts each district, in their own order.
///
/// # Errors
/// [`StoreError`] when the database can not be read.
pub async fn by_district(db: &Db) -> Result<Vec<DistrictCounts>, StoreError> {
    let rows = db.rows(BY_DISTRICT, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(DistrictCounts {
                id: row.text("id")?,
                name_hi: row.text("name_hi")?,
                name_en: row.text("name_en")?,
                people: row.int("people")?,
                seated: row.int("seated")?,
                present: row.int("present")?,
                certificates: row.int("certificates")?,
            })
        })
        .collect()
}
