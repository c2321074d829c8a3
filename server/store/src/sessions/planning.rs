//! Who is to be trained, as a plan needs it.

use super::{day, id};
use crate::{Db, StoreError, params};
use abhyas_core::{BlockId, DistrictId, FacilityId, PersonId, RoleId};
use chrono::NaiveDate;

pub(crate) const STATEMENTS: &[&str] = &[STAFF, LEAVE];
// To be trained: whoever has the capacity of a trainee, or (fresh from a roster) none at all.
const STAFF: &str = "SELECT p.id, p.name, p.staff_id, p.role, p.facility, f.block, f.district,
  CASE WHEN EXISTS (SELECT 1 FROM capacity c WHERE c.person = p.id AND c.capacity = 'trainee')
         OR NOT EXISTS (SELECT 1 FROM capacity c WHERE c.person = p.id) THEN 1 ELSE 0 END AS trainee
  FROM person p JOIN facility f ON f.id = p.facility WHERE p.state = 'active' AND p.role IS NOT NULL ORDER BY p.staff_id, p.id";
const LEAVE: &str = "SELECT person, first_day, last_day FROM leave WHERE last_day >= $1 ORDER BY person, first_day";

/// An active member of staff with role and facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Staff id.
    pub staff_id: String,
    /// Role.
    pub role: RoleId,
    /// Facility.
    pub facility: FacilityId,
    /// The facility's block.
    pub block: BlockId,
    /// The facility's district.
    pub district: DistrictId,
    /// Whether they are to be trained; if not, they count for service cover only.
    pub trainee: bool,
}

/// Everyone who works somewhere in a role, by staff id.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn staff(db: &Db) -> Result<Vec<StaffMember>, StoreError> {
    let rows = db.rows(STAFF, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(StaffMember {
                person: id(row, "id", PersonId::parse)?,
                name: row.text("name")?,
                staff_id: row.text("staff_id")?,
                role: id(row, "role", RoleId::parse)?,
                facility: id(row, "facility", FacilityId::parse)?,
                block: id(row, "block", BlockId::parse)?,
                district: id(row, "district", DistrictId::parse)?,
                trainee: row.flag("trainee")?,
            })
        })
        .collect()
}

/// Days on which someone is on leave, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveSpan {
    /// Who.
    pub person: PersonId,
    /// From this day.
    pub first_day: NaiveDate,
    /// To this day.
    pub last_day: NaiveDate,
}

/// Every leave that has not ended before a day.
///
/// # Errors
/// Any [`StoreError`].
pub async fn leave_from(db: &Db, from: NaiveDate) -> Result<Vec<LeaveSpan>, StoreError> {
    let rows = db.rows(LEAVE, params![from.to_string()]).await?;
    rows.iter()
        .map(|row| {
            let person = id(row, "person", PersonId::parse)?;
            Ok(LeaveSpan { person, first_day: day(row, "first_day")?, last_day: day(row, "last_day")? })
        })
        .collect()
}
