//! In which capacities a person acts.

use super::{district_in, person_in};
use crate::{Db, StoreError, Tx, params};
use abhyas_core::{Capacity, DistrictId, PersonId};

const GRANTS: &str = "SELECT capacity, district FROM capacity WHERE person = $1 ORDER BY capacity, district";
const GRANT: &str = "INSERT INTO capacity (person, capacity, district) VALUES ($1, $2, $3) ON CONFLICT (person, capacity, district) DO NOTHING";
const TAKE: &str = "DELETE FROM capacity WHERE person = $1 AND capacity = $2 AND district = $3";
const HOLDERS: &str = "SELECT c.person, p.name, p.staff_id, c.district FROM capacity c JOIN person p ON p.id = c.person \
    WHERE c.capacity = $1 AND p.state = 'active' ORDER BY p.name, c.person";

pub(crate) const STATEMENTS: &[&str] = &[GRANTS, GRANT, TAKE, HOLDERS];

/// A capacity and the district it was given for; `None` is all districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRecord {
    /// Which capacity.
    pub capacity: Capacity,
    /// For which district.
    pub district: Option<DistrictId>,
}

/// The capacities of a person.
///
/// # Errors
/// What the database answered.
pub async fn grants(db: &Db, person: &PersonId) -> Result<Vec<GrantRecord>, StoreError> {
    let rows = db.rows(GRANTS, params![person]).await?;
    rows.iter()
        .map(|row| {
            let name = row.text("capacity")?;
            let capacity =
                Capacity::from_name(&name).ok_or_else(|| StoreError::Corrupt(format!("unknown capacity {name}")))?;
            Ok(GrantRecord { capacity, district: district_in(row.opt_text("district")?.filter(|d| d != "*"))? })
        })
        .collect()
}

/// Gives a capacity. Returns whether the person did not have it yet.
///
/// # Errors
/// What the database answered.
pub async fn give(
    tx: &mut Tx,
    person: &PersonId,
    capacity: Capacity,
    district: Option<&DistrictId>,
) -> Result<bool, StoreError> {
    let district = district.map_or("*", DistrictId::as_str);
    Ok(tx.execute(GRANT, params![person, capacity.name(), district]).await? == 1)
}

/// Takes a capacity away. Returns whether the person had it.
///
/// # Errors
/// What the database answered.
pub async fn take(
    tx: &mut Tx,
    person: &PersonId,
    capacity: Capacity,
    district: Option<&DistrictId>,
) -> Result<bool, StoreError> {
    let district = district.map_or("*", DistrictId::as_str);
    Ok(tx.execute(TAKE, params![person, capacity.name(), district]).await? == 1)
}

/// One who holds a capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The staff id.
    pub staff_id: String,
    /// For which district; `None` is all.
    pub district: Option<DistrictId>,
}

/// The active people who hold a capacity, within a transaction: the last officer must not take the capacity away from
/// herself while another does the same.
///
/// # Errors
/// What the database answered.
pub async fn holders(tx: &mut Tx, capacity: Capacity) -> Result<Vec<Holder>, StoreError> {
    let rows = tx.rows(HOLDERS, params![capacity.name()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Holder {
                person: person_in(row, "person")?,
                name: row.text("name")?,
                staff_id: row.text("staff_id")?,
                district: district_in(row.opt_text("district")?.filter(|d| d != "*"))?,
            })
        })
        .collect()
}
