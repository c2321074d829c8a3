//! The rows that a base hospital brought, with their indexes: sorted arrays without any gap, never changed.

use super::Record;
use std::sync::Arc;

/// Rows by id and, for each index of the record, its keys with the rows behind them.
#[derive(Debug)]
pub(super) struct Settled<T> {
    rows: Box<[Arc<T>]>,
    indexes: Box<[Postings]>,
}

impl<T: Record> Settled<T> {
    /// Settles rows in any order. Of rows with one id the last one stands.
    pub(super) fn new(mut rows: Vec<Arc<T>>) -> Self {
        // The sort is stable: after it the last of several rows with one id is the last one given.
        rows.sort_by(|a, b| a.id().cmp(b.id()));
        rows.reverse();
        rows.dedup_by(|a, b| a.id() == b.id());
        rows.reverse();
        let rows = rows.into_boxed_slice();
        let indexes = T::indexes().iter().map(|index| Postings::new(&rows, index.keys)).collect();
        Self { rows, indexes }
    }

    pub(super) fn row(&self, id: &T::Id) -> Option<&Arc<T>> {
        let at = self.rows.binary_search_by(|row| row.id().cmp(id)).ok()?;
        self.rows.get(at)
    }

    pub(super) fn rows(&self) -> std::slice::Iter<'_, Arc<T>> {
        self.rows.iter()
    }

    /// The rows behind a key of the index at a place, by id.
    pub(super) fn find<'a>(
        &'a self,
        index: usize,
        key: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<T>> + use<'a, T> {
        let numbers = self.indexes.get(index).map_or(&[][..], |postings| postings.find(key));
        numbers.iter().filter_map(|number| self.rows.get(usize::try_from(*number).ok()?))
    }

    /// The keys of the index at a place, in order.
    pub(super) fn keys(&self, index: usize) -> impl Iterator<Item = &str> {
        let postings = self.indexes.get(index);
        postings.into_iter().flat_map(|postings| (0..postings.key_ends.len()).filter_map(|at| postings.key(at)))
    }
}

/// An index: the text of all keys in one piece, and the numbers of the rows of all keys in one piece.
///
/// 400,000 rows with three keys each cost some 20 MB so; as maps of sets they would cost hundreds.
#[derive(Debug, Default)]
struct Postings {
    text: Box<str>,
    /// Where each key's text ends; it begins where the one before ends.
    key_ends: Box<[usize]>,
    /// Where each key's rows end.
    row_ends: Box<[usize]>,
    /// Places in the rows; a base has fewer rows than 2^32 by far (see [`Postings::new`]).
    rows: Box<[u32]>,
}

impl Postings {
    fn new<T>(rows: &[Arc<T>], keys: fn(&T) -> Vec<String>) -> Self {
        // Rows beyond 2^32 would not be found by an index; their memory alone would be terabytes.
        let numbered = (0_u32..=u32::MAX).zip(rows);
        let mut entries: Vec<(Box<str>, u32)> = numbered
            .flat_map(|(number, row)| keys(row).into_iter().map(move |key| (key.into_boxed_str(), number)))
            .collect();
        entries.sort_unstable();
        entries.dedup();
        let mut text = String::new();
        let (mut key_ends, mut row_ends, mut numbers) = (Vec::new(), Vec::new(), Vec::with_capacity(entries.len()));
        let mut last: Option<&str> = None;
        for (key, number) in &entries {
            if last != Some(key) {
                if last.is_some() {
                    row_ends.push(numbers.len());
                }
                text.push_str(key);
                key_ends.push(text.len());
                last = Some(key);
            }
            numbers.push(*number);
        }
        if last.is_some() {
            row_ends.push(numbers.len());
        }
        Self { text: text.into(), key_ends: key_ends.into(), row_ends: row_ends.into(), rows: numbers.into() }
    }

    fn key(&self, at: usize) -> Option<&str> {
        span(&self.key_ends, at).and_then(|span| self.text.get(span))
    }

    fn find(&self, key: &str) -> &[u32] {
        let (mut low, mut high) = (0, self.key_ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.key(middle).map(|held| held.cmp(key)) {
                Some(std::cmp::Ordering::Less) => low = middle + 1,
                Some(std::cmp::Ordering::Equal) => {
                    return span(&self.row_ends, middle).and_then(|span| self.rows.get(span)).unwrap_or_default();
                }
                _ => high = middle,
            }
        }
        &[]
    }
}

/// What lies between the end before `at` and the end at `at`.
fn span(ends: &[usize], at: usize) -> Option<std::ops::Range<usize>> {
    let from = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
    Some(from..*ends.get(at)?)
}
