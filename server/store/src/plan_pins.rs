//! What the next plan must leave as it is. A pin's people are JSON here.

use crate::sessions::day;
use crate::value::instant;
use crate::{Db, Row, StoreError, Tx, params};
use abhyas_core::clock::instant_text;
use chrono::{DateTime, NaiveDate, Utc};

pub(crate) const STATEMENTS: &[&str] = &[ALL, INSERT, REMOVE, REMOVE_WEEK];
const ALL: &str =
    "SELECT id, session, kind, person, module, room, trainer, day, half, people, week, reason, made_by, made_by_name, made_at, scope
  FROM plan_pin ORDER BY day, half, room, session, person";
const INSERT: &str =
    "INSERT INTO plan_pin (id, session, kind, person, module, room, trainer, day, half, people, week, reason, made_by, made_by_name, made_at, scope)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
const REMOVE: &str = "DELETE FROM plan_pin WHERE id = $1";
const REMOVE_WEEK: &str = "DELETE FROM plan_pin WHERE week = $1 AND week <> ''";

/// A pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinRecord {
    /// Which pin.
    pub id: String,
    /// The session, of the live schedule or of a draft.
    pub session: String,
    /// `session`, `place` or `seat`.
    pub kind: String,
    /// Whose seat; empty for the other kinds.
    pub person: String,
    /// The session's module.
    pub module: String,
    /// Its room.
    pub room: String,
    /// Who holds it.
    pub trainer: String,
    /// The day.
    pub day: NaiveDate,
    /// 0 morning, 1 afternoon.
    pub half: i64,
    /// Its people by id, as JSON.
    pub people: String,
    /// What the pins of a week that was pinned as a whole have in common; empty for a single one.
    pub week: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub made_by: String,
    /// Their name at the time.
    pub made_by_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// What the pins that share `week` bar beyond themselves: `week:*` or `week:<district>` new sessions of that week; `trainer`
    /// and nothing: nothing.
    pub scope: String,
}

fn pin(row: &Row) -> Result<PinRecord, StoreError> {
    Ok(PinRecord {
        id: row.text("id")?,
        session: row.text("session")?,
        kind: row.text("kind")?,
        person: row.text("person")?,
        module: row.text("module")?,
        room: row.text("room")?,
        trainer: row.text("trainer")?,
        day: day(row, "day")?,
        half: row.int("half")?,
        people: row.text("people")?,
        week: row.text("week")?,
        reason: row.text("reason")?,
        made_by: row.text("made_by")?,
        made_by_name: row.text("made_by_name")?,
        made_at: instant(row, "made_at")?,
        scope: row.text("scope")?,
    })
}

/// Every pin, in the order of the calendar.
///
/// # Errors
/// Any [`StoreError`], as for every function here.
pub async fn all_pins(db: &Db) -> Result<Vec<PinRecord>, StoreError> {
    db.rows(ALL, params![]).await?.iter().map(pin).collect()
}

/// The same within a transaction.
///
/// # Errors
/// Any [`StoreError`].
pub async fn all_pins_in(tx: &mut Tx) -> Result<Vec<PinRecord>, StoreError> {
    tx.rows(ALL, params![]).await?.iter().map(pin).collect()
}

/// Adds a pin.
///
/// # Errors
/// [`StoreError::Constraint`] when the same is pinned already.
pub async fn insert_pin(tx: &mut Tx, it: &PinRecord) -> Result<(), StoreError> {
    let values = params![
        &it.id,
        &it.session,
        &it.kind,
        &it.person,
        &it.module,
        &it.room,
        &it.trainer,
        it.day.to_string(),
        it.half,
        &it.people,
        &it.week,
        &it.reason,
        &it.made_by,
        &it.made_by_name,
        instant_text(it.made_at),
        &it.scope
    ];
    tx.execute(INSERT, values).await?;
    Ok(())
}

/// Removes a pin; `false` when it is gone already.
///
/// # Errors
/// Any [`StoreError`].
pub async fn remove_pin(tx: &mut Tx, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(REMOVE, params![id]).await? == 1)
}

/// Removes the pins of a week that were made together, and says how many.
///
/// # Errors
/// Any [`StoreError`].
pub async fn remove_week(tx: &mut Tx, week: &str) -> Result<u64, StoreError> {
    tx.execute(REMOVE_WEEK, params![week]).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;

    #[tokio::test]
    async fn a_session_is_pinned_once_and_each_seat_once() {
        each_database(|db| async move {
            let pin = |id: &str, session: &str, person: &str, week: &str| PinRecord {
                id: id.into(),
                session: session.into(),
                kind: if person.is_empty() { "session" } else { "seat" }.into(),
                person: person.into(),
                module: "M01".into(),
                room: "R1".into(),
                trainer: "K1".into(),
                day: "2026-12-01".parse().unwrap(),
                half: 1,
                people: "[\"P1\"]".into(),
                week: week.into(),
                reason: "keeps".into(),
                made_by: "officer".into(),
                made_by_name: "Officer".into(),
                made_at: "2026-11-23T04:30:00Z".parse().unwrap(),
                scope: if week.is_empty() { "" } else { "week:MUZ" }.into(),
            };
            let mut tx = db.begin().await.unwrap();
            for (id, session, person, week) in
                [("1", "S1", "", ""), ("2", "S1", "P1", ""), ("3", "S2", "", "W"), ("4", "S3", "", "W")]
            {
                insert_pin(&mut tx, &pin(id, session, person, week)).await.unwrap();
            }
            tx.commit().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            assert!(insert_pin(&mut tx, &pin("5", "S1", "", "")).await.is_err(), "it is pinned already");
            drop(tx);
            let all = all_pins(&db).await.unwrap();
            assert_eq!(all.len(), 4);
            assert_eq!(all[0], pin("1", "S1", "", ""));
            let mut tx = db.begin().await.unwrap();
            assert!(remove_pin(&mut tx, "1").await.unwrap());
            assert!(!remove_pin(&mut tx, "1").await.unwrap());
            assert_eq!(remove_week(&mut tx, "").await.unwrap(), 0, "single pins are no week");
            assert_eq!(remove_week(&mut tx, "W").await.unwrap(), 2);
            assert_eq!(all_pins_in(&mut tx).await.unwrap().len(), 1);
            tx.commit().await.unwrap();
        })
        .await;
    }
}
