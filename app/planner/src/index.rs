//! Typed indexes: what the model numbers densely is looked up by a number of its own type, so that a room's number
//! can not be used for a trainer. This file is the only place of the planner that indexes memory.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A dense number of one kind of thing.
pub trait Ix: Copy + Eq {
    /// The number as a type.
    fn new(at: usize) -> Self;
    /// The number.
    fn at(self) -> usize;
}

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl Ix for $name {
            // No programme has four thousand million of anything; reading one that large fails for memory long before.
            fn new(at: usize) -> Self {
                Self(u32::try_from(at).unwrap_or(u32::MAX))
            }
            fn at(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

indexes! {
    /// A module.
    ModuleIx,
    /// A room.
    RoomIx,
    /// A trainer.
    TrainerIx,
    /// A trainee.
    PersonIx,
    /// The members of one cadre at one facility: they cover for each other.
    PostIx,
    /// One person's wish for one module.
    WishIx,
    /// The members of one cohort who need one module.
    GroupIx,
    /// A session of the plan being made.
    SessionIx,
    /// A half-day of the calendar.
    Slot,
    /// A day of the calendar.
    Day,
    /// A block, for distances.
    BlockIx,
}

/// A vector looked up by its own kind of number.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexVec<I, T> {
    items: Vec<T>,
    kind: PhantomData<fn(I)>,
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), kind: PhantomData }
    }
}

impl<I: Ix, T> IndexVec<I, T> {
    /// `n` copies of `item`.
    pub fn filled(item: T, n: usize) -> Self
    where
        T: Clone,
    {
        Self { items: vec![item; n], kind: PhantomData }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The item of a number, if there is one.
    pub fn find(&self, at: I) -> Option<&T> {
        self.items.get(at.at())
    }

    /// Puts other items in the place of all that are there, in the same memory.
    pub fn refill(&mut self, items: impl Iterator<Item = T>) {
        self.items.clear();
        self.items.extend(items);
    }

    /// Adds one and returns its number.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }

    /// All numbers in order.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// All items in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// All items with their numbers.
    pub fn pairs(&self) -> impl Iterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(i, item)| (I::new(i), item))
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<S: IntoIterator<Item = T>>(source: S) -> Self {
        Self { items: source.into_iter().collect(), kind: PhantomData }
    }
}

impl<I: Ix, T> Index<I> for IndexVec<I, T> {
    type Output = T;
    #[expect(
        clippy::indexing_slicing,
        reason = "numbers are handed out by the vector's owner and never outlive its items"
    )]
    #[inline]
    fn index(&self, at: I) -> &T {
        &self.items[at.at()]
    }
}

impl<I: Ix, T> IndexMut<I> for IndexVec<I, T> {
    #[expect(
        clippy::indexing_slicing,
        reason = "numbers are handed out by the vector's owner and never outlive its items"
    )]
    #[inline]
    fn index_mut(&mut self, at: I) -> &mut T {
        &mut self.items[at.at()]
    }
}

/// A table of two kinds of number, e.g. post × slot.
#[derive(Debug, Clone)]
pub struct Grid<A, B, T> {
    cells: IndexVec<Cell, T>,
    width: usize,
    kind: PhantomData<fn(A, B)>,
}

indexes! {
    /// A cell of a grid.
    Cell,
}

impl<A: Ix, B: Ix, T: Clone> Grid<A, B, T> {
    /// A grid with `item` everywhere.
    pub fn filled(item: T, height: usize, width: usize) -> Self {
        Self { cells: IndexVec::filled(item, height * width), width, kind: PhantomData }
    }
}

impl<A: Ix, B: Ix, T> Index<(A, B)> for Grid<A, B, T> {
    type Output = T;
    #[inline]
    fn index(&self, (a, b): (A, B)) -> &T {
        &self.cells[Cell::new(a.at() * self.width + b.at())]
    }
}

impl<A: Ix, B: Ix, T> IndexMut<(A, B)> for Grid<A, B, T> {
    #[inline]
    fn index_mut(&mut self, (a, b): (A, B)) -> &mut T {
        &mut self.cells[Cell::new(a.at() * self.width + b.at())]
    }
}

/// A set of small numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// An empty set for numbers below `n`.
    pub fn for_numbers_below(n: usize) -> Self {
        Self(vec![0; n.div_ceil(64)])
    }

    /// Puts a number in; numbers beyond the set's size are left out.
    pub fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Puts in what another set holds.
    pub fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Whether a number is in.
    #[inline]
    pub fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}
