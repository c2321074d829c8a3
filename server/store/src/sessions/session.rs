//! Sessions.

use super::{day, id};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::{DistrictId, ModuleId, PersonId, PlanId, RoomId, SessionId, VenueId};
use chrono::{DateTime, NaiveDate, Utc};

macro_rules! session {
    ($tail:literal) => {
        concat!(
            "SELECT s.id, s.module, s.room, s.trainer, s.day, s.half, s.capacity, s.seats_taken, s.state, s.remote_link, s.sequence, s.plan,
  s.version, m.name_hi AS module_hi, m.name_en AS module_en, r.name_hi AS room_hi, r.name_en AS room_en, v.id AS venue,
  v.name_hi AS venue_hi, v.name_en AS venue_en, v.directions_hi, v.directions_en, b.district, t.name AS trainer_name
  FROM session s JOIN module m ON m.id = s.module JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
  JOIN block b ON b.id = v.block JOIN person t ON t.id = s.trainer ",
            $tail
        )
    };
}

pub(crate) const STATEMENTS: &[&str] =
    &[ALL, LIST, BY_ID, OF_TRAINER, OF_PERSON, INSERT, SUSPEND, PLACE, TAKEN, HELD, HELD_COUNT];
const ALL: &str = session!("ORDER BY s.day, s.half, s.room, s.id");
const LIST: &str = session!(
    "WHERE s.day >= $1 AND s.day <= $2 AND ($3 = '' OR b.district = $3) AND ($4 = '' OR s.module = $4)
  AND ($5 = '' OR s.trainer = $5) AND ($6 = '' OR v.id = $6) ORDER BY s.day, s.half, s.room, s.id"
);
const BY_ID: &str = session!("WHERE s.id = $1");
const OF_TRAINER: &str = session!("WHERE s.trainer = $1 AND s.state <> 'cancelled' ORDER BY s.day, s.half, s.id");
const OF_PERSON: &str = session!(
    "WHERE EXISTS (SELECT 1 FROM seat x WHERE x.session = s.id AND x.person = $1 AND x.state = 'confirmed') ORDER BY s.day, s.half, s.id"
);
const INSERT: &str =
    "INSERT INTO session (id, module, room, trainer, day, half, capacity, seats_taken, state, plan, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 'planned', $8, $9)";
// Takes a session out of the way, so that rooms and trainers may be exchanged in any order within a transaction.
const SUSPEND: &str = "UPDATE session SET state = 'cancelled', seats_taken = 0, sequence = sequence + 1, version = version + 1, updated_at = $3
  WHERE id = $1 AND version = $2 AND state = 'planned'";
const PLACE: &str =
    "UPDATE session SET module = $2, room = $3, trainer = $4, day = $5, half = $6, capacity = $7, remote_link = $8,
  plan = $9, state = 'planned' WHERE id = $1 AND state = 'cancelled'";
const TAKEN: &str =
    "UPDATE session SET seats_taken = (SELECT COUNT(*) FROM seat x WHERE x.session = $1 AND x.state = 'confirmed')
  WHERE id = $1";
const HELD: &str =
    "UPDATE session SET state = 'held', version = version + 1, updated_at = $2 WHERE id = $1 AND state = 'planned'";
const HELD_COUNT: &str = "SELECT COUNT(*) AS n FROM session WHERE state = 'held'";

/// A session with the names a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// Which session.
    pub id: SessionId,
    /// Its module.
    pub module: ModuleId,
    /// Its room.
    pub room: RoomId,
    /// Who holds it.
    pub trainer: PersonId,
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Seats.
    pub capacity: i64,
    /// Seats taken.
    pub seats_taken: i64,
    /// `planned`, `held` or `cancelled`.
    pub state: String,
    /// Where to join from afar; empty: nowhere.
    pub remote_link: String,
    /// How often it changed since it was published: SEQUENCE of calendars.
    pub sequence: i64,
    /// The version of the plan it comes from.
    pub plan: PlanId,
    /// Changes with every change.
    pub version: i64,
    /// The module's name in Hindi.
    pub module_hi: String,
    /// The module's name in English.
    pub module_en: String,
    /// The room's name in Hindi.
    pub room_hi: String,
    /// The room's name in English.
    pub room_en: String,
    /// The venue.
    pub venue: VenueId,
    /// Its name in Hindi.
    pub venue_hi: String,
    /// Its name in English.
    pub venue_en: String,
    /// How to get there, in Hindi.
    pub directions_hi: String,
    /// How to get there, in English.
    pub directions_en: String,
    /// The venue's district.
    pub district: DistrictId,
    /// The trainer's name.
    pub trainer_name: String,
}

fn session(row: &Row) -> Result<SessionRecord, StoreError> {
    Ok(SessionRecord {
        id: id(row, "id", SessionId::parse)?,
        module: id(row, "module", ModuleId::parse)?,
        room: id(row, "room", RoomId::parse)?,
        trainer: id(row, "trainer", PersonId::parse)?,
        day: day(row, "day")?,
        half: row.int("half")?,
        capacity: row.int("capacity")?,
        seats_taken: row.int("seats_taken")?,
        state: row.text("state")?,
        remote_link: row.text("remote_link")?,
        sequence: row.int("sequence")?,
        plan: id(row, "plan", PlanId::parse)?,
        version: row.int("version")?,
        module_hi: row.text("module_hi")?,
        module_en: row.text("module_en")?,
        room_hi: row.text("room_hi")?,
        room_en: row.text("room_en")?,
        venue: id(row, "venue", VenueId::parse)?,
        venue_hi: row.text("venue_hi")?,
        venue_en: row.text("venue_en")?,
        directions_hi: row.text("directions_hi")?,
        directions_en: row.text("directions_en")?,
        district: id(row, "district", DistrictId::parse)?,
        trainer_name: row.text("trainer_name")?,
    })
}

/// Which sessions to list; an empty text is any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFilter {
    /// From this day on (`YYYY-MM-DD`; days compare as texts).
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// The venue's district.
    pub district: String,
    /// The module.
    pub module: String,
    /// The trainer.
    pub trainer: String,
    /// The venue.
    pub venue: String,
}

/// The whole schedule, cancelled sessions too.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn all_sessions(db: &Db) -> Result<Vec<SessionRecord>, StoreError> {
    db.rows(ALL, params![]).await?.iter().map(session).collect()
}

/// Sessions by day, part of the day and room.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions(db: &Db, filter: &SessionFilter) -> Result<Vec<SessionRecord>, StoreError> {
    let values = params![&filter.from, &filter.to, &filter.district, &filter.module, &filter.trainer, &filter.venue];
    db.rows(LIST, values).await?.iter().map(session).collect()
}

/// One session.
///
/// # Errors
/// Any [`StoreError`].
pub async fn session_by_id(db: &Db, id: &SessionId) -> Result<Option<SessionRecord>, StoreError> {
    db.row(BY_ID, params![id]).await?.as_ref().map(session).transpose()
}

/// What a trainer holds.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_of_trainer_by_day(db: &Db, trainer: &PersonId) -> Result<Vec<SessionRecord>, StoreError> {
    db.rows(OF_TRAINER, params![trainer]).await?.iter().map(session).collect()
}

/// Where a person has a seat.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_of_person(db: &Db, person: &PersonId) -> Result<Vec<SessionRecord>, StoreError> {
    db.rows(OF_PERSON, params![person]).await?.iter().map(session).collect()
}

/// Where, when and by whom a session is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPlace {
    /// Which session.
    pub id: SessionId,
    /// Its module.
    pub module: ModuleId,
    /// Its room.
    pub room: RoomId,
    /// Who holds it.
    pub trainer: PersonId,
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Seats.
    pub capacity: i64,
    /// Where to join from afar; empty: nowhere.
    pub remote_link: String,
    /// The version of the plan it comes from.
    pub plan: PlanId,
}

/// Adds a session without people.
///
/// # Errors
/// [`StoreError::Constraint`] when room or trainer have another session at the time.
pub async fn insert_session(tx: &mut Tx, it: &SessionPlace, at: DateTime<Utc>) -> Result<(), StoreError> {
    let at = abhyas_core::clock::instant_text(at);
    let values =
        params![&it.id, &it.module, &it.room, &it.trainer, it.day.to_string(), it.half, it.capacity, &it.plan, at];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Cancels a session that was not held, if it is still as it was read; its seats have to be released before.
///
/// # Errors
/// Any [`StoreError`].
pub async fn cancel_session(tx: &mut Tx, id: &SessionId, version: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(tx.execute(SUSPEND, params![id, version, abhyas_core::clock::instant_text(at)]).await? == 1)
}

/// Puts a session that this transaction has cancelled to its new place.
///
/// # Errors
/// [`StoreError::Constraint`] when room or trainer have another session at the time.
pub async fn place_session(tx: &mut Tx, it: &SessionPlace) -> Result<bool, StoreError> {
    let (day, link) = (it.day.to_string(), &it.remote_link);
    let values = params![&it.id, &it.module, &it.room, &it.trainer, day, it.half, it.capacity, link, &it.plan];
    Ok(tx.execute(PLACE, values).await? == 1)
}

/// Counts the seats taken anew.
///
/// # Errors
/// [`StoreError::Constraint`] when there are more than the session has.
pub async fn count_seats(tx: &mut Tx, id: &SessionId) -> Result<(), StoreError> {
    tx.execute(TAKEN, params![id]).await?;
    Ok(())
}

/// Notes that a session is being held: from now on plans leave it alone.
///
/// # Errors
/// Any [`StoreError`].
pub async fn session_is_held(tx: &mut Tx, id: &SessionId, at: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(HELD, params![id, abhyas_core::clock::instant_text(at)]).await?;
    Ok(())
}

/// How many sessions were held.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_held(db: &Db) -> Result<i64, StoreError> {
    db.row(HELD_COUNT, params![]).await?.map_or(Ok(0), |row| row.int("n"))
}
