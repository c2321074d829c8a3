//! Seats and attendance.

use super::{day, id};
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use abhyas_core::{DistrictId, ModuleId, PersonId, SessionId};
use chrono::{DateTime, NaiveDate, Utc};

pub(crate) const STATEMENTS: &[&str] =
    &[CONFIRMED, OF_SESSION, ONE, OF_PERSON, RELEASE, RELEASE_ALL, RELEASE_MODULE, CONFIRM, MARK, MARKED];
const CONFIRMED: &str =
    "SELECT session, person, module, presence FROM seat WHERE state = 'confirmed' ORDER BY session, person";
const OF_SESSION: &str = "SELECT x.person, x.presence, x.marked_at, p.name, p.staff_id, p.designation, f.name_hi AS facility_hi,
  f.name_en AS facility_en, f.district, k.name AS marked_by_name
  FROM seat x JOIN person p ON p.id = x.person LEFT JOIN facility f ON f.id = p.facility LEFT JOIN person k ON k.id = x.marked_by
  WHERE x.session = $1 AND (x.state = 'confirmed' OR x.presence <> '') ORDER BY p.name, p.staff_id";
const ONE: &str = "SELECT presence FROM seat WHERE session = $1 AND person = $2 AND state = 'confirmed'";
const OF_PERSON: &str =
    "SELECT session, person, module, day, half, state, presence FROM seat WHERE person = $1 ORDER BY day, half";
const RELEASE: &str = "UPDATE seat SET state = 'released' WHERE session = $1 AND person = $2 AND state = 'confirmed'";
const RELEASE_ALL: &str = "UPDATE seat SET state = 'released' WHERE session = $1 AND state = 'confirmed'";
const RELEASE_MODULE: &str =
    "UPDATE seat SET state = 'released' WHERE person = $1 AND module = $2 AND state = 'confirmed'";
const CONFIRM: &str = "INSERT INTO seat (session, person, module, day, half, state) VALUES ($1, $2, $3, $4, $5, 'confirmed')
  ON CONFLICT (session, person) DO UPDATE SET state = 'confirmed', module = excluded.module, day = excluded.day, half = excluded.half";
const MARK: &str = "UPDATE seat SET presence = $3, marked_by = $4, marked_at = $5
  WHERE session = $1 AND person = $2 AND state = 'confirmed'";

const MARKED: &str =
    "SELECT presence, COUNT(*) AS n FROM seat WHERE presence IN ('present', 'absent') GROUP BY presence";

/// How many seats were marked so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// The person was there.
    pub present: i64,
    /// The person stayed away without an excuse.
    pub absent: i64,
}

/// How many of the seats whose attendance was taken were used, in all sessions so far.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn marked(db: &Db) -> Result<Marked, StoreError> {
    let mut found = Marked::default();
    for row in db.rows(MARKED, params![]).await? {
        let n = row.int("n")?;
        match row.text("presence")?.as_str() {
            "present" => found.present = n,
            _ => found.absent = n,
        }
    }
    Ok(found)
}

/// A seat of the live schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveSeat {
    /// In which session.
    pub session: SessionId,
    /// Whose.
    pub person: PersonId,
    /// For which module.
    pub module: ModuleId,
    /// Empty, `present`, `absent` or `excused`.
    pub presence: String,
}

/// Every confirmed seat.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn confirmed_seats(db: &Db) -> Result<Vec<LiveSeat>, StoreError> {
    db.rows(CONFIRMED, params![]).await?.iter().map(live_seat).collect()
}

fn live_seat(row: &Row) -> Result<LiveSeat, StoreError> {
    Ok(LiveSeat {
        session: id(row, "session", SessionId::parse)?,
        person: id(row, "person", PersonId::parse)?,
        module: id(row, "module", ModuleId::parse)?,
        presence: row.text("presence")?,
    })
}

/// A person in a session, with what lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Staff id.
    pub staff_id: String,
    /// Designation.
    pub designation: String,
    /// The facility's name in Hindi; empty if none is known.
    pub facility_hi: String,
    /// The facility's name in English.
    pub facility_en: String,
    /// The facility's district.
    pub district: Option<DistrictId>,
    /// Empty, `present`, `absent` or `excused`.
    pub presence: String,
    /// Who marked it.
    pub marked_by_name: Option<String>,
}

/// The people of a session by name.
///
/// # Errors
/// Any [`StoreError`].
pub async fn attendees(db: &Db, session: &SessionId) -> Result<Vec<Attendee>, StoreError> {
    let rows = db.rows(OF_SESSION, params![session]).await?;
    rows.iter()
        .map(|row| {
            let district = row.opt_text("district")?;
            Ok(Attendee {
                person: id(row, "person", PersonId::parse)?,
                name: row.text("name")?,
                staff_id: row.text("staff_id")?,
                designation: row.text("designation")?,
                facility_hi: row.opt_text("facility_hi")?.unwrap_or_default(),
                facility_en: row.opt_text("facility_en")?.unwrap_or_default(),
                district: district.and_then(|d| DistrictId::parse(d).ok()),
                presence: row.text("presence")?,
                marked_by_name: row.opt_text("marked_by_name")?,
            })
        })
        .collect()
}

/// The mark of a confirmed seat; `None` when the person has no seat there.
///
/// # Errors
/// Any [`StoreError`].
pub async fn presence(db: &Db, session: &SessionId, person: &PersonId) -> Result<Option<String>, StoreError> {
    db.row(ONE, params![session, person]).await?.map(|row| row.text("presence")).transpose()
}

/// A seat that a person has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSeat {
    /// In which session.
    pub session: SessionId,
    /// For which module.
    pub module: ModuleId,
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Whether it is theirs (else it was released).
    pub confirmed: bool,
    /// Empty, `present`, `absent` or `excused`.
    pub presence: String,
}

/// Every seat that a person has or had.
///
/// # Errors
/// Any [`StoreError`].
pub async fn seats_of_person(db: &Db, person: &PersonId) -> Result<Vec<OwnSeat>, StoreError> {
    let rows = db.rows(OF_PERSON, params![person]).await?;
    rows.iter()
        .map(|row| {
            Ok(OwnSeat {
                session: id(row, "session", SessionId::parse)?,
                module: id(row, "module", ModuleId::parse)?,
                day: day(row, "day")?,
                half: row.int("half")?,
                confirmed: row.text("state")? == "confirmed",
                presence: row.text("presence")?,
            })
        })
        .collect()
}

/// Takes a person's seat back; it keeps its row, for their calendar.
///
/// # Errors
/// Any [`StoreError`].
pub async fn release_seat(tx: &mut Tx, session: &SessionId, person: &PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(RELEASE, params![session, person]).await? == 1)
}

/// Takes all seats of a session back.
///
/// # Errors
/// Any [`StoreError`].
pub async fn release_seats(tx: &mut Tx, session: &SessionId) -> Result<u64, StoreError> {
    tx.execute(RELEASE_ALL, params![session]).await
}

/// Takes a person's seat for a module back, wherever it is: before they get another.
///
/// # Errors
/// Any [`StoreError`].
pub async fn release_module(tx: &mut Tx, person: &PersonId, module: &ModuleId) -> Result<u64, StoreError> {
    tx.execute(RELEASE_MODULE, params![person, module]).await
}

/// Gives a person a seat.
///
/// # Errors
/// [`StoreError::Constraint`] when they sit elsewhere at the time, or have a seat for the module.
pub async fn confirm_seat(
    tx: &mut Tx,
    session: &SessionId,
    person: &PersonId,
    module: &ModuleId,
    day: NaiveDate,
    half: i64,
) -> Result<(), StoreError> {
    tx.execute(CONFIRM, params![session, person, module, day.to_string(), half]).await?;
    Ok(())
}

/// Marks who was there; `false` when the person has no seat there. `presence` empty takes a mark back.
///
/// # Errors
/// [`StoreError::Constraint`] for any other mark than `present`, `absent`, `excused`.
pub async fn mark(
    tx: &mut Tx,
    session: &SessionId,
    person: &PersonId,
    presence: &str,
    by: &PersonId,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(tx.execute(MARK, params![session, person, presence, by, instant_text(at)]).await? == 1)
}
