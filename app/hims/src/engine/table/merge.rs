//! Two sorted sequences as one.

use super::Record;
use std::cmp::Ordering;
use std::sync::Arc;

/// Rows of two sequences, each sorted by id and without an id in common, as one sorted sequence from either end.
pub(super) struct Merge<'a, T, L, R> {
    left: Side<'a, T, L>,
    right: Side<'a, T, R>,
}

/// A sequence with the items that were looked at but not yet given out, one at each end.
struct Side<'a, T, I> {
    items: I,
    front: Option<&'a Arc<T>>,
    back: Option<&'a Arc<T>>,
}

impl<'a, T, I: DoubleEndedIterator<Item = &'a Arc<T>>> Side<'a, T, I> {
    const fn new(items: I) -> Self {
        Self { items, front: None, back: None }
    }

    fn look_front(&mut self) -> Option<&'a Arc<T>> {
        if self.front.is_none() {
            self.front = self.items.next().or_else(|| self.back.take());
        }
        self.front
    }

    fn look_back(&mut self) -> Option<&'a Arc<T>> {
        if self.back.is_none() {
            self.back = self.items.next_back().or_else(|| self.front.take());
        }
        self.back
    }
}

impl<'a, T, L, R> Merge<'a, T, L, R>
where
    L: DoubleEndedIterator<Item = &'a Arc<T>>,
    R: DoubleEndedIterator<Item = &'a Arc<T>>,
{
    pub(super) const fn new(left: L, right: R) -> Self {
        Self { left: Side::new(left), right: Side::new(right) }
    }
}

impl<'a, T: Record, L, R> Iterator for Merge<'a, T, L, R>
where
    L: DoubleEndedIterator<Item = &'a Arc<T>>,
    R: DoubleEndedIterator<Item = &'a Arc<T>>,
{
    type Item = &'a Arc<T>;

    fn next(&mut self) -> Option<Self::Item> {
        match (self.left.look_front(), self.right.look_front()) {
            (Some(left), Some(right)) if right.id() < left.id() => self.right.front.take(),
            (None, _) => self.right.front.take(),
            _ => self.left.front.take(),
        }
    }
}

impl<'a, T: Record, L, R> DoubleEndedIterator for Merge<'a, T, L, R>
where
    L: DoubleEndedIterator<Item = &'a Arc<T>>,
    R: DoubleEndedIterator<Item = &'a Arc<T>>,
{
    fn next_back(&mut self) -> Option<Self::Item> {
        match (self.left.look_back(), self.right.look_back()) {
            (Some(left), Some(right)) if right.id() > left.id() => self.right.back.take(),
            (None, _) => self.right.back.take(),
            _ => self.left.back.take(),
        }
    }
}

/// The texts of two sorted sequences without repetition, in order.
pub(super) fn distinct<'a>(
    one: impl Iterator<Item = &'a str>,
    other: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = &'a str> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) => match a.cmp(b) {
            Ordering::Less => one.next(),
            Ordering::Greater => other.next(),
            Ordering::Equal => {
                other.next();
                one.next()
            }
        },
        (Some(_), None) => one.next(),
        _ => other.next(),
    })
}
