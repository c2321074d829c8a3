//! A typed table: a persistent map with the secondary indexes that its record declares.

use imbl::{OrdMap, OrdSet};
use serde::Serialize;
use serde::de::DeserializeOwned;
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
    type Id: Ord + Clone + Debug + AsRef<str> + Send + Sync + 'static;

    /// The id of this row. It never changes.
    fn id(&self) -> &Self::Id;

    /// The secondary indexes, declared once.
    fn indexes() -> &'static [Index<Self>];
}

type Entries<T> = OrdMap<Arc<str>, OrdSet<<T as Record>::Id>>;

/// A table of records. Cloning shares all rows and indexes and costs the same whatever the size.
#[derive(Debug, Clone)]
pub struct Table<T: Record> {
    rows: OrdMap<T::Id, Arc<T>>,
    indexes: Vec<Entries<T>>,
}

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Self { rows: OrdMap::new(), indexes: T::indexes().iter().map(|_| OrdMap::new()).collect() }
    }
}

impl<T: Record> PartialEq for Table<T> {
    /// The rows alone: indexes follow from them (see [`Table::indexes_agree`]).
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Record> Table<T> {
    /// The row of an id.
    #[must_use]
    pub fn get(&self, id: &T::Id) -> Option<&Arc<T>> {
        self.rows.get(id)
    }

    /// All rows, by id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> {
        self.rows.values()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows that have `key` in an index, by id. An index that the record does not declare finds nothing.
    pub fn find<'a>(&'a self, index: &str, key: &str) -> impl Iterator<Item = &'a Arc<T>> + use<'a, T> {
        let ids = self.entries(index).and_then(|entries| entries.get(key));
        ids.into_iter().flatten().filter_map(|id| self.rows.get(id))
    }

    /// The distinct keys of an index with the ids behind each: a vocabulary, far shorter than the table.
    pub fn keys<'a>(&'a self, index: &str) -> impl Iterator<Item = (&'a str, &'a OrdSet<T::Id>)> + use<'a, T> {
        self.entries(index).into_iter().flat_map(|entries| entries.iter().map(|(key, ids)| (&**key, ids)))
    }

    fn entries(&self, index: &str) -> Option<&Entries<T>> {
        let at = T::indexes().iter().position(|i| i.name == index)?;
        self.indexes.get(at)
    }

    /// Puts a row in, in place of the one with the same id.
    pub(crate) fn put(&mut self, row: T) {
        let before = self.rows.get(row.id()).cloned();
        self.reindex(before.as_deref(), Some(&row));
        self.rows.insert(row.id().clone(), Arc::new(row));
    }

    /// Takes a row out: only to undo a change; nothing of a hospital is deleted.
    pub(crate) fn take(&mut self, id: &T::Id) {
        if let Some(before) = self.rows.remove(id) {
            self.reindex(Some(&before), None);
        }
    }

    fn reindex(&mut self, before: Option<&T>, after: Option<&T>) {
        for (index, entries) in T::indexes().iter().zip(&mut self.indexes) {
            let old = before.map(index.keys).unwrap_or_default();
            let new = after.map(index.keys).unwrap_or_default();
            if old == new {
                continue;
            }
            if let Some(row) = before {
                for key in &old {
                    let emptied = entries.get_mut(key.as_str()).is_some_and(|ids| {
                        ids.remove(row.id());
                        ids.is_empty()
                    });
                    if emptied {
                        entries.remove(key.as_str());
                    }
                }
            }
            if let Some(row) = after {
                for key in new {
                    if let Some(ids) = entries.get_mut(key.as_str()) {
                        ids.insert(row.id().clone());
                    } else {
                        entries.insert(key.into(), OrdSet::unit(row.id().clone()));
                    }
                }
            }
        }
    }

    /// Whether every index says what a scan of the rows says: for tests and for a base that has just been read.
    #[must_use]
    pub fn indexes_agree(&self) -> bool {
        let mut scanned = Self::default();
        for row in self.rows.values() {
            scanned.put((**row).clone());
        }
        scanned.indexes == self.indexes
    }
}
