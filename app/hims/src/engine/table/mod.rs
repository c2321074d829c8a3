//! A typed table with the secondary indexes that its record declares.
//!
//! A table has two parts. What a base hospital brought is *settled*: sorted rows and sorted index entries without any gap,
//! never changed, shared by every sandbox on that base ([`settled`]). What was done since is *recent*: a persistent map over
//! it ([`recent`]); a recent row stands for the settled one of the same id. So a clone costs two counters whatever the size,
//! a base costs little more than its rows, and a sandbox costs what was done in it.

mod merge;
mod recent;
mod settled;
#[cfg(test)]
mod tests;

use merge::Merge;
use recent::Recent;
use serde::Serialize;
use serde::de::DeserializeOwned;
use settled::Settled;
use std::fmt::Debug;
use std::sync::Arc;

/// One secondary index of a record: its name, and the keys under which a row is found.
pub struct Index<T> {
    /// The name by which [`Table::find`] is asked.
    pub name: &'static str,
    /// The keys of a row; a row may have none or several.
    pub keys: fn(&T) -> Vec<String>,
}

/// A row of a table. Its JSON is self-describing: fields by name, so that later versions can read earlier ones.
pub trait Record: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name of the kind in journals, bases and exercises, e.g. `patient`.
    const KIND: &'static str;
    /// The type of the row's id.
    type Id: Ord + Clone + Debug + AsRef<str> + DeserializeOwned + Send + Sync + 'static;

    /// The id of this row. It never changes.
    fn id(&self) -> &Self::Id;

    /// The secondary indexes, declared once.
    fn indexes() -> &'static [Index<Self>];
}

/// A table of records. Cloning shares all rows and indexes and costs the same whatever the size.
#[derive(Debug, Clone)]
pub struct Table<T: Record> {
    settled: Option<Arc<Settled<T>>>,
    recent: Option<Arc<Recent<T>>>,
}

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Self { settled: None, recent: None }
    }
}

impl<T: Record> PartialEq for Table<T> {
    /// The rows alone: indexes follow from them (see [`Table::indexes_agree`]).
    fn eq(&self, other: &Self) -> bool {
        if self.same_base(other) {
            return self.differing(other).is_empty();
        }
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || a == b)
    }
}

impl<T: Record> Table<T> {
    /// A table whose rows are all settled.
    pub(crate) fn of_rows(rows: Vec<Arc<T>>) -> Self {
        Self { settled: (!rows.is_empty()).then(|| Arc::new(Settled::new(rows))), recent: None }
    }

    /// Settles what is recent: for a base that is complete. Costs a pass over all rows.
    pub(crate) fn settle(&mut self) {
        if self.recent.is_some() {
            let rows = self.iter().cloned().collect();
            self.recent = None;
            *self = Self::of_rows(rows);
        }
    }

    /// The row of an id.
    #[must_use]
    pub fn get(&self, id: &T::Id) -> Option<&Arc<T>> {
        self.recent_row(id).or_else(|| self.settled_row(id))
    }

    fn recent_row(&self, id: &T::Id) -> Option<&Arc<T>> {
        self.recent.as_ref().and_then(|recent| recent.row(id))
    }

    fn settled_row(&self, id: &T::Id) -> Option<&Arc<T>> {
        self.settled.as_ref().and_then(|settled| settled.row(id))
    }

    /// All rows, by id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> {
        let settled = self.settled.iter().flat_map(|settled| settled.rows());
        let recent = self.recent.iter().flat_map(|recent| recent.rows());
        Merge::new(self.still_standing(settled), recent)
    }

    /// Without the settled rows for which a recent one stands.
    fn still_standing<'a>(
        &'a self,
        settled: impl DoubleEndedIterator<Item = &'a Arc<T>>,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<T>> {
        // Most recent rows are new ones: then every settled row stands, and none needs to be looked up.
        let replaced = self.recent.as_ref().is_some_and(|recent| recent.replaces());
        settled.filter(move |row| !replaced || self.recent_row(row.id()).is_none())
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let settled = self.settled.as_ref().map_or(0, |settled| settled.rows().len());
        settled + self.recent.as_ref().map_or(0, |recent| recent.added())
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows that have `key` in an index, by id. An index that the record does not declare finds nothing.
    pub fn find<'a>(&'a self, index: &str, key: &str) -> impl DoubleEndedIterator<Item = &'a Arc<T>> + use<'a, T> {
        let at = Self::place_of(index);
        let settled = self.settled.as_deref().zip(at).map(|(settled, at)| settled.find(at, key));
        let recent = self.recent.as_deref().zip(at).map(|(recent, at)| recent.find(at, key));
        Merge::new(self.still_standing(settled.into_iter().flatten()), recent.into_iter().flatten())
    }

    /// The distinct keys of an index, in order: a vocabulary, far shorter than the table. A key whose rows have all moved
    /// to other keys may still be among them; [`Table::find`] then finds nothing behind it.
    pub fn keys<'a>(&'a self, index: &str) -> impl Iterator<Item = &'a str> + use<'a, T> {
        let at = Self::place_of(index);
        let settled = self.settled.as_deref().zip(at).map(|(settled, at)| settled.keys(at));
        let recent = self.recent.as_deref().zip(at).map(|(recent, at)| recent.keys(at));
        merge::distinct(settled.into_iter().flatten(), recent.into_iter().flatten())
    }

    fn place_of(index: &str) -> Option<usize> {
        T::indexes().iter().position(|i| i.name == index)
    }

    /// Puts a row in, in place of the one with the same id.
    pub(crate) fn put(&mut self, row: T) {
        let settled = self.settled_row(row.id());
        let (is_new, as_settled) = (settled.is_none(), settled.is_some_and(|settled| **settled == row));
        let recent = Arc::make_mut(self.recent.get_or_insert_with(Arc::default));
        if as_settled {
            // Back to what the base says: nothing stands for the settled row any more.
            recent.remove(row.id(), false);
        } else {
            recent.put(Arc::new(row), is_new);
        }
    }

    /// Takes a row out: only to undo a change; nothing of a hospital is deleted. A settled row can not be taken: `false`.
    pub(crate) fn take(&mut self, id: &T::Id) -> bool {
        if self.settled_row(id).is_some() {
            return false;
        }
        if let Some(recent) = &mut self.recent {
            Arc::make_mut(recent).remove(id, true);
        }
        true
    }

    fn same_base(&self, other: &Self) -> bool {
        match (&self.settled, &other.settled) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// The ids of the rows in which two tables differ, in order. On the same base it looks only at what is recent.
    pub(crate) fn differing(&self, other: &Self) -> Vec<T::Id> {
        let mut ids: Vec<&T::Id> = if self.same_base(other) {
            let recent = self.recent.iter().chain(&other.recent);
            recent.flat_map(|recent| recent.rows()).map(|row| row.id()).collect()
        } else {
            self.iter().chain(other.iter()).map(|row| row.id()).collect()
        };
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter(|id| self.get(id) != other.get(id)).cloned().collect()
    }

    /// Whether every index says what a scan of the rows says: for tests and for a base that has just been read.
    #[must_use]
    pub fn indexes_agree(&self) -> bool {
        let mut scanned = Self::default();
        for row in self.iter() {
            scanned.put((**row).clone());
        }
        T::indexes().iter().all(|index| {
            let same = |key| self.find(index.name, key).eq(scanned.find(index.name, key));
            self.keys(index.name).all(same) && scanned.keys(index.name).all(same)
        })
    }
}
