//! A transaction on a world: reads see its own writes, and every write becomes a [`Change`].

use super::change::{ApplyError, Change};
use super::table::{Index, Record, Table};
use crate::reference::Level;
use crate::world::World;
use abhyas_core::{Code, FacilityId, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

/// A record that has a table in [`World`].
pub trait Stored: Record {
    /// Its table.
    fn table(world: &World) -> &Table<Self>;
    /// Its table, to write.
    fn table_mut(world: &mut World) -> &mut Table<Self>;
}

/// Points at one record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// The kind of the record.
    pub kind: Cow<'static, str>,
    /// Its id.
    pub id: String,
}

impl RecordRef {
    /// Points at a record of kind `T`.
    #[must_use]
    pub fn to<T: Record>(id: impl AsRef<str>) -> Self {
        Self { kind: Cow::Borrowed(T::KIND), id: id.as_ref().to_owned() }
    }
}

/// What a command answers. The same command sent twice gets the same receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The record that was made or changed.
    pub subject: RecordRef,
    /// What was accepted but deserves a second look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Refusal>,
}

impl Receipt {
    /// A receipt without warnings.
    #[must_use]
    pub fn of<T: Record>(id: impl AsRef<str>) -> Self {
        Self { subject: RecordRef::to::<T>(id), warnings: Vec::new() }
    }
}

/// Why a command was refused: at least one reason, each at its field where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusals(pub Vec<Refusal>);

impl From<Refusal> for Refusals {
    fn from(refusal: Refusal) -> Self {
        Self(vec![refusal])
    }
}

impl From<Code> for Refusals {
    fn from(code: Code) -> Self {
        Self(vec![Refusal::new(code)])
    }
}

impl From<ApplyError> for Refusals {
    fn from(_: ApplyError) -> Self {
        super::codes::RECORD_UNWRITABLE.into()
    }
}

/// A transaction: a world of its own and what was changed in it. Dropping it changes nothing.
#[derive(Debug)]
pub struct Tx {
    world: World,
    changes: Vec<Change>,
}

impl Tx {
    /// Begins on `world` (a cheap clone).
    #[must_use]
    pub fn begin(world: &World) -> Self {
        Self { world: world.clone(), changes: Vec::new() }
    }

    /// The world as this transaction sees it.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Writes a row: a new one, or the next state of the one with its id. A row that stays the same is no change.
    ///
    /// # Errors
    /// [`ApplyError::Unreadable`] when the row can not be written as JSON.
    pub fn put<T: Stored>(&mut self, row: T) -> Result<(), ApplyError> {
        let before = T::table(&self.world).get(row.id()).cloned();
        if before.as_deref() == Some(&row) {
            return Ok(());
        }
        let id = row.id().as_ref().to_owned();
        let before = before.map(|b| to_json(&*b)).transpose()?;
        self.changes.push(Change { kind: Cow::Borrowed(T::KIND), id, before, after: Some(to_json(&row)?) });
        T::table_mut(&mut self.world).put(row);
        Ok(())
    }

    /// The next number of a series. A number is given once, whatever becomes of what it was given to.
    ///
    /// # Errors
    /// As [`Tx::put`].
    pub fn next_number(&mut self, series: &str) -> Result<u64, ApplyError> {
        let last = Counter::table(&self.world).get(&series.to_owned()).map_or(0, |c| c.last);
        let last = last.saturating_add(1);
        self.put(Counter { id: series.to_owned(), last })?;
        Ok(last)
    }

    /// What was changed, and the world that came of it.
    #[must_use]
    pub fn finish(self) -> (World, Vec<Change>) {
        (self.world, self.changes)
    }
}

fn to_json<T: Record>(row: &T) -> Result<Value, ApplyError> {
    serde_json::to_value(row).map_err(|e| ApplyError::Unreadable {
        kind: T::KIND.to_owned(),
        id: row.id().as_ref().to_owned(),
        why: e.to_string(),
    })
}

impl<T: Record> Table<T> {
    /// Applies a change that a [`Tx`] made earlier.
    pub(crate) fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
        self.step(change, change.before.as_ref(), change.after.as_ref())
    }

    /// Takes a change back.
    pub(crate) fn undo(&mut self, change: &Change) -> Result<(), ApplyError> {
        self.step(change, change.after.as_ref(), change.before.as_ref())
    }

    /// Goes from one state of a row to another. The states are compared as rows, not as text: a row that an earlier release
    /// wrote lacks the fields that came later, and is the same row all the same.
    fn step(&mut self, change: &Change, from: Option<&Value>, to: Option<&Value>) -> Result<(), ApplyError> {
        let not_as_before = || ApplyError::NotAsBefore { kind: change.kind.to_string(), id: change.id.clone() };
        let from: Option<T> = from.map(|value| read(change, value)).transpose()?;
        let to: Option<T> = to.map(|value| read(change, value)).transpose()?;
        let Some(id) = to.as_ref().or(from.as_ref()).map(Record::id) else { return Ok(()) };
        if self.get(id).map(|row| &**row) != from.as_ref() {
            return Err(not_as_before());
        }
        match to {
            Some(row) => self.put(row),
            None if self.take(id) => {}
            None => return Err(not_as_before()),
        }
        Ok(())
    }
}

fn read<T: Record>(change: &Change, value: &Value) -> Result<T, ApplyError> {
    let unreadable = |why: String| ApplyError::Unreadable { kind: T::KIND.to_owned(), id: change.id.clone(), why };
    let row = T::deserialize(value).map_err(|e| unreadable(e.to_string()))?;
    if row.id().as_ref() != change.id {
        return Err(unreadable(format!("the row says that it is {}", row.id().as_ref())));
    }
    Ok(row)
}

/// The last number given of a series, e.g. of BHAVYA IDs. It only grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// The series.
    pub id: String,
    /// The last number given.
    pub last: u64,
}

impl Record for Counter {
    const KIND: &'static str = "counter";
    type Id = String;

    fn id(&self) -> &String {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}

/// The facility that a hospital is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    /// Its id.
    pub id: FacilityId,
    /// Its name in Hindi.
    pub name_hi: String,
    /// Its name in English.
    pub name_en: String,
    /// Its number in BHAVYA IDs: three digits, 100 to 199 for training hospitals. It does not begin with 6 to 9, so that
    /// the digits of an ID are never taken for a mobile number.
    pub number: u16,
    /// What kind of house it is: which medicines are on its list and which tests its laboratory does. A base of before
    /// this field is a district hospital.
    #[serde(default = "district_hospital", skip_serializing_if = "is_district_hospital")]
    pub level: Level,
}

const fn district_hospital() -> Level {
    Level::Dh
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it may skip by reference")]
fn is_district_hospital(level: &Level) -> bool {
    *level == district_hospital()
}

impl Record for Facility {
    const KIND: &'static str = "facility";
    type Id = FacilityId;

    fn id(&self) -> &FacilityId {
        &self.id
    }

    fn indexes() -> &'static [Index<Self>] {
        &[]
    }
}
