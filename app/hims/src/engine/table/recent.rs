//! What was put into a table since its base: a persistent map, cheap to clone whatever its size.

use super::Record;
use imbl::{OrdMap, OrdSet};
use std::sync::Arc;

/// The rows behind each key of an index.
type Postings<I> = OrdMap<Arc<str>, Ids<I>>;

/// Recent rows and their indexes.
#[derive(Debug, Clone)]
pub(super) struct Recent<T: Record> {
    rows: OrdMap<T::Id, Arc<T>>,
    indexes: Box<[Postings<T::Id>]>,
    /// How many of the rows have no settled row of the same id.
    added: usize,
}

/// The ids behind a key. Most keys have one: a set of one takes a whole node of a tree.
#[derive(Debug, Clone)]
enum Ids<I: Ord> {
    One(I),
    Many(OrdSet<I>),
}

impl<T: Record> Default for Recent<T> {
    fn default() -> Self {
        Self { rows: OrdMap::new(), indexes: T::indexes().iter().map(|_| OrdMap::new()).collect(), added: 0 }
    }
}

impl<T: Record> Recent<T> {
    pub(super) fn row(&self, id: &T::Id) -> Option<&Arc<T>> {
        self.rows.get(id)
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> {
        self.rows.values()
    }

    pub(super) const fn added(&self) -> usize {
        self.added
    }

    /// Whether a row stands for a settled one.
    pub(super) fn replaces(&self) -> bool {
        self.rows.len() > self.added
    }

    pub(super) fn find<'a>(
        &'a self,
        index: usize,
        key: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<T>> + use<'a, T> {
        let ids = self.indexes.get(index).and_then(|keys| keys.get(key));
        let (one, many) = match ids {
            None => (None, None),
            Some(Ids::One(id)) => (Some(id), None),
            Some(Ids::Many(ids)) => (None, Some(ids)),
        };
        one.into_iter().chain(many.into_iter().flatten()).filter_map(|id| self.rows.get(id))
    }

    pub(super) fn keys(&self, index: usize) -> impl Iterator<Item = &str> {
        self.indexes.get(index).into_iter().flat_map(|keys| keys.keys().map(|key| &**key))
    }

    /// Puts a row in. `is_new`: there is no settled row of this id.
    pub(super) fn put(&mut self, row: Arc<T>, is_new: bool) {
        let before = self.rows.insert(row.id().clone(), Arc::clone(&row));
        if before.is_none() && is_new {
            self.added += 1;
        }
        self.reindex(before.as_deref(), Some(&row));
    }

    /// Takes a row out. `was_new`: there is no settled row of this id.
    pub(super) fn remove(&mut self, id: &T::Id, was_new: bool) {
        if let Some(before) = self.rows.remove(id) {
            if was_new {
                self.added = self.added.saturating_sub(1);
            }
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
                old.iter().for_each(|key| forget(entries, key, row.id()));
            }
            if let Some(row) = after {
                new.into_iter().for_each(|key| remember(entries, key, row.id()));
            }
        }
    }
}

fn forget<I: Ord + Clone>(entries: &mut OrdMap<Arc<str>, Ids<I>>, key: &str, id: &I) {
    let empty = match entries.get_mut(key) {
        Some(Ids::One(one)) => one == id,
        Some(Ids::Many(many)) => {
            many.remove(id);
            many.is_empty()
        }
        None => false,
    };
    if empty {
        entries.remove(key);
    }
}

fn remember<I: Ord + Clone>(entries: &mut OrdMap<Arc<str>, Ids<I>>, key: String, id: &I) {
    match entries.get_mut(key.as_str()) {
        Some(Ids::Many(many)) => {
            many.insert(id.clone());
        }
        Some(Ids::One(one)) if one == id => {}
        Some(held) => {
            let Ids::One(one) = held else { return };
            *held = Ids::Many([one.clone(), id.clone()].into_iter().collect());
        }
        None => {
            entries.insert(key.into(), Ids::One(id.clone()));
        }
    }
}
