//! Trainers: where they live, what they may teach, how much, when they are away.

use super::{day, id};
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::params;
use crate::value::Row;
use abhyas_core::{BlockId, ModuleId, PersonId};
use chrono::NaiveDate;

pub(crate) const TRAINERS: &str =
    "SELECT t.person, t.home_block, t.max_per_day, t.max_per_week, t.max_total, t.active, t.from_day,
 t.once_trained, t.delay_days, p.name, p.staff_id
 FROM trainer t JOIN person p ON p.id = t.person ORDER BY p.staff_id, t.person";
pub(crate) const TRAINER: &str =
    "SELECT t.person, t.home_block, t.max_per_day, t.max_per_week, t.max_total, t.active, t.from_day,
 t.once_trained, t.delay_days, p.name, p.staff_id
 FROM trainer t JOIN person p ON p.id = t.person WHERE t.person = $1";
pub(crate) const PUT_TRAINER: &str =
    "INSERT INTO trainer (person, home_block, max_per_day, max_per_week, max_total, active, from_day, once_trained, delay_days)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
 ON CONFLICT (person) DO UPDATE SET home_block = excluded.home_block, max_per_day = excluded.max_per_day,
 max_per_week = excluded.max_per_week, max_total = excluded.max_total, active = excluded.active,
 from_day = excluded.from_day, once_trained = excluded.once_trained, delay_days = excluded.delay_days";
pub(crate) const SKILLS: &str = "SELECT person, module FROM trainer_module ORDER BY person, module";
pub(crate) const ADD_SKILL: &str =
    "INSERT INTO trainer_module (person, module) VALUES ($1, $2) ON CONFLICT (person, module) DO NOTHING";
pub(crate) const DROP_SKILLS: &str = "DELETE FROM trainer_module WHERE person = $1";
pub(crate) const AWAY: &str = "SELECT person, day, half FROM trainer_away ORDER BY person, day, half";
pub(crate) const ADD_AWAY: &str =
    "INSERT INTO trainer_away (person, day, half) VALUES ($1, $2, $3) ON CONFLICT (person, day, half) DO NOTHING";
pub(crate) const DROP_AWAY: &str = "DELETE FROM trainer_away WHERE person = $1 AND day = $2 AND half = $3";
pub(crate) const SESSIONS_OF_TRAINER: &str =
    "SELECT COUNT(*) AS n FROM session_teacher_slot WHERE person = $1 AND day = $2 AND half = $3";
pub(crate) const BY_STAFF_ID: &str = "SELECT id FROM person WHERE staff_id = $1";

pub(crate) const STATEMENTS: &[&str] = &[
    TRAINERS,
    TRAINER,
    PUT_TRAINER,
    SKILLS,
    ADD_SKILL,
    DROP_SKILLS,
    AWAY,
    ADD_AWAY,
    DROP_AWAY,
    SESSIONS_OF_TRAINER,
    BY_STAFF_ID,
];

/// A trainer, with the person's name and staff id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainerRecord {
    /// The person.
    pub person: PersonId,
    /// The person's name (not written by [`put_trainer`]).
    pub name: String,
    /// The person's staff id (not written by [`put_trainer`]).
    pub staff_id: String,
    /// Where they live.
    pub home_block: BlockId,
    /// Most sessions a day.
    pub max_per_day: i64,
    /// Most sessions a week.
    pub max_per_week: i64,
    /// Most sessions in the programme.
    pub max_total: i64,
    /// Whether new plans use them.
    pub active: bool,
    /// The first day on which they may teach; `None`: at once.
    pub from_day: Option<NaiveDate>,
    /// Whether they are to be trained themselves before they teach.
    pub once_trained: bool,
    /// Days between their own training and the first day of teaching, as long as they wait for it.
    pub delay_days: i64,
}

/// A trainer may teach a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainerModule {
    /// The trainer.
    pub person: PersonId,
    /// The module.
    pub module: ModuleId,
}

/// A half-day on which a trainer is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainerAway {
    /// The trainer.
    pub person: PersonId,
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
}

fn trainer(row: &Row) -> Result<TrainerRecord, StoreError> {
    Ok(TrainerRecord {
        person: id(row, "person", PersonId::parse)?,
        name: row.text("name")?,
        staff_id: row.text("staff_id")?,
        home_block: id(row, "home_block", BlockId::parse)?,
        max_per_day: row.int("max_per_day")?,
        max_per_week: row.int("max_per_week")?,
        max_total: row.int("max_total")?,
        active: row.flag("active")?,
        from_day: if row.text("from_day")?.is_empty() { None } else { Some(day(row, "from_day")?) },
        once_trained: row.flag("once_trained")?,
        delay_days: row.int("delay_days")?,
    })
}

/// All trainers by staff id.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn trainers(db: &Db) -> Result<Vec<TrainerRecord>, StoreError> {
    db.rows(TRAINERS, params![]).await?.iter().map(trainer).collect()
}

/// One trainer.
///
/// # Errors
/// Any [`StoreError`].
pub async fn trainer_by_id(db: &Db, person: &PersonId) -> Result<Option<TrainerRecord>, StoreError> {
    db.row(TRAINER, params![person]).await?.as_ref().map(trainer).transpose()
}

/// The person with a staff id: imports name trainers by it.
///
/// # Errors
/// Any [`StoreError`].
pub async fn person_with_staff_id(db: &Db, staff_id: &str) -> Result<Option<PersonId>, StoreError> {
    db.row(BY_STAFF_ID, params![staff_id]).await?.map(|row| id(&row, "id", PersonId::parse)).transpose()
}

/// Makes a person a trainer, or changes the trainer.
///
/// # Errors
/// [`StoreError::Constraint`] when the person or block does not exist.
pub async fn put_trainer(tx: &mut Tx, it: &TrainerRecord) -> Result<(), StoreError> {
    let from_day = it.from_day.map(|day| day.to_string()).unwrap_or_default();
    let values = params![
        &it.person,
        &it.home_block,
        it.max_per_day,
        it.max_per_week,
        it.max_total,
        it.active,
        from_day,
        it.once_trained,
        it.delay_days
    ];
    tx.execute(PUT_TRAINER, values).await?;
    Ok(())
}

/// Who may teach what.
///
/// # Errors
/// Any [`StoreError`].
pub async fn trainer_modules(db: &Db) -> Result<Vec<TrainerModule>, StoreError> {
    let rows = db.rows(SKILLS, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(TrainerModule {
                person: id(row, "person", PersonId::parse)?,
                module: id(row, "module", ModuleId::parse)?,
            })
        })
        .collect()
}

/// Replaces what a trainer may teach.
///
/// # Errors
/// [`StoreError::Constraint`] when the trainer or a module does not exist.
pub async fn set_trainer_modules(tx: &mut Tx, person: &PersonId, modules: &[ModuleId]) -> Result<(), StoreError> {
    tx.execute(DROP_SKILLS, params![person]).await?;
    for module in modules {
        tx.execute(ADD_SKILL, params![person, module]).await?;
    }
    Ok(())
}

/// Every half-day on which a trainer is away.
///
/// # Errors
/// Any [`StoreError`].
pub async fn trainers_away(db: &Db) -> Result<Vec<TrainerAway>, StoreError> {
    let rows = db.rows(AWAY, params![]).await?;
    rows.iter()
        .map(|row| {
            let person = id(row, "person", PersonId::parse)?;
            Ok(TrainerAway { person, day: day(row, "day")?, half: row.int("half")? })
        })
        .collect()
}

/// Notes that a trainer is away for a half-day, or back again.
///
/// # Errors
/// [`StoreError::Constraint`] when there is no such trainer or `half` is neither 0 nor 1.
pub async fn set_trainer_away(tx: &mut Tx, it: &TrainerAway, away: bool) -> Result<(), StoreError> {
    let statement = if away { ADD_AWAY } else { DROP_AWAY };
    tx.execute(statement, params![&it.person, it.day.to_string(), it.half]).await?;
    Ok(())
}

/// How many sessions a trainer holds in a half-day by the published plan (0 or 1).
///
/// # Errors
/// Any [`StoreError`].
pub async fn sessions_of_trainer(tx: &mut Tx, it: &TrainerAway) -> Result<i64, StoreError> {
    let row = tx.row(SESSIONS_OF_TRAINER, params![&it.person, it.day.to_string(), it.half]).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}
