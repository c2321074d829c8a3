//! A session of a plan in the making, and where it is held.

use crate::index::{Ix, ModuleIx, RoomIx, SessionIx, Slot, TrainerIx, WishIx};

/// Where and by whom a session is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) module: ModuleIx,
    pub(crate) room: RoomIx,
    pub(crate) slot: Slot,
    /// Who teaches it; in a room that joins another session, that one's trainer, who is there.
    pub(crate) trainer: TrainerIx,
    pub(crate) co: Co,
    /// The session that it joins by a link.
    pub(crate) joins: Option<SessionIx>,
}

impl Place {
    /// Everybody who teaches there: nobody in a room that joins another session.
    pub(crate) fn staff(self) -> impl Iterator<Item = TrainerIx> {
        std::iter::once(self.trainer).chain(self.co.iter()).filter(move |_| self.joins.is_none())
    }
}

/// Those who teach together with a trainer, in the order of their numbers; the rest is filled with a number of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Co([TrainerIx; crate::format::Module::MOST_CO_TRAINERS]);

impl Co {
    /// Of several the first so many, each once.
    pub(crate) fn of(trainers: impl Iterator<Item = TrainerIx>, most: usize) -> Self {
        let mut all: Vec<TrainerIx> = Vec::new();
        for trainer in trainers {
            if all.len() < most && !all.contains(&trainer) {
                all.push(trainer);
            }
        }
        all.sort_unstable();
        let mut co = Self::none();
        co.0.iter_mut().zip(all).for_each(|(place, trainer)| *place = trainer);
        co
    }

    /// Nobody.
    pub(crate) fn none() -> Self {
        Self([TrainerIx::new(usize::MAX); crate::format::Module::MOST_CO_TRAINERS])
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = TrainerIx> {
        self.0.into_iter().filter(|trainer| *trainer != TrainerIx::new(usize::MAX))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) module: ModuleIx,
    pub(crate) room: RoomIx,
    pub(crate) slot: Slot,
    pub(crate) trainer: TrainerIx,
    pub(crate) co: Co,
    /// The session that it joins by a link.
    pub(crate) joins: Option<SessionIx>,
    /// Whether it is held at all; a dissolved one waits to be used again.
    pub(crate) alive: bool,
    pub(crate) seats: usize,
    pub(crate) members: Vec<WishIx>,
    /// Must stay as it is.
    pub(crate) pinned: bool,
    /// Its people must stay too.
    pub(crate) people_pinned: bool,
    /// Those of its people who must stay, where the others may go.
    pub(crate) kept: Vec<WishIx>,
    /// Its id, if the plan comes from a document.
    pub(crate) id: Option<String>,
    /// What it was in the previous plan; elsewhere, so that sessions lie close together.
    pub(crate) was: Option<Box<Place>>,
    /// How many of its people come from which facility, and with which role.
    pub(crate) facilities: Mix,
    pub(crate) roles: Mix,
    /// Its share of the cost.
    pub(crate) cost: i64,
}

/// How many there are of each kind; of few kinds, so that going through them is quickest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mix(Vec<(u32, u32)>);

impl Mix {
    /// Different kinds.
    #[inline]
    pub(crate) fn kinds(&self) -> usize {
        self.0.len()
    }

    /// Whether there is one of a kind.
    #[inline]
    pub(crate) fn has(&self, kind: u32) -> bool {
        self.0.iter().any(|(k, _)| *k == kind)
    }

    /// Different kinds, were one of a kind to leave and one to come.
    #[inline]
    pub(crate) fn kinds_after(&self, leaves: Option<u32>, comes: Option<u32>) -> usize {
        if leaves == comes {
            return self.0.len();
        }
        let count = |kind: u32| self.0.iter().find(|(k, _)| *k == kind).map_or(0, |(_, n)| *n);
        self.0.len() + usize::from(comes.is_some_and(|kind| count(kind) == 0))
            - usize::from(leaves.is_some_and(|kind| count(kind) == 1))
    }

    #[inline]
    pub(super) fn add(&mut self, kind: u32) {
        match self.0.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, n)) => *n += 1,
            None => self.0.push((kind, 1)),
        }
    }

    #[inline]
    pub(super) fn remove(&mut self, kind: u32) {
        if let Some(at) = self.0.iter().position(|(k, _)| *k == kind) {
            match self.0.get_mut(at) {
                Some((_, n)) if *n > 1 => *n -= 1,
                _ => drop(self.0.swap_remove(at)),
            }
        }
    }
}

/// A room at a time: what of a session its people notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) slot: Slot,
    pub(crate) room: RoomIx,
}

impl Session {
    #[inline]
    pub(crate) fn spot(&self) -> Spot {
        Spot { slot: self.slot, room: self.room }
    }

    pub(crate) fn place(&self) -> Place {
        let Self { module, room, slot, trainer, co, joins, .. } = *self;
        Place { module, room, slot, trainer, co, joins }
    }
}
