//! Districts, blocks, distances between blocks, facilities.

use super::{id, json, list};
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use crate::value::Row;
use abhyas_core::{BlockId, DistrictId, FacilityId};

pub(crate) const DISTRICTS: &str = "SELECT id, name_hi, name_en, position FROM district ORDER BY position, id";
pub(crate) const PUT_DISTRICT: &str = "INSERT INTO district (id, name_hi, name_en, position) VALUES ($1, $2, $3, $4)
 ON CONFLICT (id) DO UPDATE SET name_hi = excluded.name_hi, name_en = excluded.name_en, position = excluded.position";
pub(crate) const BLOCKS: &str = "SELECT id, district, name_hi, name_en, aliases FROM block ORDER BY id";
pub(crate) const PUT_BLOCK: &str =
    "INSERT INTO block (id, district, name_hi, name_en, aliases) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (id) DO UPDATE SET district = excluded.district, name_hi = excluded.name_hi, name_en = excluded.name_en,
 aliases = excluded.aliases";
pub(crate) const DISTANCES: &str = "SELECT a, b, km FROM block_distance ORDER BY a, b";
pub(crate) const DISTANCES_OF: &str = "SELECT a, b, km FROM block_distance WHERE a = $1 ORDER BY b";
pub(crate) const PUT_DISTANCE: &str = "INSERT INTO block_distance (a, b, km) VALUES ($1, $2, $3)
 ON CONFLICT (a, b) DO UPDATE SET km = excluded.km";
pub(crate) const PUT_DISTANCE_BOTH_WAYS: &str =
    "INSERT INTO block_distance (a, b, km) VALUES ($1, $2, $3), ($2, $1, $3)
 ON CONFLICT (a, b) DO UPDATE SET km = excluded.km";
pub(crate) const FACILITIES: &str = "SELECT id, district, block, name_hi, name_en, kind, aliases, active FROM facility ORDER BY district, block, name_en, id";
pub(crate) const FACILITY: &str =
    "SELECT id, district, block, name_hi, name_en, kind, aliases, active FROM facility WHERE id = $1";
pub(crate) const PUT_FACILITY: &str =
    "INSERT INTO facility (id, district, block, name_hi, name_en, kind, aliases, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
 ON CONFLICT (id) DO UPDATE SET district = excluded.district, block = excluded.block, name_hi = excluded.name_hi,
 name_en = excluded.name_en, kind = excluded.kind, aliases = excluded.aliases, active = excluded.active";

pub(crate) const STATEMENTS: &[&str] = &[
    DISTRICTS,
    PUT_DISTRICT,
    BLOCKS,
    PUT_BLOCK,
    DISTANCES,
    DISTANCES_OF,
    PUT_DISTANCE,
    PUT_DISTANCE_BOTH_WAYS,
    FACILITIES,
    FACILITY,
    PUT_FACILITY,
];

/// A district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictRecord {
    /// E.g. `MUZ`.
    pub id: DistrictId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Order on screens.
    pub position: i64,
}

/// A block of a district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRecord {
    /// E.g. `MUZ-KANTI`.
    pub id: BlockId,
    /// The district.
    pub district: DistrictId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Other spellings in use.
    pub aliases: Vec<String>,
}

/// The road distance between two blocks. Both directions are kept, and a block's distance to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockDistance {
    /// From.
    pub a: BlockId,
    /// To.
    pub b: BlockId,
    /// Kilometres, one way.
    pub km: i64,
}

/// A health facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacilityRecord {
    /// Stable id.
    pub id: FacilityId,
    /// The district.
    pub district: DistrictId,
    /// The block.
    pub block: BlockId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// MCH, DH, SDH, RH, RHPHC, PHC, APHC, HSC.
    pub kind: String,
    /// Other names under which rosters call it.
    pub aliases: Vec<String>,
    /// Whether people may still be posted there.
    pub active: bool,
}

/// All districts, in the order of the screens.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn districts(db: &Db) -> Result<Vec<DistrictRecord>, StoreError> {
    let rows = db.rows(DISTRICTS, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(DistrictRecord {
                id: id(row, "id", DistrictId::parse)?,
                name_hi: row.text("name_hi")?,
                name_en: row.text("name_en")?,
                position: row.int("position")?,
            })
        })
        .collect()
}

/// Adds a district or replaces the one with its id.
///
/// # Errors
/// Any [`StoreError`].
pub async fn put_district(tx: &mut Tx, it: &DistrictRecord) -> Result<(), StoreError> {
    tx.execute(PUT_DISTRICT, params![&it.id, &it.name_hi, &it.name_en, it.position]).await?;
    Ok(())
}

/// All blocks by id.
///
/// # Errors
/// Any [`StoreError`].
pub async fn blocks(db: &Db) -> Result<Vec<BlockRecord>, StoreError> {
    let rows = db.rows(BLOCKS, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(BlockRecord {
                id: id(row, "id", BlockId::parse)?,
                district: id(row, "district", DistrictId::parse)?,
                name_hi: row.text("name_hi")?,
                name_en: row.text("name_en")?,
                aliases: list(row, "aliases")?,
            })
        })
        .collect()
}

/// Adds a block or replaces the one with its id.
///
/// # Errors
/// [`StoreError::Constraint`] when its district does not exist.
pub async fn put_block(tx: &mut Tx, it: &BlockRecord) -> Result<(), StoreError> {
    tx.execute(PUT_BLOCK, params![&it.id, &it.district, &it.name_hi, &it.name_en, json(&it.aliases)?]).await?;
    Ok(())
}

fn distance(row: &Row) -> Result<BlockDistance, StoreError> {
    Ok(BlockDistance { a: id(row, "a", BlockId::parse)?, b: id(row, "b", BlockId::parse)?, km: row.int("km")? })
}

/// All distances, by the first and then the second block.
///
/// # Errors
/// Any [`StoreError`].
pub async fn block_distances(db: &Db) -> Result<Vec<BlockDistance>, StoreError> {
    db.rows(DISTANCES, params![]).await?.iter().map(distance).collect()
}

/// The distances from one block.
///
/// # Errors
/// Any [`StoreError`].
pub async fn block_distances_of(db: &Db, block: &BlockId) -> Result<Vec<BlockDistance>, StoreError> {
    db.rows(DISTANCES_OF, params![block]).await?.iter().map(distance).collect()
}

/// Sets the distance of two blocks, in both directions.
///
/// # Errors
/// [`StoreError::Constraint`] when a block does not exist or `km` is negative.
pub async fn put_block_distance(tx: &mut Tx, it: &BlockDistance) -> Result<(), StoreError> {
    // One statement may not touch the same row twice.
    let statement = if it.a == it.b { PUT_DISTANCE } else { PUT_DISTANCE_BOTH_WAYS };
    tx.execute(statement, params![&it.a, &it.b, it.km]).await?;
    Ok(())
}

fn facility(row: &Row) -> Result<FacilityRecord, StoreError> {
    Ok(FacilityRecord {
        id: id(row, "id", FacilityId::parse)?,
        district: id(row, "district", DistrictId::parse)?,
        block: id(row, "block", BlockId::parse)?,
        name_hi: row.text("name_hi")?,
        name_en: row.text("name_en")?,
        kind: row.text("kind")?,
        aliases: list(row, "aliases")?,
        active: row.flag("active")?,
    })
}

/// All facilities, by district, block and name.
///
/// # Errors
/// Any [`StoreError`].
pub async fn facilities(db: &Db) -> Result<Vec<FacilityRecord>, StoreError> {
    db.rows(FACILITIES, params![]).await?.iter().map(facility).collect()
}

/// One facility.
///
/// # Errors
/// Any [`StoreError`].
pub async fn facility_by_id(db: &Db, id: &FacilityId) -> Result<Option<FacilityRecord>, StoreError> {
    db.row(FACILITY, params![id]).await?.as_ref().map(facility).transpose()
}

/// Adds a facility or replaces the one with its id.
///
/// # Errors
/// [`StoreError::Constraint`] when its district or block does not exist.
pub async fn put_facility(tx: &mut Tx, it: &FacilityRecord) -> Result<(), StoreError> {
    let aliases = json(&it.aliases)?;
    let values = params![&it.id, &it.district, &it.block, &it.name_hi, &it.name_en, &it.kind, aliases, it.active];
    tx.execute(PUT_FACILITY, values).await?;
    Ok(())
}
