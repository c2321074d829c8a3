//! What a session takes: half-days of its room, of those who teach and of those who sit there, and who its co-trainers are.
//!
//! The keys of the three tables of half-days say what must never happen. Whoever writes a session or its seats writes them in
//! the same transaction, through the functions of the neighbouring files.

use super::{SessionPlace, SessionRecord, day, id};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::{PersonId, SessionId};
use chrono::NaiveDate;
use std::collections::HashMap;

pub(crate) const STATEMENTS: &[&str] = &[
    COMPANY,
    TAKE_ROOM,
    TAKE_TEACHER,
    TAKE_SEATS,
    FREE_ROOM,
    FREE_TEACHERS,
    FREE_SEATS,
    FREE_SEAT,
    FREE_RELEASED,
    DROP_COMPANY,
    ADD_COMPANY,
];
const COMPANY: &str = "SELECT c.session, c.person, p.name FROM session_co_trainer c JOIN session s ON s.id = c.session
  JOIN person p ON p.id = c.person WHERE s.day >= $1 AND s.day <= $2 ORDER BY c.session, c.position, c.person";
const TAKE_ROOM: &str = "INSERT INTO session_room_slot (room, day, half, session) VALUES ($1, $2, $3, $4)";
const TAKE_TEACHER: &str = "INSERT INTO session_teacher_slot (person, day, half, session) VALUES ($1, $2, $3, $4)";
const TAKE_SEATS: &str = "INSERT INTO seat_slot (person, day, half, session)
  SELECT x.person, z.day, z.half, x.session FROM seat x JOIN session_room_slot z ON z.session = x.session
  WHERE x.session = $1 AND x.state = 'confirmed'";
const FREE_ROOM: &str = "DELETE FROM session_room_slot WHERE session = $1";
const FREE_TEACHERS: &str = "DELETE FROM session_teacher_slot WHERE session = $1";
const FREE_SEATS: &str = "DELETE FROM seat_slot WHERE session = $1";
const FREE_SEAT: &str = "DELETE FROM seat_slot WHERE session = $1 AND person = $2";
const FREE_RELEASED: &str = "DELETE FROM seat_slot WHERE person = $1 AND session IN (
  SELECT session FROM seat WHERE person = $1 AND state = 'released')";
const DROP_COMPANY: &str = "DELETE FROM session_co_trainer WHERE session = $1";
const ADD_COMPANY: &str = "INSERT INTO session_co_trainer (session, person, position) VALUES ($1, $2, $3)";

/// Somebody who teaches together with the trainer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoTrainer {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
}

/// The last half-day of a session; rows that were written without one last a single half-day.
pub(super) fn last(row: &Row) -> Result<(NaiveDate, i64), StoreError> {
    if row.text("last_day")?.is_empty() {
        Ok((day(row, "day")?, row.int("half")?))
    } else {
        Ok((day(row, "last_day")?, row.int("last_half")?))
    }
}

/// Adds to sessions who teaches there together with the trainer, in one statement over the days between them.
pub(super) async fn with_company(db: &Db, mut sessions: Vec<SessionRecord>) -> Result<Vec<SessionRecord>, StoreError> {
    let days = || sessions.iter().map(|s| s.day);
    let Some((first, last)) = days().min().zip(days().max()) else { return Ok(sessions) };
    let mut found: HashMap<String, Vec<CoTrainer>> = HashMap::new();
    for row in db.rows(COMPANY, params![first.to_string(), last.to_string()]).await? {
        let it = CoTrainer { person: id(&row, "person", PersonId::parse)?, name: row.text("name")? };
        found.entry(row.text("session")?).or_default().push(it);
    }
    for session in &mut sessions {
        session.co_trainers = found.remove(session.id.as_str()).unwrap_or_default();
    }
    Ok(sessions)
}

/// Takes the half-days of a session for its room and for those who teach there, and writes its co-trainers anew.
pub(super) async fn take(tx: &mut Tx, it: &SessionPlace) -> Result<(), StoreError> {
    for (day, half) in it.half_days() {
        tx.execute(TAKE_ROOM, params![&it.room, day.to_string(), half, &it.id]).await?;
        // Whoever joins by a link is taught by the trainer of the other session, who is busy there.
        let trainer = it.joins.is_none().then_some(&it.trainer);
        for person in trainer.into_iter().chain(&it.co_trainers) {
            tx.execute(TAKE_TEACHER, params![person, day.to_string(), half, &it.id]).await?;
        }
    }
    tx.execute(DROP_COMPANY, params![&it.id]).await?;
    for (position, person) in (0_i64..).zip(&it.co_trainers) {
        tx.execute(ADD_COMPANY, params![&it.id, person, position]).await?;
    }
    Ok(())
}

/// Gives back all half-days of a session: its room's, its teachers', its people's.
pub(super) async fn free(tx: &mut Tx, session: &SessionId) -> Result<(), StoreError> {
    tx.execute(FREE_ROOM, params![session]).await?;
    tx.execute(FREE_TEACHERS, params![session]).await?;
    free_seats(tx, session).await
}

/// Takes the half-days of a session for everybody who has a seat there.
pub(super) async fn take_seats(tx: &mut Tx, session: &SessionId) -> Result<(), StoreError> {
    free_seats(tx, session).await?;
    tx.execute(TAKE_SEATS, params![session]).await?;
    Ok(())
}

/// Gives back the half-days of everybody in a session.
pub(super) async fn free_seats(tx: &mut Tx, session: &SessionId) -> Result<(), StoreError> {
    tx.execute(FREE_SEATS, params![session]).await?;
    Ok(())
}

/// Gives back the half-days of one seat.
pub(super) async fn free_seat(tx: &mut Tx, session: &SessionId, person: &PersonId) -> Result<(), StoreError> {
    tx.execute(FREE_SEAT, params![session, person]).await?;
    Ok(())
}

/// Gives back the half-days of a person's released seats.
pub(super) async fn free_released(tx: &mut Tx, person: &PersonId) -> Result<(), StoreError> {
    tx.execute(FREE_RELEASED, params![person]).await?;
    Ok(())
}
