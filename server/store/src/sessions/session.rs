//! Sessions.

use super::{CoTrainer, day, id, taken};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::{DistrictId, ModuleId, PersonId, PlanId, RoomId, SessionId, VenueId};
use chrono::{DateTime, NaiveDate, Utc};

macro_rules! session {
    ($tail:literal) => {
        concat!(
            "SELECT s.id, s.module, s.room, s.trainer, s.day, s.half, s.capacity, s.seats_taken, s.state, s.remote_link, s.sequence, s.plan,
  s.version, s.half_days, s.last_day, s.last_half, s.joins, m.name_hi AS module_hi, m.name_en AS module_en, r.name_hi AS room_hi, r.name_en AS room_en, v.id AS venue,
  v.name_hi AS venue_hi, v.name_en AS venue_en, v.directions_hi, v.directions_en, b.district, t.name AS trainer_name
  FROM session s JOIN module m ON m.id = s.module JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
  JOIN block b ON b.id = v.block JOIN person t ON t.id = s.trainer ",
            $tail
        )
    };
}

pub(crate) const STATEMENTS: &[&str] =
    &[ALL, LIST, BY_ID, OF_TRAINER, JOINING, OF_PERSON, INSERT, SUSPEND, PLACE, TAKEN, HELD, HELD_COUNT];
const ALL: &str = session!("ORDER BY s.day, s.half, s.room, s.id");
const LIST: &str = session!(
    "WHERE s.day >= $1 AND s.day <= $2 AND ($3 = '' OR b.district = $3) AND ($4 = '' OR s.module = $4)
  AND ($5 = '' OR s.trainer = $5 OR EXISTS (SELECT 1 FROM session_co_trainer c WHERE c.session = s.id AND c.person = $5)) AND ($6 = '' OR v.id = $6) ORDER BY s.day, s.half, s.room, s.id"
);
const BY_ID: &str = session!("WHERE s.id = $1");
// Whoever teaches over a link stands in one room: those that join it are no sessions of theirs.
const OF_TRAINER: &str = session!(
    "WHERE s.state <> 'cancelled' AND ((s.trainer = $1 AND s.joins = '')
  OR EXISTS (SELECT 1 FROM session_co_trainer c WHERE c.session = s.id AND c.person = $1)) ORDER BY s.day, s.half, s.id"
);
const JOINING: &str = session!("WHERE s.joins = $1 AND s.state <> 'cancelled' ORDER BY b.district, v.id, s.room, s.id");
const OF_PERSON: &str = session!(
    "WHERE EXISTS (SELECT 1 FROM seat x WHERE x.session = s.id AND x.person = $1 AND x.state = 'confirmed') ORDER BY s.day, s.half, s.id"
);
const INSERT: &str =
    "INSERT INTO session (id, module, room, trainer, day, half, capacity, seats_taken, state, plan, updated_at, half_days, last_day, last_half, joins)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 'planned', $8, $9, $10, $11, $12, $13)";
// Takes a session out of the way, so that rooms and trainers may be exchanged in any order within a transaction.
const SUSPEND: &str = "UPDATE session SET state = 'cancelled', seats_taken = 0, sequence = sequence + 1, version = version + 1, updated_at = $3
  WHERE id = $1 AND version = $2 AND state = 'planned'";
const PLACE: &str =
    "UPDATE session SET module = $2, room = $3, trainer = $4, day = $5, half = $6, capacity = $7, remote_link = $8,
  plan = $9, half_days = $10, last_day = $11, last_half = $12, joins = $13, state = 'planned' WHERE id = $1 AND state = 'cancelled'";
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
    /// Half-days that it takes, one after the other.
    pub half_days: i64,
    /// The day of the last of them.
    pub last_day: NaiveDate,
    /// The last of them: 0 morning, 1 afternoon.
    pub last_half: i64,
    /// The session that it joins by a link.
    pub joins: Option<SessionId>,
    /// Who teaches together with the trainer.
    pub co_trainers: Vec<CoTrainer>,
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

impl SessionRecord {
    /// Whether a person is told of it and may lead it: the trainer and those who teach together with them.
    #[must_use]
    pub fn led_by(&self, person: &PersonId) -> bool {
        self.trainer == *person || self.co_trainers.iter().any(|co| co.person == *person)
    }

    /// Whether a person stands before its people: the trainer of a session that joins another one stands before those.
    #[must_use]
    pub fn taught_by(&self, person: &str) -> bool {
        let trainer = self.joins.is_none() && self.trainer.as_str() == person;
        trainer || self.co_trainers.iter().any(|co| co.person.as_str() == person)
    }

    /// The names of all who teach there, the trainer first.
    #[must_use]
    pub fn teachers(&self) -> String {
        let names = std::iter::once(&self.trainer_name).chain(self.co_trainers.iter().map(|co| &co.name));
        names.map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

fn session(row: &Row) -> Result<SessionRecord, StoreError> {
    let (last_day, last_half) = taken::last(row)?;
    let joins = row.text("joins")?;
    Ok(SessionRecord {
        id: id(row, "id", SessionId::parse)?,
        module: id(row, "module", ModuleId::parse)?,
        room: id(row, "room", RoomId::parse)?,
        trainer: id(row, "trainer", PersonId::parse)?,
        day: day(row, "day")?,
        half: row.int("half")?,
        half_days: row.int("half_days")?,
        last_day,
        last_half,
        joins: if joins.is_empty() { None } else { Some(id(row, "joins", SessionId::parse)?) },
        co_trainers: Vec::new(),
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

async fn read(db: &Db, sql: &'static str, values: Vec<crate::Value>) -> Result<Vec<SessionRecord>, StoreError> {
    let found = db.rows(sql, values).await?.iter().map(session).collect::<Result<Vec<_>, _>>()?;
    taken::with_company(db, found).await
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
    /// Whoever teaches there.
    pub trainer: String,
    /// The venue.
    pub venue: String,
}

/// The whole schedule, cancelled sessions too.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn all_sessions(db: &Db) -> Result<Vec<SessionRecord>, StoreError> {
    read(db, ALL, params![]).await
}

/// Sessions by day, part of the day and room.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions(db: &Db, filter: &SessionFilter) -> Result<Vec<SessionRecord>, StoreError> {
    let values = params![&filter.from, &filter.to, &filter.district, &filter.module, &filter.trainer, &filter.venue];
    read(db, LIST, values).await
}

/// One session.
///
/// # Errors
/// Any [`StoreError`].
pub async fn session_by_id(db: &Db, id: &SessionId) -> Result<Option<SessionRecord>, StoreError> {
    Ok(read(db, BY_ID, params![id]).await?.into_iter().next())
}

/// What a person teaches, as the trainer or together with one.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_of_trainer_by_day(db: &Db, trainer: &PersonId) -> Result<Vec<SessionRecord>, StoreError> {
    read(db, OF_TRAINER, params![trainer]).await
}

/// The sessions that join one by a link.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_joining(db: &Db, hub: &SessionId) -> Result<Vec<SessionRecord>, StoreError> {
    read(db, JOINING, params![hub]).await
}

/// Where a person has a seat.
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_of_person(db: &Db, person: &PersonId) -> Result<Vec<SessionRecord>, StoreError> {
    read(db, OF_PERSON, params![person]).await
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
    /// The half-days after the first, in order.
    pub further: Vec<(NaiveDate, i64)>,
    /// The session that it joins by a link.
    pub joins: Option<SessionId>,
    /// Who teaches together with the trainer.
    pub co_trainers: Vec<PersonId>,
}

impl SessionPlace {
    /// All half-days that it takes, in order.
    pub fn half_days(&self) -> impl Iterator<Item = (NaiveDate, i64)> {
        std::iter::once((self.day, self.half)).chain(self.further.iter().copied())
    }

    /// How many half-days, the last of them, and what it joins: as columns.
    fn columns(&self) -> (i64, String, i64, &str) {
        let (day, half) = self.further.last().copied().unwrap_or((self.day, self.half));
        let many = i64::try_from(self.further.len()).unwrap_or(0).saturating_add(1);
        (many, day.to_string(), half, self.joins.as_ref().map_or("", SessionId::as_str))
    }
}

/// Adds a session without people.
///
/// # Errors
/// [`StoreError::Constraint`] when the room or somebody who teaches have another session in one of its half-days.
pub async fn insert_session(tx: &mut Tx, it: &SessionPlace, at: DateTime<Utc>) -> Result<(), StoreError> {
    let at = abhyas_core::clock::instant_text(at);
    let (day, (many, last_day, last_half, joins)) = (it.day.to_string(), it.columns());
    let values = params![
        &it.id,
        &it.module,
        &it.room,
        &it.trainer,
        day,
        it.half,
        it.capacity,
        &it.plan,
        at,
        many,
        last_day,
        last_half,
        joins
    ];
    tx.execute(INSERT, values).await?;
    taken::take(tx, it).await
}

/// Cancels a session that was not held, if it is still as it was read; its seats have to be released before.
///
/// # Errors
/// Any [`StoreError`].
pub async fn cancel_session(tx: &mut Tx, id: &SessionId, version: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
    if tx.execute(SUSPEND, params![id, version, abhyas_core::clock::instant_text(at)]).await? != 1 {
        return Ok(false);
    }
    taken::free(tx, id).await?;
    Ok(true)
}

/// Puts a session that this transaction has cancelled to its new place.
///
/// # Errors
/// [`StoreError::Constraint`] when the room or somebody who teaches have another session in one of its half-days.
pub async fn place_session(tx: &mut Tx, it: &SessionPlace) -> Result<bool, StoreError> {
    let (day, link, (many, last_day, last_half, joins)) = (it.day.to_string(), &it.remote_link, it.columns());
    let values = params![
        &it.id,
        &it.module,
        &it.room,
        &it.trainer,
        day,
        it.half,
        it.capacity,
        link,
        &it.plan,
        many,
        last_day,
        last_half,
        joins
    ];
    if tx.execute(PLACE, values).await? != 1 {
        return Ok(false);
    }
    taken::take(tx, it).await?;
    Ok(true)
}

/// Counts the seats taken anew, and takes the session's half-days for everybody who has one.
///
/// # Errors
/// [`StoreError::Constraint`] when there are more than the session has, or when somebody sits elsewhere in one of its half-days.
pub async fn count_seats(tx: &mut Tx, id: &SessionId) -> Result<(), StoreError> {
    taken::take_seats(tx, id).await?;
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
