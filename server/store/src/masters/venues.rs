//! Venues, their rooms, and when a room can not be used.

use super::{day, id, json, list};
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use crate::value::Row;
use abhyas_core::{BlockId, RoomId, VenueId};
use chrono::NaiveDate;

pub(crate) const VENUES: &str =
    "SELECT id, block, name_hi, name_en, directions_hi, directions_en, active FROM venue ORDER BY id";
pub(crate) const VENUE: &str =
    "SELECT id, block, name_hi, name_en, directions_hi, directions_en, active FROM venue WHERE id = $1";
pub(crate) const PUT_VENUE: &str =
    "INSERT INTO venue (id, block, name_hi, name_en, directions_hi, directions_en, active) VALUES ($1, $2, $3, $4, $5, $6, $7)
 ON CONFLICT (id) DO UPDATE SET block = excluded.block, name_hi = excluded.name_hi, name_en = excluded.name_en,
 directions_hi = excluded.directions_hi, directions_en = excluded.directions_en, active = excluded.active";
pub(crate) const ROOMS: &str =
    "SELECT id, venue, name_hi, name_en, capacity, equipment, active, overbook_max, link FROM room ORDER BY id";
pub(crate) const ROOM: &str =
    "SELECT id, venue, name_hi, name_en, capacity, equipment, active, overbook_max, link FROM room WHERE id = $1";
pub(crate) const PUT_ROOM: &str =
    "INSERT INTO room (id, venue, name_hi, name_en, capacity, equipment, active, overbook_max, link)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
 ON CONFLICT (id) DO UPDATE SET venue = excluded.venue, name_hi = excluded.name_hi, name_en = excluded.name_en,
 capacity = excluded.capacity, equipment = excluded.equipment, active = excluded.active,
 overbook_max = excluded.overbook_max, link = excluded.link";
pub(crate) const CLOSED: &str = "SELECT room, day, half, reason FROM room_closed ORDER BY room, day, half";
pub(crate) const CLOSE: &str = "INSERT INTO room_closed (room, day, half, reason) VALUES ($1, $2, $3, $4)
 ON CONFLICT (room, day, half) DO UPDATE SET reason = excluded.reason";
pub(crate) const REOPEN: &str = "DELETE FROM room_closed WHERE room = $1 AND day = $2 AND half = $3";
pub(crate) const SESSIONS_IN_ROOM: &str =
    "SELECT COUNT(*) AS n FROM session_room_slot WHERE room = $1 AND day = $2 AND half = $3";

pub(crate) const STATEMENTS: &[&str] =
    &[VENUES, VENUE, PUT_VENUE, ROOMS, ROOM, PUT_ROOM, CLOSED, CLOSE, REOPEN, SESSIONS_IN_ROOM];

/// A place where sessions are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenueRecord {
    /// Stable id.
    pub id: VenueId,
    /// The block it stands in: journeys are counted to it.
    pub block: BlockId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// How to get there, in Hindi.
    pub directions_hi: String,
    /// How to get there, in English.
    pub directions_en: String,
    /// Whether new plans use it.
    pub active: bool,
}

/// A room of a venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomRecord {
    /// Stable id.
    pub id: RoomId,
    /// The venue.
    pub venue: VenueId,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// Seats.
    pub capacity: i64,
    /// What it has, e.g. `computers`.
    pub equipment: Vec<String>,
    /// Whether new plans use it.
    pub active: bool,
    /// How many people more than it seats may be invited where some stay away.
    pub overbook_max: i64,
    /// Whether it has what a session by link needs.
    pub link: bool,
}

/// A half-day on which a room can not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomClosed {
    /// The room.
    pub room: RoomId,
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Why.
    pub reason: String,
}

fn venue(row: &Row) -> Result<VenueRecord, StoreError> {
    Ok(VenueRecord {
        id: id(row, "id", VenueId::parse)?,
        block: id(row, "block", BlockId::parse)?,
        name_hi: row.text("name_hi")?,
        name_en: row.text("name_en")?,
        directions_hi: row.text("directions_hi")?,
        directions_en: row.text("directions_en")?,
        active: row.flag("active")?,
    })
}

/// All venues by id.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn venues(db: &Db) -> Result<Vec<VenueRecord>, StoreError> {
    db.rows(VENUES, params![]).await?.iter().map(venue).collect()
}

/// One venue.
///
/// # Errors
/// Any [`StoreError`].
pub async fn venue_by_id(db: &Db, id: &VenueId) -> Result<Option<VenueRecord>, StoreError> {
    db.row(VENUE, params![id]).await?.as_ref().map(venue).transpose()
}

/// Adds a venue or replaces the one with its id.
///
/// # Errors
/// [`StoreError::Constraint`] when its block does not exist.
pub async fn put_venue(tx: &mut Tx, it: &VenueRecord) -> Result<(), StoreError> {
    let values = params![&it.id, &it.block, &it.name_hi, &it.name_en, &it.directions_hi, &it.directions_en, it.active];
    tx.execute(PUT_VENUE, values).await?;
    Ok(())
}

fn room(row: &Row) -> Result<RoomRecord, StoreError> {
    Ok(RoomRecord {
        id: id(row, "id", RoomId::parse)?,
        venue: id(row, "venue", VenueId::parse)?,
        name_hi: row.text("name_hi")?,
        name_en: row.text("name_en")?,
        capacity: row.int("capacity")?,
        equipment: list(row, "equipment")?,
        active: row.flag("active")?,
        overbook_max: row.int("overbook_max")?,
        link: row.flag("link")?,
    })
}

/// All rooms by id.
///
/// # Errors
/// Any [`StoreError`].
pub async fn rooms(db: &Db) -> Result<Vec<RoomRecord>, StoreError> {
    db.rows(ROOMS, params![]).await?.iter().map(room).collect()
}

/// One room.
///
/// # Errors
/// Any [`StoreError`].
pub async fn room_by_id(db: &Db, id: &RoomId) -> Result<Option<RoomRecord>, StoreError> {
    db.row(ROOM, params![id]).await?.as_ref().map(room).transpose()
}

/// Adds a room or replaces the one with its id.
///
/// # Errors
/// [`StoreError::Constraint`] when its venue does not exist or it has no seat.
pub async fn put_room(tx: &mut Tx, it: &RoomRecord) -> Result<(), StoreError> {
    let equipment = json(&it.equipment)?;
    let values = params![
        &it.id,
        &it.venue,
        &it.name_hi,
        &it.name_en,
        it.capacity,
        equipment,
        it.active,
        it.overbook_max,
        it.link
    ];
    tx.execute(PUT_ROOM, values).await?;
    Ok(())
}

/// Every closed half-day, by room and time.
///
/// # Errors
/// Any [`StoreError`].
pub async fn rooms_closed(db: &Db) -> Result<Vec<RoomClosed>, StoreError> {
    let rows = db.rows(CLOSED, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(RoomClosed {
                room: id(row, "room", RoomId::parse)?,
                day: day(row, "day")?,
                half: row.int("half")?,
                reason: row.text("reason")?,
            })
        })
        .collect()
}

/// Closes a room for a half-day.
///
/// # Errors
/// [`StoreError::Constraint`] when the room does not exist or `half` is neither 0 nor 1.
pub async fn close_room(tx: &mut Tx, it: &RoomClosed) -> Result<(), StoreError> {
    tx.execute(CLOSE, params![&it.room, it.day.to_string(), it.half, &it.reason]).await?;
    Ok(())
}

/// Opens a room again for a half-day.
///
/// # Errors
/// Any [`StoreError`].
pub async fn reopen_room(tx: &mut Tx, room: &RoomId, day: NaiveDate, half: i64) -> Result<(), StoreError> {
    tx.execute(REOPEN, params![room, day.to_string(), half]).await?;
    Ok(())
}

/// How many sessions are published for a room in a half-day (0 or 1).
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_in_room(tx: &mut Tx, room: &RoomId, day: NaiveDate, half: i64) -> Result<i64, StoreError> {
    let row = tx.row(SESSIONS_IN_ROOM, params![room, day.to_string(), half]).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}
